"""Reading a damaged project: every row that can still be read, and only rows that make sense."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    DefaultClause,
    Float,
    Integer,
    LargeBinary,
    String,
    Table,
    Uuid,
)

from coder.domain.coder_ids import old_uid
from coder.domain.coding import Mark, Source
from coder.storage.columns import UtcDateTime
from coder.storage.schema import coders, decisions

Row = dict[str, Any]
Key = tuple[Any, ...]
_PROJECT = "SELECT value FROM project_meta WHERE name = 'uid'"
_FARTHEST = 2**40  # no key is larger
_ALLOWED = {
    coders.c.source: frozenset(source.value for source in Source),
    decisions.c.mark: frozenset(mark.value for mark in Mark),
}


class Reading:
    """The rows that a query gives until it fails; `whole` when it did not."""

    def __init__(self, path: Path, query: str, *values: object) -> None:
        self._path, self._query, self._values = path, query, values
        self.whole = False

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        address = f"{self._path.absolute().as_uri()}?mode=ro"
        try:
            with closing(sqlite3.connect(address, uri=True)) as connection:
                connection.text_factory = _text
                yield from connection.execute(self._query, self._values)
                self.whole = True
        except (sqlite3.Error, UnicodeDecodeError, MemoryError, OverflowError):
            return


class Wreck:
    """A project file that may be damaged anywhere. Reading never raises; it gives what there is."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def seals(self) -> dict[str, tuple[str, int, int]]:
        """Columns, number of rows and sum of each sealed table, as far as they can be read."""
        rows = Reading(self.path, "SELECT name, columns, rows, total FROM seals")
        return {row[0]: (row[1], row[2], row[3]) for row in rows}

    def is_sound(self) -> bool:
        """Is its structure whole?"""
        return list(Reading(self.path, "PRAGMA quick_check(1)")) == [("ok",)]

    def rows(self, table: Table) -> dict[Key, Row]:
        """The rows of a table that can be read and make sense, by their keys."""
        known = {row[1] for row in Reading(self.path, f"PRAGMA table_info({table.name})")}
        columns = [column.name for column in table.columns if column.name in known]
        empty = {column.name: _default(column) for column in table.columns}
        found: dict[Key, Row] = {}
        for values in self._readable(table, columns) if columns else ():
            row = empty | dict(zip(columns, values, strict=True))
            if table is coders and not _is_uid(row["uid"]):
                row["uid"] = self._uid_of(row)
            if _makes_sense(table, row):
                found.setdefault(key_of(table, row), row)
        return found

    def _uid_of(self, coder: Row) -> str:
        """A coder without an id (older projects have none, damage takes one) keeps their work."""
        project = next(iter(Reading(self.path, _PROJECT)), ("",))[0]
        return old_uid(str(project), str(coder["name"]), str(coder["source"])).hex

    def _readable(self, table: Table, columns: list[str]) -> Iterator[tuple[Any, ...]]:
        key = next(iter(table.primary_key.columns))
        chosen = f"SELECT {', '.join(columns)} FROM {table.name} NOT INDEXED"  # noqa: S608
        if not isinstance(key.type, Integer):
            yield from Reading(self.path, chosen)
            return
        if not (yield from self._forwards(chosen, key.name, columns.index(key.name))):
            # What lies between the damage and where reading went on, from the other side.
            yield from Reading(self.path, f"{chosen} ORDER BY {key.name} DESC")

    def _forwards(
        self, chosen: str, key: str, place: int
    ) -> Generator[tuple[Any, ...], None, bool]:
        """All rows in the order of their keys; where reading fails it goes on farther on."""
        after, step, damage = -1, 1, False
        while after < _FARTHEST:
            last = None
            reading = Reading(self.path, f"{chosen} WHERE {key} > ? ORDER BY {key}", after)
            for row in reading:
                last = row[place]
                yield row
            if reading.whole:
                return not damage
            damage = True
            if isinstance(last, int) and last > after:
                after, step = last, 1
            after, step = after + step, step * 2
        return False


def key_of(table: Table, row: Row) -> Key:
    """What a row is known by within its project."""
    return tuple(row[column.name] for column in table.primary_key.columns)


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _makes_sense(table: Table, row: Row) -> bool:
    return all(_fits(column, row[column.name]) for column in table.columns)


def _fits(column: Column[Any], value: object) -> bool:
    """Could this program have written this value here?"""
    if value is None:
        return bool(column.nullable)
    if column in _ALLOWED:
        return value in _ALLOWED[column]
    return any(isinstance(column.type, kind) and test(value) for kind, test in _TESTS)


def _default(column: Column[Any]) -> object:
    """What stands in a column that older projects lack."""
    default = column.server_default
    return str(default.arg) if isinstance(default, DefaultClause) else None


def _is_moment(value: object) -> bool:
    try:
        return datetime.fromisoformat(str(value)) is not None
    except ValueError:
        return False


def _is_uid(value: object) -> bool:
    try:
        return UUID(str(value)) is not None
    except ValueError:
        return False


_TESTS: tuple[tuple[type[Any], Callable[[object], bool]], ...] = (
    (UtcDateTime, _is_moment),
    (Uuid, _is_uid),
    (Boolean, lambda value: value in {0, 1}),
    (Integer, lambda value: isinstance(value, int)),
    (Float, lambda value: isinstance(value, int | float)),
    (String, lambda value: isinstance(value, str)),
    (LargeBinary, lambda value: isinstance(value, bytes)),
)
