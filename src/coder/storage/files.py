"""The project file as a file: made, recognised and copied before anything reads its tables."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from coder.domain.locations import SUFFIX
from coder.errors import ProjectError, StorageFullError
from coder.i18n import _, ngettext
from coder.storage.engine import damaged
from coder.storage.log_check import unreadable_pages
from coder.storage.schema import APPLICATION_ID

_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100
_APPLICATION_ID_AT = 68  # sqlite.org/fileformat.html, section 1.3


def make_file(path: Path) -> None:
    """Makes an empty project file that only its owner can read: answers are personal data.

    Raises:
        ProjectError: It exists already, or its folder is missing or closed.
        StorageFullError: The disk is full or read-only.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        message = _("{file} exists already; it was left as it is.").format(file=path)
        raise ProjectError(message, _("Choose another name, or open it.")) from None
    except (FileNotFoundError, NotADirectoryError):
        message = _("There is no folder {folder}.").format(folder=path.parent)
        raise ProjectError(message, _("Make the folder first.")) from None
    except OSError as error:
        message = _("{file} cannot be made: {why}.").format(file=path, why=error.strerror)
        raise StorageFullError(message) from error


def mark_file(path: Path) -> None:
    """Writes the header of a project into an empty file."""
    with closing(sqlite3.connect(path)) as connection:
        # Before WAL, so that the id stands in the file itself even when the log is lost.
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute("PRAGMA journal_mode=WAL")


def remove_file(path: Path) -> None:
    """Removes a project file that could not be finished, with the files beside it, if it can."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        with suppress(OSError):  # a read-only disk; what stands in the way is told by `make_file`
            path.with_name(name).unlink(missing_ok=True)


def check_file(path: Path) -> None:
    """Does this look like a project?

    Raises:
        ProjectError: It is missing, a folder, or something else than a project.
        DamagedProjectError: It is called a project, but does not begin as one.
    """
    if not path.exists():
        message = _("There is no project {file}.").format(file=path)
        raise ProjectError(message, _("Check the name, or make it with `coder new`."))
    if path.is_dir():
        message = _("{file} is a folder, not a project file.").format(file=path)
        raise ProjectError(message, _("Name the {suffix} file itself.").format(suffix=SUFFIX))
    header = _header(path)
    if header.startswith(_MAGIC) and _application_id(header) == APPLICATION_ID:
        _check_log(path)
        return
    if _application_id(header) == APPLICATION_ID or (
        path.suffix == SUFFIX and not header.startswith(_MAGIC)
    ):
        raise damaged(path, _("it is empty") if not header else _("its beginning is unreadable"))
    message = _("{file} is not a project of coder.").format(file=path)
    raise ProjectError(message, _("A survey file is taken in with `coder import`."))


def _check_log(path: Path) -> None:
    """Before anybody opens it: closing a project clears its log away."""
    pages = unreadable_pages(path)
    if pages:
        message = ngettext(
            "{count} page in the log of the last changes cannot be read",
            "{count} pages in the log of the last changes cannot be read",
            pages,
        )
        raise damaged(path, message.format(count=pages))


def _header(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEADER_BYTES)
    except OSError as error:
        message = _("{file} cannot be read: {why}.").format(file=path, why=error.strerror)
        raise ProjectError(message) from error


def _application_id(header: bytes) -> int:
    return int.from_bytes(header[_APPLICATION_ID_AT : _APPLICATION_ID_AT + 4], "big")
