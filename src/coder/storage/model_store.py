"""The models of a project: each training run, with what it learned apart."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, select, update

from coder.domain.models import KeptModel, ModelId, ModelOrigin, ModelRun
from coder.storage.project import Project
from coder.storage.schema import model_states, models


def add_model(
    project: Project, question: str, run: ModelRun, state: bytes, at: datetime
) -> ModelId:
    """Keeps a training run with what it learned, in one transaction."""
    values = _values(run) | {
        "question_id": project.question(question).id,
        "at": at,
        "active": False,
    }
    with project.writing() as connection:
        added = models.insert().values(values).returning(models.c.id)
        model_id = ModelId(connection.execute(added).scalar_one())
        connection.execute(model_states.insert(), {"model_id": model_id, "state": state})
    return model_id


def models_of(project: Project, question: str) -> list[KeptModel]:
    """All models of a question, the newest first; what they learned is not read.

    Raises:
        ProjectError: There is no such question.
    """
    question_id = project.question(question).id
    size = func.coalesce(func.length(model_states.c.state), 0)
    query = (
        select(models, size.label("size"))
        .select_from(models.outerjoin(model_states))
        .where(models.c.question_id == question_id)
        .order_by(models.c.id.desc())
    )
    with project.reading() as connection:
        return [_kept(row) for row in connection.execute(query)]


def state_of(project: Project, model_id: ModelId) -> bytes | None:
    """What a model learned; None when it was forgotten or there is no such model."""
    query = select(model_states.c.state).where(model_states.c.model_id == model_id)
    with project.reading() as connection:
        state: bytes | None = connection.execute(query).scalar()
    return state


def set_active(project: Project, question: str, model_id: ModelId | None) -> None:
    """Takes suggestions from this model from now on; None: from one that learns along."""
    question_id = project.question(question).id
    with project.writing() as connection:
        mine = models.c.question_id == question_id
        connection.execute(update(models).where(mine, models.c.active).values(active=False))
        if model_id is not None:
            chosen = update(models).where(mine, models.c.id == model_id)
            connection.execute(chosen.values(active=True))


def set_figures(project: Project, model_id: ModelId, figures: dict[str, Any]) -> None:
    """Keeps what an evaluation of a model gave."""
    text = json.dumps(figures, ensure_ascii=False)
    with project.writing() as connection:
        connection.execute(update(models).where(models.c.id == model_id).values(figures=text))


def forget_states(project: Project, model_ids: Sequence[ModelId]) -> None:
    """Drops what these models learned; their figures stay."""
    wanted: ColumnElement[bool] = model_states.c.model_id.in_(model_ids)
    with project.writing() as connection:
        connection.execute(delete(model_states).where(wanted))


def _values(run: ModelRun) -> dict[str, Any]:
    return {
        "origin": run.file,
        "wave": run.wave,
        "program": run.origin.program,
        "codebook_id": run.origin.codebook_id,
        "codebook_sha256": run.origin.codebook_sha256,
        "pipeline": run.origin.pipeline,
        "pipeline_version": run.origin.pipeline_version,
        "n_coded": run.n_coded,
        "n_codes": run.n_codes,
        "seconds": run.seconds,
        "settings": json.dumps(dict(run.settings), ensure_ascii=False),
        "figures": json.dumps(dict(run.figures), ensure_ascii=False),
    }


def _kept(row: Row[Any]) -> KeptModel:
    origin = ModelOrigin(
        row.program, row.codebook_id, row.codebook_sha256, row.pipeline, row.pipeline_version
    )
    run = ModelRun(
        origin,
        row.wave,
        row.n_coded,
        row.n_codes,
        row.seconds,
        json.loads(row.settings),
        json.loads(row.figures),
        row.origin,
    )
    return KeptModel(ModelId(row.id), row.at, run, row.active, row.size)
