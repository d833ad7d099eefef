"""Codebooks to and from other programs: .qdc of ATLAS.ti, MAXQDA, NVivo and QualCoder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coder.codebooks.refi import write_qdc
from coder.codebooks.refi_read import MOST_BYTES, as_yaml, read_qdc
from coder.errors import CodebookError, CoderError, Problem
from coder.i18n import _
from coder.reports.files import write_whole
from coder.services.codebooks import read_codebook


@dataclass(frozen=True, slots=True)
class ImportedCodebook:
    """A codebook that was taken over. `notes`: what could not be taken over as it was."""

    path: Path
    codes: int
    notes: tuple[str, ...]


def export_qdc(source: Path, target: Path) -> Path:
    """Writes a codebook (YAML) as .qdc.

    Raises:
        CodebookError: The codebook is not right.
        CoderError: It has no codes, or the file cannot be written.
    """
    codebook = read_codebook(source)
    if not codebook.codes:
        raise CoderError(_("{file}: the codebook has no codes yet.").format(file=source))
    write_whole(target, write_qdc([codebook]))
    return target


def import_qdc(source: Path, target: Path) -> ImportedCodebook:
    """Writes the codebook of a .qdc as a new YAML file; never over one that is there.

    Raises:
        CodebookError: The .qdc is not right; says all that is wrong.
        CoderError: The target is there already, or cannot be written.
    """
    if target.exists():
        message = _("{file} is there already, and may hold comments and rules of yours.")
        raise CoderError(message.format(file=target), _("Name another file with --to."))
    read = read_qdc(_content(source), str(source), target.stem)
    write_whole(target, as_yaml(read.codebook).encode())
    return ImportedCodebook(target, len(list(read.codebook.walk())), read.notes)


def _content(path: Path) -> bytes:
    """The bytes of a file, one more than are allowed at most."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        problem = _("the file cannot be read: {why}").format(why=error.strerror)
        raise CodebookError([Problem(problem, str(path))]) from error
