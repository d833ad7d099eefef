"""Counts, names and words as lines for the results screen; each states its base."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from coder.domain.counting import CountTable, percent, ranked_tree
from coder.i18n import _
from coder.tui.text import joined
from coder.tui.widgets.figures import Column, Figure, Kind

if TYPE_CHECKING:
    from coder.services.results import NamesReport, Results, WordsReport


class View(StrEnum):
    """What the results screen can show, in the order of its keys."""

    COUNTS = "counts"
    NAMES = "names"
    FAMILIES = "families"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a view shows: one line that says it all, and the table below."""

    summary: str
    columns: tuple[Column, ...]
    lines: tuple[Figure, ...]


def view_name(view: View) -> str:
    """The view in a word."""
    return {
        View.COUNTS: _("counts"),
        View.NAMES: _("names"),
        View.FAMILIES: _("families"),
        View.WORDS: _("words"),
    }[view]


def make_sheet(results: Results, view: View, question: str, wave: str) -> Sheet:
    """Compute a view; slow, for a thread.

    Raises:
        CoderError: The figures cannot be had, for instance without a codebook.
    """
    makers: dict[View, Callable[[], Sheet]] = {
        View.COUNTS: lambda: _counts(results.counts(question, wave)),
        View.NAMES: lambda: _names(results.names(question, wave)),
        View.FAMILIES: lambda: _families(results.names(question, wave)),
        View.WORDS: lambda: _words(results.words(question, wave)),
    }
    return makers[view]()


def _counts(table: CountTable) -> Sheet:
    most = max((count.respondents for count in table.codes), default=1) or 1
    lines = tuple(
        Figure(
            (
                count.label,
                str(count.respondents),
                _share(count.percent_respondents),
                str(count.mentions),
                count.respondents / most,
            ),
            depth,
            quiet=not count.respondents,
        )
        for depth, count in ranked_tree(table.codes)
    )
    columns = (
        Column(_("code"), 0, most=48),
        Column(_("respondents"), 12, Kind.NUMBER),
        Column("%", 6, Kind.NUMBER),
        Column(_("mentions"), 9, Kind.NUMBER, from_width=60),
        Column("", 0, Kind.BAR, from_width=90, most=60),
    )
    coded = _("{coded} of {n} respondents coded").format(coded=table.coded, n=table.n)
    base = "% " + _("of n = {n}").format(n=table.n)
    several = _("several codes possible") if table.several else ""
    return Sheet(joined(coded, base, several), columns, lines)


def _names(report: NamesReport) -> Sheet:
    most = max((name.count for name in report.names), default=1)
    lines = tuple(
        Figure(
            (
                name.name,
                str(name.count),
                _share(percent(name.count, report.n)),
                name.count / most,
                name.family,
            ),
            quiet=name.count == 1,
        )
        for name in report.names
    )
    columns = (
        Column(_("name"), 0, most=56),
        Column(_("respondents"), 12, Kind.NUMBER),
        Column("%", 6, Kind.NUMBER),
        Column("", 20, Kind.BAR, from_width=100),
        Column(_("family"), 36, from_width=86),
    )
    summary = joined(
        _("n = {n}").format(n=report.n),
        _("{count} different names").format(count=report.distinct),
        _("{count} named once").format(count=report.once),
        _("{count} combined").format(count=report.combined),
    )
    return Sheet(summary, columns, lines)


def _families(report: NamesReport) -> Sheet:
    most = max((family.respondents for family in report.families), default=1) or 1
    families = sorted(report.families, key=lambda family: -family.respondents)
    lines = tuple(
        Figure(
            (
                family.label,
                str(family.respondents),
                _share(percent(family.respondents, report.n)),
                str(family.bare),
                str(family.with_additions),
                family.respondents / most,
                ", ".join(f"{addition} {count}" for addition, count in family.additions),
            ),
            quiet=not family.respondents,
        )
        for family in families
    )
    columns = (
        Column(_("family"), 0, most=36),
        Column(_("respondents"), 12, Kind.NUMBER),
        Column("%", 6, Kind.NUMBER),
        Column(_("bare"), 6, Kind.NUMBER),
        Column(_("with additions"), 14, Kind.NUMBER, from_width=76),
        Column("", 16, Kind.BAR, from_width=120),
        Column(_("additions"), 0, from_width=110),
    )
    base = _("n = {n}").format(n=report.n)
    if not families:
        return Sheet(joined(base, _("this codebook has no families")), columns, lines)
    return Sheet(joined(base, _("names with their additions counted together")), columns, lines)


def _words(report: WordsReport) -> Sheet:
    most = max((word.respondents for word in report.words), default=1)
    lines = tuple(
        Figure(
            (
                word.word,
                word.kind,
                str(word.respondents),
                _share(percent(word.respondents, report.n)),
                str(word.bare),
                word.respondents / most,
                ", ".join(f"{form} {count}" for form, count in word.forms),
            )
        )
        for word in report.words
    )
    columns = (
        Column(_("word"), 24),
        Column(_("kind"), 12, from_width=100),
        Column(_("respondents"), 12, Kind.NUMBER),
        Column("%", 6, Kind.NUMBER),
        Column(_("alone"), 6, Kind.NUMBER, from_width=76),
        Column("", 16, Kind.BAR, from_width=110),
        Column(_("in the words"), 0),
    )
    what = _("respondents who say it, as a word or inside one")
    return Sheet(joined(_("n = {n}").format(n=report.n), what), columns, lines)


def _share(value: float) -> str:
    # Whole numbers, as the report prints them; what is there never reads as 0.
    return "<1" if 0 < value < 0.5 else f"{value:.0f}"
