"""Two waves side by side in a report: variety of names, and codes with their change."""

from __future__ import annotations

from collections.abc import Iterator

from coder.domain.addresses import COUNTS, NAMES, Address
from coder.domain.codebook import AnswersPer
from coder.domain.counting import CodeCount
from coder.errors import CoderError
from coder.i18n import _
from coder.reports.chapters import Part
from coder.reports.documents import Block, ReportCell, TableBlock
from coder.services.counting import CountOptions
from coder.services.report_captions import (
    codes_head,
    first_codes,
    head,
    of_names,
    ranked,
)
from coder.services.report_context import BLANK, HIDDEN, ReportContext


def waves_blocks(context: ReportContext, part: Part, wave: str) -> Iterator[Block]:
    """Two waves side by side, with the difference in percentage points."""
    question = part.question
    since = context.wave(question, part.since) if part.since else _before(context, question, wave)
    codebook = context.source.codebook(question)
    if codebook is None or codebook.answers is AnswersPer.ONE:
        yield _variety(context, question, since, wave)
    if codebook is None:
        return
    limit = max(part.at_least or 0, context.smallest)
    now = context.source.counts(question, wave, CountOptions(at_least=limit))
    number, place = context.next_table()
    rows = []
    for depth, count in first_codes(ranked(context, question, now.codes), part.top):
        if count.is_rest:
            continue  # holds other codes in each wave
        rows.append(_compared(context, question, count, (since, wave), depth, place))
    heads = (codes_head(context, question), *_wave_heads(context, question, since, wave, place))
    caption = part.title or _("{title}, {since} and {wave}").format(
        title=codebook.title, since=since, wave=wave
    )
    yield TableBlock(number, caption, heads, tuple(rows), (_groups_differ(),))


def _before(context: ReportContext, question: str, wave: str) -> str:
    known = context.source.project.waves_of(question)
    earlier = known[: known.index(wave)]
    if earlier:
        return earlier[-1]
    message = _("The question {key} has no wave before {wave}.").format(key=question, wave=wave)
    raise CoderError(message)


def _variety(context: ReportContext, question: str, since: str, wave: str) -> TableBlock:
    number, place = context.next_table()
    lines = [
        (_("distinct names"), "distinct", "distinct_percent"),
        (_("given once only"), "once", "once_percent"),
        (_("combined names"), "combined", "combined_percent"),
    ]
    rows = []
    for label, measure, share in lines:
        cells = [ReportCell(label)]
        for one in (since, wave):
            count = of_names(context, question, one, measure, place)
            part = of_names(context, question, one, share, place)
            address = Address(NAMES, question, measure, wave=one)
            cells.append(ReportCell(f"{count}{BLANK}({part})", str(address), numeric=True))
        rows.append(tuple(cells))
    heads = ("", *_wave_heads(context, question, since, wave, place)[:2])
    caption = _("Variety of names in {question}, {since} and {wave}").format(
        question=question, since=since, wave=wave
    )
    return TableBlock(number, caption, heads, tuple(rows))


def _compared(  # noqa: PLR0913, PLR0917 - a row of two waves
    context: ReportContext,
    question: str,
    count: CodeCount,
    waves: tuple[str, str],
    depth: int,
    place: str,
) -> tuple[ReportCell, ...]:
    cells, hidden = [ReportCell(count.label, depth=depth)], False
    for wave in waves:
        address = Address(COUNTS, question, "n", count.id, wave)
        small = 0 < context.source.figure(address).value < context.smallest
        hidden = hidden or small
        cells.append(
            ReportCell(f"<{context.smallest}", numeric=True)
            if small
            else context.counted(address, place)
        )
    since, now = waves
    change = Address(COUNTS, question, "change", count.id, now, since)
    cells.append(ReportCell(HIDDEN, numeric=True) if hidden else context.cell(change, place))
    return tuple(cells)


def _wave_heads(
    context: ReportContext, question: str, since: str, wave: str, place: str
) -> tuple[str, str, str]:
    bases = [
        head(context, one, Address(NAMES, question, "n", wave=one), place) for one in (since, wave)
    ]
    return bases[0], bases[1], _("difference, percentage points")


def _groups_differ() -> str:
    return _("other people answered in each wave: a difference may come from who took part")
