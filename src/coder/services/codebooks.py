"""The codebook of a question: the YAML file on disk is the truth, the project keeps each version.

Where the file is gone, the version that the project kept serves, and the user is told.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from coder.codebooks.document import load, loads
from coder.domain.answers import Question
from coder.domain.codebook import Codebook
from coder.errors import CodebookError, CoderError, Problem
from coder.i18n import _
from coder.storage.project import Project


def read_codebook(path: Path) -> Codebook:
    """The codebook in a YAML file.

    Raises:
        CodebookError: All that is wrong with the file, with line and column.
    """
    return load(path).codebook


def attach_codebook(project: Project, question: str, path: Path) -> Codebook:
    """Code a question with this codebook from now on; its text is kept in the project.

    Raises:
        CodebookError: The file is not a right codebook; the project is unchanged.
    """
    document = load(path)
    codebook = document.codebook
    project.add_codebook_version(codebook.id, document.text)
    project.set_codebook(question, codebook.id, relative_path(path, project.path.parent))
    return codebook


def codebook_file(project: Project, question: Question) -> Path | None:
    """Where the question's codebook lies now, None when it has none or the file is gone."""
    if not question.codebook_path:
        return None
    path = project.path.parent / question.codebook_path
    return path if path.is_file() else None


def codebook_for(project: Project, question: Question) -> Codebook:
    """The codebook that a question is coded with.

    Reads the file on disk, and keeps its text in the project when somebody changed it.

    Raises:
        CodebookError: The file has been edited and is not right.
        CoderError: The question has no codebook.
    """
    path = codebook_file(project, question)
    if path is not None:
        document = load(path)
        if not project.read_only:
            project.add_codebook_version(question.codebook_id, document.text)
        return document.codebook
    kept = project.codebook_version(question.codebook_id) if question.codebook_id else None
    if kept is None:
        raise CoderError(
            _("The question {key} has no codebook yet.").format(key=question.key),
            _("Give one with `coder import … --codebook FILE.yaml`."),
        )
    return loads(
        kept.yaml, _("{id} (kept in the project)").format(id=question.codebook_id)
    ).codebook


def relative_path(path: Path, folder: Path) -> str:
    """Relative where both lie on one drive, so that the folder can be moved as a whole."""
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:  # another drive on Windows
        return path.resolve().as_posix()


def check_codebooks(paths: Sequence[Path]) -> list[Problem]:
    """Advice on codebooks that are right.

    Raises:
        CodebookError: All problems of all files together.
    """
    problems: list[Problem] = []
    found: list[Problem] = []
    for path in paths:
        try:
            found += load(path).advice()
        except CodebookError as error:
            problems += error.problems
    if problems:
        raise CodebookError(problems, _("See codebooks/README.md for the fields and the rules."))
    return found
