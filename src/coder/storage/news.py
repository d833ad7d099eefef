"""What came into a project since one looked last: cheap to ask, again and again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from coder.domain.answers import AnswerId
from coder.domain.coding import CoderId, Source
from coder.storage import statements
from coder.storage.project import Project
from coder.storage.schema import (
    answers,
    batches,
    codebook_versions,
    coders,
    decisions,
    present_marks,
)
from coder.urgency import KEYS


@dataclass(frozen=True, slots=True)
class Mark:
    """How far one has read: the numbers of the latest decision and codebook text.

    One writer at a time gives numbers in the order of storing: what is later has a higher one.
    """

    decision: int = 0
    codebook: int = 0


@dataclass(frozen=True, slots=True)
class Fresh:
    """What came in up to `mark`: who decided on which answers of the question."""

    mark: Mark
    by_answer: Mapping[AnswerId, frozenset[CoderId]]


def mark(project: Project) -> Mark:
    """How far the project is."""
    with project.reading() as connection:
        return _mark(connection)


def fresh_since(project: Project, question: str, wave: str, since: Mark) -> Fresh | None:
    """What was decided on a question since; None when nothing at all came in."""
    with project.reading() as connection:
        now = _mark(connection)
        if now == since:
            return None
        query = (
            select(decisions.c.answer_id, batches.c.coder_id)
            .distinct()
            .select_from(
                statements.ANSWERED.join(decisions, decisions.c.answer_id == answers.c.id).join(
                    batches, batches.c.id == decisions.c.batch_id
                )
            )
            .where(statements.of_question(question, wave), decisions.c.id > since.decision)
        )
        found: dict[AnswerId, set[CoderId]] = {}
        for answer_id, coder_id in KEYS.patiently(connection.execute(query)):
            found.setdefault(answer_id, set()).add(coder_id)
    return Fresh(now, {answer_id: frozenset(by) for answer_id, by in found.items()})


def decided_by_person(
    project: Project, question: str, wave: str, *, but: CoderId
) -> dict[str, int]:
    """Each other person who decided on answers to a question, and on how many; by name.

    `but`: the one who asks.
    """
    table = present_marks.c
    query = (
        select(coders.c.name, func.count())
        .select_from(
            statements.ANSWERED.join(present_marks, table.answer_id == answers.c.id).join(
                coders, coders.c.id == table.coder_id
            )
        )
        .where(
            statements.of_question(question, wave),
            table.decided,
            coders.c.id != but,
            coders.c.source == Source.PERSON.value,
        )
        .group_by(coders.c.name)
    )
    with project.reading() as connection:
        return {row[0]: row[1] for row in sorted(connection.execute(query))}


def _mark(connection: Connection) -> Mark:
    latest = select(
        select(func.coalesce(func.max(decisions.c.id), 0)).scalar_subquery(),
        select(func.coalesce(func.max(codebook_versions.c.id), 0)).scalar_subquery(),
    )
    return Mark(*connection.execute(latest).one())
