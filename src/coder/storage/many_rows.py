"""Rows that differ in nothing but their answer: one statement, however many there are.

1,800 people gave the same job title; a key that codes it writes 7,000 rows before the next picture.
Handed over one by one, they cost more than the database's own work.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    Table,
    bindparam,
    column,
    func,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY

from coder.domain.answers import AnswerId

MANY = 16  # rows alike; fewer go quicker one by one, beside others

_ID = column("value", Integer)
Values = tuple[Any, ...]
Value = TypeVar("Value")


def these(connection: Connection, answer_ids: Collection[AnswerId]) -> Select[int]:
    """A SELECT of these ids, in their order, as one parameter."""
    if connection.dialect.name == "sqlite":
        listed = func.json_each(json.dumps(list(answer_ids))).table_valued(_ID)
    else:
        array = bindparam(None, list(answer_ids), type_=ARRAY(Integer))
        listed = func.unnest(array).table_valued(_ID).render_derived()
    return select(listed.c.value)


def grouped(values: Mapping[AnswerId, Value]) -> dict[Value, list[AnswerId]]:
    """The answers that have the same value, together."""
    groups: dict[Value, list[AnswerId]] = {}
    for answer_id, value in values.items():
        groups.setdefault(value, []).append(answer_id)
    return groups


def insert(
    connection: Connection,
    table: Table,
    columns: Collection[str],
    rows: Iterable[tuple[Values, Collection[AnswerId]]],
) -> None:
    """Adds rows to a table.

    The rows of one answer come in the order given when as many answers share each of them.

    Args:
        columns: All columns that are given but `answer_id`.
        rows: The values of these columns, and the answers that get a row with them.
    """
    few: list[dict[str, Any]] = []
    for values, answer_ids in rows:
        given = dict(zip(columns, values, strict=True))
        if len(answer_ids) < MANY:
            few += [{"answer_id": answer_id, **given} for answer_id in answer_ids]
        else:
            _insert_many(connection, table, given, answer_ids)
    if few:
        connection.execute(table.insert(), few)


def _insert_many(
    connection: Connection, table: Table, given: Mapping[str, Any], answer_ids: Collection[AnswerId]
) -> None:
    constant: Iterable[ColumnElement[Any]] = (
        literal(value, table.c[name].type) for name, value in given.items()
    )
    source = these(connection, answer_ids).add_columns(*constant)
    connection.execute(table.insert().from_select(["answer_id", *given], source))
