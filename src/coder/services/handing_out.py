"""Handing out a project: a copy for another coder, with its codebooks beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coder.domain.answers import Question
from coder.domain.locations import SUFFIX, Database, Location, nominal_path
from coder.errors import CoderError
from coder.i18n import _
from coder.services.codebooks import codebook_file, codebook_for
from coder.services.samples import samples_of
from coder.storage.handout import copy_for
from coder.storage.project import Project
from coder.storage.transfer import copy_whole

CODEBOOKS = "codebooks"  # the folder beside the copy


@dataclass(frozen=True, slots=True)
class Handout:
    """What was handed out.

    Attributes:
        path: The copy.
        codebooks: Their files beside it.
        left_out: Decisions that were left out; None: everything is in it.
        coder: For whom; "" for anybody.
        samples: Blind samples that this coder has in hand in the copy.
    """

    path: Path
    codebooks: tuple[Path, ...]
    left_out: int | None
    coder: str
    samples: int

    def as_json(self) -> dict[str, object]:
        """For scripts."""
        return {
            "file": str(self.path),
            "codebooks": [str(path) for path in self.codebooks],
            "decisions_left_out": self.left_out,
            "coder": self.coder or None,
            "blind_samples": self.samples,
        }


def hand_out(
    project: Location, target: Path, *, coder: str = "", without_codes: bool = False
) -> Handout:
    """Copies a project and its codebooks to hand to somebody who codes elsewhere.

    Args:
        project: The project.
        target: The copy: a new file, or a folder that it comes in under the same name.
        coder: For whom: their own decisions are in the copy in any case.
        without_codes: Leave out what others decided (persons, rules and model), and the models.

    Raises:
        CoderError: There is a file of that name already, or another codebook where one would come.
        ProjectError: The project cannot be read, or the copy not be written; nothing was left.
    """
    path = _target(project, target)
    with Project.open(project) as opened:  # an older one is brought up to date
        questions = [question for question in opened.questions() if question.codebook_id]
        texts = {question.codebook_id: _text(opened, question) for question in questions}
        waiting = [
            sample
            for sample in samples_of(opened)
            if sample.coder.name == coder and not sample.finished_at
        ]
    files = {one: path.parent / CODEBOOKS / f"{one}.yaml" for one in texts}
    _check_free(path, {files[one]: text for one, text in texts.items()})
    places = {
        question.key: files[question.codebook_id].relative_to(path.parent).as_posix()
        for question in questions
    }
    left_out = copy_for(project, path, places, coder=coder, without_codes=without_codes)
    _write({files[one]: text for one, text in texts.items()}, path)
    return Handout(
        path, tuple(files.values()), left_out if without_codes else None, coder, len(waiting)
    )


def put_on_server(project: Location, server: Database) -> None:
    """Makes a project in an empty database with everything that another one holds.

    Raises:
        ProjectError: There is a project already, or one of them cannot be reached; nothing was
            left.
    """
    with Project.open(project) as opened:
        for question in opened.questions():
            if question.codebook_id:
                codebook_for(opened, question)  # keeps the text of its file: it counts from now on
    copy_whole(project, server)


def _target(project: Location, target: Path) -> Path:
    if target.is_dir():
        return target / nominal_path(project).name
    return target if target.suffix == SUFFIX else target.with_name(target.name + SUFFIX)


def _text(project: Project, question: Question) -> str:
    """The codebook as it is now: its file, else the text that the project kept."""
    file = codebook_file(project, question)
    if file is not None:
        return file.read_text(encoding="utf-8-sig")
    kept = project.codebook_version(question.codebook_id)
    return kept.yaml if kept else ""


def _check_free(path: Path, codebooks: dict[Path, str]) -> None:
    if path.exists():
        raise CoderError(
            _("{file} exists already; it was left as it is.").format(file=path),
            _("Name a file that is not there yet."),
        )
    for file, text in codebooks.items():
        if file.exists() and file.read_text(encoding="utf-8-sig") != text:
            raise CoderError(
                _("{file} is another codebook; nothing was handed out.").format(file=file),
                _("Choose an empty folder."),
            )


def _write(codebooks: dict[Path, str], copy: Path) -> None:
    try:
        for file, text in codebooks.items():
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        copy.unlink(missing_ok=True)
        message = _("{file} cannot be written: {why}.").format(file=file, why=error.strerror)
        raise CoderError(message) from error
