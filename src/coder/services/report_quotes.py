"""The quotes of a report: only those that were approved, with an attribution that tells nobody."""

from __future__ import annotations

from collections.abc import Iterator

from coder.domain.counting import ranked_tree
from coder.domain.quotes import Quote
from coder.i18n import _
from coder.reports.chapters import Part
from coder.reports.documents import Block, PrintedQuote, QuoteBlock, Remark
from coder.services.quotes import open_desk
from coder.services.report_context import ReportContext


def quotes_blocks(context: ReportContext, part: Part, wave: str) -> Iterator[Block]:
    """The approved quotes per code, the commonest code first; `top` of each.

    Raises:
        CoderError: The codebook has no such code.
    """
    results = context.source.results
    least = context.report.smallest
    desk = open_desk(results.project, results.lemmatizer, part.question, wave, k=least)
    by_code: dict[str, list[Quote]] = {}
    for quote in desk.approved(part.code):
        by_code.setdefault(quote.code, []).append(quote)
    for _depth, count in ranked_tree(context.source.counts(part.question, wave).codes):
        chosen = by_code.get(count.id, [])[: part.top]
        if chosen:
            yield QuoteBlock(count.label, tuple(map(_printed, chosen)))
    if not by_code and not context.outsiders:
        yield Remark(_("No quotes were approved yet; nothing is quoted without approval."))


def _printed(quote: Quote) -> PrintedQuote:
    return PrintedQuote(quote.text, quote.attribution.text)
