"""What tables of a report share: captions with their base, heads, and the order of codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coder.domain.addresses import NAMES, Address
from coder.domain.codebook import AnswersPer
from coder.domain.count_lines import REST
from coder.domain.counting import CodeCount, ranked_tree
from coder.i18n import _
from coder.reports.chapters import Part
from coder.services.report_context import BLANK, ReportContext


def code_of(count: CodeCount, limit: int) -> str:
    """The code's id as an address names it: "<25" for what fewer than 25 gave."""
    return f"{count.id.removesuffix(REST)}<{limit}" if count.is_rest else count.id


def ranked(
    context: ReportContext, question: str, codes: Sequence[CodeCount]
) -> list[tuple[int, CodeCount]]:
    """The commonest first; what the codebook keeps for the rest last."""
    codebook = context.source.codebook(question)
    fallback = {code.id for code in codebook.codes if code.fallback} if codebook else set()
    ranked = ranked_tree([count for count in codes if count.id not in fallback])
    return ranked + ranked_tree([count for count in codes if count.id in fallback])


def first_codes(
    ranked: Sequence[tuple[int, CodeCount]], top: int | None
) -> Iterator[tuple[int, CodeCount]]:
    """The first `top` codes at the top with all below them."""
    seen = 0
    for depth, count in ranked:
        seen += depth == 0
        if top is None or seen <= top:
            yield depth, count


def head(context: ReportContext, label: str, address: Address, place: str) -> str:
    """The label of a column with its base below it."""
    n = context.printed(address, place)
    return f"{label} (n{BLANK}={BLANK}{n})"


def codes_head(context: ReportContext, question: str) -> str:
    """What the codes of a question are: names or themes."""
    codebook = context.source.codebook(question)
    named = codebook is None or codebook.answers is AnswersPer.ONE
    return _("name") if named else _("theme")


def share_head(base: str) -> str:
    """The head of a column of percentages, which says their base."""
    return {
        "answered": _("percent of respondents"),
        "coded": _("percent of those coded"),
        "mentions": _("percent of mentions"),
    }[base]


def caption_of(  # noqa: PLR0913 - what a caption says
    context: ReportContext,
    part: Part,
    wave: str,
    place: str,
    *,
    several: bool = False,
    of: str = "",
) -> str:
    """The title, the wave where there are several, and the base."""
    question = context.source.project.question(part.question)
    codebook = context.source.codebook(part.question)
    title = part.title or (codebook.title if codebook else question.text or question.key)
    waves = context.source.project.waves_of(part.question)
    about = ", ".join(filter(None, (title, of, wave if len(waves) > 1 else "")))
    n = context.printed(Address(NAMES, part.question, "n", wave=wave), place)
    base = [f"n{BLANK}={BLANK}{n}", *([several_answers()] if several else [])]
    return f"{about} ({'; '.join(base)})"


def several_answers() -> str:
    """What a table says when a respondent may have several codes."""
    return _("several answers possible")


def of_names(context: ReportContext, question: str, wave: str, measure: str, place: str) -> str:
    """A figure of all names together, as text."""
    return context.printed(Address(NAMES, question, measure, wave=wave), place)
