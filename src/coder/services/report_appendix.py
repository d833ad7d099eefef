"""The appendix of a report: codebooks, agreement, and how the report was made."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Iterator

from coder import __version__
from coder.domain.addresses import AGREEMENT, COUNTS, NAMES, Address
from coder.domain.codebook import Code, Codebook
from coder.domain.coding import Source
from coder.errors import CoderError
from coder.i18n import _
from coder.reports.documents import (
    Block,
    Heading,
    ListBlock,
    Paragraph,
    Remark,
    ReportCell,
    Span,
    TableBlock,
)
from coder.reports.outsiders import RareTitles, codebook_for_outsiders
from coder.services.report_context import ReportContext
from coder.storage.project import Project

_HASH = 16  # characters shown


def codebook_blocks(
    context: ReportContext, questions: Iterable[str], rare: RareTitles | None
) -> Iterator[Block]:
    """Each codebook that the report counts with: what every code means and when it holds."""
    yield Heading(_("Codebook"), 2, "")
    if rare is not None:
        yield Remark(_("Examples and rules are left out, as they may be respondents' own words."))
    for question in questions:
        codebook = context.source.codebook(question)
        if codebook is None:
            continue
        if rare is not None:
            wave = context.wave(question, None)
            counts = context.source.counts(question, wave)
            respondents = {count.id: count.respondents for count in counts.codes}
            codebook = codebook_for_outsiders(codebook, respondents, rare)
        yield Heading(codebook.title, 3, "")
        yield from _codes(codebook)


def agreement_blocks(context: ReportContext, questions: Iterable[str]) -> Iterator[Block]:
    """How far coders agree per code, for the questions that two or more persons coded."""
    yield Heading(_("Agreement"), 2, "")
    measured = False
    for question in questions:
        wave = context.wave(question, None)
        if context.source.codebook(question) is None:
            continue
        try:
            report = context.source.agreement(question, wave)
        except CoderError:
            continue  # one person coded it, or nobody
        if report.both:
            measured = True
            yield _agreement_table(context, question, wave)
    if not measured:
        yield Paragraph(
            (Span(_("No question was coded by two persons: there is no agreement to report.")),)
        )


def method_blocks(context: ReportContext, questions: Iterable[str]) -> Iterator[Block]:
    """What was counted, by whom it was coded, with which versions, and hashes of the data."""
    yield Heading(_("How this report was made"), 2, "")
    yield ListBlock(tuple((0, (Span(line),)) for line in _conventions(context)))
    yield _coding_table(context, list(questions))
    project = context.source.project
    yield ListBlock(tuple((0, (Span(line),)) for line in _versions(context, project)))


def data_hash(project: Project) -> str:
    """A hash of all answers: two projects with the same hash hold the same answers."""
    digest = hashlib.sha256()
    for question in sorted(question.key for question in project.questions()):
        for wave in project.waves_of(question):
            for answer in project.answers(question, wave):
                fields = (question, wave, answer.external_id, answer.text)
                digest.update("\x1f".join(fields).encode("utf-8", "surrogatepass") + b"\x1e")
    return digest.hexdigest()


def coding_hash(project: Project) -> str:
    """A hash of the codes that count on every answer."""
    from coder.services import lookups

    digest = hashlib.sha256()
    for question in sorted(question.key for question in project.questions()):
        for wave in project.waves_of(question):
            codes = lookups.codes_of(project, question, wave)
            for answer in project.answers(question, wave):
                given = "|".join(sorted(codes.get(answer.id, ())))
                line = f"{question}\x1f{wave}\x1f{answer.external_id}\x1f{given}\x1e"
                digest.update(line.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _codes(
    codebook: Codebook, codes: tuple[Code, ...] | None = None, depth: int = 0
) -> Iterator[Block]:
    items = tuple(_code_items(codebook.codes if codes is None else codes, depth))
    if items:
        yield ListBlock(items)


def _code_items(codes: tuple[Code, ...], depth: int) -> Iterator[tuple[int, tuple[Span, ...]]]:
    for code in codes:
        yield depth, tuple(_code_spans(code))
        yield from _code_items(code.codes, depth + 1)


def _code_spans(code: Code) -> Iterator[Span]:
    yield Span(code.label, bold=True)
    yield Span(f". {code.definition}" if code.definition else ".")
    fields = (
        (_("When"), code.use_when),
        (_("Not when"), code.not_when),
        (_("For example"), tuple(f"‘{example}’" for example in code.examples)),
    )
    for name, texts in fields:
        if texts:
            yield Span(f" {name}: ", italic=True)
            yield Span("; ".join(text.rstrip(".") for text in texts) + ".")


def _agreement_table(context: ReportContext, question: str, wave: str) -> TableBlock:
    report = context.source.agreement(question, wave)
    number, place = context.next_table()
    base = Address(AGREEMENT, question, "n", "", wave)
    n = context.printed(base, place)
    rows = []
    labelled = [("", _("all codes"))] + [(row.code, row.label) for row in report.codes]
    for code, label in labelled:
        address = Address(AGREEMENT, question, "n", code, wave)
        low, high = (
            context.printed(address.measured(f"alpha_{side}"), place) for side in ("low", "high")
        )
        cells = [context.cell(address.measured(m), place) for m in ("percent", "kappa", "alpha")]
        interval = ReportCell(f"{low} – {high}", str(address.measured("alpha_low")), numeric=True)
        ac1 = context.cell(address.measured("ac1"), place)
        rows.append((ReportCell(label), *cells, interval, ac1))
    codebook = context.source.codebook(question)
    title = codebook.title if codebook else question
    caption = _("Agreement on {title} (n = {n} answers coded by two or more)").format(
        title=title, n=n
    )
    heads = (
        _("code"),
        _("agreement"),
        _("Cohen's kappa"),
        _("Krippendorff's alpha"),
        _("95 % interval"),
        _("Gwet's AC1"),
    )
    note = _("the unit is answer × code; the interval comes from resampling answers")
    return TableBlock(number, caption, heads, tuple(rows), (note,))


def _conventions(context: ReportContext) -> Iterator[str]:
    yield _("n is the number of respondents who answered the question.")
    yield _("Percentages are of these respondents and rounded to whole numbers.")
    yield _(
        "A respondent counts once for a code and once for a net; where several answers are "
        "possible, percentages may add up to more than 100."
    )
    yield _(
        "Two names are the same when they differ only in capitals, blanks or final punctuation."
    )
    if context.outsiders:
        yield _(
            "For readers outside the team no counts, names or groups of fewer than {k} respondents "
            "are shown, nor answers, except for quotes that were approved."
        ).format(k=context.smallest)


def _coding_table(context: ReportContext, questions: list[str]) -> TableBlock:
    number, place = context.next_table()
    rows = [
        (ReportCell(question), ReportCell(wave), *_coded(context, question, wave, place))
        for question in questions
        for wave in context.source.project.waves_of(question)
    ]
    heads = (
        _("question"),
        _("wave"),
        _("answers"),
        _("with a code"),
        _("decided by a person"),
        _("by rules or model alone"),
    )
    return TableBlock(number, _("What was coded"), heads, tuple(rows))


def _coded(context: ReportContext, question: str, wave: str, place: str) -> Iterator[ReportCell]:
    yield context.cell(Address(NAMES, question, "n", wave=wave), place)
    for measure in ("coded", "by_person", "by_machine"):
        if context.source.codebook(question) is None:
            yield ReportCell("–", numeric=True)
        else:
            yield context.cell(Address(COUNTS, question, measure, wave=wave), place)


def _versions(context: ReportContext, project: Project) -> Iterator[str]:
    persons = [coder.name for coder in project.coders() if coder.source is Source.PERSON]
    yield (
        _("Coders: {count}.").format(count=len(persons))
        if context.outsiders
        else _("Coders: {names}.").format(names=", ".join(persons) or "–")
    )
    lemmatizer = context.source.results.lemmatizer
    yield _("Counted with coder {version}, Python {python}, Dutch by {name} {dutch}.").format(
        version=__version__,
        python=platform.python_version(),
        name=lemmatizer.name,
        dutch=lemmatizer.version,
    )
    for question in project.questions():
        kept = project.codebook_version(question.codebook_id) if question.codebook_id else None
        if kept is not None:
            yield _("Codebook {id}: version {version}.").format(
                id=kept.codebook_id, version=kept.sha256[:_HASH]
            )
    if not context.outsiders:
        for entry in {entry.sha256: entry for entry in project.imports()}.values():
            yield _("Survey file {file}: {rows} rows, SHA-256 {hash}.").format(
                file=entry.file_name, rows=entry.rows, hash=entry.sha256[:_HASH]
            )
    yield _("Answers: SHA-256 {hash}.").format(hash=data_hash(project)[:_HASH])
    yield _("Coding: SHA-256 {hash}.").format(hash=coding_hash(project)[:_HASH])
