"""Bar charts in one sober style: counts, waves side by side, stacked shares; PNG or SVG.

A chart is a value first (`Chart`), so that what it says can be read without it: its alt text, and
the bars that a terminal draws.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from coder.domain.number_text import whole_percent
from coder.errors import CoderError
from coder.i18n import _
from coder.reports.files import write_whole

SUFFIXES = (".png", ".svg")
WIDTH_CM = 16.0  # the text of a page
CM = 1 / 2.54
DOTS_PER_INCH = 300  # a PNG for print; 110 is right for a screen
FONT, SMALL, LARGE = 8.5, 7.5, 10.0  # points
LABEL_LETTERS, LABEL_LINES = 34, 2
ROW_CM, THIN_ROW_CM = 0.62, 0.42  # height of a bar with its gap; of one of several side by side
TALL_ROW_CM = 0.8  # where labels of two lines stand under each other
MOST_BARS = 40
NARROWEST_TEXT = 6.0  # percent of a stacked bar below which its number finds no room

INK, QUIET, RULE = "#1f2428", "#5e666c", "#d8d3c8"
BAR = "#17496b"
UNDER_LINES = "#8fb3c9"
# Two or more bars side by side: the latest darkest. Told apart in grey too.
SIDE_BY_SIDE = ("#b9cad6", "#17496b")
THREE_OR_MORE = ("#d5dfe6", "#9db6c7", "#5b84a0", "#17496b", "#0c2a3f")
# Neighbours in a stacked bar differ in lightness, so that grey print and colour-blind readers do.
STACKED = ("#17496b", "#8fb3c9", "#dfe6ea", "#e8b98a", "#a8480c", "#6b6f73", "#c9c4b8", "#3f5b3a")
_DARK = {"#17496b", "#a8480c", "#6b6f73", "#3f5b3a", "#0c2a3f", "#5b84a0"}


class ChartKind(StrEnum):
    """How a chart is drawn."""

    BARS = "bars"  # one bar a code
    SIDE_BY_SIDE = "side-by-side"  # a bar a wave (or group) for each code
    STACKED = "stacked"  # one bar a group, of which the parts add up to 100 %


@dataclass(frozen=True, slots=True)
class Series:
    """Bars of one colour: a value (percent) and what is written at it for each label.

    `limits` are the ends of an interval, empty for none.
    """

    name: str
    values: tuple[float, ...]
    texts: tuple[str, ...]
    limits: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart says. `note` states the base."""

    kind: ChartKind
    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    note: str

    @property
    def alt(self) -> str:
        """The chart in words, for who cannot see it."""
        parts = []
        for place, label in enumerate(self.labels[:12]):
            told = [f"{series.name} {series.texts[place]}".strip() for series in self.series]
            parts.append(f"{label}: {', '.join(told)}")
        more = "; …" if len(self.labels) > 12 else ""
        return f"{self.title}. {'; '.join(parts)}{more}. {self.note}"


@dataclass(frozen=True, slots=True)
class ChartFile:
    """A chart that was written, with its text for who cannot see it."""

    path: Path
    alt: str


def write_chart(
    chart: Chart, path: Path, width_cm: float = WIDTH_CM, dpi: int = DOTS_PER_INCH
) -> ChartFile:
    """Draws a chart; the same chart always gives the same bytes.

    Args:
        chart: What to draw; at most `MOST_BARS` labels, the first ones.
        path: Where to write; .png or .svg says what.
        width_cm: Width on paper; the height follows from the number of bars.
        dpi: Dots an inch of a PNG.

    Raises:
        CoderError: Another kind of file, nothing to draw, or the file cannot be written.
    """
    suffix = path.suffix.casefold()
    if suffix not in SUFFIXES:
        message = _("A chart is written as .png or .svg, not as {name}.").format(name=path.name)
        raise CoderError(message, _("Name a file such as chart.png."))
    if not chart.labels or not any(any(series.values) for series in chart.series):
        raise CoderError(
            _("There is nothing to draw a chart of: no respondent has a code."),
            _("Code some answers first, or choose another question."),
        )
    write_whole(path, chart_bytes(chart, suffix, width_cm, dpi))
    return ChartFile(path, chart.alt)


def chart_bytes(chart: Chart, suffix: str, width_cm: float, dpi: int) -> bytes:
    """The picture as the bytes of a .png or .svg file."""
    import matplotlib as mpl

    style: Any = {
        "font.family": "DejaVu Sans",
        "font.size": FONT,
        "svg.fonttype": "none",  # text stays text: it can be searched and edited
        "svg.hashsalt": "coder",  # else names in the file differ each time
        "axes.unicode_minus": True,
    }
    with mpl.rc_context(style):
        figure = _draw(chart, width_cm)
        buffer = io.BytesIO()
        if suffix == ".svg":
            figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
            return _with_title(buffer.getvalue(), chart)
        figure.savefig(
            buffer, format="png", dpi=dpi, metadata={"Software": None, "Description": chart.alt}
        )
        return buffer.getvalue()


def _with_title(svg: bytes, chart: Chart) -> bytes:
    text = svg.decode()
    start = text.index(">", text.index("<svg")) + 1
    spoken = f"\n <title>{escape(chart.title)}</title>\n <desc>{escape(chart.alt)}</desc>"
    head = text[:start].replace("<svg", '<svg role="img"', 1)
    return (head + spoken + text[start:]).encode()


def _draw(chart: Chart, width_cm: float) -> Any:
    from matplotlib.figure import Figure

    labels = chart.labels[:MOST_BARS]
    stacked = chart.kind is ChartKind.STACKED
    thick = 1 if stacked else len(chart.series)
    shown = [_label(label) for label in labels]
    row = max(_row_cm(shown), 0.0 if thick == 1 else THIN_ROW_CM * thick + 0.25)
    legend = len(chart.series) > 1
    note = textwrap.fill(chart.note, round(width_cm * 6.6))
    title = textwrap.fill(chart.title, round(width_cm * 4.6))
    legend_rows = _legend_rows(chart, width_cm) if legend else 0
    head = 0.55 * (title.count("\n") + 1) + 0.25 + 0.45 * legend_rows
    foot = 0.38 * (note.count("\n") + 1) + 0.25
    height = head + foot + row * len(labels) + 0.2
    figure = Figure(figsize=(width_cm * CM, height * CM), facecolor="white")
    left = min(0.46, 0.02 + max(_widest(label) for label in shown) * 0.165 / width_cm)
    axes = figure.add_axes(
        (left, foot / height, 0.985 - left, (height - head - foot) / height), frameon=False
    )
    figure.text(
        0.01, 1 - 0.15 / height, title, size=LARGE, weight="bold", color=INK, va="top", ha="left"
    )
    figure.text(0.01, 0.12 / height, note, size=SMALL, color=QUIET, va="bottom", ha="left")
    (_stack if stacked else _bars)(axes, chart, len(labels))
    axes.set_yticks(range(len(labels)), shown, size=FONT, color=INK)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_xticks([])
    axes.tick_params(length=0, pad=4)
    axes.axvline(0, color=INK, linewidth=0.8)
    if legend:
        top = 1 - (head - 0.45 * legend_rows - 0.05) / height
        figure.legend(
            *_legend(axes),
            loc="upper left",
            bbox_to_anchor=(0.0, top),
            ncols=-(-len(chart.series) // legend_rows),
            frameon=False,
            fontsize=FONT,
            handlelength=1.0,
            handleheight=0.9,
            columnspacing=1.4,
            borderaxespad=0.2,
        )
    return figure


def _row_cm(labels: Sequence[str]) -> float:
    """The least height of a row in which labels do not touch."""
    broken = ["\n" in label for label in labels]
    touching = any(first and second for first, second in pairwise(broken))
    return TALL_ROW_CM if touching else ROW_CM


def _bars(axes: Any, chart: Chart, count: int) -> None:
    """Bars with their texts at the end; a thin line for an interval."""
    most = max(max(series.values[:count]) for series in chart.series)
    ends = [high for series in chart.series for _low, high in series.limits[:count]]
    widest = max([most, *ends]) or 1.0
    room = max(len(text) for series in chart.series for text in series.texts[:count])
    axes.set_xlim(0, widest * (1 + 0.035 * (room + 1)))
    size = 0.68 / len(chart.series)
    colours = _colours(len(chart.series))
    if any(series.limits for series in chart.series):
        colours = (UNDER_LINES,)  # so that the lines stand out
    for place, series in enumerate(chart.series):
        shift = (place - (len(chart.series) - 1) / 2) * size
        spots = [index + shift for index in range(count)]
        values = series.values[:count]
        axes.barh(spots, values, size * 0.94, color=colours[place], label=series.name)
        for index, spot in enumerate(spots):
            end = values[index]
            if series.limits:
                low, high = series.limits[index]
                axes.plot([low, high], [spot, spot], color=INK, linewidth=1.1)
                end = max(end, high)
            axes.text(
                end + widest * 0.012,
                spot,
                series.texts[index],
                va="center",
                ha="left",
                size=SMALL if len(chart.series) > 1 else FONT,
                color=INK,
            )


def _stack(axes: Any, chart: Chart, count: int) -> None:
    """Parts of one bar that add up to 100 %, each with its percentage where it fits."""
    axes.set_xlim(0, 100)
    start = [0.0] * count
    for place, series in enumerate(chart.series):
        colour = STACKED[place % len(STACKED)]
        values = series.values[:count]
        axes.barh(range(count), values, 0.72, left=start, color=colour, label=series.name)
        for index, value in enumerate(values):
            if value >= NARROWEST_TEXT:
                axes.text(
                    start[index] + value / 2,
                    index,
                    f"{whole_percent(value)} %",
                    va="center",
                    ha="center",
                    size=SMALL,
                    color="white" if colour in _DARK else INK,
                )
        start = [before + value for before, value in zip(start, values, strict=True)]


def _colours(count: int) -> Sequence[str]:
    if count == 1:
        return (BAR,)
    if count == 2:
        return SIDE_BY_SIDE
    return [THREE_OR_MORE[place % len(THREE_OR_MORE)] for place in range(count)]


def _legend(axes: Any) -> tuple[Any, Any]:
    handles, names = axes.get_legend_handles_labels()
    return handles, [_label(name).replace("\n", " ") for name in names]


def _legend_rows(chart: Chart, width_cm: float) -> int:
    letters = sum(len(series.name) + 7 for series in chart.series)
    return max(1, -(-letters // round(width_cm * 5.2)))


def _label(text: str) -> str:
    """At most two lines; matplotlib would read dollars as mathematics."""
    lines = textwrap.wrap(" ".join(text.split()), LABEL_LETTERS) or [""]
    if len(lines) > LABEL_LINES:
        lines = [*lines[: LABEL_LINES - 1], lines[LABEL_LINES - 1][: LABEL_LETTERS - 1] + "…"]
    return "\n".join(lines).replace("$", r"\$")


def _widest(label: str) -> int:
    return max(len(line) for line in label.split("\n"))
