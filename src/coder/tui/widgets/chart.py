"""Lines in a chart of text: braille dots, two wide and four high in every cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from textual.content import Content
from textual.widget import Widget

_BLANK = 0x2800
_DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))  # by column, from the top down
AXIS = 5  # cells left of the chart: "100 ┤"


@dataclass(frozen=True, slots=True)
class Line:
    """Points (x, y), both 0-1, from left to right. `dotted`: drawn thinly, for comparison."""

    points: tuple[tuple[float, float], ...]
    style: str = "$primary"
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Plot:
    """What a chart shows. Labels stand below the x axis at their place (0-1)."""

    title: str
    lines: tuple[Line, ...]
    labels: tuple[tuple[float, str], ...]
    legend: tuple[tuple[str, str], ...] = ()  # a word and its style


class Chart(Widget):
    """A chart from 0 to 100 %, as large as its place."""

    DEFAULT_CSS = "Chart { height: 1fr; width: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._plot: Plot | None = None

    def show(self, plot: Plot | None) -> None:
        """Show a plot, or nothing."""
        self._plot = plot
        self.refresh()

    def render(self) -> Content:
        """Title, chart, x axis, its labels."""
        if self._plot is None:
            return Content()
        width, height = self.content_size.width, self.content_size.height
        return Content("\n").join(drawn(self._plot, width, height))


def drawn(plot: Plot, width: int, height: int) -> list[Content]:
    """The plot as lines of text, `width` cells wide and `height` lines high."""
    columns, rows = width - AXIS, height - 3  # title, axis, labels
    if columns < 8 or rows < 3:
        return [Content.styled(plot.title[:width], "bold $quiet")]
    cells = _cells(plot.lines, columns, rows)
    lines = [_heading(plot, width)]
    for row in range(rows):
        mark = _mark(row, rows)
        parts = [Content.styled(f"{mark:>3} ┤" if mark else "    │", "$quiet")]
        parts += [Content.styled(*cell) for cell in _runs(cells[row])]
        lines.append(Content.assemble(*parts))
    lines.append(Content.styled("    └" + "─" * columns, "$quiet"))
    lines.append(Content.styled(" " * AXIS + _below(plot.labels, columns), "$quiet"))
    return lines


def _heading(plot: Plot, width: int) -> Content:
    words = [Content.styled(f"━ {word}", style) for word, style in plot.legend]
    title = Content.styled(plot.title, "bold $quiet")
    return Content("  ").join([title, *words]).truncate(width, ellipsis=True)


def _mark(row: int, rows: int) -> str:
    """The percentage beside a row: 100 at the top, 50 in the middle, 0 at the foot."""
    places = {0: "100", (rows - 1) // 2: "50", rows - 1: "0"}
    return places.get(row, "")


Cell = tuple[int, str]  # dots, style


def _cells(lines: Sequence[Line], columns: int, rows: int) -> list[list[Cell]]:
    cells: list[list[Cell]] = [[(0, "")] * columns for _row in range(rows)]
    wide, high = columns * 2 - 1, rows * 4 - 1
    for line in lines:
        for x, y in _along(line, wide, high):
            column, row = x // 2, (high - y) // 4
            dots, _style = cells[row][column]
            cells[row][column] = (dots | _DOTS[x % 2][(high - y) % 4], line.style)
    return cells


def _along(line: Line, wide: int, high: int) -> list[tuple[int, int]]:
    """The dots that a line passes, from left to right."""
    places = [(_at(x, wide), _at(y, high)) for x, y in line.points]
    if len(places) == 1:
        return places
    found = []
    for (x, y), (next_x, next_y) in pairwise(places):
        steps = max(next_x - x, abs(next_y - y), 1)
        stride = 4 if line.dotted else 1
        found += [
            (x + round((next_x - x) * step / steps), y + round((next_y - y) * step / steps))
            for step in range(0, steps + 1, stride)
        ]
    return found


def _at(share: float, most: int) -> int:
    return round(max(0.0, min(1.0, share)) * most)


def _runs(cells: Sequence[Cell]) -> list[tuple[str, str]]:
    """Neighbouring cells of one style together."""
    runs: list[tuple[str, str]] = []
    for dots, style in cells:
        letter = chr(_BLANK + dots) if dots else " "
        if runs and (runs[-1][1] == style or not dots):
            runs[-1] = (runs[-1][0] + letter, runs[-1][1])
        else:
            runs.append((letter, style))
    return runs


def _below(labels: Sequence[tuple[float, str]], columns: int) -> str:
    """Labels under their place; one that would touch the one before is left out."""
    line, end = "", -1
    for place, label in labels:
        start = max(0, min(columns - len(label), _at(place, columns - 1) - len(label) // 2))
        if start > end:
            line = line.ljust(start) + label
            end = len(line) + 1
    return line.ljust(columns)
