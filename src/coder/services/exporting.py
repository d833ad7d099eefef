"""Taking a project's codings to other programs: Excel, SPSS, R and Python, ATLAS.ti and others."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from coder.errors import CoderError, UsageError
from coder.i18n import N_, _, speaking
from coder.services import lookups
from coder.services.collecting import collector_paused
from coder.services.export_tables import Material, Scope

if TYPE_CHECKING:
    from coder.services.export_job import Exported
    from coder.services.workbench import Workbench

READERS_LANGUAGE = "nl"  # headings and labels are for who reads the file

Report = Callable[[str, int, int], None]  # what, done, of


class ExportFormat(StrEnum):
    """What to write, by the suffix of the file."""

    XLSX = "xlsx"
    CSV = "csv"
    SAV = "sav"
    JSON = "json"
    PARQUET = "parquet"
    QDC = "qdc"
    QDPX = "qdpx"


DESCRIPTIONS = {
    ExportFormat.XLSX: N_("Excel: counts with charts, coded answers, codebooks"),
    ExportFormat.CSV: N_("csv: coded answers; into a folder all tables"),
    ExportFormat.SAV: N_("SPSS: a 0/1 variable a code, with syntax for the response sets"),
    ExportFormat.JSON: N_("JSON: everything, for a program"),
    ExportFormat.PARQUET: N_("Parquet: coded answers, for Python and R"),
    ExportFormat.QDC: N_("REFI-QDA codebook: ATLAS.ti, MAXQDA, NVivo, QualCoder"),
    ExportFormat.QDPX: N_("REFI-QDA project: the same, with answers and codings"),
}


class Part(StrEnum):
    """What of a project is written."""

    CODINGS = "codings"
    COUNTS = "counts"
    CODEBOOK = "codebook"


ALL_PARTS = tuple(Part)


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What to write, and where.

    Attributes:
        to: A file, or a folder (it is made when its own folder is there).
        questions: Keys of the questions; empty: all.
        format: None: by the file's suffix; csv for a folder.
        parts: What of the project; what a format cannot hold is left out.
        wave: One wave; None: all.
        coder: This coder's own work; None: the coding that counts.
        by: Background attributes or coded questions to cross the counts with.
        outsiders: Leave out who and what, and whatever points at few respondents.
        least: For outsiders: the fewest respondents that a title or a code may point at; None: as
            the settings say of quotes.
        plain: csv as programs read it, not as a Dutch Excel does.
    """

    to: Path
    questions: tuple[str, ...] = ()
    format: ExportFormat | None = None
    parts: tuple[Part, ...] = ALL_PARTS
    wave: str | None = None
    coder: str | None = None
    by: tuple[str, ...] = ()
    outsiders: bool = False
    least: int | None = None
    plain: bool = False


@collector_paused()
def export(workbench: Workbench, request: ExportRequest, report: Report) -> Exported:
    """Writes an export; each file whole or not at all.

    Args:
        workbench: The project; reading is enough.
        request: What and where.
        report: Told how far it is. An exception that it raises stops the export; files that were
            being written are as they were.

    Raises:
        UsageError: The format is not known, or cannot be made for outsiders.
        CoderError: No such question, wave or coder, nothing to export, or a file cannot be written.
    """
    from coder.reports.flat_files import DUTCH, PLAIN
    from coder.services.export_job import ExportJob

    form, folder = _form(request)
    scope = _scope(workbench, request)
    _refuse(form, request, scope)
    target = _target(request.to, folder, form, workbench.project_name)
    job = ExportJob(
        workbench.project_name,
        Material(workbench.results, scope),
        frozenset(part.value for part in request.parts),
        PLAIN if request.plain else DUTCH,
        target,
        report,
    )
    report(_("Reading"), 0, 1)
    with speaking(READERS_LANGUAGE):
        return job.write(form.value if target != request.to or not folder else "tables")


def _form(request: ExportRequest) -> tuple[ExportFormat, bool]:
    """The format, and whether a folder was named."""
    suffix = request.to.suffix.lower().removeprefix(".")
    folder = request.to.is_dir() or not suffix
    if request.format is not None:
        return request.format, folder
    if folder:
        return ExportFormat.CSV, True
    with suppress(ValueError):
        return ExportFormat(suffix), False
    known = ", ".join(f".{form.value}" for form in ExportFormat)
    message = _("{file}: there is no format .{suffix}.").format(file=request.to, suffix=suffix)
    raise UsageError(message, _("Known: {names}.").format(names=known))


def _target(to: Path, folder: bool, form: ExportFormat, name: str) -> Path:
    """The file to write, or the folder for many csv files."""
    if not folder:
        return to
    try:
        to.mkdir(exist_ok=True)
    except OSError as error:
        message = _("The folder {folder} cannot be made: {why}.")
        raise CoderError(
            message.format(folder=to, why=error.strerror),
            _("Make the folder first, or name another file."),
        ) from error
    return to if form is ExportFormat.CSV else to / f"{name}.{form.value}"


def _scope(workbench: Workbench, request: ExportRequest) -> Scope:
    project = workbench.project
    known = project.questions()
    asked = [project.question(key) for key in dict.fromkeys(request.questions)] or known
    if request.wave is not None:
        asked = [q for q in asked if request.wave in project.waves_of(q.key) or request.questions]
        for question in asked or known[:1]:
            lookups.find_wave(project, question.key, request.wave)
    if not asked:
        raise CoderError(
            _("The project has no questions yet."), _("Take answers in with `coder import` first.")
        )
    coder = lookups.find_coder(project, request.coder).name if request.coder else None
    least = workbench.settings.quote_least if request.least is None else request.least
    return Scope(tuple(asked), request.wave, coder, request.by, request.outsiders, max(least, 1))


def _refuse(form: ExportFormat, request: ExportRequest, scope: Scope) -> None:
    if form is ExportFormat.QDPX and request.outsiders:
        raise UsageError(
            _("A .qdpx holds the answers themselves; it cannot be made for outsiders."),
            _("Write a .qdc with the codebook, or an .xlsx with the counts."),
        )
    if not request.parts:
        raise UsageError(_("There is nothing to export."))
    if form is ExportFormat.QDC and not any(q.codebook_id for q in scope.questions):
        raise CoderError(_("None of these questions has a codebook."))
