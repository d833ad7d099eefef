"""The tables of a report: names, families, words, counts and cross-tables as plain values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from coder.domain.addresses import COUNTS, FAMILIES, NAMES, WORDS, Address
from coder.domain.counting import Base, CodeCount, CountTable, Sort, percent, ranked_tree
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
    "CountView",
    "Table",
    "counts_table",
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
        caption_of(report, "names", (variety,)),
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
        caption_of(report, "families"),
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
        caption_of(report, "words", notes),
        columns,
        (Listed(word, _address(WORDS, report, word.word)) for word in report.words),
    )


@dataclass(frozen=True, slots=True)
class CountView:
    """How a table of counts is shown.

    `level` adds Wilson's interval of that confidence (0: none).
    """

    base: Base = Base.ANSWERED
    sort: Sort = Sort.COUNT
    level: float = 0.0


PLAIN = CountView()


def counts_table(counts: CountTable, view: CountView = PLAIN) -> Table:
    """Codes, the commonest first, what counts towards a net below it."""
    columns: list[Column[_CodeLine]] = [
        *_coded(),
        Column(_("respondents"), _of_code("respondents"), CellKind.COUNT, "n"),
        *_weighted(counts),
        *_shares(counts, view),
        Column(_("mentions"), _of_code("mentions"), CellKind.COUNT, "mentions"),
        Column(
            _("mentions, %"), _of_code("percent_mentions"), CellKind.PERCENT, "percent_mentions"
        ),
    ]
    level = _interval_note(view)
    return make_table(
        caption_of(counts, "counts", (*counts_notes(counts, view.base), *level)),
        columns,
        (
            Listed((depth, count), _code_address(counts, count), depth)
            for depth, count in ranked_tree(counts.codes, view.sort)
        ),
    )


_CodeLine = tuple[int, CodeCount]


def _weighted(counts: CountTable) -> list[Column[_CodeLine]]:
    if counts.weighting is None:
        return []
    return [Column(_("weighted"), _of_code("weighted"), CellKind.NUMBER)]


def _shares(counts: CountTable, view: CountView) -> list[Column[_CodeLine]]:
    """The percentage of respondents, and its interval where that was asked for."""
    coded = view.base is Base.CODED
    head = _("of those coded, %") if coded else _("respondents, %")
    measure = "percent_coded" if coded else "percent"
    field = "percent_coded" if coded else "percent_respondents"
    weighted = counts.weighting is not None  # an address counts people
    columns: list[Column[_CodeLine]] = [
        Column(head, _of_code(field), CellKind.PERCENT, "" if weighted else measure)
    ]
    if view.level:
        base = Base.CODED if coded else Base.ANSWERED
        columns += [
            Column(
                _("from, %"),
                lambda line: counts.interval(line[1], base, view.level).low,
                CellKind.PERCENT,
            ),
            Column(
                _("to, %"),
                lambda line: counts.interval(line[1], base, view.level).high,
                CellKind.PERCENT,
            ),
        ]
    return columns


def _interval_note(view: CountView) -> tuple[str, ...]:
    if not view.level:
        return ()
    note = _("from, to: {level:.0f} % interval (Wilson), as if respondents were a random sample")
    return (note.format(level=100 * view.level),)


def _code_address(counts: CountTable, count: CodeCount) -> Address:
    return _address(COUNTS, counts, address_part(count, counts.at_least))


def address_part(count: CodeCount, at_least: int) -> str:
    """What stands for a code in an address; the rest of a level is "<25", or "net<25"."""
    return f"{count.parent or ''}<{at_least}" if count.is_rest else count.id


def _respondents(value: Callable[[Any], int], n: int) -> list[Column[Any]]:
    return [
        Column(_("respondents"), value, CellKind.COUNT, "n"),
        Column(
            _("respondents, %"), lambda item: percent(value(item), n), CellKind.PERCENT, "percent"
        ),
    ]


def _coded() -> list[Column[_CodeLine]]:
    return [
        Column(_("code"), lambda line: "" if line[1].is_rest else line[1].id),
        Column(_("label"), lambda line: INDENT * line[0] + line[1].label),
    ]


def _of_code(name: str) -> Callable[[tuple[int, CodeCount]], Any]:
    return lambda line: getattr(line[1], name)


def _address(kind: str, report: Any, of: str) -> Address:
    return Address(kind, report.question, "n", of, report.wave)


def caption_of(report: Any, name: str, notes: Sequence[str] = ()) -> Caption:
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


def counts_notes(counts: CountTable, base: Base = Base.ANSWERED) -> tuple[str, ...]:
    coded = _("{coded} of them coded, {mentions} codes given").format(
        coded=counts.coded, mentions=counts.mentions
    )
    notes = [coded]
    if base is Base.CODED:
        notes.append(_("percentages are of the {coded} who were coded").format(coded=counts.coded))
    if counts.several:
        notes.append(_several())
    if counts.weighting:
        weighted = _("percentages weighted by {name}; effective base {effective:.0f}")
        notes.append(
            weighted.format(name=counts.weighting.attribute, effective=counts.weighting.effective)
        )
    if counts.folded:
        notes.append(folded_note(counts))
    return tuple(notes)


def folded_note(counts: CountTable) -> str:
    """What was named by too few respondents to have a line."""
    rare = sorted(counts.folded, key=lambda count: -count.respondents)
    named = ", ".join(f"{count.label} ({count.respondents})" for count in rare if count.respondents)
    note = _("with a line: named by {least} respondents or more; together under the rest: {codes}")
    return note.format(least=counts.at_least, codes=named or "–")


def _listed(counted: Sequence[tuple[str, int]]) -> str:
    shown = ", ".join(f"{text} ({count})" for text, count in counted[:_MOST_FORMS])
    return f"{shown}, …" if len(counted) > _MOST_FORMS else shown
