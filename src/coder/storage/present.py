"""The present state: what each coder's decisions add up to, kept beside the journal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, Table

from coder.domain.answers import AnswerId
from coder.domain.coding import NOTHING, BatchId, CoderId, Marks
from coder.storage import many_rows, statements
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
    if not answer_ids:
        return {}
    among = many_rows.these(connection, answer_ids)
    codes: dict[AnswerId, list[str]] = {}
    for answer_id, _coder, code in connection.execute(
        statements.codes(coder_id).where(present_codes.c.answer_id.in_(among))
    ):
        codes.setdefault(answer_id, []).append(code)
    marks: dict[AnswerId, Marks] = {}
    known: dict[tuple[object, ...], Marks] = {}
    for answer_id, _coder, *flags, _last in connection.execute(
        statements.marks(coder_id).where(present_marks.c.answer_id.in_(among))
    ):
        key = (*codes.get(answer_id, ()), *flags)
        if key not in known:
            known[key] = Marks(frozenset(codes.get(answer_id, ())), *flags)
        marks[answer_id] = known[key]
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
    changed = [answer_id for answer_id in after if answer_id in before]
    _delete(connection, present_marks, changed, present_marks.c.coder_id == coder_id)
    standing = {one: (marks, last[one]) for one, marks in after.items() if marks != NOTHING}
    rows = (
        ((coder_id, marks.done, marks.later, marks.star, marks.decided, batch_id), answer_ids)
        for (marks, batch_id), answer_ids in many_rows.grouped(standing).items()
    )
    columns = ("coder_id", "done", "later", "star", "decided", "last_batch_id")
    many_rows.insert(connection, present_marks, columns, rows)


def _store_codes(
    connection: Connection,
    coder_id: CoderId,
    before: Mapping[AnswerId, Marks],
    after: Mapping[AnswerId, Marks],
) -> None:
    gone: dict[str, list[AnswerId]] = {}
    come: dict[str, list[AnswerId]] = {}
    steps = {one: (before.get(one, NOTHING).codes, marks.codes) for one, marks in after.items()}
    for (earlier, later), answer_ids in many_rows.grouped(steps).items():
        for code in earlier - later:
            gone.setdefault(code, []).extend(answer_ids)
        for code in later - earlier:
            come.setdefault(code, []).extend(answer_ids)
    table = present_codes.c
    for code, answer_ids in gone.items():
        own = table.coder_id == coder_id, table.code == code
        _delete(connection, present_codes, answer_ids, *own)
    rows = (((coder_id, code), answer_ids) for code, answer_ids in come.items())
    many_rows.insert(connection, present_codes, ("coder_id", "code"), rows)


def _delete(
    connection: Connection,
    table: Table,
    answer_ids: Collection[AnswerId],
    *which: ColumnElement[bool],
) -> None:
    if answer_ids:
        among = many_rows.these(connection, answer_ids)
        connection.execute(table.delete().where(table.c.answer_id.in_(among), *which))
