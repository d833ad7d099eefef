"""Panels of curves in the style of the charts: learning curves, calibration; PNG or SVG."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coder.errors import CoderError
from coder.i18n import _
from coder.reports.charts import (
    CM,
    DOTS_PER_INCH,
    FONT,
    INK,
    QUIET,
    RULE,
    STACKED,
    SUFFIXES,
    WIDTH_CM,
)
from coder.reports.files import write_whole

HEIGHT_CM = 7.0
STYLES = ("-", "--", ":", "-.")  # told apart in grey too


@dataclass(frozen=True, slots=True)
class Curve:
    """A line with a mark at each point; `spread` is drawn as a band, empty for none."""

    name: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    spread: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """Curves over the same axes. `diagonal`: with a line where both axes are equal."""

    title: str
    x_name: str
    y_name: str
    curves: tuple[Curve, ...]
    doubling: bool = False  # each step along the x axis doubles it
    diagonal: bool = False


def write_panels(panels: Sequence[Panel], path: Path) -> Path:
    """Draws panels side by side; the same panels always give the same bytes.

    Raises:
        CoderError: Another kind of file, nothing to draw, or the file cannot be written.
    """
    suffix = path.suffix.casefold()
    check_suffix(path)
    shown = [panel for panel in panels if any(curve.x for curve in panel.curves)]
    if not shown:
        raise CoderError(_("There is nothing to draw a chart of."))
    import matplotlib as mpl

    style: Any = {
        "font.family": "DejaVu Sans",
        "font.size": FONT,
        "svg.fonttype": "none",
        "svg.hashsalt": "coder",
    }
    with mpl.rc_context(style):
        figure, buffer = _draw(shown), io.BytesIO()
        if suffix == ".svg":
            figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
        else:
            figure.savefig(buffer, format="png", dpi=DOTS_PER_INCH, metadata={"Software": None})
    write_whole(path, buffer.getvalue())
    return path


def check_suffix(path: Path) -> None:
    """Refuse what is no picture, before hours of work.

    Raises:
        CoderError: The name ends in something else than .png or .svg.
    """
    if path.suffix.casefold() not in SUFFIXES:
        message = _("A chart is written as .png or .svg, not as {name}.").format(name=path.name)
        raise CoderError(message, _("Name a file such as chart.png."))


def _draw(panels: Sequence[Panel]) -> Any:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH_CM * CM, HEIGHT_CM * CM), layout="constrained")
    for axes, panel in zip(figure.subplots(1, len(panels), squeeze=False)[0], panels, strict=True):
        _draw_panel(axes, panel)
    return figure


def _draw_panel(axes: Any, panel: Panel) -> None:
    axes.set_title(panel.title, loc="left", color=INK, fontsize=FONT + 1)
    axes.set_xlabel(panel.x_name, color=QUIET)
    axes.set_ylabel(panel.y_name, color=QUIET)
    axes.set_ylim(0, 1)
    axes.grid(axis="y", color=RULE, linewidth=0.6)
    axes.spines[["top", "right"]].set_visible(False)
    if panel.diagonal:
        axes.plot([0, 1], [0, 1], color=RULE, linewidth=1)
    colours = (STACKED[0], STACKED[4], STACKED[1], STACKED[7])
    for place, curve in enumerate(panel.curves):
        colour, line = colours[place % len(colours)], STYLES[place % len(STYLES)]
        axes.plot(curve.x, curve.y, line, color=colour, marker="o", markersize=3, label=curve.name)
        if curve.spread:
            low = [y - off for y, off in zip(curve.y, curve.spread, strict=True)]
            high = [y + off for y, off in zip(curve.y, curve.spread, strict=True)]
            axes.fill_between(curve.x, low, high, color=colour, alpha=0.15, linewidth=0)
    if panel.doubling:
        _double(axes, sorted({x for curve in panel.curves for x in curve.x if x > 0}))
    if len(panel.curves) > 1:
        axes.legend(frameon=False, fontsize=FONT - 1)


def _double(axes: Any, steps: Sequence[float]) -> None:
    axes.set_xscale("symlog", base=2, linthresh=25)
    axes.set_xticks(steps, [f"{step:.0f}" for step in steps], rotation=45)
    axes.minorticks_off()
