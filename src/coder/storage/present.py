"""The present state: what each coder's decisions add up to, kept beside the journal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Delete, Executable, Table, bindparam, delete

from coder.domain.answers import AnswerId
from coder.domain.coding import NOTHING, BatchId, CoderId, Marks
from coder.storage import statements
from coder.storage.schema import present_codes, present_marks

Item = TypeVar("Item")

IDS_A_STATEMENT = 10_000  # SQLite takes at most 32,766 parameters


def chunks(items: Iterable[Item], size: int = IDS_A_STATEMENT) -> Iterator[list[Item]]:
    """The items in lists of at most `size`."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def marks_of(
    connection: Connection, coder_id: CoderId, answer_ids: Collection[AnswerId]
) -> dict[AnswerId, Marks]:
    """What one coder left on these answers; an answer without marks is left out."""
    codes: dict[AnswerId, list[str]] = {}
    marks: dict[AnswerId, Marks] = {}
    for chunk in chunks(answer_ids):
        standing = statements.codes(coder_id).where(present_codes.c.answer_id.in_(chunk))
        for row in connection.execute(standing):
            codes.setdefault(row.answer_id, []).append(row.code)
        flags = statements.marks(coder_id).where(present_marks.c.answer_id.in_(chunk))
        for row in connection.execute(flags):
            present = frozenset(codes.get(row.answer_id, ()))
            marks[row.answer_id] = Marks(present, row.done, row.later, row.star)
    return marks


def store_marks(
    connection: Connection,
    coder_id: CoderId,
    before: Mapping[AnswerId, Marks],
    after: Mapping[AnswerId, Marks],
    last: Mapping[AnswerId, BatchId],
) -> None:
    """Brings the present state of these answers from `before` to `after`.

    An answer on which nothing stands any more has no row.
    """
    _store_codes(connection, coder_id, before, after)
    keys = [{"answer": answer_id, "coder": coder_id} for answer_id in after if answer_id in before]
    _run(connection, _delete(present_marks), keys)
    rows = [
        {
            "answer_id": answer_id,
            "coder_id": coder_id,
            "done": marks.done,
            "later": marks.later,
            "star": marks.star,
            "decided": marks.decided,
            "last_batch_id": last[answer_id],
        }
        for answer_id, marks in after.items()
        if marks != NOTHING
    ]
    _run(connection, present_marks.insert(), rows)


def _store_codes(
    connection: Connection,
    coder_id: CoderId,
    before: Mapping[AnswerId, Marks],
    after: Mapping[AnswerId, Marks],
) -> None:
    gone: list[dict[str, Any]] = []
    come: list[dict[str, Any]] = []
    for answer_id, marks in after.items():
        earlier = before.get(answer_id, NOTHING).codes
        gone += [
            {"answer": answer_id, "coder": coder_id, "gone": code} for code in earlier - marks.codes
        ]
        come += [
            {"answer_id": answer_id, "coder_id": coder_id, "code": code}
            for code in marks.codes - earlier
        ]
    statement = _delete(present_codes).where(present_codes.c.code == bindparam("gone"))
    _run(connection, statement, gone)
    _run(connection, present_codes.insert(), come)


def _delete(table: Table) -> Delete:
    key = table.c.answer_id == bindparam("answer"), table.c.coder_id == bindparam("coder")
    return delete(table).where(*key)


def _run(connection: Connection, statement: Executable, rows: list[dict[str, Any]]) -> None:
    if rows:  # without rows SQLAlchemy would run the statement once, without values
        connection.execute(statement, rows)
