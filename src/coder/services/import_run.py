"""A draft of an import as a plan, and the plan done: all questions of a file or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from coder.domain.codebook import Codebook
from coder.errors import CoderError, ProblemsError
from coder.i18n import _
from coder.services.codebooks import relative_path
from coder.services.import_checks import naming_problems, warnings_of
from coder.services.import_codebooks import (
    CodebookKind,
    PlacedCodebook,
    codebook_of,
    place_codebook,
)
from coder.services.import_draft import ImportDraft, QuestionDraft
from coder.services.importing import (
    ImportRequest,
    PlannedImport,
    ReportProgress,
    intake_of,
    plan_from_table,
)
from coder.services.projects import project_file
from coder.storage.backups import Why, back_up_project
from coder.storage.files import remove_file
from coder.storage.project import Project
from coder.storage.rows import Taken


@dataclass(frozen=True, slots=True)
class DraftPlan:
    """What an import would do.

    Attributes:
        draft: What it is a plan of.
        planned: For each question of the draft; None where it cannot be done.
        problems: What stands in the way; with any of these nothing can be imported.
        warnings: What a person should look at first.
    """

    draft: ImportDraft
    planned: tuple[PlannedImport | None, ...]
    problems: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def ready(self) -> bool:
        """Can it be done?"""
        return not self.problems and bool(self.planned)

    @property
    def respondents(self) -> int:
        """Respondents in the file, each once."""
        return max((len(one.plan.rows) for one in self.planned if one), default=0)

    @property
    def file_lines(self) -> list[str]:
        """How the file was read, in sentences."""
        return next((one.file_lines for one in self.planned if one), [])

    def lines(self, place: int) -> list[str]:
        """What will be done with the question at this place, in sentences."""
        planned = self.planned[place] if place < len(self.planned) else None
        return planned.answer_lines if planned else []


@dataclass(frozen=True, slots=True)
class DraftOutcome:
    """What an import did: the project, what each question added, codebooks that were made."""

    project: Path
    draft: ImportDraft
    taken: tuple[Taken, ...]
    codebooks: tuple[Path, ...]


class _StoppedError(Exception):
    """The user stopped the import; unwinds its transaction."""


def plan_draft(project: Project | None, draft: ImportDraft) -> DraftPlan:
    """What an import would do, compared with what the project has (None: a new project)."""
    problems = naming_problems(draft)
    planned: list[PlannedImport | None] = []
    for asked in draft.questions:
        try:
            planned.append(_planned(project, draft, asked))
        except ProblemsError as error:
            problems += [str(problem) for problem in error.problems]
            planned.append(None)
        except CoderError as error:
            problems.append(str(error))
            planned.append(None)
    return DraftPlan(
        draft, tuple(planned), tuple(dict.fromkeys(problems)), tuple(warnings_of(draft, planned))
    )


def import_draft(
    project: Project,
    plan: DraftPlan,
    progress: ReportProgress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> DraftOutcome | None:
    """Do what was planned, after a backup; None: cancelled, and nothing was changed.

    Args:
        project: The project that the plan was made for.
        plan: A plan without problems.
        progress: Called with the rows done and their number, now and then.
        cancelled: Asked as often; True stops the import.

    Raises:
        CoderError: Nothing was changed.
    """
    if not plan.ready:
        raise CoderError("\n".join(plan.problems) or _("There is no question to import."))
    back_up_project(project.place, Why.IMPORT)
    placed: list[PlacedCodebook | None] = []
    try:
        # one by one: those before a failure are removed again
        placed.extend(_placed(asked, plan.draft.folder) for asked in plan.draft.questions)
        taken = _take_in(project, plan, placed, progress, cancelled)
    except BaseException as error:
        _remove_made(placed)
        if isinstance(error, _StoppedError):
            return None
        raise
    for book in placed:
        if book is not None:
            project.add_codebook_version(book.codebook.id, book.text)
    made = tuple(dict.fromkeys(book.path for book in placed if book is not None and book.made))
    return DraftOutcome(project.path, plan.draft, tuple(taken), made)


def import_as_new(
    path: Path,
    plan: DraftPlan,
    progress: ReportProgress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> DraftOutcome | None:
    """As `import_draft`, into a project that is made; it is removed again when that fails.

    Raises:
        CoderError: Nothing was changed; there is such a project already, or its folder is not.
    """
    target = project_file(path)
    plan = replace(plan, draft=replace(plan.draft, folder=target.parent))
    project = Project.create(target)
    try:
        with project:
            outcome = import_draft(project, plan, progress, cancelled)
    except BaseException:
        remove_file(target)
        raise
    if outcome is None:
        remove_file(target)
    return outcome


def proposed_project(file: Path) -> Path:
    """Where the project of a survey file would be made: beside it, under its name."""
    number, path = 2, project_file(file.with_suffix(""))
    while path.exists():
        path = project_file(file.with_name(f"{file.stem}_{number}"))
        number += 1
    return path


def _planned(project: Project | None, draft: ImportDraft, asked: QuestionDraft) -> PlannedImport:
    codebook = codebook_of(asked.codebook, asked.key, asked.text)
    return plan_from_table(project, _request(draft, asked, codebook), draft.table, codebook)


def _request(draft: ImportDraft, asked: QuestionDraft, codebook: Codebook | None) -> ImportRequest:
    text = asked.text or (codebook.question if codebook else "")
    return ImportRequest(
        file=draft.file,
        question=asked.key,
        text=asked.column,
        id_column=draft.id_column,
        background=draft.background,
        wave=draft.wave,
        missing=draft.missing,
        question_text=text,
        numbered=draft.id_column is None,
    )


def _take_in(
    project: Project,
    plan: DraftPlan,
    placed: Sequence[PlacedCodebook | None],
    progress: ReportProgress | None,
    cancelled: Callable[[], bool],
) -> list[Taken]:
    def report(done: int, of: int) -> None:
        if cancelled():
            raise _StoppedError
        if progress:
            progress(done, of)

    report(0, 1)
    intakes = []
    for planned, book in zip(plan.planned, placed, strict=True):
        assert planned is not None  # the plan is ready
        intake = intake_of(planned)
        if book is not None:
            where = relative_path(book.path, project.path.parent)
            intake = replace(intake, codebook_id=book.codebook.id, codebook_path=where)
        intakes.append(intake)
    return project.take_in_all(intakes, report)


def _placed(asked: QuestionDraft, folder: Path) -> PlacedCodebook | None:
    if asked.codebook.kind is CodebookKind.KEPT:
        return None
    return place_codebook(asked.codebook, asked.key, asked.text, folder)


def _remove_made(placed: Sequence[PlacedCodebook | None]) -> None:
    for book in placed:
        if book is not None and book.made:
            with suppress(OSError):
                book.path.unlink()
