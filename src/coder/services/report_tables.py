"""The tables of counts in a report, as printed; and which builder makes which part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coder.domain.addresses import COUNTS, Address
from coder.domain.counting import CodeCount, CountTable
from coder.domain.number_text import count_text
from coder.i18n import _, ngettext
from coder.reports.chapters import Part
from coder.reports.documents import Block, ReportCell, TableBlock
from coder.services.counting import CountOptions
from coder.services.report_captions import (
    caption_of,
    code_of,
    codes_head,
    first_codes,
    ranked,
    share_head,
)
from coder.services.report_context import BLANK, HIDDEN, ReportContext
from coder.services.report_cross import cross_blocks
from coder.services.report_names import families_blocks, names_blocks, words_blocks
from coder.services.report_pictures import counts_chart
from coder.services.report_waves import waves_blocks

_SHARES = {"answered": "percent", "coded": "percent_coded", "mentions": "percent_mentions"}


def counts_blocks(context: ReportContext, part: Part, wave: str) -> Iterator[Block]:
    """Codes with respondents and percentages; what is rare stands under the rest."""
    question = part.question
    limit = max(part.at_least or 0, context.smallest)
    table = context.source.counts(question, wave, CountOptions(at_least=limit))
    number, place = context.next_table()
    share = _SHARES[part.base]
    measures = ["n", share, *(["interval"] if part.interval else [])]
    rows, addresses = [], dict[str, Address]()
    for depth, count in first_codes(ranked(context, question, table.codes), part.top):
        address = Address(COUNTS, question, "n", code_of(count, limit), wave)
        addresses[count.id] = address
        label = ReportCell(count.label, depth=depth)
        rows.append((label, *_measures(context, count, address, measures, place)))
    heads = [codes_head(context, question), _("respondents"), share_head(part.base)]
    heads += [_("95 % interval")] if part.interval else []
    caption = caption_of(context, part, wave, place, several=table.several)
    notes = tuple(_count_notes(context, part, table, place))
    yield TableBlock(number, caption, tuple(heads), tuple(rows), notes)
    if part.chart:
        yield from counts_chart(context, table, caption, addresses)


def _measures(
    context: ReportContext,
    count: CodeCount,
    address: Address,
    measures: Sequence[str],
    place: str,
) -> list[ReportCell]:
    if 0 < count.respondents < context.smallest:
        hidden = ReportCell(f"<{context.smallest}", numeric=True)
        return [hidden, *(ReportCell(HIDDEN, numeric=True) for _measure in measures[1:])]
    cells = []
    for measure in measures:
        if measure == "interval":
            low = context.printed(address.measured("percent_low"), place)
            high = context.printed(address.measured("percent_high"), place)
            text = f"{low.removesuffix(f'{BLANK}%')}–{high}"
            cells.append(ReportCell(text, str(address.measured("percent_low")), numeric=True))
        else:
            cells.append(context.cell(address.measured(measure), place))
    return cells


def _count_notes(
    context: ReportContext, part: Part, table: CountTable, place: str
) -> Iterator[str]:
    question, wave = part.question, table.wave
    whole = Address(COUNTS, question, "coded", wave=wave)
    if table.coded < table.n:
        coded, share = (
            context.printed(whole.measured(m), place) for m in ("coded", "coded_percent")
        )
        text = _("{coded} respondents ({share}) have a code").format(coded=coded, share=share)
        yield text
    if table.folded and table.at_least > 1:
        rest = next((count.label for count in table.codes if count.is_rest), _("Other"))
        folded = (count.label for count in table.folded if count.respondents)
        named = ", ".join(label for label in folded if label != rest)
        text = _("{rest}: named by fewer than {limit} respondents").format(
            rest=rest, limit=count_text(table.at_least, context.language)
        )
        yield text if context.outsiders or not named else f"{text} ({named})"
    if part.interval:
        yield _("95 % interval by Wilson's method")
    proposed = context.source.figure(whole.measured("by_machine"))
    if proposed.value:
        shown = context.keep(proposed, place)
        yield ngettext(
            "{count} answer was coded by rules or model alone, and not yet confirmed",
            "{count} answers were coded by rules or model alone, and not yet confirmed",
            int(proposed.value),
        ).format(count=shown)


BUILDERS = {
    "counts": counts_blocks,
    "cross": cross_blocks,
    "waves": waves_blocks,
    "names": names_blocks,
    "families": families_blocks,
    "words": words_blocks,
}
