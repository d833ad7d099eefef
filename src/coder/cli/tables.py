"""Prints a table of figures as wide as the terminal allows; columns that do not fit come below."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from coder.domain.number_text import whole_percent
from coder.i18n import _

if TYPE_CHECKING:
    from coder.services.tables import Cell, Table

PIPE_WIDTH = 120  # a pipe or a file has no width of its own
NARROWEST, WIDEST = 7, 16  # cells of a column of figures
WIDEST_LABEL = 44
GAP = 3  # cells that the library puts around a column


@dataclass(frozen=True, slots=True)
class _Shown:
    """A printed column; `left` ones stand in every part of the table."""

    head: str
    cells: tuple[str, ...]
    left: bool

    @property
    def width(self) -> int:
        """Cells it needs so that no word of its heading breaks."""
        words = [cell_len(word) for word in self.head.split()]
        inside = max(map(cell_len, self.cells), default=0)
        if self.left:
            return min(max(inside, *words, 0), WIDEST_LABEL)
        return min(max(inside, NARROWEST, *words), max(WIDEST, inside))


def print_table(table: Table, top: int | None = None, *, ids: bool = False) -> None:
    """Prints a table with its notes.

    Args:
        table: What to print.
        top: Only so many lines of it.
        ids: Print the column of codes' ids too.
    """
    columns = list(_columns(table, ids=ids))
    if top is not None:
        columns = [_Shown(c.head, c.cells[:top], c.left) for c in columns]
    width = _width()
    parts = list(_parts(columns, width))
    console = Console(file=sys.stdout, width=width, soft_wrap=False)
    for place, part in enumerate(parts):
        last = place == len(parts) - 1
        console.print(_rich(table, part, width, notes=last))


def _width() -> int:
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else PIPE_WIDTH


def _rich(table: Table, columns: Sequence[_Shown], width: int, *, notes: bool) -> RichTable:
    shown = RichTable(
        box=box.SIMPLE_HEAD,
        title=Text(table.title),
        title_justify="left",
        caption_justify="left",
        pad_edge=False,
    )
    if notes:
        shown.caption = Text("\n".join(table.notes))
        shown.min_width = min(width, 78)  # notes do not wrap to the width of a narrow table
    for column in columns:
        shown.add_column(
            Text(column.head),
            justify="left" if column.left else "right",
            min_width=min(column.width, width // 2),
            overflow="fold",
        )
    for row in zip(*(column.cells for column in columns), strict=True):
        shown.add_row(*map(Text, row))
    return shown


def _parts(columns: Sequence[_Shown], width: int) -> Iterator[list[_Shown]]:
    """The table in parts that fit; the labels stand in each."""
    fixed = [column for column in columns if column.left][:1]
    rest = [column for column in columns if column not in fixed]
    room = width - sum(column.width + GAP for column in fixed)
    part: list[_Shown] = []
    taken = 0
    for column in rest:
        if part and taken + column.width + GAP > room:
            yield [*fixed, *part]
            part, taken = [], 0
        part.append(column)
        taken += column.width + GAP
    yield [*fixed, *part]


def _columns(table: Table, *, ids: bool) -> Iterator[_Shown]:
    """The columns; those under one heading become one: "91 (65 %)"."""
    place = 0
    while place < len(table.heads):
        over = table.over[place] if table.over else ""
        run = [place]
        while over and run[-1] + 1 < len(table.heads) and table.over[run[-1] + 1] == over:
            run.append(run[-1] + 1)
        place = run[-1] + 1
        if table.heads[run[0]] == _("code") and not ids:
            continue
        texts = [tuple(_text(table, row, column) for column in run) for row in table.rows]
        left = table.kinds[run[0]] == "text" if table.kinds else False
        yield _Shown(over or table.heads[run[0]], tuple(map(_joined, texts)), left)


def _joined(texts: Sequence[str]) -> str:
    first, *others = texts
    others = [text for text in others if text]
    return f"{first} ({' – '.join(others)})" if others else first


def _text(table: Table, row: Sequence[Cell], column: int) -> str:
    value = row[column]
    kind = table.kinds[column] if table.kinds else "text"
    if isinstance(value, str):
        return value.replace("\n", " ")
    if kind == "percent":
        return share(value)
    if kind == "points":
        return points(value)
    return str(value) if isinstance(value, int) else f"{value:.1f}"


def points(value: float) -> str:
    """A difference in percentage points, with its sign unless it is 0.0."""
    text = f"{value:+.1f}".replace("-", "−")
    return "0.0" if text[1:] == "0.0" else text


def share(value: float) -> str:
    """A percentage in whole numbers, as the report prints it; what is there never reads as 0."""
    return f"{whole_percent(value)} %"
