"""Taking a survey file into a project: planned and shown first, then all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from coder.domain.codebook import Codebook
from coder.domain.locations import Database, Location
from coder.i18n import _, ngettext
from coder.importing.describe import answer_lines, file_lines, plan_lines
from coder.importing.guesses import guess_id_column, open_columns
from coder.importing.plan import DEFAULT_MISSING, ImportPlan, plan_import
from coder.importing.readers import read_table
from coder.importing.table import Table
from coder.services.codebooks import attach_codebook, read_codebook
from coder.services.import_conflicts import conflict_json, conflict_lines
from coder.services.projects import project_file
from coder.storage.backups import Why, back_up_project
from coder.storage.files import remove_file
from coder.storage.intake import Intake, IntakeRow
from coder.storage.project import Project
from coder.storage.rows import Attribute, Conflict, Taken

ReportProgress = Callable[[int, int], None]  # rows done, of


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What a user asks for. None and "" leave a choice to the program, which says what it chose.

    `missing`: words that mean "no answer" here, besides `DEFAULT_MISSING` (for instance "nvt").
    `numbered`: no column has ids, whatever it looks like.
    """

    file: Path
    question: str
    text: str
    id_column: str | None = None
    background: tuple[str, ...] = ()
    codebook: Path | None = None
    sheet: str | None = None
    wave: str = "1"
    missing: tuple[str, ...] = ()
    question_text: str = ""
    encoding: str | None = None
    separator: str | None = None
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class FileOverview:
    """A survey file at first sight, for somebody who has to choose columns."""

    columns: tuple[str, ...]
    rows: int
    sheet: str
    sheets: tuple[str, ...]
    id_column: str | None
    looks_open: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlannedImport:
    """An import that can be shown, and then be done.

    Attributes:
        known_respondents: Of the plan's respondents, those that the project has.
        known_answers: Of the plan's answers, those that the project has to the letter.
        conflicts: Answers that the project has otherwise; its own will stay.
    """

    request: ImportRequest
    plan: ImportPlan
    codebook: Codebook | None
    known_respondents: int
    known_answers: int
    conflicts: tuple[Conflict, ...]

    @property
    def new_answers(self) -> int:
        """Answers that will be added."""
        overwritten = sum(bool(conflict.offered) for conflict in self.conflicts)
        return self.plan.answers - self.known_answers - overwritten

    @property
    def lines(self) -> list[str]:
        """The plan in sentences."""
        return plan_lines(self.plan) + self._effect

    @property
    def file_lines(self) -> list[str]:
        """How the file was read, in sentences: the same for each of its questions."""
        return file_lines(self.plan)

    @property
    def answer_lines(self) -> list[str]:
        """What happens with the answers to this question, in sentences."""
        return answer_lines(self.plan) + self._effect

    @property
    def _effect(self) -> list[str]:
        text = ngettext("{count} answer is new", "{count} answers are new", self.new_answers)
        lines = [text.format(count=self.new_answers)]
        if self.known_respondents:
            text = _(
                "Already in the project: {respondents} of these respondents, {answers} answers"
            )
            lines.append(
                text.format(respondents=self.known_respondents, answers=self.known_answers)
            )
        return lines + conflict_lines(self.conflicts)


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import did, or with `dry_run` would do."""

    planned: PlannedImport
    taken: Taken
    dry_run: bool = False

    @property
    def plan_lines(self) -> list[str]:
        """The plan in sentences, and what turned out to differ."""
        told = set(self.planned.conflicts)
        rest = [conflict for conflict in self.taken.conflicts if conflict not in told]
        return self.planned.lines + conflict_lines(rest)

    @property
    def summary(self) -> str:
        """The result in one line."""
        if self.dry_run:
            return _("Nothing was imported: this was a plan only.")
        text = _("{question} {wave}: {answers} answers and {respondents} respondents added")
        plan = self.planned.plan
        return text.format(
            question=plan.question,
            wave=plan.wave,
            answers=self.taken.answers,
            respondents=self.taken.respondents,
        )

    def as_json(self) -> dict[str, object]:
        """For scripts."""
        plan = self.planned.plan
        return {
            "file": plan.table.file,
            "question": plan.question,
            "wave": plan.wave,
            "sheet": plan.table.sheet,
            "encoding": plan.table.encoding,
            "separator": plan.table.separator,
            "text_column": plan.text_column.name,
            "id_column": plan.id_column,
            "respondents": len(plan.rows),
            "answers": plan.answers,
            "distinct": plan.distinct,
            "missing": plan.missing,
            "respondents_added": self.taken.respondents,
            "answers_added": self.taken.answers,
            "background_values_added": self.taken.background_values,
            "conflicts": [conflict_json(conflict) for conflict in self.taken.conflicts],
            "dry_run": self.dry_run,
        }


class _StoppedError(Exception):
    """The user stopped the import; unwinds its transaction."""


def survey_overview(file: Path, sheet: str | None = None) -> FileOverview:
    """What a survey file has to offer.

    Raises:
        ImportFileError: It cannot be read as a whole.
    """
    table = read_table(file, sheet)
    return FileOverview(
        tuple(column.name for column in table.columns),
        len(table.rows),
        table.sheet,
        table.sheets,
        guess_id_column(table),
        tuple(column.name for column in open_columns(table)),
    )


def plan(project: Project | None, request: ImportRequest) -> PlannedImport:
    """What an import will do, compared with what the project has (None: nothing yet).

    Raises:
        ImportFileError: The file cannot be taken in; all that is wrong with it.
        CodebookError: The codebook is not right.
    """
    codebook = read_codebook(request.codebook) if request.codebook else None
    table = read_table(request.file, request.sheet, request.encoding, request.separator)
    return plan_from_table(project, request, table, codebook)


def plan_from_table(
    project: Project | None, request: ImportRequest, table: Table, codebook: Codebook | None
) -> PlannedImport:
    """As `plan`, of a file that was read already.

    Raises:
        ImportFileError: The file cannot be taken in like this.
    """
    planned = plan_import(
        table,
        request.question,
        request.text,
        id_column=request.id_column,
        background=request.background,
        missing=DEFAULT_MISSING | set(request.missing),
        wave=request.wave,
        numbered=request.numbered,
    )
    respondents, texts = _stored(project, request)
    known_answers = 0
    conflicts = []
    for row in planned.rows:
        stored = texts.get(row.external_id)
        if stored is not None and stored == row.text:
            known_answers += 1
        elif stored is not None:
            conflict = Conflict(row.external_id, request.question, stored, row.text or "")
            conflicts.append(conflict)
    known = sum(row.external_id in respondents for row in planned.rows)
    return PlannedImport(request, planned, codebook, known, known_answers, tuple(conflicts))


def apply(
    project: Project,
    planned: PlannedImport,
    progress: ReportProgress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportOutcome | None:
    """Do what was planned, in one transaction; None: cancelled, and nothing was changed.

    Args:
        project: The project that the plan was made for.
        planned: The plan.
        progress: Called with the rows done and their number, now and then.
        cancelled: Asked as often; True stops the import.

    Raises:
        StorageFullError, ProjectLockedError: Nothing was changed.
    """

    def report(done: int, of: int) -> None:
        if cancelled and cancelled():
            raise _StoppedError
        if progress:
            progress(done, of)

    try:
        taken = project.take_in(intake_of(planned), report)
    except _StoppedError:
        return None
    if planned.request.codebook:
        attach_codebook(project, planned.request.question, planned.request.codebook)
    return ImportOutcome(planned, taken)


def import_file(
    place: Location,
    request: ImportRequest,
    *,
    dry_run: bool = False,
    backup: bool = True,
    progress: ReportProgress | None = None,
) -> ImportOutcome:
    """Plan and do an import; the project is made when its file is not there.

    Args:
        place: The project.
        request: What is taken in, and how.
        dry_run: Only plan.
        backup: Copy the project first, where it holds anything.
        progress: Called with the rows done and their number, now and then.

    Raises:
        CoderError: The file, the codebook or the project is not in order; nothing was changed.
    """
    target = place if isinstance(place, Database) or place.exists() else project_file(place)
    if isinstance(target, Path) and not target.exists():
        planned = plan(None, request)
        return _nothing(planned) if dry_run else _into_new_project(target, planned, progress)
    with Project.open(target, read_only=dry_run) as project:
        planned = plan(project, request)
        if dry_run:
            return _nothing(planned)
        if backup:
            back_up_project(project.place, Why.IMPORT)
        return _done(project, planned, progress)


def _stored(project: Project | None, request: ImportRequest) -> tuple[set[str], dict[str, str]]:
    """Ids of the wave's respondents, and answers to the question by id."""
    if project is None:
        return set(), {}
    answers = project.answers(request.question, request.wave)
    return project.external_ids(request.wave), {
        answer.external_id: answer.text for answer in answers
    }


def intake_of(planned: PlannedImport) -> Intake:
    """What the project takes in of a plan."""
    plan, request = planned.plan, planned.request
    asked = planned.codebook.question if planned.codebook else ""
    return Intake(
        request.question,
        [IntakeRow(row.external_id, row.text, row.background) for row in plan.rows],
        wave=request.wave,
        question_text=request.question_text or plan.text_column.label or asked,
        attributes=tuple(
            Attribute(column.name, column.label or column.name) for column in plan.background
        ),
        file_name=plan.table.file,
        sha256=plan.table.sha256,
    )


def _into_new_project(
    target: Path, planned: PlannedImport, progress: ReportProgress | None
) -> ImportOutcome:
    project = Project.create(target)
    try:
        with project:
            return _done(project, planned, progress)
    except BaseException:
        remove_file(target)
        raise


def _done(
    project: Project, planned: PlannedImport, progress: ReportProgress | None
) -> ImportOutcome:
    outcome = apply(project, planned, progress)
    assert outcome is not None  # nobody can cancel
    return outcome


def _nothing(planned: PlannedImport) -> ImportOutcome:
    return ImportOutcome(planned, Taken(conflicts=planned.conflicts), dry_run=True)
