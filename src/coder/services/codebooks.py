"""The codebook of a question: the YAML file on disk is the truth, the project keeps each version.

Where the file is gone, the version that the project kept serves, and the user is told.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from coder.codebooks.document import Document, load, loads
from coder.domain.answers import Question
from coder.domain.codebook import Codebook
from coder.domain.codebook_diff import CodebookDiff, differences
from coder.errors import CodebookError, CoderError, Problem
from coder.i18n import _
from coder.storage.project import Project


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions of a codebook and what differs; `before` and `after` are the files."""

    diff: CodebookDiff
    before: Document
    after: Document

    def lines(self) -> list[str]:
        """The lines of text that differ, as `diff -u` shows them."""
        texts = (self.before.text.splitlines(), self.after.text.splitlines())
        names = (self.before.name, self.after.name)
        return list(unified_diff(*texts, *names, lineterm="", n=1))


def read_codebook(path: Path) -> Codebook:
    """The codebook in a YAML file.

    Raises:
        CodebookError: All that is wrong with the file, with line and column.
    """
    return load(path).codebook


def only_begun(path: Path) -> bool:
    """Has this codebook nothing but a code for what fits no other?"""
    return all(code.fallback for code in read_codebook(path).codable)


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
    """Where the question's codebook lies now, None when it has none or the file is gone.

    Of a project on a server the codebook that it keeps counts: a team codes by one codebook,
    whatever files lie on their machines.
    """
    if not question.codebook_path or project.shared:
        return None
    path = project.path.parent / question.codebook_path
    return path if path.is_file() else None


def codebook_for(project: Project, question: Question, *, last_good: bool = False) -> Codebook:
    """The codebook that a question is coded with.

    Reads the file on disk, and keeps its text in the project when somebody changed it; not while
    a coder has the codebook in hand: they are asked first, and until then the kept text counts.

    Args:
        last_good: Where the file is not right, take the version that was right last.

    Raises:
        CodebookError: The file has been edited and is not right.
        CoderError: The question has no codebook.
    """
    path = None if _in_hand(project, question) else codebook_file(project, question)
    kept = project.codebook_version(question.codebook_id) if question.codebook_id else None
    document = _read(path, or_nothing=last_good and kept is not None) if path else None
    if document is not None:
        if not project.read_only:
            project.add_codebook_version(question.codebook_id, document.text)
        return document.codebook
    if kept is None:
        raise CoderError(
            _("The question {key} has no codebook yet.").format(key=question.key),
            _("Give one with `coder import … --codebook FILE.yaml`."),
        )
    return loads(
        kept.yaml, _("{id} (kept in the project)").format(id=question.codebook_id)
    ).codebook


def _in_hand(project: Project, question: Question) -> bool:
    return question.codebook_id in project.held_codebooks and not project.read_only


def _read(path: Path, *, or_nothing: bool) -> Document | None:
    try:
        return load(path)
    except CodebookError:
        if or_nothing:
            return None
        raise


def relative_path(path: Path, folder: Path) -> str:
    """Relative where both lie on one drive, so that the folder can be moved as a whole."""
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:  # another drive on Windows
        return path.resolve().as_posix()


def format_codebook(path: Path, *, only_check: bool = False) -> bool:
    """Lay a codebook file out in the customary way; was it otherwise?

    Args:
        only_check: Change nothing.

    Raises:
        CoderError: It is not right, cannot be laid out without a loss, or not be written.
    """
    from coder.codebooks.formatting import formatted

    document = load(path)
    laid_out = formatted(document)
    differs = laid_out.text != document.text
    if differs and not only_check:
        laid_out.save(path)
    return differs


def compare_codebooks(before: Path, after: Path) -> Compared:
    """What the second codebook file has otherwise than the first.

    Raises:
        CodebookError: One of them is not right.
    """
    first, second = load(before), load(after)
    return Compared(differences(first.codebook, second.codebook), first, second)


def compare_with_project(path: Path, key: str | None) -> Compared:
    """What the codebook file of a question has otherwise than the version that the project keeps.

    Args:
        key: The question; None: the only one that has a codebook.

    Raises:
        CoderError: There is no such question, or it is not clear which, or its file is not right.
    """
    with Project.open(path, read_only=True) as project:
        asked = [one for one in project.questions() if one.codebook_id and key in (None, one.key)]
        if len({one.codebook_id for one in asked}) != 1:
            raise CoderError(
                _("Say which question's codebook is meant."),
                _("With a codebook are: {keys}.").format(
                    keys=", ".join(one.key for one in project.questions() if one.codebook_id)
                    or _("none")
                ),
            )
        question, kept = asked[0], project.codebook_version(asked[0].codebook_id)
        assert kept is not None
        name = _("{id} (kept in the project)").format(id=question.codebook_id)
        first = loads(kept.yaml, name)
        second = load(project.path.parent / question.codebook_path)
    return Compared(differences(first.codebook, second.codebook), first, second)


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
