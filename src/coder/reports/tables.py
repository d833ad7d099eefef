"""The tables of a report: names, families, words, counts and cross-tables as plain values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from coder.domain.addresses import COUNTS, FAMILIES, NAMES, WORDS, Address
from coder.domain.counting import (
    CodeCount,
    CountTable,
    CrossTable,
    GroupColumn,
    percent,
    ranked_tree,
)
from coder.i18n import _
from coder.reports.name_counts import FamilyCount, NameCount, NamesReport
from coder.reports.table import (
    INDENT,
    Caption,
    CellKind,
    Column,
    Listed,
    Table,
    make_table,
    write_csv,
)
from coder.reports.word_counts import WordCount, WordsReport

__all__ = [
    "Table",
    "counts_table",
    "cross_table",
    "families_table",
    "names_table",
    "words_table",
    "write_csv",
]

_MOST_FORMS = 8  # words shown in which another word stands


def names_table(report: NamesReport) -> Table:
    """All names, the commonest first, with their share of the respondents."""
    columns: list[Column[NameCount]] = [
        Column(_("name"), attrgetter("name")),
        *_respondents(attrgetter("count"), report.n),
        Column(_("family"), attrgetter("family")),
        Column(_("bare"), lambda name: _("yes") if name.bare else ""),
        Column(_("combined function of"), lambda name: " + ".join(name.combined)),
    ]
    variety = _("{distinct} distinct names, {once} named once only, {combined} combined").format(
        distinct=report.distinct, once=report.once, combined=report.combined
    )
    return make_table(
        _caption(report, "names", (variety,)),
        columns,
        (Listed(name, _address(NAMES, report, name.name)) for name in report.names),
    )


def families_table(report: NamesReport) -> Table:
    """Families of names counted with their additions, and how many are bare."""
    columns: list[Column[FamilyCount]] = [
        Column(_("family"), attrgetter("label")),
        *_respondents(attrgetter("respondents"), report.n),
        Column(_("bare"), attrgetter("bare"), CellKind.COUNT, "bare"),
        Column(_("with additions"), attrgetter("with_additions"), CellKind.COUNT, "with_additions"),
        Column(_("additions"), lambda family: _listed(family.additions)),
    ]
    return make_table(
        _caption(report, "families"),
        columns,
        (Listed(family, _address(FAMILIES, report, family.code)) for family in report.families),
    )


def words_table(report: WordsReport) -> Table:
    """Recurring words with what they point to and the words they stand in."""
    columns: list[Column[WordCount]] = [
        Column(_("word"), attrgetter("word")),
        Column(_("kind"), attrgetter("kind")),
        *_respondents(attrgetter("respondents"), report.n),
        Column(_("as a word of its own"), attrgetter("whole"), CellKind.COUNT, "whole"),
        Column(_("as mere letters"), attrgetter("letters"), CellKind.COUNT),
        Column(_("as the whole answer"), attrgetter("bare"), CellKind.COUNT, "bare"),
        Column(_("in"), lambda word: _listed(word.forms)),
    ]
    notes = (_("respondents: as a word or as a part of a compound"), _several())
    return make_table(
        _caption(report, "words", notes),
        columns,
        (Listed(word, _address(WORDS, report, word.word)) for word in report.words),
    )


def counts_table(counts: CountTable) -> Table:
    """Codes, the commonest first, what counts towards a net below it."""
    columns: list[Column[tuple[int, CodeCount]]] = [
        *_coded(),
        Column(_("respondents"), _of_code("respondents"), CellKind.COUNT, "n"),
        Column(_("respondents, %"), _of_code("percent_respondents"), CellKind.PERCENT, "percent"),
        Column(_("mentions"), _of_code("mentions"), CellKind.COUNT, "mentions"),
        Column(
            _("mentions, %"), _of_code("percent_mentions"), CellKind.PERCENT, "percent_mentions"
        ),
    ]
    return make_table(
        _caption(counts, "counts", _notes(counts)),
        columns,
        (
            Listed((depth, count), _address(COUNTS, counts, count.id), depth)
            for depth, count in ranked_tree(counts.codes)
        ),
    )


def _respondents(value: Callable[[Any], int], n: int) -> list[Column[Any]]:
    return [
        Column(_("respondents"), value, CellKind.COUNT, "n"),
        Column(
            _("respondents, %"), lambda item: percent(value(item), n), CellKind.PERCENT, "percent"
        ),
    ]


def _coded() -> list[Column[tuple[int, CodeCount]]]:
    return [
        Column(_("code"), lambda line: line[1].id),
        Column(_("label"), lambda line: INDENT * line[0] + line[1].label),
    ]


def _of_code(name: str) -> Callable[[tuple[int, CodeCount]], Any]:
    return lambda line: getattr(line[1], name)


def _address(kind: str, report: Any, of: str) -> Address:
    return Address(kind, report.question, "n", of, report.wave)


def _caption(report: Any, name: str, notes: Sequence[str] = ()) -> Caption:
    base = _base(report.n)
    return Caption(
        _title(report.question, report.wave),
        (base, *notes),
        name,
        report.question,
        report.wave,
        report.n,
    )


def _title(question: str, wave: str) -> str:
    return f"{question}, {wave}" if wave else question


def _base(n: int) -> str:
    return _("n = {n} respondents who answered this question").format(n=n)


def _several() -> str:
    return _("several answers possible, so percentages may add up to more than 100")


def _notes(counts: CountTable) -> tuple[str, ...]:
    coded = _("{coded} of them coded, {mentions} codes given").format(
        coded=counts.coded, mentions=counts.mentions
    )
    return (coded, *((_several(),) if counts.several else ()))


def _listed(counted: Sequence[tuple[str, int]]) -> str:
    shown = ", ".join(f"{text} ({count})" for text, count in counted[:_MOST_FORMS])
    return f"{shown}, …" if len(counted) > _MOST_FORMS else shown


def cross_table(cross: CrossTable) -> Table:
    """Respondents and percentages per group side by side; the first row is each group's base."""
    sides = [_side(_("all"), cross.total, cross.total.n, Address(COUNTS, cross.question, "n"))]
    for group in cross.groups:
        address = Address(COUNTS, cross.question, "n", by=cross.by, group=group.value)
        sides.append(_side(group.value or _("(unknown)"), group, cross.total.n, address))
    columns: list[Column[_CrossLine]] = [
        Column(_("code"), attrgetter("code")),
        Column(_("label"), attrgetter("label")),
    ]
    for side in sides:
        columns += _side_columns(side)
    base = _CrossLine("", "n", 0)
    lines = [
        _CrossLine(count.id, INDENT * depth + count.label, depth)
        for depth, count in ranked_tree(cross.total.codes)
    ]
    each = _("percentages are of the respondents of each group; those of n, of all")
    caption = _caption(cross.total, "crossed", (*_notes(cross.total), each))
    caption = replace(caption, title=f"{caption.title} × {cross.by}")
    wave = cross.total.wave
    return make_table(
        caption,
        columns,
        (
            Listed(line, Address(COUNTS, cross.question, "n", line.code, wave), line.depth)
            for line in (base, *lines)
        ),
    )


@dataclass(frozen=True, slots=True)
class _CrossLine:
    """A line of a cross-table: a code, or (without one) the base."""

    code: str
    label: str
    depth: int


@dataclass(frozen=True, slots=True)
class _Side:
    """Two columns of a cross-table: counts and percentages per code id, "" for the base."""

    name: str
    counts: Mapping[str, int]
    percents: Mapping[str, float]
    address: Address


def _side(name: str, column: CountTable | GroupColumn, all_n: int, address: Address) -> _Side:
    counts = {"": column.n} | {count.id: count.respondents for count in column.codes}
    percents = {"": percent(column.n, all_n)}
    percents |= {count.id: count.percent_respondents for count in column.codes}
    return _Side(name, counts, percents, address)


def _side_columns(side: _Side) -> list[Column[_CrossLine]]:
    group = side.address
    share = _("{group}, %").format(group=side.name)
    return [
        Column(
            side.name,
            lambda line: side.counts[line.code],
            CellKind.COUNT,
            "n",
            side.name,
            group.by,
            group.group,
        ),
        Column(
            share,
            lambda line: side.percents[line.code],
            CellKind.PERCENT,
            "percent",
            side.name,
            group.by,
            group.group,
        ),
    ]
