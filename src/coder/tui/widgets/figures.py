"""A table of figures with bars: only the lines on screen are made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from coder.tui.text import bar, fitted, one_line

GAP = 2  # cells between two columns
HEAD = 2  # lines of the heading
MARGIN = 2  # cells before the first column


class Kind(StrEnum):
    """How a column is drawn."""

    TEXT = "text"
    NUMBER = "number"
    BAR = "bar"  # a share, 0-1


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    `width` in cells, 0: shares what is left, `most` at most; `from_width`: hidden in less room.
    """

    title: str
    width: int
    kind: Kind = Kind.TEXT
    from_width: int = 0
    most: int = 999


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of the table; `quiet` ones are read last."""

    cells: tuple[str | float, ...]
    depth: int = 0
    quiet: bool = False


class Figures(ScrollView, can_focus=True):
    """Lines of figures under a heading that stays."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"figures--head", "figures--bar", "figures--quiet"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", show=False),
        Binding("k", "scroll_up", show=False),
    ]
    DEFAULT_CSS = """
    Figures { overflow-x: hidden; scrollbar-size-vertical: 1; }
    Figures > .figures--head { color: $quiet; text-style: bold; }
    Figures > .figures--bar { color: $primary; }
    Figures > .figures--quiet { color: $quiet; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._columns: Sequence[Column] = ()
        self._lines: Sequence[Figure] = ()

    def show(self, columns: Sequence[Column], lines: Sequence[Figure]) -> None:
        """Show a table from its top."""
        self._columns, self._lines = columns, lines
        self.virtual_size = Size(0, len(lines) + HEAD)
        self.scroll_home(animate=False)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The heading at the top, below it the lines scrolled to."""
        width = self.scrollable_content_region.width
        place = y - HEAD + round(self.scroll_offset.y)
        if not self._columns or 0 < y < HEAD or (y and place >= len(self._lines)):
            return Strip.blank(width, self.rich_style)
        fitting = self._fitting(width)
        if y == 0:
            cells = [(fitted_head(column, size), "head") for _place, column, size in fitting]
        else:
            cells = self._cells(self._lines[place], fitting)
        segments = [Segment(" " * MARGIN, self.rich_style)]
        for text, name in cells:
            style = self.rich_style
            if name:
                style += self.get_component_rich_style(f"figures--{name}", partial=True)
            segments.append(Segment(text, style))
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _fitting(self, width: int) -> list[tuple[int, Column, int]]:
        """Place, column and width of the columns that show."""
        shown = [
            (place, column)
            for place, column in enumerate(self._columns)
            if width >= column.from_width
        ]
        taken = sum(column.width for _place, column in shown) + GAP * len(shown) + MARGIN
        open_columns = sum(1 for _place, column in shown if not column.width) or 1
        share = max(8, (width - taken) // open_columns)
        return [(place, column, column.width or min(share, column.most)) for place, column in shown]

    def _cells(
        self, line: Figure, fitting: Sequence[tuple[int, Column, int]]
    ) -> list[tuple[str, str]]:
        tone, parts = "quiet" if line.quiet else "", []
        for place, column, size in fitting:
            value = line.cells[place]
            if column.kind is Kind.BAR:
                full, rest = bar(float(value), size)
                parts.append((full + " " * (len(rest) + GAP), "bar"))
            elif column.kind is Kind.NUMBER:
                parts.append((str(value).rjust(size)[:size] + " " * GAP, tone))
            else:
                indent = "  " * line.depth if place == 0 else ""
                parts.append((fitted(indent + one_line(str(value)), size) + " " * GAP, tone))
        return parts


def fitted_head(column: Column, width: int) -> str:
    """The heading of a column, above its figures."""
    title = fitted(column.title, width)
    return (title.strip().rjust(width) if column.kind is Kind.NUMBER else title) + " " * GAP
