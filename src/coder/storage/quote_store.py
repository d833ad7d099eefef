"""Decisions on quotes: only ever added to; undo adds a row that says what stood before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from coder.domain.answers import AnswerId
from coder.domain.coding import Coder
from coder.domain.quotes import QuoteDecision, QuoteStatus, StoredDecision
from coder.storage import statements
from coder.storage.project import Project
from coder.storage.schema import answers, coders, project_meta, quote_decisions
from coder.storage.steps import stands

Key = tuple[AnswerId, str]
_TABLE = quote_decisions.c
_PREFIX = "quotes."
_CHOICES = ("quotes.function", "quotes.organisation")


def add_decision(project: Project, coder: Coder, decision: QuoteDecision, at: datetime) -> None:
    """Keeps a decision; on disk when this returns.

    Raises:
        StorageFullError: The disk is full or read-only; nothing was changed.
        ProjectLockedError: Another program is writing; nothing was changed.
    """
    with project.writing() as connection:
        _insert(connection, coder, decision, at)


def standing_decisions(
    project: Project, question: str, wave: str | None = None
) -> dict[Key, StoredDecision]:
    """What stands now on each quote of a question, by answer and code."""
    newest = select(func.max(_TABLE.id)).group_by(_TABLE.answer_id, _TABLE.code)
    query = (
        _rows()
        .join(answers, answers.c.id == _TABLE.answer_id)
        .where(_TABLE.id.in_(newest), answers.c.id.in_(_answers_to(question, wave)))
    )
    with project.reading() as connection:
        rows = connection.execute(query).all()
    return {(AnswerId(row.answer_id), row.code): _stored(row) for row in rows}


def history_of(project: Project, answer_id: AnswerId, code: str) -> list[StoredDecision]:
    """All that was decided on one quote, oldest first, undone steps included."""
    query = _rows().where(_TABLE.answer_id == answer_id, _TABLE.code == code).order_by(_TABLE.id)
    with project.reading() as connection:
        return [_stored(row) for row in connection.execute(query)]


def undo(project: Project, coder: Coder, at: datetime) -> QuoteDecision | None:
    """Takes back the coder's latest decision on a quote; None when there is none.

    Returns:
        What stands now on that quote.
    """
    with project.writing() as connection:
        standing = stands(_steps(connection, coder)).standing
        return _take_back(connection, coder, standing[-1], at) if standing else None


def redo(project: Project, coder: Coder, at: datetime) -> QuoteDecision | None:
    """Makes again what the coder undid last; None when something else came after."""
    with project.writing() as connection:
        undone = stands(_steps(connection, coder)).undone
        return _take_back(connection, coder, undone[-1], at) if undone else None


def described_by(project: Project) -> dict[str, str]:
    """What respondents are described by in this project, as chosen: "function", "organisation"."""
    table = project_meta.c
    query = select(table.name, table.value).where(table.name.in_(_CHOICES))
    with project.reading() as connection:
        return {row[0].removeprefix(_PREFIX): row[1] for row in connection.execute(query)}


def describe_by(project: Project, choices: Mapping[str, str]) -> None:
    """Keeps what respondents are described by from now on."""
    with project.writing() as connection:
        for name, value in choices.items():
            key = project_meta.c.name == _PREFIX + name
            connection.execute(project_meta.delete().where(key))
            connection.execute(project_meta.insert(), {"name": _PREFIX + name, "value": value})


def _take_back(connection: Connection, coder: Coder, step: int, at: datetime) -> QuoteDecision:
    """Adds a row with what stood on the quote before `step`.

    What somebody else decided since stays as it is.
    """
    target = connection.execute(_rows().where(_TABLE.id == step)).one()
    same = _rows().where(_TABLE.answer_id == target.answer_id, _TABLE.code == target.code)
    newest = connection.execute(same.order_by(_TABLE.id.desc()).limit(1)).one()
    before = connection.execute(
        same.where(_TABLE.id < step).order_by(_TABLE.id.desc()).limit(1)
    ).first()
    kept = newest if newest.coder_id != coder.id else before
    if kept is None:
        answer_id = AnswerId(target.answer_id)
        restored = QuoteDecision(answer_id, target.code, QuoteStatus.CANDIDATE, "")
    else:
        restored = _stored(kept).decision
    _insert(connection, coder, restored, at, undoes=step)
    return restored


def _steps(connection: Connection, coder: Coder) -> list[tuple[int, int | None]]:
    query = select(_TABLE.id, _TABLE.undoes).where(_TABLE.coder_id == coder.id)
    return [(row[0], row[1]) for row in connection.execute(query.order_by(_TABLE.id))]


def _insert(
    connection: Connection,
    coder: Coder,
    decision: QuoteDecision,
    at: datetime,
    undoes: int | None = None,
) -> None:
    values = {
        "answer_id": decision.answer_id,
        "code": decision.code,
        "status": decision.status.value,
        "text": decision.text,
        "note": decision.note,
        "coder_id": coder.id,
        "at": at,
        "undoes": undoes,
    }
    connection.execute(quote_decisions.insert(), values)


def _rows() -> Select[*tuple[Any, ...]]:
    joined = quote_decisions.join(coders, coders.c.id == _TABLE.coder_id)
    return select(quote_decisions, coders.c.name).select_from(joined)


def _answers_to(question: str, wave: str | None) -> Select[tuple[int]]:
    asked = select(answers.c.id).select_from(statements.ANSWERED)
    return asked.where(statements.of_question(question, wave))


def _stored(row: Row[Any]) -> StoredDecision:
    decision = QuoteDecision(
        AnswerId(row.answer_id), row.code, QuoteStatus(row.status), row.text, row.note
    )
    return StoredDecision(decision, row.name, row.at)
