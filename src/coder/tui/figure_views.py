"""What the results screen shows: each view as lines with the address of every figure in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from coder.domain.addresses import Address
from coder.domain.number_text import whole_percent
from coder.i18n import _
from coder.tui.text import joined
from coder.tui.widgets.figures import Column, Figure, Kind

if TYPE_CHECKING:
    from coder.domain.counting import CountTable
    from coder.domain.crossing import CrossTable
    from coder.domain.waves import WaveTable
    from coder.services.results import NamesReport, Results, WordsReport
    from coder.services.tables import Table

MOST_GROUPS = 15  # side by side; smaller ones are taken together
NARROWEST = 6  # cells of a column of figures
WIDEST = 18


class View(StrEnum):
    """What the results screen can show, in the order of its keys."""

    COUNTS = "counts"
    NAMES = "names"
    FAMILIES = "families"
    WORDS = "words"
    GROUPS = "groups"
    WAVES = "waves"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is shown: a view of a question in a wave.

    `by` are the groups of a cross-table, `smallest` the least count that it shows.
    """

    view: View
    question: str
    wave: str
    by: str = ""
    smallest: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a view shows: one line that says it all, and the table below.

    `keys` holds the address behind each column of each line, None where there is none.
    """

    summary: str
    columns: tuple[Column, ...]
    lines: tuple[Figure, ...]
    keys: tuple[tuple[Address | None, ...], ...] = ()

    def address(self, line: int, column: int) -> Address | None:
        """The address of the figure in a cell."""
        return self.keys[line][column] if self.keys else None


def view_name(view: View, *, names: bool = True) -> str:
    """The view in a word; answers that are no names are shown as typed."""
    return {
        View.COUNTS: _("counts"),
        View.NAMES: _("names") if names else _("as typed"),
        View.FAMILIES: _("families"),
        View.WORDS: _("words"),
        View.GROUPS: _("groups"),
        View.WAVES: _("waves"),
    }[view]


def make_sheet(results: Results, asked: Asked) -> Sheet:
    """Compute a view; slow, for a thread.

    Raises:
        CoderError: The figures cannot be had, for instance without a codebook.
    """
    question, wave = asked.question, asked.wave
    makers: dict[View, Callable[[], Sheet]] = {
        View.COUNTS: lambda: _counts(
            results.counts(question, wave), results.proposed_only(question, wave)
        ),
        View.NAMES: lambda: _names(results.names(question, wave)),
        View.FAMILIES: lambda: _families(results.names(question, wave)),
        View.WORDS: lambda: _words(results.words(question, wave)),
        View.GROUPS: lambda: _groups(_crossed(results, asked)),
        View.WAVES: lambda: _waves(results.compared(question)),
    }
    return makers[asked.view]()


@dataclass(frozen=True, slots=True)
class _Hint:
    """How one column of a table looks on the screen."""

    title: str
    width: int
    from_width: int = 0
    most: int = 999
    cell: bool = False


def _counts(table: CountTable, proposed: int) -> Sheet:
    from coder.services.tables import as_table

    hints = {
        1: _Hint(_("code"), 0, most=48),
        2: _Hint(_("respondents"), 12, cell=True),
        3: _Hint("%", 6),
        4: _Hint(_("mentions"), 9, 60),
    }
    coded = _("{coded} of {n} respondents coded").format(coded=table.coded, n=table.n)
    base = "% " + _("of n = {n}").format(n=table.n)
    several = _("several codes possible") if table.several else ""
    summary = joined(coded, base, several)
    if proposed:
        only = _("{count} coded only by rules or model, to be confirmed").format(count=proposed)
        summary = f"{summary}\n{only}"
    return _sheet(as_table(table), hints, summary, bar_from=90)


def _names(report: NamesReport) -> Sheet:
    from coder.services.tables import as_table

    hints = {
        0: _Hint(_("name") if report.families else _("answer"), 0, most=56),
        1: _Hint(_("respondents"), 12, cell=True),
        2: _Hint("%", 6),
        3: _Hint(_("family"), 36, 86),
    }
    if not report.families:
        hints.pop(3)
    different = _("{count} different names") if report.families else _("{count} different answers")
    once = _("{count} named once") if report.families else _("{count} given once")
    combined = _("{count} combined").format(count=report.combined) if report.families else ""
    summary = joined(
        _("n = {n}").format(n=report.n),
        different.format(count=report.distinct),
        once.format(count=report.once),
        combined,
    )
    return _sheet(as_table(report), hints, summary, bar_from=100)


def _families(report: NamesReport) -> Sheet:
    from coder.services.tables import families_table

    hints = {
        0: _Hint(_("family"), 0, most=36),
        1: _Hint(_("respondents"), 12, cell=True),
        2: _Hint("%", 6),
        3: _Hint(_("bare"), 6),
        4: _Hint(_("with additions"), 14, 76),
        5: _Hint(_("additions"), 0, 110),
    }
    base = _("n = {n}").format(n=report.n)
    said = _("names with their additions counted together")
    if not report.families:
        said = _("this codebook has no families")
    return _sheet(families_table(report), hints, joined(base, said), bar_from=120)


def _words(report: WordsReport) -> Sheet:
    from coder.services.tables import as_table

    hints = {
        0: _Hint(_("word"), 24),
        1: _Hint(_("kind"), 12, 100),
        2: _Hint(_("respondents"), 12, cell=True),
        3: _Hint("%", 6),
        6: _Hint(_("alone"), 6, 76),
        7: _Hint(_("in the words"), 0),
    }
    what = _("respondents who say it, as a word or inside one")
    summary = joined(_("n = {n}").format(n=report.n), what)
    return _sheet(as_table(report), hints, summary, bar_from=110)


def _crossed(results: Results, asked: Asked) -> CrossTable:
    """The cross-table; of many groups the small ones are taken together."""
    from coder.services.counting import CountOptions

    options = CountOptions(smallest=asked.smallest)
    cross = results.crossed(asked.question, asked.by, asked.wave, None, options)
    if len(cross.groups) <= MOST_GROUPS:
        return cross
    sizes = sorted((group.n for group in cross.groups), reverse=True)
    options = replace(options, smallest_group=sizes[MOST_GROUPS - 2] + 1)
    return results.crossed(asked.question, asked.by, asked.wave, None, options)


def _groups(cross: CrossTable) -> Sheet:
    from coder.services.tables import as_table

    said = joined(
        _("by {by}").format(by=cross.by.replace("_", " ")),
        _("respondents and percent of each group"),
        _("n = {n}").format(n=cross.total.n),
        _("counts below {least} kept back").format(least=cross.smallest) if cross.smallest else "",
        _("a respondent may stand in several columns") if cross.overlap else "",
    )
    return _paired(as_table(cross), said)


def _waves(table: WaveTable) -> Sheet:
    from coder.services.tables import as_table

    said = joined(
        _("{last} minus {first} in percentage points, with 95 % interval").format(
            last=table.waves[-1], first=table.waves[0]
        ),
        _("other people answered: a difference may come from that"),
    )
    bases = dict(zip(table.waves, table.n, strict=True))
    sheet = _paired(as_table(table), said)
    titled = (
        replace(c, title=f"{c.title} n\u00a0=\u00a0{bases[c.title]}") if c.title in bases else c
        for c in sheet.columns
    )
    return replace(sheet, columns=tuple(titled))


def _sheet(table: Table, hints: dict[int, _Hint], summary: str, bar_from: int) -> Sheet:
    """A table with one figure to go to: that of the respondents, drawn as a bar too."""
    numbers = {place: table.kinds[place] != "text" for place in hints}
    columns = [
        Column(
            hint.title,
            hint.width,
            Kind.NUMBER if numbers[place] else Kind.TEXT,
            hint.from_width,
            hint.most,
            hint.cell,
        )
        for place, hint in hints.items()
    ]
    people = next(place for place, hint in hints.items() if hint.cell)
    most = max((float(row[people]) for row in table.rows), default=0.0) or 1.0
    lines = []
    for row, depth in zip(table.rows, table.depths, strict=True):
        texts = tuple(_text(row[place], str(table.kinds[place])) for place in hints)
        count = float(row[people])
        lines.append(Figure((*texts, ""), depth, quiet=not count, shares=(count / most,)))
    keys = tuple((*(row[place] for place in hints), None) for row in table.keys)
    columns.append(Column("", 16 if bar_from >= 100 else 0, Kind.BAR, bar_from, most=60))
    return Sheet(summary, tuple(columns), tuple(lines), keys)


def _paired(table: Table, summary: str) -> Sheet:
    """A table with several figures side by side, each with its share: "91  22 %"."""
    places = [place for place, over in enumerate(table.over) if over]
    runs: list[list[int]] = []
    for place in places:
        if runs and table.over[runs[-1][0]] == table.over[place]:
            runs[-1].append(place)
        else:
            runs.append([place])
    columns = [Column(_("code"), 0, most=44)]
    columns += [_cell_column(table, run) for run in runs]
    columns.append(Column("", 14, Kind.BAR, 100))
    lines, keys = [], []
    for row, row_keys, depth in zip(table.rows, table.keys, table.depths, strict=True):
        texts = [_pair(table, row, run) for run in runs]
        shares = tuple(_share_of(row, run) for run in runs)
        label = str(row[1]).strip()
        lines.append(Figure((label, *texts, ""), depth, shares=() if label == "n" else shares))
        keys.append((None, *(row_keys[run[0]] for run in runs), None))
    return Sheet(summary, tuple(columns), tuple(lines), tuple(keys))


def _cell_column(table: Table, run: Sequence[int]) -> Column:
    title = table.over[run[0]]
    widest = max((len(_pair(table, row, run)) for row in table.rows), default=0)
    longest = max(map(len, title.split()), default=0)
    width = max(NARROWEST, widest, min(longest, WIDEST))
    return Column(title, width, Kind.NUMBER, cell=True)


def _pair(table: Table, row: Sequence[str | int | float], run: Sequence[int]) -> str:
    first, *others = (_text(row[place], str(table.kinds[place])) for place in run)
    if not others or not others[0]:
        return first
    if len(others) > 1:  # a difference with its interval
        return f"{first} ({others[0]} – {others[1]})"
    return f"{first} {others[0]:>3} %"


def _share_of(row: Sequence[str | int | float], run: Sequence[int]) -> float:
    value = row[run[1]] if len(run) == 2 else 0.0
    return float(value) / 100 if not isinstance(value, str) else 0.0


def _text(value: str | int | float, kind: str) -> str:
    if isinstance(value, str):
        return value.strip()
    if kind == "percent":  # whole numbers, as the report prints them; what is there is never 0
        return whole_percent(value)
    if kind == "points":
        text = f"{value:+.1f}".replace("-", "−")
        return "0.0" if text[1:] == "0.0" else text
    return str(value)
