"""Samples that a second coder codes without seeing what others did."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, Select, func, select, update

from coder.domain.answers import AnswerId
from coder.domain.coding import Coder, CoderId, Source
from coder.domain.sampling import Drawing, Sample, SampleId
from coder.errors import ProjectError
from coder.i18n import _
from coder.storage.project import Project
from coder.storage.schema import (
    coders,
    present_marks,
    questions,
    sample_answers,
    samples,
    waves,
)

_TABLE = samples.c


def add_sample(  # noqa: PLR0913 - of what, for whom, how drawn
    project: Project,
    question: str,
    wave: str,
    coder: Coder,
    *,
    drawing: Drawing,
    answer_ids: Sequence[AnswerId],
    at: datetime,
) -> SampleId:
    """Keeps a sample in one transaction.

    Raises:
        ProjectError: The coder has a sample of this question in hand already.
    """
    with project.writing() as connection:
        question_id, wave_id = _ids(connection, question, wave)
        mine = _TABLE.question_id == question_id, _TABLE.wave_id == wave_id
        open_ = select(_TABLE.id).where(*mine, _TABLE.coder_id == coder.id)
        if connection.execute(open_.where(_TABLE.finished_at.is_(None))).first():
            message = _("{name} has a sample of {question} in hand already.")
            raise ProjectError(
                message.format(name=coder.name, question=question),
                _("Let it be coded, or close it with `coder sample … --finish`."),
            )
        values = {
            "uid": uuid4(),
            "question_id": question_id,
            "wave_id": wave_id,
            "coder_id": coder.id,
            "at": at,
            "drawn_by": drawing.by,
            "seed": drawing.seed,
            "drawn_from": drawing.population,
        }
        added = connection.execute(samples.insert().values(values).returning(_TABLE.id))
        sample_id = SampleId(added.scalar_one())
        rows = [{"sample_id": sample_id, "answer_id": answer_id} for answer_id in answer_ids]
        connection.execute(sample_answers.insert(), rows)
    return sample_id


def samples_of(project: Project, question: str | None = None) -> list[Sample]:
    """All samples, the oldest first, with how far each is."""
    query = _rows() if question is None else _rows().where(questions.c.key == question)
    with project.reading() as connection:
        return [_sample(row) for row in connection.execute(query)]


def open_sample(project: Project, question: str, wave: str, coder: CoderId) -> Sample | None:
    """The sample that a coder has in hand, None when there is none."""
    mine = questions.c.key == question, waves.c.name == wave, _TABLE.coder_id == coder
    query = _rows().where(*mine, _TABLE.finished_at.is_(None))
    with project.reading() as connection:
        row = connection.execute(query).first()
    return _sample(row) if row else None


def answers_in(project: Project, sample_id: SampleId) -> frozenset[AnswerId]:
    """The answers that were drawn."""
    query = select(sample_answers.c.answer_id).where(sample_answers.c.sample_id == sample_id)
    with project.reading() as connection:
        return frozenset(connection.execute(query).scalars())


def finish(project: Project, sample_id: SampleId, at: datetime) -> None:
    """From now on the coder sees what others did; a second time changes nothing."""
    with project.writing() as connection:
        unfinished = _TABLE.id == sample_id, _TABLE.finished_at.is_(None)
        connection.execute(update(samples).where(*unfinished).values(finished_at=at))


def _rows() -> Select[*tuple[Any, ...]]:
    """Samples with who and what they are for, how many answers, and how many are decided."""
    drawn = sample_answers.c
    decided = (drawn.answer_id == present_marks.c.answer_id) & present_marks.c.decided
    within = drawn.sample_id == _TABLE.id
    size = select(func.count()).select_from(sample_answers).where(within).scalar_subquery()
    done = (
        select(func.count())
        .select_from(sample_answers.join(present_marks, decided))
        .where(within, present_marks.c.coder_id == _TABLE.coder_id)
        .scalar_subquery()
    )
    return (
        select(
            samples,
            questions.c.key,
            waves.c.name.label("wave"),
            coders.c.name,
            coders.c.source,
            size.label("size"),
            done.label("done"),
        )
        .select_from(samples.join(questions).join(waves).join(coders))
        .order_by(_TABLE.id)
    )


def _sample(row: Row[Any]) -> Sample:
    return Sample(
        SampleId(row.id),
        row.key,
        row.wave,
        Coder(CoderId(row.coder_id), row.name, Source(row.source)),
        row.at,
        Drawing(row.drawn_by, row.seed, row.drawn_from),
        row.size,
        row.done,
        row.finished_at,
    )


def _ids(connection: Connection, question: str, wave: str) -> tuple[int, int]:
    question_id = select(questions.c.id).where(questions.c.key == question)
    wave_id = select(waves.c.id).where(waves.c.name == wave)
    return connection.execute(question_id).scalar_one(), connection.execute(wave_id).scalar_one()
