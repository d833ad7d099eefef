"""Names, families of names and words in a report; outsiders see none that few gave."""

from __future__ import annotations

from collections.abc import Iterator

from coder.domain.addresses import FAMILIES, NAMES, WORDS, Address
from coder.i18n import _
from coder.reports.chapters import Part
from coder.reports.documents import Block, Remark, ReportCell, TableBlock
from coder.services.report_captions import (
    caption_of,
    of_names,
)
from coder.services.report_context import HIDDEN, ReportContext

MOST_NAMES = 25  # of a list, when its part says nothing
MOST_ADDITIONS = 6


def names_blocks(context: ReportContext, part: Part, wave: str) -> Iterator[Block]:
    """Names as typed, the commonest first; outsiders see none that few gave."""
    report = context.source.names(part.question, wave)
    least = max(part.at_least or 0, context.smallest)
    shown = [name for name in report.names if name.count >= least][: part.top or MOST_NAMES]
    if not shown:
        yield Remark(_("No name was given often enough to be listed."))
        return
    number, place = context.next_table()
    rows = []
    for name in shown:
        address = Address(NAMES, part.question, "n", name.name, wave)
        rows.append((ReportCell(name.name), context.counted(address, place)))
    variety = _("{distinct} distinct names, of which {once} ({share}) were given once only").format(
        distinct=of_names(context, part.question, wave, "distinct", place),
        once=of_names(context, part.question, wave, "once", place),
        share=of_names(context, part.question, wave, "once_percent", place),
    )
    heads = (_("name"), _("respondents (%)"))
    caption = caption_of(context, part, wave, place, of=_("as typed"))
    yield TableBlock(number, caption, heads, tuple(rows), (variety,))


def families_blocks(context: ReportContext, part: Part, wave: str) -> Iterator[Block]:
    """Families of names, each with its additions, and how many are no more than its name."""
    report = context.source.names(part.question, wave)
    least = max(part.at_least or 0, context.smallest)
    families = [family for family in report.families if family.respondents >= least]
    if not families:
        yield Remark(_("No family of names is large enough to be listed."))
        return
    number, place = context.next_table()
    rows = []
    for family in families[: part.top or MOST_NAMES]:
        address = Address(FAMILIES, part.question, "n", family.code, wave)
        enough = [pair for pair in family.additions if pair[1] >= max(context.smallest, 1)]
        bare = _kept_back(context, address.measured("bare"), family.bare, place)
        rest = _kept_back(context, address.measured("with_additions"), family.with_additions, place)
        rows.append(
            (
                ReportCell(family.label),
                context.counted(address, place),
                bare,
                rest,
                ReportCell(", ".join(text for text, _count in enough[:MOST_ADDITIONS])),
            )
        )
    heads = (
        _("name with its additions"),
        _("respondents (%)"),
        _("bare"),
        _("with additions"),
        _("additions named most"),
    )
    caption = caption_of(context, part, wave, place, of=_("counted with their additions"))
    yield TableBlock(number, caption, heads, tuple(rows))


def words_blocks(context: ReportContext, part: Part, wave: str) -> Iterator[Block]:
    """Words that recur, also as a part of a compound."""
    report = context.source.words(part.question, wave)
    least = max(part.at_least or 0, context.smallest)
    shown = [word for word in report.words if word.respondents >= least]
    if not shown:
        yield Remark(_("No word recurs often enough to be listed."))
        return
    number, place = context.next_table()
    rows = []
    for word in shown[: part.top or MOST_NAMES]:
        address = Address(WORDS, part.question, "n", word.word, wave)
        forms = [form for form, count in word.forms if count >= max(context.smallest, 1)]
        cells = (ReportCell(word.word), ReportCell(word.kind), context.counted(address, place))
        rows.append((*cells, ReportCell(", ".join(forms[:MOST_ADDITIONS]))))
    heads = (
        _("word"),
        _("points to"),
        _("respondents (%)"),
        _("as in"),
    )
    caption = caption_of(context, part, wave, place, of=_("words in the answers"))
    note = _("Counted as a word or as a part of a compound; a respondent may use several.")
    yield TableBlock(number, caption, heads, tuple(rows), (note,))


def _kept_back(context: ReportContext, address: Address, value: int, place: str) -> ReportCell:
    if 0 < value < context.smallest:
        return ReportCell(HIDDEN, numeric=True)
    return context.cell(address, place)
