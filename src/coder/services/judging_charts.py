"""Charts of what an evaluation or a simulation found."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from coder.i18n import _
from coder.reports.curves import Curve, Panel, check_suffix, write_panels
from coder.services.evaluation import Evaluation, LearningPoint
from coder.services.simulating import SimulatedPoint, Simulation

__all__ = ["check_suffix", "write_evaluation_chart", "write_simulation_chart"]


def write_evaluation_chart(found: Evaluation, path: Path) -> Path:
    """Calibration, and the learning curve where there is one.

    Raises:
        CoderError: Another kind of file, or it cannot be written.
    """
    sure = tuple(one.sure for one in found.reliability)
    right = tuple(one.right for one in found.reliability)
    panels = [
        Panel(
            _("Calibration (ECE {ece:.3f})").format(ece=found.ece),
            _("as sure as"),
            _("right"),
            (Curve("", sure, right),),
            diagonal=True,
        ),
        Panel(
            _("Learning curve"),
            _("coded answers"),
            _("share"),
            tuple(_learned(found.curve, name) for name in ("hit_at_1", "hit_at_3", "macro_f1")),
            doubling=True,
        ),
    ]
    return write_panels(panels, path)


def write_simulation_chart(found: Sequence[Simulation], path: Path) -> Path:
    """A panel for each figure, a curve for each reading order, with its spread.

    Raises:
        CoderError: Another kind of file, or it cannot be written.
    """
    panels = [
        Panel(
            title,
            _("coded answers"),
            _("share"),
            tuple(_simulated(one, name) for one in found),
            doubling=True,
        )
        for name, title in (
            ("hit_at_1", _("hit@1")),
            ("hit_at_3", _("hit@3")),
            ("macro_f1", _("macro-F1")),
        )
    ]
    return write_panels(panels, path)


def _learned(points: Sequence[LearningPoint], name: str) -> Curve:
    known = [(point.coded, getattr(point, name)) for point in points]
    known = [(x, y) for x, y in known if y is not None]
    shown = {"hit_at_1": _("hit@1"), "hit_at_3": _("hit@3"), "macro_f1": _("macro-F1")}[name]
    return Curve(shown, tuple(x for x, _y in known), tuple(y for _x, y in known))


def _simulated(one: Simulation, name: str) -> Curve:
    points: list[SimulatedPoint] = [p for p in one.curve if getattr(p, name).mean is not None]
    return Curve(
        one.strategy.value,
        tuple(float(p.coded) for p in points),
        tuple(getattr(p, name).mean for p in points),
        tuple(getattr(p, name).sd for p in points),
    )
