"""Writing a report's file: whole, or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from coder.errors import CoderError
from coder.i18n import _


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file beside its place and moves it there when it is whole.

    Raises:
        CoderError: The folder is missing or closed, or the disk is full; an older file is left
            as it was.
    """
    if not path.parent.is_dir():
        message = _("There is no folder {folder}.").format(folder=path.parent)
        raise CoderError(message, _("Make the folder first, or name another file."))
    if path.is_dir():
        message = _("{file} is a folder.").format(file=path)
        raise CoderError(message, _("Name the file to write in it."))
    unfinished: str | None = None
    try:
        handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(unfinished).chmod(_mode(path))
        Path(unfinished).replace(path)
    except OSError as error:
        if unfinished:
            Path(unfinished).unlink(missing_ok=True)
        message = _("{file} cannot be written: {why}.").format(file=path, why=error.strerror)
        raise CoderError(message, _("An older file of this name is as it was.")) from error


def _mode(path: Path) -> int:
    """The rights of the file that is replaced; else what the user gives new files."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
