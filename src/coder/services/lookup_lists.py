"""A question's lookup lists: taken in from a file, tried out, taken away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from coder.domain.codebook import Codebook
from coder.domain.lookup import Candidate, LookupEntry
from coder.errors import CoderError, ImportFileError
from coder.i18n import _
from coder.importing.lookup_file import LookupLine, read_lookup
from coder.importing.names import did_you_mean
from coder.importing.table import Trouble
from coder.services.codebooks import codebook_for
from coder.storage.lookup_store import LookupList, entries_of, lists_of, put_list, remove_list
from coder.storage.project import Project

if TYPE_CHECKING:
    from coder.suggest.lookup import LookupIndex

__all__ = [
    "ListColumns",
    "LookupList",
    "attach_lookup",
    "detach_lookup",
    "find_in_lists",
    "index_of_file",
    "lists_of",
    "lookup_index",
]


@dataclass(frozen=True, slots=True)
class ListColumns:
    """A list in a file, and which of its columns hold the texts and the codes."""

    path: Path
    text: str = "text"
    code: str = "code"


def index_of_file(codebook: Codebook, source: ListColumns) -> LookupIndex:
    """A list in a file, without a project.

    Raises:
        ImportFileError: The file is not right, or has codes that the codebook does not have.
    """
    from coder.suggest.lookup import LookupIndex

    read = read_lookup(source.path, source.text, source.code)
    entries, unknown = _in_codes_of(codebook, read.lines)
    if unknown:
        raise _unknown_codes(read.name, codebook, unknown)
    return LookupIndex(entries)


def attach_lookup(  # noqa: PLR0913 - what a list leaves open
    project: Project,
    question: str,
    path: Path,
    text: str = "text",
    code: str = "code",
    *,
    weight: str | None = None,
    sheet: str | None = None,
    name: str | None = None,
    skip_unknown: bool = False,
) -> tuple[LookupList, int]:
    """Take a list in as a source of suggestions for a question, in place of one of its name.

    Args:
        project: The project.
        question: The question.
        path: A csv, xlsx or sav file.
        text: The column with the texts.
        code: The column with the codes: ids of the codebook, or labels.
        weight: The column with weights, where the same text stands under several codes.
        sheet: Of a workbook.
        name: What the list is called; None: as the file.
        skip_unknown: Leave out lines whose code the codebook does not have.

    Returns:
        The list, and how many lines were left out.

    Raises:
        ImportFileError: The file is not right, or has codes that the codebook does not have.
        CoderError: The question has no codebook.
    """
    codebook = codebook_for(project, project.question(question))
    read = read_lookup(path, text, code, weight, sheet)
    entries, unknown = _in_codes_of(codebook, read.lines)
    if unknown and not skip_unknown:
        raise _unknown_codes(read.name, codebook, unknown)
    if not entries:
        raise CoderError(_("{file}: no line has a code of the codebook.").format(file=read.name))
    called = name or path.stem
    put_list(project, question, called, entries, sha256=read.sha256, at=datetime.now(UTC))
    [kept] = [known for known in lists_of(project, question) if known.name == called]
    return kept, len(unknown)


def detach_lookup(project: Project, question: str, name: str) -> None:
    """Take a list away; decisions that took its suggestions stay.

    Raises:
        CoderError: There is none of this name.
    """
    if not remove_list(project, question, name):
        known = [known.name for known in lists_of(project, question)]
        message = _("The question {key} has no list {name}.").format(key=question, name=name)
        raise CoderError(message, did_you_mean(name, known) if known else "")


def lookup_index(project: Project, question: str) -> LookupIndex | None:
    """All lists of a question as one; None when it has none."""
    entries = entries_of(project, question)
    if not entries:
        return None
    from coder.suggest.lookup import LookupIndex  # needs scikit-learn

    return LookupIndex(entries)


def find_in_lists(project: Project, question: str, text: str, top: int = 5) -> list[Candidate]:
    """What the lists of a question offer for a text.

    Raises:
        CoderError: The question has no list.
    """
    index = lookup_index(project, question)
    if index is None:
        raise CoderError(
            _("The question {key} has no lookup list.").format(key=question),
            _("Give one with `coder lookup PROJECT QUESTION FILE --text COLUMN --code COLUMN`."),
        )
    return index.find(text, top)


def _in_codes_of(
    codebook: Codebook, lines: Sequence[LookupLine]
) -> tuple[list[LookupEntry], list[LookupLine]]:
    """Entries with ids of the codebook, and the lines whose code it does not have."""
    by_name = {code.label.casefold(): code.id for code in codebook.codable}
    by_name |= {code.id.casefold(): code.id for code in codebook.codable}
    found = [(line, by_name.get(line.code.casefold())) for line in lines]
    entries = [LookupEntry(line.text, code, line.weight) for line, code in found if code]
    return entries, [line for line, code in found if code is None]


def _unknown_codes(file: str, codebook: Codebook, unknown: Sequence[LookupLine]) -> ImportFileError:
    trouble = Trouble(file)
    message = _("the codebook {codebook} has no code {code}")
    first = {line.code: line.line for line in reversed(unknown)}  # a code is named where it begins
    trouble.add_many(
        (message.format(codebook=codebook.id, code=code), line, None)
        for code, line in sorted(first.items(), key=lambda item: item[1])
    )
    hint = _("Nothing was taken in. With --skip-unknown these lines are left out.")
    return ImportFileError(trouble.problems, hint)
