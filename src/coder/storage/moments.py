"""When batches were made: what orders decisions in every copy of a project alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from sqlalchemy import Connection, select

from coder.domain.answers import AnswerId
from coder.domain.coding import BatchId, Moment
from coder.storage.present import chunks
from coder.storage.schema import batches


def moments_of(connection: Connection, batch_ids: Collection[BatchId]) -> dict[BatchId, Moment]:
    """The moment of each batch."""
    found: dict[BatchId, Moment] = {}
    for chunk in chunks(sorted(batch_ids)):
        query = select(batches.c.id, batches.c.at, batches.c.uid).where(batches.c.id.in_(chunk))
        found |= {row[0]: (row[1], row[2]) for row in connection.execute(query)}
    return found


def moments_where_needed(
    connection: Connection, last: Collection[tuple[AnswerId, BatchId]]
) -> dict[BatchId, Moment]:
    """The moments of the latest batches on answers that several coders touched.

    Most answers have one coder, and there nothing is to be compared: reading the moments of
    100,000 batches would take half a second of opening a project.

    Args:
        last: Answer and latest batch, for each coder of each answer.
    """
    coders = Counter(answer_id for answer_id, _batch in last)
    return moments_of(connection, {batch for answer, batch in last if coders[answer] > 1})
