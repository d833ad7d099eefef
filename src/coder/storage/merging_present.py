"""The present coding made anew from the journal."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select

from coder.domain.answers import AnswerId
from coder.domain.coding import BatchId, CoderId, Decision, Mark, replay
from coder.storage.present import store_marks
from coder.storage.schema import batches, decisions, present_codes, present_marks
from coder.storage.steps import standing_batches


def rebuild(connection: Connection, coder_id: CoderId) -> None:
    """Puts what a coder's decisions add up to in the place of the present coding.

    Who decided last on an answer is the newest batch that stands; where none stands (all was taken
    back), the newest that touched it.
    """
    made, touching = _journal(connection, coder_id)
    standing = set(standing_batches(connection, coder_id).deciding)
    last: dict[AnswerId, BatchId] = {}
    for answer_id, batch_id in touching:
        if batch_id in standing or last.get(answer_id) not in standing:
            last[answer_id] = batch_id
    for table in (present_codes, present_marks):
        connection.execute(delete(table).where(table.c.coder_id == coder_id))
    store_marks(connection, coder_id, {}, replay(made), last)


def _journal(
    connection: Connection, coder_id: CoderId
) -> tuple[list[Decision], list[tuple[AnswerId, BatchId]]]:
    """A coder's decisions, and which batch touched which answer; oldest first."""
    table = decisions.c
    rows = connection.execute(
        select(table.answer_id, table.mark, table.present, table.code, table.batch_id)
        .join(batches, batches.c.id == table.batch_id)
        .where(batches.c.coder_id == coder_id)
        .order_by(batches.c.at, batches.c.uid, table.id)
    ).all()
    made = [Decision(row[0], Mark(row[1]), row[2], row[3]) for row in rows]
    return made, [(row[0], row[4]) for row in rows]
