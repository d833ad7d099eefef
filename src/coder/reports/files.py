"""Writing a report's files: whole, or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from coder.errors import CoderError
from coder.i18n import _, speaking

_IN_USE = (errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY)


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file beside its place and moves it there when it is whole.

    Raises:
        CoderError: The folder is missing or closed, or the disk is full; an older file is left
            as it was.
    """
    with whole_files([path]) as [unfinished]:
        unfinished.write_bytes(content)


@contextmanager
def whole_files(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """Places to write files beside those they become; all are moved there when the block ends.

    After any exception in the block nothing is moved and nothing is left behind.

    Args:
        paths: The files, each in an existing folder.

    Raises:
        CoderError: A folder is missing or closed, the disk is full, or a file is open in a program
            that does not let go of it; older files are as they were.
    """
    for path in paths:
        _check_place(path)
    unfinished: list[Path] = []
    at_work = paths[0]
    try:
        for path in paths:
            at_work = path
            unfinished.append(_beside(path))
        at_work = paths[0]
        yield unfinished
        for path, written in zip(paths, unfinished, strict=True):
            at_work = path
            written.chmod(_mode(path))
        for path, written in zip(paths, unfinished, strict=True):
            at_work = path
            written.replace(path)
    except OSError as error:
        raise _not_written(at_work, error) from error
    finally:
        for written in unfinished:
            with suppress(OSError):
                written.unlink(missing_ok=True)


def _check_place(path: Path) -> None:
    with speaking(""):  # an error is for whoever makes the file, not for its readers
        _check_place_of(path)


def _check_place_of(path: Path) -> None:
    if not path.parent.is_dir():
        message = _("There is no folder {folder}.").format(folder=path.parent)
        raise CoderError(message, _("Make the folder first, or name another file."))
    if path.is_dir():
        message = _("{file} is a folder.").format(file=path)
        raise CoderError(message, _("Name the file to write in it."))


def _beside(path: Path) -> Path:
    # The suffix stays: writers choose a format by it.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=path.suffix)
    os.close(handle)
    return Path(name)


def _not_written(path: Path, error: OSError) -> CoderError:
    with speaking(""):
        message = _("{file} cannot be written: {why}.")
        hint = _("An older file of this name is as it was.")
        if error.errno in _IN_USE:
            hint = _("Close it where it is open, or name another place.") + " " + hint
        return CoderError(message.format(file=path, why=error.strerror or error), hint)


def _mode(path: Path) -> int:
    """The rights of the file that is replaced; else what the user gives new files."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
