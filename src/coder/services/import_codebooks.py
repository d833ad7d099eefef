"""Which codebook a new question gets: its own, one on disk, one that is shipped, or a new one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from coder.codebooks.document import loads
from coder.codebooks.refi_read import as_yaml
from coder.domain.answers import Question, normal_form
from coder.domain.codebook import Code, Codebook
from coder.reports.files import write_whole
from coder.services.codebooks import read_codebook, relative_path
from coder.services.shipped import shipped_folder
from coder.storage.project import Project

_ID_LINE = re.compile(r"^codebook:.*$", re.MULTILINE)
_QUESTION_LINE = re.compile(r"^question: *(.+)$", re.MULTILINE)
_BESIDE = ("", "codebooks")  # folders where a project's codebooks lie


class CodebookKind(StrEnum):
    """Where a codebook comes from."""

    NEW = "new"  # made beside the project
    SHIPPED = "shipped"  # copied beside the project, so that it can be changed
    FILE = "file"  # a file of the user's own, used where it lies
    KEPT = "kept"  # the one that the question has already


@dataclass(frozen=True, slots=True)
class CodebookChoice:
    """A codebook for a question. `path` is the file chosen, None where there is none yet."""

    kind: CodebookKind
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class PlacedCodebook:
    """A codebook that lies where the project will look for it. `made`: it was written just now."""

    codebook: Codebook
    path: Path
    text: str
    made: bool


def guess_codebook(
    key: str, folder: Path, known: Sequence[Question] = (), text: str = ""
) -> CodebookChoice:
    """The codebook that a question most likely wants: its own, one of its name or words, a new one.

    Args:
        key: Short name of the question.
        folder: Of the project.
        known: Questions that the project has.
        text: The question in full.
    """
    for asked in known:
        if asked.key == key and asked.codebook_id:
            return CodebookChoice(CodebookKind.KEPT)
    for below in _BESIDE:
        path = folder / below / f"{key}.yaml"
        if path.is_file():
            return CodebookChoice(CodebookKind.FILE, path)
    for path in sorted(shipped_folder("codebooks").glob("*.yaml")):
        if path.stem == key or _asks(path, text):
            return CodebookChoice(CodebookKind.SHIPPED, path)
    return CodebookChoice(CodebookKind.NEW)


def codebooks_to_choose(folder: Path) -> list[CodebookChoice]:
    """A new one, those beside the project, those that are shipped."""
    beside = [
        CodebookChoice(CodebookKind.FILE, path)
        for below in _BESIDE
        for path in sorted((folder / below).glob("*.yaml"))
    ]
    shipped = [
        CodebookChoice(CodebookKind.SHIPPED, path)
        for path in sorted(shipped_folder("codebooks").glob("*.yaml"))
    ]
    return [CodebookChoice(CodebookKind.NEW), *beside, *shipped]


def codebook_of(choice: CodebookChoice, key: str, text: str) -> Codebook | None:
    """The codebook as it will be; None: the question keeps what it has.

    Raises:
        CodebookError: The file is not a right codebook.
    """
    if choice.kind is CodebookKind.KEPT:
        return None
    if choice.path is None:
        return new_codebook(key, text)
    return read_codebook(choice.path)


def new_codebook(key: str, question: str) -> Codebook:
    """A codebook to begin with: only what fits no other code is there."""
    rest = Code("anders", "Anders", "Past bij geen andere code.", fallback=True)
    title = key.replace("_", " ").capitalize()
    return Codebook(id=key, title=title, question=question, codes=(rest,))


def place_codebook(choice: CodebookChoice, key: str, text: str, folder: Path) -> PlacedCodebook:
    """Put a codebook where the project will look for it; a file that is there is never replaced.

    Raises:
        CodebookError: The file is not a right codebook.
        CoderError: It cannot be written.
    """
    if choice.kind is CodebookKind.FILE and choice.path is not None:
        content = choice.path.read_text(encoding="utf-8-sig")
        return PlacedCodebook(
            loads(content, choice.path.name).codebook, choice.path, content, False
        )
    if choice.path is not None:
        codebook = read_codebook(choice.path)
        content = choice.path.read_text(encoding="utf-8-sig")
    else:
        codebook = new_codebook(key, text)
        content = as_yaml(codebook)
    target, content = _free_place(folder, codebook.id, content)
    fresh = not target.exists()
    if fresh:
        write_whole(target, content.encode())
    return PlacedCodebook(loads(content, target.name).codebook, target, content, fresh)


def give_codebook(project: Project, question: Question, choice: CodebookChoice) -> PlacedCodebook:
    """Code a question of the project with this codebook from now on.

    Raises:
        CodebookError: The file is not a right codebook; nothing was changed.
        CoderError: It cannot be written.
    """
    folder = project.path.parent
    placed = place_codebook(choice, question.key, question.text, folder)
    project.add_codebook_version(placed.codebook.id, placed.text)
    project.set_codebook(question.key, placed.codebook.id, relative_path(placed.path, folder))
    return placed


def _free_place(folder: Path, name: str, content: str) -> tuple[Path, str]:
    """The file of this name and its text; where another text stands there, under another id.

    Two codebooks of one id would be taken for versions of one.
    """
    number, free, text = 1, name, content
    while (path := folder / f"{free}.yaml").exists() and not _says(path, text):
        number += 1
        free = f"{name}_{number}"
        text = _ID_LINE.sub(f"codebook: {free}", content, count=1)
    return path, text


def _asks(path: Path, text: str) -> bool:
    """Is the codebook in this file made for the question that the text asks?"""
    found = _QUESTION_LINE.search(path.read_text(encoding="utf-8"))
    asked = normal_form(found.group(1).strip("'\"")) if found else ""
    return bool(asked) and f" {normal_form(text)}".endswith(f" {asked}")


def _says(path: Path, content: str) -> bool:
    try:
        return path.read_text(encoding="utf-8-sig") == content
    except (OSError, UnicodeDecodeError):
        return False
