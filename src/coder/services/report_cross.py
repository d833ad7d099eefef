"""Cross-tables of a report: codes by groups, in tables that fit a page."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from coder.domain.addresses import COUNTS, Address
from coder.domain.crossing import CrossTable, GroupColumn
from coder.i18n import _
from coder.reports.chapters import Part
from coder.reports.documents import Block, ReportCell, TableBlock
from coder.services.counting import CountOptions
from coder.services.report_captions import (
    code_of,
    codes_head,
    head,
    ranked,
    several_answers,
)
from coder.services.report_context import BLANK, HIDDEN, ReportContext

GROUPS_ABREAST = 5  # of a cross-table, beside the column of all
MOST_GROUPS = 12  # of a cross-table, when its part says nothing


def cross_blocks(context: ReportContext, part: Part, wave: str) -> Iterator[Block]:
    """Codes by groups: count and percentage of the group, whose n stands above it."""
    limit, smallest = max(part.at_least or 0, context.smallest), context.smallest
    options = CountOptions(at_least=limit, smallest=smallest, smallest_group=smallest)
    cross = context.source.crossed(part.question, str(part.by), wave, options)
    groups = _groups(cross, part.top or MOST_GROUPS, smallest)
    chunks = list(_evenly(groups, GROUPS_ABREAST))
    for place_in_row, chunk in enumerate(chunks):
        last = place_in_row == len(chunks) - 1
        shown = len(groups) if last else 0
        yield _crossed(context, part, cross, chunk, limit, first=not place_in_row, shown=shown)


def _groups(cross: CrossTable, most: int, smallest: int) -> list[GroupColumn]:
    """The largest groups, in the order of the table; for outsiders none that is small."""
    shown = [group for group in cross.groups if not smallest or group.n >= smallest]
    largest = sorted(shown, key=lambda group: -group.n)[:most]
    return [group for group in shown if group in largest]


def _evenly(groups: list[GroupColumn], most: int) -> Iterator[list[GroupColumn]]:
    """The groups in tables of about the same width."""
    tables = max(math.ceil(len(groups) / most), 1)
    size = math.ceil(len(groups) / tables)
    for at in range(0, max(len(groups), 1), max(size, 1)):
        yield groups[at : at + size]


def _crossed(  # noqa: PLR0913 - a part of a table that is too wide for a page
    context: ReportContext,
    part: Part,
    cross: CrossTable,
    groups: Sequence[GroupColumn],
    limit: int,
    *,
    first: bool,
    shown: int,
) -> TableBlock:
    number, place = context.next_table()
    wave = cross.total.wave
    base = Address(COUNTS, part.question, "n", "", wave)
    sides: list[tuple[str, str, str | None]] = [("", "", None)]
    sides += [(str(part.by), _group_name(group, context.smallest), group.value) for group in groups]
    heads = [codes_head(context, part.question), head(context, _("all"), base, place)]
    for (by, name, value), group in zip(sides[1:], groups, strict=True):
        label = group.label or _("(unknown)")
        address = replace(base, by=by, group=name)
        hidden = cross.is_hidden("", value)
        heads.append(label if hidden else head(context, label, address, place))
    rows = []
    for depth, count in ranked(context, part.question, cross.total.codes):
        cells = [ReportCell(count.label, depth=depth)]
        for by, name, value in sides:
            of = code_of(count, limit)
            address = replace(base, of=of, by=by, group=name)
            hidden = cross.is_hidden(count.id, value)
            cells.append(
                ReportCell(HIDDEN, numeric=True) if hidden else context.counted(address, place)
            )
        rows.append(tuple(cells))
    caption = _cross_caption(context, part, cross, place)
    caption += "" if first else " (" + _("continued") + ")"
    notes = tuple(_cross_notes(context, cross, shown)) if shown else ()
    return TableBlock(number, caption, tuple(heads), tuple(rows), notes)


def _group_name(group: GroupColumn, smallest: int) -> str:
    return f"<{smallest}" if group.folded else group.value


def _cross_caption(context: ReportContext, part: Part, cross: CrossTable, place: str) -> str:
    if part.title:
        return part.title
    codebook = context.source.codebook(part.question)
    title = codebook.title if codebook else part.question
    by = next(
        (known.label for known in context.source.project.attributes() if known.name == part.by),
        str(part.by),
    )
    n = context.printed(Address(COUNTS, part.question, "n", "", cross.total.wave), place)
    text = _("{title} by {by} (n = {n})").format(title=title, by=by.casefold(), n=n)
    return text.replace("n = ", f"n{BLANK}={BLANK}")


def _cross_notes(context: ReportContext, cross: CrossTable, shown: int) -> Iterator[str]:
    yield _("respondents, and their percentage of the group in the column")
    if shown < len(cross.groups):
        text = _("the {shown} largest of {count} groups")
        yield text.format(shown=shown, count=len(cross.groups))
    if cross.several:
        yield several_answers()
    if cross.overlap:
        yield _("a respondent may stand in several columns")
    if cross.hidden:
        text = _(
            "{sign}: not shown, as it concerns fewer than {k} respondents or would tell who do"
        )
        yield text.format(sign=HIDDEN, k=context.smallest)
