"""Tables of a report as plain values, and as csv that a Dutch Excel opens rightly."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coder.domain.counting import (
    CodeCount,
    CountTable,
    CrossTable,
    GroupColumn,
    percent,
    ranked_tree,
)
from coder.i18n import _
from coder.reports.files import write_whole
from coder.reports.name_counts import NamesReport
from coder.reports.word_counts import WordsReport

Cell = str | int | float

_DECIMALS = 1  # of a percentage
_MOST_FORMS = 8  # words shown in which another word stands
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its base. Cells: text, whole numbers, and percentages 0-100 as floats."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...]


def names_table(report: NamesReport) -> Table:
    """All names, the commonest first, with their share of the respondents."""
    rows = tuple(
        (
            name.name,
            name.count,
            percent(name.count, report.n),
            name.family,
            _("yes") if name.bare else "",
            " + ".join(name.combined),
        )
        for name in report.names
    )
    heads = (
        _("name"),
        _("respondents"),
        _("respondents, %"),
        _("family"),
        _("bare"),
        _("combined function of"),
    )
    variety = _("{distinct} distinct names, {once} named once only, {combined} combined").format(
        distinct=report.distinct, once=report.once, combined=report.combined
    )
    return Table(_title(report.question, report.wave), heads, rows, (_base(report.n), variety))


def families_table(report: NamesReport) -> Table:
    """Families of names counted with their additions, and how many are bare."""
    rows = tuple(
        (
            family.label,
            family.respondents,
            percent(family.respondents, report.n),
            family.bare,
            family.with_additions,
            _listed(family.additions),
        )
        for family in report.families
    )
    heads = (
        _("family"),
        _("respondents"),
        _("respondents, %"),
        _("bare"),
        _("with additions"),
        _("additions"),
    )
    return Table(_title(report.question, report.wave), heads, rows, (_base(report.n),))


def words_table(report: WordsReport) -> Table:
    """Recurring words with what they point to and the words they stand in."""
    rows = tuple(
        (
            word.word,
            word.kind,
            word.respondents,
            percent(word.respondents, report.n),
            word.whole,
            word.letters,
            word.bare,
            _listed(word.forms),
        )
        for word in report.words
    )
    heads = (
        _("word"),
        _("kind"),
        _("respondents"),
        _("respondents, %"),
        _("as a word of its own"),
        _("as mere letters"),
        _("as the whole answer"),
        _("in"),
    )
    notes = (_base(report.n), _("respondents: as a word or as a part of a compound"), _several())
    return Table(_title(report.question, report.wave), heads, rows, notes)


def counts_table(counts: CountTable) -> Table:
    """Codes, the commonest first, what counts towards a net below it."""
    rows = tuple(
        (*_labelled(count, depth), *_measures(count)) for depth, count in ranked_tree(counts.codes)
    )
    heads = (
        _("code"),
        _("label"),
        _("respondents"),
        _("respondents, %"),
        _("mentions"),
        _("mentions, %"),
    )
    return Table(_title(counts.question, counts.wave), heads, rows, _notes(counts))


def cross_table(cross: CrossTable) -> Table:
    """Respondents and percentages per group side by side; the first row is each group's base."""
    columns: list[tuple[str, CountTable | GroupColumn]] = [(_("all"), cross.total)]
    columns += [(group.value or _("(unknown)"), group) for group in cross.groups]
    heads = [_("code"), _("label")]
    base: list[Cell] = ["", "n"]
    for name, column in columns:
        heads += [name, _("{group}, %").format(group=name)]
        base += [column.n, percent(column.n, cross.total.n)]
    by_code = [{count.id: count for count in column.codes} for _name, column in columns]
    rows: list[tuple[Cell, ...]] = [tuple(base)]
    for depth, count in ranked_tree(cross.total.codes):
        cells: list[Cell] = [*_labelled(count, depth)]
        for counts in by_code:
            cells += [counts[count.id].respondents, counts[count.id].percent_respondents]
        rows.append(tuple(cells))
    title = f"{_title(cross.question, cross.total.wave)} × {cross.by}"
    each = _("percentages are of the respondents of each group; those of n, of all")
    return Table(title, tuple(heads), tuple(rows), (*_notes(cross.total), each))


def write_csv(table: Table, path: Path) -> Path:
    """Writes a table for a Dutch Excel: semicolons, decimal commas, UTF-8 with a mark.

    Text that a spreadsheet would run as a formula gets an apostrophe before it.

    Raises:
        CoderError: The file cannot be written.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(table.heads)
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    writer.writerow([])
    writer.writerows([_cell(note)] for note in (table.title, *table.notes))
    write_whole(path, buffer.getvalue().encode("utf-8-sig"))
    return path


def _cell(value: Cell) -> str:
    if isinstance(value, float):
        return f"{value:.{_DECIMALS}f}".replace(".", ",")
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return "'" + value
    return str(value)


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
    return (_base(counts.n), coded, *((_several(),) if counts.several else ()))


def _labelled(count: CodeCount, depth: int) -> tuple[str, str]:
    return count.id, "  " * depth + count.label


def _measures(count: CodeCount) -> tuple[int, float, int, float]:
    return (
        count.respondents,
        count.percent_respondents,
        count.mentions,
        count.percent_mentions,
    )


def _listed(counted: Sequence[tuple[str, int]]) -> str:
    shown = ", ".join(f"{text} ({count})" for text, count in counted[:_MOST_FORMS])
    return f"{shown}, …" if len(counted) > _MOST_FORMS else shown
