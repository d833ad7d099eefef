"""Rows of one project taken into another: known by what they are about, numbered anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Connection, Row, Table, func, select

from coder.storage.present import chunks
from coder.storage.schema import (
    answer_parts,
    answers,
    attributes,
    background,
    batches,
    codebook_versions,
    imports,
    memos,
    questions,
    respondents,
    sample_answers,
    samples,
    spellings,
    waves,
)

# What makes a row the same in two copies, and what must be alike for it to be taken as the same;
# a table comes after those that it refers to. Coders come before all of these: `merging_coders`.
KEYS: tuple[tuple[Table, tuple[str, ...], str], ...] = (
    (waves, ("name",), ""),
    (respondents, ("wave_id", "external_id"), ""),
    (attributes, ("name",), ""),
    (background, ("respondent_id", "attribute_id"), "value"),
    (questions, ("key",), ""),
    (answers, ("question_id", "respondent_id"), "text"),
    (codebook_versions, ("codebook_id", "sha256", "at"), ""),
    (imports, ("sha256", "at"), ""),
    (batches, ("uid",), ""),
    (samples, ("uid",), ""),
    (sample_answers, ("sample_id", "answer_id"), ""),
    # A batch says each of these once, so that its uid and what it is about tell them apart.
    (memos, ("batch_id", "question_id", "answer_id", "code"), ""),
    (answer_parts, ("batch_id", "answer_id", "code", "start", "end"), ""),
    (spellings, ("batch_id", "question_id", "normal"), ""),
)
Values = dict[str, Any]


@dataclass(slots=True)
class Rows:
    """The copying of rows from `other` to `own`, inside the caller's transaction.

    Attributes:
        ids: For each table the other's ids and ours; a row that is not taken has none.
        added: How many rows were added, by table.
        differing: Other's rows that are otherwise here (ours stays), by table.
    """

    own: Connection
    other: Connection
    ids: dict[str, dict[int, int]] = field(default_factory=dict)
    added: dict[str, int] = field(default_factory=dict)
    differing: dict[str, list[tuple[Row[Any], Row[Any]]]] = field(default_factory=dict)

    def take_all(self) -> None:
        """Every table but the coders, who are taken before, and the decisions."""
        for table, key, alike in KEYS:
            self._take(table, key, alike)

    def _take(self, table: Table, key: tuple[str, ...], alike: str) -> None:
        known = {tuple(row._mapping[name] for name in key): row for row in _all(self.own, table)}
        ids = self.ids.setdefault(table.name, {})
        differing = self.differing.setdefault(table.name, [])
        fresh: list[Values] = []
        number = numbers(self.own, table)
        for row in _all(self.other, table):
            values = self.translated(table, row)
            if values is None:
                continue
            here = known.get(tuple(values[name] for name in key))
            if here is None:
                self._number(table, row, values, number)
                fresh.append(values)
            elif alike and here._mapping[alike] != row._mapping[alike]:
                differing.append((here, row))
            elif "id" in table.c:
                ids[row.id] = here.id
        self.insert(table, fresh)

    def translated(self, table: Table, row: Row[Any]) -> Values | None:
        """A row of the other with our ids; None when it is about something that was not taken."""
        values = dict(row._mapping)
        for column, target in _references(table):
            if values[column] is None:
                continue
            values[column] = self.ids[target].get(values[column])
            if values[column] is None:
                return None
        return values

    def _number(
        self, table: Table, row: Row[Any], values: Values, number: Callable[[], int]
    ) -> None:
        if "id" in table.c:
            values["id"] = self.ids[table.name][row.id] = number()

    def insert(self, table: Table, fresh: list[Values]) -> None:
        """Adds rows that have our ids already."""
        self.added[table.name] = len(fresh)
        for chunk in chunks(fresh):
            self.own.execute(table.insert(), chunk)
        count_on(self.own, table)


def _all(connection: Connection, table: Table) -> list[Row[Any]]:
    """All rows, what others refer to first: a batch is younger than the one that it takes back."""
    return list(connection.execute(select(table).order_by(*table.primary_key.columns)).all())


def _references(table: Table) -> Iterator[tuple[str, str]]:
    for column in table.c:
        for key in column.foreign_keys:
            yield column.name, key.column.table.name


def count_on(connection: Connection, table: Table) -> None:
    """Tells a server's counter, which numbers new rows, what numbers we gave ourselves."""
    if connection.dialect.name != "postgresql" or "id" not in table.c:
        return
    last = connection.execute(select(func.max(table.c.id))).scalar()
    if last is not None:
        counter = func.pg_get_serial_sequence(table.name, "id")
        connection.execute(select(func.setval(counter, last)))


def numbers(connection: Connection, table: Table) -> Callable[[], int]:
    """Ids not in use: nobody else writes while the caller's transaction lasts."""
    if "id" not in table.c:
        return int
    identity: Column[int] = table.c.id
    last = connection.execute(select(func.coalesce(func.max(identity), 0))).scalar_one()
    counter = iter(range(last + 1, 1 << 62))
    return lambda: next(counter)
