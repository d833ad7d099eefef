"""A table of figures with bars and a cursor: only the lines on screen are made."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from coder.tui.text import bar, fitted, one_line

GAP = 2  # cells between two columns
MARGIN = 2  # cells before the first column
MOST_HEAD_LINES = 3
NARROWEST_TEXT = 16


class Kind(StrEnum):
    """How a column is drawn."""

    TEXT = "text"
    NUMBER = "number"
    BAR = "bar"  # the share (0-1) of the column that the cursor is in


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    `width` in cells, 0: shares what is left, `most` at most; `from_width`: hidden in less room.
    `cell`: the cursor can stand in it; such columns that find no room come into sight when the
    cursor goes there.
    """

    title: str
    width: int
    kind: Kind = Kind.TEXT
    from_width: int = 0
    most: int = 999
    cell: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of the table; `quiet` ones are read last.

    `shares`: length of the bar, 0-1, for each column that the cursor can be in, in their order.
    """

    cells: tuple[str, ...]
    depth: int = 0
    quiet: bool = False
    shares: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class _Placed:
    """A column that shows: its place among all, and its width in cells."""

    place: int
    column: Column
    width: int


class Figures(ScrollView, can_focus=True):
    """Lines of figures under a heading that stays; Enter asks for the answers behind a cell."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "figures--head",
        "figures--bar",
        "figures--quiet",
        "figures--cursor",
        "figures--cell",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("right,l", "sideways(1)", show=False),
        Binding("left,h", "sideways(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("home", "edge(0)", show=False),
        Binding("end", "edge(1)", show=False),
        Binding("enter", "choose", show=False),
    ]
    DEFAULT_CSS = """
    Figures { overflow-x: hidden; scrollbar-size-vertical: 1; }
    Figures > .figures--head { color: $quiet; text-style: bold; }
    Figures > .figures--bar { color: $primary; }
    Figures > .figures--quiet { color: $quiet; }
    Figures > .figures--cursor { background: $cursor; }
    Figures > .figures--cell { background: $primary; color: $surface; text-style: bold; }
    """

    class Chosen(Message):
        """Enter was pressed at a cell: the number of its line and of its column."""

        def __init__(self, line: int, column: int) -> None:
            super().__init__()
            self.line, self.column = line, column

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._columns: Sequence[Column] = ()
        self._lines: Sequence[Figure] = ()
        self._line = 0
        self._cell = 0  # among the columns that the cursor can be in

    def show(
        self, columns: Sequence[Column], lines: Sequence[Figure], at: tuple[int, int] = (0, 0)
    ) -> None:
        """Show a table with the cursor at a line and a cell."""
        self._columns, self._lines = columns, lines
        self._line = min(at[0], max(0, len(lines) - 1))
        self._cell = min(at[1], max(0, len(self._cells) - 1))
        self.virtual_size = Size(0, len(lines) + self._head)
        self.scroll_home(animate=False)
        self.call_after_refresh(self._into_sight)
        self.refresh()

    @property
    def place(self) -> tuple[int, int]:
        """Line and cell of the cursor, as `show` takes them."""
        return self._line, self._cell

    def action_move(self, step: int) -> None:
        """Lines down (or up)."""
        self._go(self._line + step)

    def action_page(self, step: int) -> None:
        """A page down (or up)."""
        self._go(self._line + step * max(1, self.size.height - self._head - 1))

    def action_edge(self, end: int) -> None:
        """To the first line (0) or the last (1)."""
        self._go(len(self._lines) if end else 0)

    def action_sideways(self, step: int) -> None:
        """Cells to the right (or left)."""
        self._cell = max(0, min(len(self._cells) - 1, self._cell + step))
        self.refresh()

    def action_choose(self) -> None:
        """Ask for the answers behind the cell."""
        cells = self._cells
        if cells and self._lines:
            self.post_message(self.Chosen(self._line, cells[self._cell]))

    def on_click(self, event: Click) -> None:
        """Go to the line, and the cell, that was clicked."""
        line = event.y + round(self.scroll_offset.y) - self._head
        if event.y < self._head or not 0 <= line < len(self._lines):
            return
        x = event.x - MARGIN
        for placed in self._fitting(self.scrollable_content_region.width):
            if 0 <= x < placed.width + GAP and placed.column.cell:
                self._cell = self._cells.index(placed.place)
            x -= placed.width + GAP
        self._go(line)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The heading at the top, below it the lines scrolled to."""
        width = self.scrollable_content_region.width
        place = y - self._head + round(self.scroll_offset.y)
        below = y >= self._head and place >= len(self._lines)
        if not self._columns or below:
            return Strip.blank(width, self.rich_style)
        fitting = self._fitting(width)
        if y == self._head - 1:
            return self._strip([(self._out_of_sight(fitting, width), "bar")], width)
        if y < self._head:
            return self._strip([(_head_line(p, y, self._head - 1), "head") for p in fitting], width)
        return self._strip(self._texts(place, fitting), width, at_cursor=place == self._line)

    def _strip(
        self, cells: Sequence[tuple[str, str]], width: int, *, at_cursor: bool = False
    ) -> Strip:
        base = self.rich_style
        if at_cursor:
            base += self._named("cursor")
        segments = [Segment("▌ " if at_cursor else " " * MARGIN, base + self._named("bar"))]
        for text, name in cells:
            segments.append(Segment(text, base + self._named(name)))
            segments.append(Segment(" " * GAP, base))
        return Strip(segments).adjust_cell_length(width, base)

    def _named(self, name: str) -> Style:
        if not name:
            return Style.null()
        return self.get_component_rich_style(f"figures--{name}", partial=True)

    @property
    def _cells(self) -> list[int]:
        return [place for place, column in enumerate(self._columns) if column.cell]

    @property
    def _head(self) -> int:
        """Lines of the heading, the empty one below it too."""
        tall = max((len(head_lines(column)) for column in self._columns), default=1)
        return tall + 1

    def _fitting(self, width: int) -> list[_Placed]:
        """The columns that show: cells scroll sideways, so that the one in hand is in sight."""
        shown = [p for p, column in enumerate(self._columns) if width >= column.from_width]
        fixed = [p for p in shown if not self._columns[p].cell]
        texts = sum(1 for p in fixed if not self._columns[p].width)
        room = width - MARGIN - GAP - texts * (NARROWEST_TEXT + GAP)
        room -= sum(self._columns[p].width + GAP for p in fixed if self._columns[p].width)
        in_sight = set(fixed) | set(self._in_sight(room, [p for p in shown if p not in fixed]))
        chosen = [p for p in shown if p in in_sight]
        taken = sum(self._columns[p].width + GAP for p in chosen) + MARGIN
        share = max(8, (width - taken - GAP * texts) // (texts or 1))
        return [
            _Placed(
                p, self._columns[p], self._columns[p].width or min(share, self._columns[p].most)
            )
            for p in chosen
        ]

    def _in_sight(self, room: int, places: Sequence[int]) -> list[int]:
        """The first columns that fit with the one at the cursor among them."""
        cells = self._cells
        if not cells:
            return []
        here = places.index(cells[self._cell]) if cells[self._cell] in places else 0
        for start in range(here + 1):
            taken, chosen = 0, list[int]()
            for place in places[start:]:
                taken += self._columns[place].width + GAP
                if taken > room and chosen:
                    break
                chosen.append(place)
            if places[here] in chosen:
                return chosen
        return [places[here]]

    def _out_of_sight(self, fitting: Sequence[_Placed], width: int) -> str:
        """How many columns stand further to the left and right."""
        shown = [placed.place for placed in fitting if placed.column.cell]
        if not shown:
            return ""
        left = sum(1 for place in self._cells if place < shown[0])
        right = sum(1 for place in self._cells if place > shown[-1])
        ends = f"← +{left}" if left else "", f"+{right} →" if right else ""
        return ends[0] + ends[1].rjust(max(0, width - MARGIN - GAP - len(ends[0])))

    def _texts(self, number: int, fitting: Sequence[_Placed]) -> list[tuple[str, str]]:
        line, cells = self._lines[number], self._cells
        tone, parts = "quiet" if line.quiet else "", []
        in_hand = cells[self._cell] if cells and number == self._line and self.has_focus else -1
        for placed in fitting:
            value = line.cells[placed.place]
            if placed.column.kind is Kind.BAR:
                full, _rest = bar(line.shares[self._cell] if line.shares else 0.0, placed.width)
                parts.append((full.ljust(placed.width), "bar"))
                continue
            if placed.column.kind is Kind.NUMBER:
                text = set_cell_size(value.rjust(placed.width), placed.width)
            else:
                indent = "  " * line.depth if placed.place == 0 else ""
                text = fitted(indent + one_line(value), placed.width)
            parts.append((text, "cell" if placed.place == in_hand else tone))
        return parts

    def _go(self, line: int) -> None:
        before, self._line = self._line, max(0, min(len(self._lines) - 1, line))
        for number in (before, self._line):
            y = number + self._head - round(self.scroll_offset.y)
            self.refresh(Region(0, y, self.size.width, 1))
        self._into_sight()

    def _into_sight(self) -> None:
        height = max(1, self.scrollable_content_region.height - self._head)
        top = round(self.scroll_offset.y)
        margin = min(2, (height - 1) // 2)
        if self._line < top + margin:
            top = self._line - margin
        elif self._line > top + height - 1 - margin:
            top = self._line - height + 1 + margin
        self.scroll_to(y=max(0, top), animate=False, immediate=True)


def head_lines(column: Column) -> list[str]:
    """The heading of a column over several lines, broken between words only."""
    width = column.width or 999
    lines = textwrap.wrap(column.title, width, break_long_words=False) or [""]
    if len(lines) > MOST_HEAD_LINES:
        lines = [*lines[: MOST_HEAD_LINES - 1], lines[MOST_HEAD_LINES - 1] + " …"]
    return [line if cell_len(line) <= width else fitted(line, width) for line in lines]


def _head_line(placed: _Placed, y: int, tall: int) -> str:
    """Line `y` of a heading, which stands as low as it can."""
    lines = head_lines(placed.column)
    lines = [""] * (tall - len(lines)) + lines
    text = fitted(lines[y], placed.width)
    number = placed.column.kind is Kind.NUMBER
    return text.strip().rjust(placed.width) if number else text
