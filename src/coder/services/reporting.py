"""Reports: made from chapters, written as Word, HTML and Markdown, and recounted later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coder import __version__
from coder.domain.addresses import Address, parse_address
from coder.errors import CoderError, Problem, ProblemsError, UsageError
from coder.i18n import _, speaking
from coder.reports.documents import Audience, ReportDocument
from coder.reports.files import write_whole
from coder.reports.ledger import (
    ChangedFigure,
    Ledger,
    changed_figures,
    ledger_path,
    read_ledger,
    write_ledger,
)
from coder.services.chapters import FILE_NAME, ReportPlan, parse_plan, read_plan
from coder.services.figures import Figure, FigureSource
from coder.services.new_chapters import new_plan
from coder.services.report_appendix import coding_hash, data_hash
from coder.services.report_body import assemble

if TYPE_CHECKING:
    from coder.services.results import Results

FORMATS = ("docx", "html", "md")
_STEMS = {Audience.TEAM: "rapport", Audience.OUTSIDERS: "rapport_extern"}
_MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "January February March April May June July August September October November December",
}


@dataclass(frozen=True, slots=True)
class MadeReport:
    """A report with its ledger. `blanked`: texts in which a rare title was taken out."""

    document: ReportDocument
    ledger: Ledger
    blanked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckedLedger:
    """What became of the numbers of a report."""

    path: Path
    figures: int
    changed: tuple[ChangedFigure, ...]

    def as_json(self) -> dict[str, Any]:
        """What `coder report --check --json` prints."""
        changed = [figure.as_json() for figure in self.changed]
        return {"ledger": str(self.path), "figures": self.figures, "changed": changed}


class Reporting:
    """The reports of one project."""

    def __init__(self, results: Results) -> None:
        self.results = results
        self.folder = results.project.path.parent

    def plan(self, path: Path | None = None) -> ReportPlan:
        """The chapters in a file; without one those beside the project, else sensible ones.

        Raises:
            ProblemsError: All that is wrong with the file.
        """
        beside = self.folder / FILE_NAME
        if path is not None or beside.is_file():
            return read_plan(path or beside)
        name = _("(the chapters made for this project)")
        return parse_plan(self.new_plan(), name, self.folder)

    def new_plan(self) -> str:
        """A first plan as YAML.

        Raises:
            CoderError: There is nothing to report on.
        """
        source, title = FigureSource(self.results), self.results.project.path.stem
        if not source.questions:
            message = _("There are no answers to report on yet.")
            raise CoderError(message, _("Take answers in with `coder import` first."))
        return new_plan(source, title[:1].upper() + title[1:])

    def init(self, path: Path | None = None) -> Path:
        """Writes a first plan for a person to go on with.

        Raises:
            CoderError: There is one already, or it cannot be written.
        """
        path = path or self.folder / FILE_NAME
        if path.exists():
            message = _("{file} is there already and was left as it is.").format(file=path)
            raise CoderError(message, _("Name another file with --chapters, or move this one."))
        write_whole(path, self.new_plan().encode())
        return path

    def make(self, plan: ReportPlan, audience: Audience, today: date | None = None) -> MadeReport:
        """Counts everything that the plan asks for.

        Raises:
            ProblemsError: All that is wrong with parts and texts, with file and line.
        """
        source = FigureSource(self.results)
        shown = plan.report.date or _dated(today or datetime.now().date(), plan.report.language)
        with speaking(plan.report.language):
            document, book, blanked = assemble(source, plan, audience, shown)
        return MadeReport(document, Ledger(self._made(plan, audience), book.entries()), blanked)

    def write(self, made: MadeReport, targets: Sequence[Path]) -> list[Path]:
        """Writes the report in the format of each file's suffix, and a ledger beside each name.

        Raises:
            CoderError: Another suffix, or a file cannot be written.
        """
        for target in targets:
            _check_suffix(target)
        written: list[Path] = []
        for target in targets:
            written += _write(made.document, target)
        for path in dict.fromkeys(map(ledger_path, targets)):
            write_ledger(made.ledger, path)
            written.append(path)
        return written

    def targets(self, asked: Sequence[str], audience: Audience) -> list[Path]:
        """The files to write: formats stand beside the project under a name of their own.

        Raises:
            UsageError: Neither a format nor a file of one.
        """
        named = [target for target in asked if target not in FORMATS]
        for target in named:
            _check_suffix(Path(target))
        stem = _STEMS[audience]
        chosen = asked or FORMATS
        return [self.folder / f"{stem}.{one}" if one in FORMATS else Path(one) for one in chosen]

    def check(self, report: Path) -> CheckedLedger:
        """Recounts every number of the report in a file, by the ledger beside it.

        Raises:
            CoderError: There is no (right) ledger.
        """
        path = ledger_path(report)
        ledger = read_ledger(path)
        source = FigureSource(self.results)

        def count(address: str) -> tuple[float, str]:
            figure = source.figure(address)
            return figure.value, figure.text()

        changed = changed_figures(ledger.entries, count)
        return CheckedLedger(path, len(ledger.entries), tuple(changed))

    def _made(self, plan: ReportPlan, audience: Audience) -> dict[str, Any]:
        project = self.results.project
        made: dict[str, Any] = {
            "report": plan.report.report,
            "audience": audience.value,
            "project": project.path.name,
            "coder": __version__,
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "answers_sha256": data_hash(project),
            "coding_sha256": coding_hash(project),
        }
        return made


def read_figures(results: Results, asked: Sequence[str], wave: str | None = None) -> list[Figure]:
    """The numbers at addresses; a question's key stands for all its addresses.

    Raises:
        ProblemsError: Addresses that name nothing, all at once.
    """
    source, found, problems = FigureSource(results), list[Figure](), list[Problem]()
    keys = {question.key for question in source.project.questions()}
    for one in asked:
        try:
            whole = one in keys
            addresses = source.addresses(one, wave) if whole else [parse_address(one)]
            found += [source.figure(_in_wave(address, wave)) for address in addresses]
        except CoderError as error:
            problems.append(Problem(" ".join(filter(None, (error.message, error.hint)))))
    if problems:
        raise ProblemsError(problems)
    return found


def _in_wave(address: Address, wave: str | None) -> Address:
    return address if address.wave or wave is None else replace(address, wave=wave)


def _write(document: ReportDocument, target: Path) -> list[Path]:
    suffix = target.suffix.casefold()
    if suffix == ".docx":
        from coder.reports.documents_word import write_word

        write_word(document, target)
    elif suffix == ".html":
        from coder.reports.documents_html import write_html

        write_html(document, target)
    else:
        from coder.reports.documents_markdown import write_markdown

        return write_markdown(document, target)
    return [target]


def _check_suffix(target: Path) -> None:
    if target.suffix.casefold().removeprefix(".") not in FORMATS:
        message = _("A report is written as .docx, .html or .md, not as {name}.")
        raise UsageError(message.format(name=target.name), _("Name a file such as rapport.docx."))


def _dated(day: date, language: str) -> str:
    return f"{day.day} {_MONTHS[language].split()[day.month - 1]} {day.year}"


__all__ = [
    "Audience",
    "CheckedLedger",
    "Figure",
    "MadeReport",
    "Reporting",
    "read_figures",
]
