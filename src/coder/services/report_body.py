"""Puts a report together: texts with their figures, parts, appendix; all problems at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from coder.domain.addresses import COUNTS, NAMES, WORDS, Address, parse_address
from coder.domain.counting import ranked_tree
from coder.errors import CoderError, Problem, ProblemsError
from coder.i18n import _, speaking
from coder.reports.chapters import Part
from coder.reports.documents import (
    AnswerLink,
    Audience,
    Block,
    Heading,
    Picture,
    Remark,
    ReportDocument,
)
from coder.reports.ledger import LedgerBook
from coder.reports.outsiders import RareTitles
from coder.reports.prose import prose_blocks
from coder.reports.sentences import (
    CountNumber,
    FigureNumber,
    Marked,
    Rendered,
    ShareNumber,
    SourceText,
    asked_figures,
    escape_markdown,
    render,
    text_problems,
)
from coder.services.chapters import PartKey, ReportPlan
from coder.services.figures import FigureSource
from coder.services.rare_titles import rare_titles
from coder.services.report_appendix import agreement_blocks, codebook_blocks, method_blocks
from coder.services.report_context import ReportContext
from coder.services.report_pictures import cloud_blocks
from coder.services.report_quotes import quotes_blocks
from coder.services.report_tables import BUILDERS as TABLE_BUILDERS

Builder = Callable[[ReportContext, Part, str], Iterator[Block]]

HELPERS = ("top",)
_BUILDERS: dict[str, Builder] = {
    **TABLE_BUILDERS,
    "cloud": cloud_blocks,
    "quotes": quotes_blocks,
}
_NOT_SHOWN = ("address", "anchor", "link", "png", "svg", "language", "links")  # of a document
_NO_LETTERS = re.compile(r"[^\w]+")


def assemble(
    source: FigureSource, plan: ReportPlan, audience: Audience, date: str
) -> tuple[ReportDocument, LedgerBook, tuple[str, ...]]:
    """The document, its ledger, and the texts from which a rare title was taken.

    Raises:
        ProblemsError: All that is wrong with parts and texts, with file and line.
    """
    context = ReportContext(source, plan.report, audience)
    with speaking(""):  # what is wrong is told in the language of who makes the report
        problems = list(_all_text_problems(context, plan))
    blocks = list(_chapters(context, plan, problems))
    if problems:
        raise ProblemsError(problems)
    rare = rare_titles(source, context.smallest) if context.outsiders else None
    blocks += _appendix(context, plan, rare)
    document = ReportDocument(
        title=plan.report.report,
        subtitle=plan.report.subtitle,
        author=plan.report.author,
        lines=(_for_whom(context),),
        language=plan.report.language,
        audience=audience,
        date=date,
        blocks=tuple(_anchored(blocks)),
        answers=context.answer_lists(),
        links=tuple(context.links.values()),
    )
    if rare is None:
        return document, context.book, ()
    blanked: list[str] = []
    cleaned = _cleaned(document, rare, blanked)
    return cleaned, context.book, tuple(blanked)


def _for_whom(context: ReportContext) -> str:
    if context.outsiders:
        return _("For readers outside the research team: without answers of respondents.")
    return _("For the research team: do not pass on; the HTML file holds answers of respondents.")


def _chapters(context: ReportContext, plan: ReportPlan, problems: list[Problem]) -> Iterator[Block]:
    for number, chapter in enumerate(plan.report.chapters):
        yield Heading(chapter.title, 1, "")
        for place, part in enumerate(chapter.parts):
            key = (number, place)
            try:
                yield from list(_blocks(context, plan, key, part, chapter.wave))
            except CoderError:
                problems += _part_problems(context, plan, key, part, chapter.wave, problems)


def _blocks(
    context: ReportContext, plan: ReportPlan, key: PartKey, part: Part, wave: str | None
) -> Iterator[Block]:
    if part.kind == "text":
        yield from _told(context, plan.texts[key])
    else:
        yield from _part(context, part, part.wave or wave)


def _part_problems(  # noqa: PLR0913, PLR0917 - a part, its place, and what is known already
    context: ReportContext,
    plan: ReportPlan,
    key: PartKey,
    part: Part,
    wave: str | None,
    known: Sequence[Problem],
) -> list[Problem]:
    """What is wrong with a part, asked again in the language of who makes the report."""
    if part.kind == "text" and any(problem.file == plan.texts[key].file for problem in known):
        return []  # its addresses were told already
    try:
        with speaking(""):
            list(_blocks(context, plan, key, part, wave))
    except ProblemsError as error:
        return list(error.problems)
    except CoderError as error:
        return [Problem(error.message) if part.kind == "text" else plan.problem(key, error)]
    return []


def _part(context: ReportContext, part: Part, asked: str | None) -> Iterator[Block]:
    wave = context.wave(part.question, asked)
    needs_codes = part.kind in {"counts", "cross", "quotes"}
    if needs_codes and not context.source.counts(part.question, wave).coded:
        yield Remark(
            _("Nobody coded {question} ({wave}) yet, so there is nothing to count.").format(
                question=part.question, wave=wave
            )
        )
        return
    yield from list(_BUILDERS[part.kind](context, part, wave))


def _told(context: ReportContext, text: SourceText) -> list[Block]:
    """A text with its figures."""
    place = f"{text.file}:{text.line}"
    rendered = render(
        text,
        lambda address: _number(context, parse_address(address), place),
        {"top": lambda rendered: _top(context, rendered, place)},
        context.language,
    )
    return prose_blocks(rendered)


def _number(context: ReportContext, address: Address, place: str) -> FigureNumber:
    figure = context.source.figure(address)
    number: FigureNumber = (
        CountNumber(figure.value) if figure.is_count else ShareNumber(figure.value)
    )
    number.address, number.shown = str(figure.address), context.keep(figure, place)
    return number


def _top(context: ReportContext, rendered: Rendered, place: str) -> Callable[..., str]:
    """`top("zorgen", 3)`: the codes of most respondents, with their numbers."""

    def top(question: str, most: int = 3, wave: str | None = None) -> Marked:
        wave = context.wave(question, wave)
        codebook = context.source.codebook(question)
        fallback = {code.id for code in codebook.walk() if code.fallback} if codebook else set()
        counts = context.source.counts(question, wave).codes
        ranked = [
            count
            for depth, count in ranked_tree(counts)
            if depth == 0
            and count.id not in fallback
            and count.respondents >= max(context.smallest, 1)
        ]
        named = []
        for count in ranked[:most]:
            number = _number(context, Address(COUNTS, question, "n", count.id, wave), place)
            named.append(f"{escape_markdown(_low(count.label))} ({rendered.mark(number)})")
        return Marked(_listed(named) or "–")

    return top


def _low(label: str) -> str:
    """A label inside a sentence: "Werkdruk" is no name, "ZZP" and "LinkedIn" are."""
    first = label.split(" ", 1)[0].strip("()")
    return label[0].lower() + label[1:] if first[1:].islower() and len(first) > 2 else label


def _listed(named: Sequence[str]) -> str:
    if len(named) < 2:
        return "".join(named)
    return _("{first} and {last}").format(first=", ".join(named[:-1]), last=named[-1])


def _all_text_problems(context: ReportContext, plan: ReportPlan) -> Iterator[Problem]:
    for key in plan.texts:
        yield from _text_problems(context, plan, key)


def _text_problems(context: ReportContext, plan: ReportPlan, key: PartKey) -> Iterator[Problem]:
    text = plan.texts[key]
    for asked in asked_figures(text):
        try:
            address = parse_address(asked.address)
            figure = context.source.figure(address)
        except CoderError as error:
            yield asked.problem(error)
            continue
        if address.kind in {NAMES, WORDS} and address.of and figure.value < context.smallest:
            message = _(
                "{address}: fewer than {k} respondents; this would tell outsiders who"
            ).format(address=asked.address, k=context.smallest)
            yield asked.problem(CoderError(message))
    yield from text_problems(text, HELPERS)


def _appendix(context: ReportContext, plan: ReportPlan, rare: RareTitles | None) -> Iterator[Block]:
    questions = list(
        dict.fromkeys(part.question for _key, part in plan.parts() if part.kind != "text")
    )
    if not plan.report.appendix:
        return
    yield Heading(_("Appendix"), 1, "")
    for name in plan.report.appendix:
        if name == "codebook":
            yield from codebook_blocks(context, questions, rare)
        elif name == "agreement":
            yield from agreement_blocks(context, questions)
        else:
            yield from method_blocks(context, questions)


def _anchored(blocks: Sequence[Block]) -> Iterator[Block]:
    """Headings with an anchor of their own."""
    used: set[str] = set()
    for block in blocks:
        if not isinstance(block, Heading):
            yield block
            continue
        stem = _NO_LETTERS.sub("-", block.text.casefold()).strip("-")[:60] or "kop"
        anchor, number = f"h-{stem}", 1
        while anchor in used:
            number += 1
            anchor = f"h-{stem}-{number}"
        used.add(anchor)
        yield replace(block, anchor=anchor)


def _cleaned(value: Any, rare: RareTitles, blanked: list[str]) -> Any:
    """The same with every rare title blanked in every text that is shown."""
    if isinstance(value, str):
        if type(value) is not str:  # a member of an enumeration
            return value
        text = rare.cleaned(value)
        if text != value:
            blanked.append(text)
        return text
    if isinstance(value, tuple):
        return tuple(_cleaned(item, rare, blanked) for item in value)
    if not is_dataclass(value) or isinstance(value, type | AnswerLink | Picture):
        return _cleaned_picture(value, rare, blanked) if isinstance(value, Picture) else value
    changes = {
        one.name: _cleaned(getattr(value, one.name), rare, blanked)
        for one in fields(value)
        if one.name not in _NOT_SHOWN
    }
    return replace(value, **changes)


def _cleaned_picture(value: Picture, rare: RareTitles, blanked: list[str]) -> Picture:
    caption, alt = (_cleaned(text, rare, blanked) for text in (value.caption, value.alt))
    return replace(value, caption=caption, alt=alt)
