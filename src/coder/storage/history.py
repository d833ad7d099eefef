"""Reading the journal back: the latest batches, and every decision with its batch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Row, func, select

from coder.domain.answers import AnswerId
from coder.domain.codebook_steps import FOLLOWED, UNDOABLE
from coder.domain.coding import Batch, BatchId, Coder, CoderId, Decision, Mark
from coder.domain.deeds import Deed
from coder.storage import note_store
from coder.storage.rows import HistoryEntry, JournalEntry
from coder.storage.schema import answers, batches, decisions, questions, respondents
from coder.storage.statements import question_id
from coder.storage.steps import standing_batches

_ROWS_AT_A_TIME = 10_000


def latest(
    connection: Connection, coders: Mapping[CoderId, Coder], limit: int, coder: CoderId | None
) -> list[HistoryEntry]:
    """The latest batches, the newest first; of one coder or of all (None)."""
    newest = select(batches).order_by(batches.c.at.desc(), batches.c.uid.desc()).limit(limit)
    if coder is not None:
        newest = newest.where(batches.c.coder_id == coder)
    rows = connection.execute(newest).all()
    sizes = _sizes(connection, [row.id for row in rows])
    noted = note_store.batches_of_notes(connection, [row.id for row in rows])
    stands = {
        batch_id
        for coder_id in {row.coder_id for row in rows}
        for batch_id in standing_batches(connection, coder_id).standing
    }
    entries = []
    for row in rows:
        decided, touched = sizes.get(row.id, (0, 0))
        told = decided == 0 and row.id not in noted and row.kind not in UNDOABLE
        fixed = row.kind == FOLLOWED or told
        undone = not fixed and row.id not in stands
        entries.append(HistoryEntry(_batch(row, coders), decided, touched, undone, fixed))
    return entries


def changes(
    connection: Connection, batch_id: BatchId, limit: int
) -> list[tuple[str, str, str, Mark, bool, str]]:
    """Question, respondent, text, mark, present and code of a batch's first decisions."""
    made, given, by, asked = decisions.c, answers.c, respondents.c, questions.c
    query = (
        select(asked.key, by.external_id, given.text, made.mark, made.present, made.code)
        .select_from(
            decisions.join(answers, given.id == made.answer_id)
            .join(respondents, by.id == given.respondent_id)
            .join(questions, asked.id == given.question_id)
        )
        .where(made.batch_id == batch_id)
        .order_by(made.id)
        .limit(limit)
    )
    rows = connection.execute(query)
    return [(row[0], row[1], row[2], Mark(row[3]), row[4], row[5] or "") for row in rows]


def journal(
    connection: Connection,
    coders: Mapping[CoderId, Coder],
    question: str | None,
    answer_id: AnswerId | None,
) -> Iterator[JournalEntry]:
    """Decisions with their batch, oldest first."""
    table = decisions.c
    query = (
        select(batches, table.answer_id, table.mark, table.present, table.code, table.score)
        .select_from(decisions.join(batches))
        .order_by(batches.c.at, batches.c.uid, table.id)
    )
    if question is not None:
        query = query.join(answers, answers.c.id == table.answer_id)
        query = query.where(answers.c.question_id == question_id(question))
    if answer_id is not None:
        query = query.where(table.answer_id == answer_id)
    for row in connection.execute(query.execution_options(yield_per=_ROWS_AT_A_TIME)):
        decision = Decision(row.answer_id, Mark(row.mark), row.present, row.code, row.score)
        yield JournalEntry(_batch(row, coders), row.uid, row.codebook_version_id, decision)


def _sizes(connection: Connection, batch_ids: list[BatchId]) -> dict[BatchId, tuple[int, int]]:
    table = decisions.c
    rows = connection.execute(
        select(table.batch_id, func.count(), func.count(table.answer_id.distinct()))
        .where(table.batch_id.in_(batch_ids))
        .group_by(table.batch_id)
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def _batch(row: Row[Any], coders: Mapping[CoderId, Coder]) -> Batch:
    deed = Deed.unpacked(row.kind, row.about)
    return Batch(row.id, coders[row.coder_id], row.at, row.label, row.undoes, deed, uid=row.uid)
