"""Charts of a project's figures: which bars, in which order, with what beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coder.domain.codebook import Codebook
from coder.domain.counting import Base, CodeCount, Counted, CountTable, percent, ranked_tree
from coder.domain.crossing import CrossTable
from coder.domain.number_text import whole_percent
from coder.domain.waves import WaveTable
from coder.errors import CoderError
from coder.i18n import _
from coder.reports.charts import DOTS_PER_INCH, WIDTH_CM, Chart, ChartFile, ChartKind, Series
from coder.reports.charts import write_chart as write
from coder.services.counting import PLAIN as COUNTED
from coder.services.counting import CountOptions
from coder.services.lookups import find_code
from coder.services.results import Results

MOST_GROUPS_SIDE_BY_SIDE = 4
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Drawing:
    """How a chart is drawn.

    Attributes:
        width_cm: On paper.
        dpi: Dots an inch of a PNG.
        intervals: Draw Wilson's 95 % intervals.
        title: Another title than the question.
    """

    width_cm: float = WIDTH_CM
    dpi: int = DOTS_PER_INCH
    intervals: bool = False
    title: str = ""


PLAIN = Drawing()


def write_chart(chart: Chart, path: Path, drawing: Drawing = PLAIN) -> ChartFile:
    """Writes a chart as PNG or SVG.

    Raises:
        CoderError: Nothing to draw, or the file cannot be written.
    """
    return write(chart, path, drawing.width_cm, drawing.dpi)


def chart_of_counts(table: CountTable, drawing: Drawing = PLAIN) -> Chart:
    """A bar for each code that was given, the commonest first; nets above what is below them."""
    counts = [(depth, count) for depth, count in ranked_tree(table.codes) if count.respondents]
    series = Series(
        "",
        tuple(count.percent_respondents for _depth, count in counts),
        tuple(_said(count) for _depth, count in counts),
        _limits(table, [count for _depth, count in counts]) if drawing.intervals else (),
    )
    return Chart(
        ChartKind.BARS,
        drawing.title or _title(table.question, table.wave),
        tuple("  " * depth + count.label for depth, count in counts),
        (series,),
        _note(table, intervals=drawing.intervals),
    )


def chart_of_waves(table: WaveTable, drawing: Drawing = PLAIN) -> Chart:
    """A bar a wave for each code that somebody gave."""
    lines = [line for line in table.lines if any(line.respondents)]
    lines.sort(key=lambda line: -line.respondents[-1])
    series = tuple(
        Series(
            f"{wave} (n = {table.n[place]})",
            tuple(line.percents[place] for line in lines),
            tuple(_share(line.percents[place]) for line in lines),
        )
        for place, wave in enumerate(table.waves)
    )
    note = _(
        "percentages of the respondents who answered; the waves are different groups of people"
    )
    return Chart(
        ChartKind.SIDE_BY_SIDE,
        drawing.title or _title(table.question, " – ".join(table.waves)),
        tuple(line.label for line in lines),
        series,
        note,
    )


def chart_of_groups(
    cross: CrossTable, codebook: Codebook, net: str | None, drawing: Drawing = PLAIN
) -> Chart:
    """Groups side by side; as stacked shares where each respondent has one of the codes.

    Args:
        cross: The cross-table; cells that it keeps back are not drawn.
        codebook: Says where exactly one code is given.
        net: Draw the codes below this net, for instance an overall judgement.
        drawing: Title.

    Raises:
        CoderError: No such net, or too many groups to stand side by side.
    """
    ids = {code.id for code in find_code(codebook, net).codes} if net else None
    one_of = find_code(codebook, net).one_of if net else not cross.several
    counts = [
        count
        for count in cross.total.codes
        if count.respondents and (count.id in ids if ids else count.parent is None)
    ]
    title = drawing.title or f"{_title(cross.question, cross.total.wave)} × {cross.by}"
    if one_of:
        return _stacked(cross, counts, title)
    return _side_by_side(cross, counts, title)


def _stacked(cross: CrossTable, counts: list[CodeCount], title: str) -> Chart:
    columns: list[tuple[str, str | None, Counted]] = [(_("all"), None, cross.total)]
    columns += [(group.label or _("(unknown)"), group.value, group) for group in cross.groups]
    series = []
    for count in counts:
        values = []
        for _label, value, column in columns:
            given = {found.id: found.respondents for found in column.codes}
            base = sum(given[shown.id] for shown in counts)
            hidden = cross.is_hidden(count.id, value)
            values.append(0.0 if hidden else percent(given[count.id], base))
        texts = tuple(map(_share, values))
        series.append(Series(count.label, tuple(values), texts))
    note = _("n = {n}; percentages of those with one of these codes").format(n=cross.total.n)
    if cross.hidden:
        note += "; " + _("counts below {least} are left out").format(least=cross.smallest)
    labels = tuple(f"{label} (n = {column.n})" for label, _value, column in columns)
    return Chart(ChartKind.STACKED, title, labels, tuple(series), note)


def _side_by_side(cross: CrossTable, counts: list[CodeCount], title: str) -> Chart:
    if len(cross.groups) > MOST_GROUPS_SIDE_BY_SIDE:
        message = _("{count} groups of {by} do not fit side by side in a chart.").format(
            count=len(cross.groups), by=cross.by
        )
        raise CoderError(
            message, _("Take small groups together with --smallest-group, or print a table.")
        )
    counts = sorted(counts, key=lambda count: (count.is_rest, -count.respondents))
    series = []
    for group in cross.groups:
        given = {found.id: found.percent_respondents for found in group.codes}
        shown = [
            0.0 if cross.is_hidden(count.id, group.value) else given[count.id] for count in counts
        ]
        name = f"{group.label or _('(unknown)')} (n = {group.n})"
        series.append(Series(name, tuple(shown), tuple(map(_share, shown))))
    labels = tuple(count.label for count in counts)
    return Chart(
        ChartKind.SIDE_BY_SIDE, title, labels, tuple(series), _note(cross.total, intervals=False)
    )


def _limits(table: CountTable, counts: list[CodeCount]) -> tuple[tuple[float, float], ...]:
    found = [table.interval(count, Base.ANSWERED, LEVEL) for count in counts]
    return tuple((limits.low, limits.high) for limits in found)


def _share(value: float) -> str:
    """A whole percentage; what is there never reads as 0."""
    return f"{whole_percent(value)} %"


def _said(count: CodeCount) -> str:
    return f"{count.respondents} ({_share(count.percent_respondents)})"


def _note(table: CountTable, *, intervals: bool) -> str:
    parts = [f"n = {table.n}"]
    if table.several:
        parts.append(_("several answers possible"))
    if table.weighting:
        parts.append(_("percentages weighted by {name}").format(name=table.weighting.attribute))
    if intervals:
        parts.append(_("lines: 95 % interval (Wilson)"))
    if table.folded:
        parts.append(_("named by {least} or more").format(least=table.at_least))
    return "; ".join(parts)


def _title(question: str, wave: str) -> str:
    return f"{question.replace('_', ' ')}, {wave}" if wave else question.replace("_", " ")


class Charts:
    """Charts of a project as files; PNG or SVG by the file's suffix, the same bytes each time.

    Each method raises a CoderError when the figures cannot be had, there is nothing to draw, or
    the file cannot be written.
    """

    def __init__(self, results: Results) -> None:
        self._results = results

    def counts(
        self,
        question: str,
        wave: str | None = None,
        *,
        path: Path,
        options: CountOptions = COUNTED,
        drawing: Drawing = PLAIN,
    ) -> ChartFile:
        """A bar a code."""
        table = self._results.counts(question, wave, None, options)
        return write_chart(chart_of_counts(table, drawing), path, drawing)

    def waves(
        self,
        question: str,
        waves: Sequence[str] | None = None,
        *,
        path: Path,
        drawing: Drawing = PLAIN,
    ) -> ChartFile:
        """A bar a wave for each code."""
        table = self._results.compared(question, waves)
        return write_chart(chart_of_waves(table, drawing), path, drawing)

    def groups(  # noqa: PLR0913 - what is drawn, and how
        self,
        question: str,
        by: str,
        wave: str | None = None,
        net: str | None = None,
        *,
        path: Path,
        options: CountOptions = COUNTED,
        drawing: Drawing = PLAIN,
    ) -> ChartFile:
        """Groups of respondents side by side, or as stacked shares; see `chart_of_groups`."""
        cross = self._results.crossed(question, by, wave, None, options)
        codebook = self._results.counting.codebook(question)
        return write_chart(chart_of_groups(cross, codebook, net, drawing), path, drawing)
