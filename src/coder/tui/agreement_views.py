"""Agreement as tables: per code, the answers on which coders differ, what they confuse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum
from math import isfinite
from typing import TYPE_CHECKING

from coder.domain.number_text import coefficient_text, percent_text
from coder.i18n import _, ngettext
from coder.tui.figure_views import Sheet
from coder.tui.signs import YOURS
from coder.tui.text import joined
from coder.tui.widgets.figures import Column, Figure, Kind

if TYPE_CHECKING:
    from coder.domain.agreement import Agreement, Interval
    from coder.services.agreement import AgreementReport, CodeAgreement
    from coder.services.reconciling import Difference

NONE = "–"
RELIABLE, TENTATIVE = 0.8, 0.667  # usual marks for alpha: Krippendorff (2004), p. 241
MOST_CODES = 36  # cells of what one coder gave
OPEN = "·"


class AgreementView(StrEnum):
    """What the agreement screen can show, in the order of its keys."""

    CODES = "codes"
    DIFFERENCES = "differences"
    CONFUSIONS = "confusions"


class AgreementOrder(StrEnum):
    """How the codes are ordered, in the order of the key."""

    CODEBOOK = "codebook"
    WORST = "alpha"
    COMMONEST = "assigned"


def view_name(view: AgreementView) -> str:
    """The view in a word."""
    return {
        AgreementView.CODES: _("per code"),
        AgreementView.DIFFERENCES: _("differences"),
        AgreementView.CONFUSIONS: _("confusions"),
    }[view]


def order_name(order: AgreementOrder) -> str:
    """The order in words."""
    return {
        AgreementOrder.CODEBOOK: _("as in the codebook"),
        AgreementOrder.WORST: _("lowest alpha first"),
        AgreementOrder.COMMONEST: _("commonest first"),
    }[order]


def headline(report: AgreementReport) -> str:
    """The figures over all codes that a report prints."""
    all_codes = report.overall
    kappa = "" if all_codes.kappa is None else f"kappa {coefficient_text(all_codes.kappa)}"
    interval = interval_text(all_codes.alpha_interval)
    return joined(
        f"alpha {coefficient_text(all_codes.alpha)} ({interval})",
        kappa,
        _("percent {share}").format(share=percent_text(100 * all_codes.percent)),
        f"AC1 {coefficient_text(all_codes.ac1)}",
        f"B-P {coefficient_text(all_codes.brennan_prediger)}",
    )


def facts(report: AgreementReport, decided: int) -> str:
    """The base, the sets, and how many differences are left."""
    base = ngettext(
        "{both} of {n} answer coded by two or more",
        "{both} of {n} answers coded by two or more",
        report.n,
    ).format(both=report.both, n=report.n)
    sets = ", ".join(f"{name} {coefficient_text(value)}" for name, value in report.sets.items())
    differing = len(report.disagreements)
    left = ngettext("{n} answer differs", "{n} answers differ", differing).format(n=differing)
    done = _("{n} decided").format(n=decided) if differing else ""
    return joined(base, left, done, _("alpha over sets: {sets}").format(sets=sets))


def interval_text(interval: Interval) -> str:
    """An interval, a dash where there is none."""
    if not isfinite(interval.low):
        return NONE
    return f"{coefficient_text(interval.low)}–{coefficient_text(interval.high)}"


def codes_sheet(
    report: AgreementReport, differences: Sequence[Difference], order: AgreementOrder
) -> tuple[Sheet, list[str]]:
    """Every figure of each code, and the codes in the order of the lines."""
    pair = len(report.coders) == 2
    columns = (
        Column(_("code"), 0, most=44),
        Column(_("given"), 9 if pair else 13, Kind.NUMBER),
        Column(_("differ"), 6, Kind.NUMBER, cell=True),
        Column(_("share"), 5, Kind.NUMBER, from_width=84),
        Column(_("percent"), 7, Kind.NUMBER),
        Column("", 1),
        Column("alpha", 6, Kind.NUMBER),
        Column(_("interval"), 11, Kind.NUMBER),
        *([Column("kappa", 6, Kind.NUMBER, from_width=90)] if pair else []),
        Column("AC1", 6, Kind.NUMBER, from_width=70),
        Column("B-P", 6, Kind.NUMBER, from_width=100),
        Column("", 16, Kind.BAR, from_width=118, most=40),
    )
    rows = _ordered(report.codes, order)
    differing = _differing(differences)
    lines = tuple(_code_line(row, differing[row.code], pair=pair) for row in rows)
    legend = joined(_("alpha: ✓ from .800, ~ from .667, ! below"), order_name(order))
    sheet = Sheet(f"{headline(report)}\n{legend}", columns, lines)
    return sheet, [row.code for row in rows]


def _differing(differences: Sequence[Difference]) -> Counter[str]:
    """On how many answers coders differ about each code."""
    counted: Counter[str] = Counter()
    for one in differences:
        counted.update(dict.fromkeys(one.disputed, len(one.answer_ids)))
    return counted


def _code_line(row: CodeAgreement, differing: int, *, pair: bool) -> Figure:
    measured = row.measured
    cells = (
        row.label,
        " · ".join(map(str, row.by_coder)),
        str(differing),
        percent_text(100 * measured.assigned),
        percent_text(100 * measured.percent),
        sign_of(measured),
        coefficient_text(measured.alpha),
        interval_text(measured.alpha_interval),
        *([coefficient_text(measured.kappa or 0.0)] if pair else []),
        coefficient_text(measured.ac1),
        coefficient_text(measured.brennan_prediger),
        "",
    )
    shown = max(0.0, measured.alpha) if isfinite(measured.alpha) else 0.0
    return Figure(cells, quiet=not isfinite(measured.alpha), shares=(shown,))


def sign_of(measured: Agreement) -> str:
    """Whether alpha is enough to report on, in a sign."""
    if not isfinite(measured.alpha):
        return ""
    if measured.alpha >= RELIABLE:
        return "✓"
    return "~" if measured.alpha >= TENTATIVE else "!"


def _ordered(codes: Sequence[CodeAgreement], order: AgreementOrder) -> list[CodeAgreement]:
    if order is AgreementOrder.COMMONEST:
        return sorted(codes, key=lambda row: -row.measured.assigned)
    if order is AgreementOrder.WORST:
        return sorted(codes, key=_alpha_or_last)
    return list(codes)


def _alpha_or_last(row: CodeAgreement) -> float:
    return row.measured.alpha if isfinite(row.measured.alpha) else 2.0


def differences_sheet(
    report: AgreementReport, differences: Sequence[Difference], labels: Mapping[str, str]
) -> Sheet:
    """The answers on which coders differ, with what each gave."""
    columns = (
        Column("", 1, cell=True),
        Column(_("answer"), 0),
        *(Column(name, 0, most=MOST_CODES) for name in report.coders[:2]),
        *(Column(name, 0, from_width=120, most=MOST_CODES) for name in report.coders[2:]),
        Column("×", 4, Kind.NUMBER, from_width=76),
    )
    lines = tuple(
        Figure(
            (
                YOURS if one.decided else OPEN,
                one.text,
                *(named(codes, labels) for codes in one.codes),
                str(len(one.answer_ids)) if len(one.answer_ids) > 1 else "",
            ),
            quiet=one.decided,
        )
        for one in differences
    )
    left = sum(1 for one in differences if not one.decided)
    text = ngettext("{n} different answer", "{n} different answers", len(differences))
    says = text.format(n=len(differences))
    return Sheet(
        joined(says, _("{n} not decided").format(n=left), _("enter decides")), columns, lines
    )


def named(codes: frozenset[str] | None, labels: Mapping[str, str]) -> str:
    """What a coder gave, in words."""
    if codes is None:
        return _("not coded")
    return ", ".join(labels.get(code, code) for code in in_order(codes, labels)) or _("no code")


def in_order(codes: frozenset[str], labels: Mapping[str, str]) -> list[str]:
    """Codes as the codebook has them, those that it no longer has last."""
    return [code for code in labels if code in codes] + sorted(codes - labels.keys())


def confusions_sheet(report: AgreementReport, labels: Mapping[str, str]) -> Sheet:
    """Codes that stand against each other: definitions that do not tell them apart."""
    most = max((one.answers for one in report.confusions), default=1)
    columns = (
        Column(_("code"), 0, most=44),
        Column(_("against"), 0, most=44),
        Column(_("answers"), 8, Kind.NUMBER, cell=True),
        Column("", 16, Kind.BAR, from_width=76, most=40),
    )
    lines = tuple(
        Figure(
            (
                labels.get(one.first, one.first),
                labels.get(one.second, one.second),
                str(one.answers),
                "",
            ),
            shares=(one.answers / most,),
        )
        for one in report.confusions
    )
    says = (
        _("one coder gave the one, another the other: sharpen their definitions")
        if lines
        else _("no two codes stand against each other")
    )
    return Sheet(joined(says, _("d shows both cards, enter the answers")), columns, lines)
