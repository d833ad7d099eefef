"""A table as a plain value: what it says, its base, and the address of each number in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Generic, TypeVar

from coder.domain.addresses import WHOLE_MEASURES, Address
from coder.reports.files import write_whole

Cell = str | int | float

DECIMALS = 1  # of a percentage in a file; on paper and on screen percentages are whole
INDENT = "  "  # before the label of what counts towards the line above
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

Item = TypeVar("Item")


class CellKind(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    COUNT = "count"  # people or mentions; with weights a number with decimals
    PERCENT = "percent"  # 0-100, unrounded
    POINTS = "points"  # a difference in percentage points, with its sign
    NUMBER = "number"  # any other number


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its base.

    A cell that is kept back because it could give somebody away is a text ("<5").

    Attributes:
        title: What is counted, of which wave.
        heads: One a column.
        rows: Each as long as `heads`.
        notes: What must stand with it: the base, that percentages may pass 100, …
        name: What kind of table: counts, crossed, names, families, words, waves.
        question: Key of the question.
        wave: Name of the wave, "" where there are several.
        n: Respondents who answered, the base.
        kinds: What the cells of each column are; empty: not said.
        over: Heading above several columns (the group of a cross-table), "" for none; empty: none.
        keys: The address of each cell, in the shape of `rows`; None for texts. Empty: none.
        depths: How deep each row stands under others; labels are indented already. Empty: all 0.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...]
    name: str = ""
    question: str = ""
    wave: str = ""
    n: int = 0
    kinds: tuple[CellKind, ...] = ()
    over: tuple[str, ...] = ()
    keys: tuple[tuple[Address | None, ...], ...] = ()
    depths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Column(Generic[Item]):
    """How a column of a table comes from the things it lists; no `measure`: no address."""

    head: str
    value: Callable[[Item], Cell]
    kind: CellKind = CellKind.TEXT
    measure: str = ""
    over: str = ""
    by: str = ""
    group: str = ""  # with `by`: the group whose column it is

    def key(self, address: Address | None) -> Address | None:
        """The address of this column's cell."""
        if address is None or not self.measure:
            return None
        if not address.of and self.measure not in WHOLE_MEASURES[address.kind]:
            return None  # the share of a group's base has no address of its own
        return replace(address, measure=self.measure, by=self.by, group=self.group)


@dataclass(frozen=True, slots=True)
class Listed(Generic[Item]):
    """One thing a table lists, with its address and how deep it stands."""

    item: Item
    address: Address | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Caption:
    """What a table is about; see the fields of `Table`."""

    title: str
    notes: tuple[str, ...]
    name: str
    question: str
    wave: str
    n: int


def make_table(
    caption: Caption, columns: Sequence[Column[Item]], lines: Iterable[Listed[Item]]
) -> Table:
    """A table of things, a column at a time."""
    listed = list(lines)
    return Table(
        caption.title,
        tuple(column.head for column in columns),
        tuple(tuple(column.value(line.item) for column in columns) for line in listed),
        caption.notes,
        caption.name,
        caption.question,
        caption.wave,
        caption.n,
        tuple(column.kind for column in columns),
        tuple(column.over for column in columns) if any(c.over for c in columns) else (),
        tuple(tuple(column.key(line.address) for column in columns) for line in listed),
        tuple(line.depth for line in listed),
    )


def write_csv(table: Table, path: Path) -> Path:
    """Writes a table for a Dutch Excel: semicolons, decimal commas, UTF-8 with a mark.

    Text that a spreadsheet would run as a formula gets an apostrophe before it.

    Raises:
        CoderError: The file cannot be written.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(table.heads)
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    writer.writerow([])
    writer.writerows([_cell(note)] for note in (table.title, *table.notes))
    write_whole(path, buffer.getvalue().encode("utf-8-sig"))
    return path


def _cell(value: Cell) -> str:
    if isinstance(value, float):
        return f"{value:.{DECIMALS}f}".replace(".", ",")
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return "'" + value
    return str(value)
