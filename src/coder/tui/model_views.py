"""An evaluation and the kept models as tables and charts for the Model screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from coder.i18n import _, ngettext
from coder.tui.figure_views import Sheet
from coder.tui.text import joined
from coder.tui.widgets.chart import Line, Plot
from coder.tui.widgets.figures import Column, Figure, Kind

if TYPE_CHECKING:
    from coder.domain.models import KeptModel
    from coder.services.evaluation import Evaluation, JudgedCode, ReliabilityBin

NONE = "–"
LEAST_IN_POINT, MOST_POINTS = 20, 12  # of a calibration curve
FIRST_RIGHT, AMONG_THREE = "$primary", "$accent"  # colours of the two lines of a learning curve


class ModelView(StrEnum):
    """What the Model screen can show, in the order of its keys."""

    OVERVIEW = "overview"
    CODES = "codes"
    CONFUSIONS = "confusions"
    UNREAD = "unread"
    MODELS = "models"


class CodeOrder(StrEnum):
    """How the figures per code are ordered, in the order of the key."""

    CODEBOOK = "codebook"
    WORST = "f1"
    PRECISION = "precision"
    RECALL = "recall"
    SUPPORT = "support"


def view_name(view: ModelView) -> str:
    """The view in a word."""
    return {
        ModelView.OVERVIEW: _("overview"),
        ModelView.CODES: _("per code"),
        ModelView.CONFUSIONS: _("confusions"),
        ModelView.UNREAD: _("still unread"),
        ModelView.MODELS: _("models"),
    }[view]


def order_name(order: CodeOrder) -> str:
    """The order in words."""
    return {
        CodeOrder.CODEBOOK: _("as in the codebook"),
        CodeOrder.WORST: _("lowest F1 first"),
        CodeOrder.PRECISION: _("lowest precision first"),
        CodeOrder.RECALL: _("lowest recall first"),
        CodeOrder.SUPPORT: _("commonest first"),
    }[order]


def codes_sheet(found: Evaluation, order: CodeOrder) -> Sheet:
    """Precision, recall, F1 and support of each code."""
    columns = (
        Column(_("code"), 0, most=44),
        Column(_("answers"), 8, Kind.NUMBER),
        Column(_("given"), 6, Kind.NUMBER, from_width=70),
        Column(_("precision"), 9, Kind.NUMBER),
        Column(_("recall"), 7, Kind.NUMBER),
        Column("F1", 5, Kind.NUMBER),
        Column("", 14, Kind.BAR, from_width=76, most=40),
        Column("kappa", 6, Kind.NUMBER, from_width=100),
    )
    lines = tuple(_code_line(one) for one in _ordered(found.codes, order))
    what = ngettext(
        "cross-validated on {n} answer", "cross-validated on {n} different answers", found.distinct
    )
    return Sheet(joined(what.format(n=found.distinct), order_name(order)), columns, lines)


def _code_line(one: JudgedCode) -> Figure:
    return Figure(
        (
            one.label or one.code,
            str(one.support),
            str(one.given),
            share(one.precision),
            share(one.recall),
            decimals(one.f1),
            "",
            decimals(one.kappa),
        ),
        quiet=not one.support,
        shares=(one.f1,),
    )


def _ordered(codes: Sequence[JudgedCode], order: CodeOrder) -> list[JudgedCode]:
    if order is CodeOrder.CODEBOOK:
        return list(codes)
    if order is CodeOrder.SUPPORT:
        return sorted(codes, key=lambda one: -one.support)

    def value(one: JudgedCode) -> float:
        found = getattr(one, order.value)
        return 2.0 if found is None or not one.support else float(found)

    return sorted(codes, key=value)


def confusions_sheet(found: Evaluation, labels: Mapping[str, str]) -> Sheet:
    """What the person said where the model said something else."""
    most = max((len(one.answers) for one in found.confusions), default=1)
    lines = tuple(
        Figure(
            (
                labels.get(one.human, one.human) or _("nothing more"),
                labels.get(one.model, one.model) or _("nothing more"),
                str(len(one.answers)),
                "",
            ),
            shares=(len(one.answers) / most,),
        )
        for one in found.confusions
    )
    columns = (
        Column(_("a person said"), 0, most=44),
        Column(_("the model said"), 0, most=44),
        Column(_("answers"), 8, Kind.NUMBER, cell=True),
        Column("", 16, Kind.BAR, from_width=90),
    )
    wrong = len({row for one in found.confusions for row in one.answers})
    text = ngettext(
        "{wrong} of {n} answer differs somewhere", "{wrong} of {n} answers differ somewhere",
        found.distinct,
    )  # fmt: skip
    says = text.format(wrong=wrong, n=found.distinct)
    return Sheet(joined(says, _("enter shows them")), columns, lines)


def unread_sheet(found: Evaluation) -> Sheet:
    """How often each code occurs over all answers, and how many are still unread."""
    columns = (
        Column(_("code"), 0, most=44),
        Column(_("found"), 6, Kind.NUMBER),
        Column(_("of about"), 8, Kind.NUMBER),
        Column(_("interval"), 11, Kind.NUMBER),
        Column(_("unread"), 7, Kind.NUMBER),
        Column(_("interval"), 11, Kind.NUMBER, from_width=76),
        Column(_("found, %"), 8, Kind.NUMBER, from_width=64),
        Column("", 16, Kind.BAR, from_width=100),
    )
    lines = tuple(
        Figure(
            (
                one.label or one.code,
                str(one.found),
                f"{one.answers:.0f}",
                _interval(one.low, one.high),
                f"{one.unread:.0f}",
                _interval(one.unread_low, one.unread_high),
                share(one.recall),
                "",
            ),
            quiet=not one.found and one.answers < 1,
            shares=(one.recall or 0.0,),
        )
        for one in found.prevalence
    )
    text = _("{coded} of {rows} answers coded").format(coded=found.coded, rows=found.rows)
    return Sheet(joined(text, _("95 % intervals"), sample_text(found)), columns, lines)


def _interval(low: float, high: float) -> str:
    return f"{low:.0f}–{high:.0f}"


def sample_text(found: Evaluation) -> str:
    """On what the estimates rest."""
    return {
        "all": _("everything is read"),
        "lot": _("from {n} answers drawn by lot"),
        "arrival": _("from the first {n} answers"),
        "assumed": _("as if the {n} coded answers were drawn by chance"),
    }[found.sample.value].format(n=found.n_sample)


def models_sheet(kept: Sequence[KeptModel], marked: Sequence[int]) -> Sheet:
    """The kept models, the newest first; before them the one that learns along."""
    live = not any(known.active for known in kept)
    lines = [Figure(("●" if live else "", "", _("learns along while you code"), *[""] * 6))]
    lines += [_model_line(known, marked=known.id in marked) for known in kept]
    columns = (
        Column("", 1),
        Column(_("no."), 4, Kind.NUMBER, cell=True),
        Column(_("trained"), 0, most=34),
        Column(_("answers"), 8, Kind.NUMBER),
        Column("hit@1", 5, Kind.NUMBER),
        Column("hit@3", 5, Kind.NUMBER),
        Column("macro-F1", 8, Kind.NUMBER),
        Column("ECE", 4, Kind.NUMBER, from_width=76),
        Column(_("with"), 0, from_width=110),
    )
    text = ngettext("{n} model is kept", "{n} models are kept", len(kept)).format(n=len(kept))
    return Sheet(
        joined(text, _("enter uses the marked one"), _("space marks two to compare")),
        columns,
        tuple(lines),
    )


def _model_line(known: KeptModel, *, marked: bool) -> Figure:
    origin = known.run.origin
    where = known.run.file or f"{known.at.astimezone():%Y-%m-%d %H:%M}"
    figures = (known.figure(name) for name in ("hit_at_1", "hit_at_3", "macro_f1", "ece"))
    return Figure(
        (
            "●" if known.active else ("✓" if marked else ""),
            str(known.id),
            where if known.size else _("{when} (figures only)").format(when=where),
            str(known.run.n_coded),
            *(decimals(value) for value in figures),
            f"{origin.codebook_id} {origin.codebook_sha256[:6]}, {origin.pipeline}",
        ),
        quiet=not known.size,
    )


def calibration_plot(found: Evaluation) -> Plot:
    """How sure against how often right; on the dotted line both are the same."""
    points = tuple(_together(found.reliability))
    title = _("Sure (→), right (↑), %")
    same = Line(((0.0, 0.0), (1.0, 1.0)), "$quiet", dotted=True)
    labels = tuple((place / 4, f"{25 * place}") for place in range(5))
    return Plot(title, (same, Line(points)), labels)


def _together(bins: Sequence[ReliabilityBin]) -> Iterator[tuple[float, float]]:
    """Bins taken together until each rests on enough answers; of a few answers a share says little.

    The last ones join those before them.
    """
    least = max(LEAST_IN_POINT, sum(one.n for one in bins) // MOST_POINTS)
    groups: list[list[ReliabilityBin]] = [[]]
    for one in bins:
        if sum(other.n for other in groups[-1]) >= least:
            groups.append([])
        groups[-1].append(one)
    if len(groups) > 1 and sum(one.n for one in groups[-1]) < least:
        groups[-2] += groups.pop()
    for group in filter(None, groups):
        n = sum(one.n for one in group)
        yield sum(o.n * o.sure for o in group) / n, sum(o.n * o.right for o in group) / n


def learning_plot(found: Evaluation) -> Plot:
    """Hits after so many coded answers."""
    most = max((point.coded for point in found.curve), default=1)
    first = tuple((p.coded / most, p.hit_at_1) for p in found.curve if p.hit_at_1 is not None)
    three = tuple((p.coded / most, p.hit_at_3) for p in found.curve if p.hit_at_3 is not None)
    labels = ((0.0, "0"), *((point.coded / most, str(point.coded)) for point in found.curve))
    return Plot(
        _("Right, %, by coded"),
        (Line(three, AMONG_THREE), Line(first, FIRST_RIGHT)),
        labels,
        ((_("first"), FIRST_RIGHT), (_("top 3"), AMONG_THREE)),
    )


def headline(found: Evaluation) -> str:
    """The figures that say most."""
    return joined(
        _("first suggestion right {share}").format(share=share(found.hit_at_1)),
        _("among three {share}").format(share=share(found.hit_at_3)),
        f"macro-F1 {decimals(found.macro_f1)}",
        f"ECE {decimals(found.ece)}",
    )


def share(value: float | None) -> str:
    """A share 0-1 as a whole percentage."""
    return NONE if value is None or value != value else f"{100 * value:.0f}%"  # noqa: PLR0124 - NaN


def decimals(value: float | None) -> str:
    """Two decimals."""
    return NONE if value is None or value != value else f"{value:.2f}"  # noqa: PLR0124 - NaN
