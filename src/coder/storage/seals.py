"""Seals: how many rows each table has and the sum of their checksums, kept in every transaction.

SQLite's own checks find a broken structure, not a letter that changed inside an answer or a code.
Triggers keep a seal a table: the number of rows and the sum of the CRC-32 of each row. Whoever
adds the rows up again finds what was changed, lost or added behind the program's back. Seals are
against damage, not against a person who wants to deceive. A server keeps checksums of its own
pages (PostgreSQL's data checksums), so there the table stays empty.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Column, Connection, Float, LargeBinary, Table, text
from sqlalchemy.exc import DBAPIError

from coder.storage import schema

FUNCTION = "coder_crc"
UNKNOWN = -1  # rows
_UNSEALED = frozenset(
    {
        "lemma_cache",  # made anew from the answers at any time
        "model_states",  # an archive, with checksums of its own
        "seals",
    }
)
SEALED: tuple[Table, ...] = tuple(
    table for table in schema.metadata.sorted_tables if table.name not in _UNSEALED
)
_CHANGES = {
    "insert": "rows = rows + 1, total = total + {new}",
    "delete": "rows = rows - 1, total = total - {old}",
    "update": "total = total + {new} - {old}",
}


@dataclass(frozen=True, slots=True)
class Broken:
    """A table that is not as it was left: rows it should have, and rows it has."""

    table: str
    rows: int
    found: int


def lend(connection: sqlite3.Connection) -> None:
    """Gives a connection the checksum that the triggers ask for."""
    connection.create_function(FUNCTION, 1, zlib.crc32, deterministic=True)


def lift(connection: Connection) -> None:
    """Takes the triggers away: a migration could not change tables that they stand on."""
    if connection.dialect.name == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'seal_*'"
        for name in [row[0] for row in connection.execute(text(query)).all()]:
            connection.execute(text(f"DROP TRIGGER {name}"))


def renew(connection: Connection) -> None:
    """Seals all tables as they stand now, under triggers for their present columns."""
    if connection.dialect.name != "sqlite":
        return
    lift(connection)
    connection.execute(schema.seals.delete())
    for table in SEALED:
        columns = _in_sql(table)
        rows, total = added_up(connection, table.name, columns)
        values = {"name": table.name, "columns": columns, "rows": rows, "total": total}
        connection.execute(schema.seals.insert().values(values))
        for change, formula in _CHANGES.items():
            connection.execute(text(_trigger(table, change, formula)))


def broken(connection: Connection, names: Collection[str] = ()) -> list[Broken]:
    """The tables that differ from their seals or have lost them; `names`: these tables only."""
    kept = _kept(connection)
    lost = set(names) - {name for name, *_ in kept} if kept else set()
    found = [Broken(name, UNKNOWN, UNKNOWN) for name in sorted(lost)]
    for name, columns, rows, total in kept:
        if not names or name in names:
            now = _now(connection, name, columns)
            if now != (rows, total):
                found.append(Broken(name, rows, now[0]))
    return found


def _now(connection: Connection, name: str, columns: str) -> tuple[int, int]:
    try:
        return added_up(connection, name, columns)
    except DBAPIError as error:
        if getattr(error.orig, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_ERROR:
            raise
        return UNKNOWN, UNKNOWN  # the seal itself is damaged and names no table or column


def _kept(connection: Connection) -> list[tuple[str, str, int, int]]:
    known = text("SELECT 1 FROM sqlite_master WHERE name = 'seals'")
    if connection.dialect.name != "sqlite" or connection.execute(known).first() is None:
        return []  # a project of before there were seals, about to be brought up to date
    table = schema.seals.c
    rows = connection.execute(schema.seals.select().order_by(table.name)).all()
    return [(row.name, row.columns, row.rows, row.total) for row in rows]


def added_up(connection: Connection, name: str, columns: str) -> tuple[int, int]:
    """Rows of a table and the sum of their checksums; `columns` as its seal has them."""
    query = f"SELECT count(*), coalesce(sum({_checksum(columns)}), 0) FROM {name}"  # noqa: S608
    row = connection.execute(text(query)).one()
    return int(row[0]), int(row[1])


def _trigger(table: Table, change: str, formula: str) -> str:
    sums = {row: _checksum(_in_sql(table, f"{row}.")) for row in ("new", "old")}
    change_seal = f"UPDATE seals SET {formula.format(**sums)} WHERE name = '{table.name}'"  # noqa: S608
    name = f"seal_{table.name}_{change}"
    return f"CREATE TRIGGER {name} AFTER {change} ON {table.name} BEGIN {change_seal}; END"


def _checksum(columns: str) -> str:
    # As bytes: a text that is no UTF-8 any more could not be handed over as text.
    return f"{FUNCTION}(CAST({columns} AS BLOB))"


def _in_sql(table: Table, row: str = "") -> str:
    parts = [_column(column, row) for column in table.columns if not _is_bytes(column)]
    return " || char(31) || ".join(parts)


def _column(column: Column[object], row: str) -> str:
    name = f'{row}"{column.name}"'
    if isinstance(column.type, Float):
        # Versions of SQLite write the last digits of a number differently.
        name = f"CAST({name} * 1000000000 AS INTEGER)"
    return f"ifnull({name}, char(30))" if column.nullable else name


def _is_bytes(column: Column[object]) -> bool:
    return isinstance(column.type, LargeBinary)
