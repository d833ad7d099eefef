"""Copies of a project beside it: made by themselves, thinned by a rule, put back on request.

They stand in `NAME.backups`, readable by their owner only, named by their moment (UTC) and why
they were made. Migrations make theirs too.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from coder.domain.locations import Database, Location
from coder.errors import ProjectError, StorageFullError
from coder.i18n import _
from coder.storage.engine import damaged, locked, translated
from coder.storage.files import check_file, make_file, remove_file

KEPT_NEWEST = 10  # whatever their age
KEPT_DAYS = 14  # the last of each of so many days on which there are any
KEPT_MONTHS = 12  # and of each of so many months
_STAMP = "%Y%m%dT%H%M%S%fZ"
_SIGNS = ("batches", "imports", "codebook_versions", "models", "quote_decisions")


class Why(StrEnum):
    """What made a backup."""

    OPENED = "opened"
    IMPORT = "before-import"
    BULK = "before-bulk"
    MERGE = "before-merge"
    MIGRATION = "before-migration"
    RESTORE = "before-restore"
    MENDING = "before-mending"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy. `why` is the word in its name."""

    path: Path
    at: datetime
    why: str

    @property
    def size(self) -> int:
        """Bytes."""
        return self.path.stat().st_size


def backups_folder(project: Path) -> Path:
    """Where the copies of a project stand."""
    return project.with_name(f"{project.stem}.backups")


def backups_of(project: Path) -> list[Backup]:
    """All copies, the newest first."""
    try:
        names = list(backups_folder(project).iterdir())
    except OSError:
        return []
    found = [backup for backup in map(_read_name, names) if backup is not None]
    return sorted(found, key=lambda backup: backup.at, reverse=True)


def back_up_project(project: Location, why: Why, now: datetime | None = None) -> Backup | None:
    """Copies a project as it stands, and thins the older copies.

    Works while others read and write: the copy is of one moment. Who runs a server keeps copies of
    what is on it: nothing is done for a project there.

    Returns:
        The copy; None when nothing was added since the newest one, or the project is empty.

    Raises:
        StorageFullError: The disk is full, or the folder cannot be written.
        DamagedProjectError: The project cannot be read; nothing was thinned.
    """
    if isinstance(project, Database):
        return None
    existing = backups_of(project)
    state = _state(project)
    if not any(state) or (existing and _state(existing[0].path) == state):
        return None
    made = copy_project(project, why, now or datetime.now(UTC))
    for superfluous in _superfluous([made, *existing]):
        superfluous.path.unlink(missing_ok=True)
    return made


def restore_project(project: Path, backup: Path) -> Path | None:
    """Puts a copy in the place of a project; what stood there is kept.

    Returns:
        Where the project as it stood is kept; None when there was none.

    Raises:
        ProjectError: The copy is no project.
        DamagedProjectError: The copy is damaged.
        ProjectLockedError: Somebody has the project open: what they decide would be lost.
        StorageFullError: The disk is full, or the folder cannot be written.
    """
    check_file(backup)
    _check_whole(backup)
    fresh = project.with_name(f".{project.name}.restoring")
    remove_file(fresh)
    try:
        copy_file(backup, fresh)
        kept = _set_aside(project) if project.exists() else None
        _replace(fresh, project)
    finally:
        remove_file(fresh)
    return kept


def put_in_place(fresh: Path, project: Path) -> Path:
    """Puts a new file in the place of a damaged project; the old file is kept, and where is told.

    Raises:
        ProjectLockedError: Somebody has the project open: what they decide would be lost.
    """
    _alone(project)
    kept = _keep_damaged(project)
    _replace(fresh, project)
    return kept


def copy_project(project: Path, why: Why, at: datetime) -> Backup:
    """Copies a project as it stands, whether or not anything changed.

    Raises:
        StorageFullError: The disk is full, or the folder cannot be written.
    """
    path = backup_path(project, why, at)
    copy_file(project, path)
    return Backup(path, at, why)


def backup_path(project: Path, why: Why, at: datetime) -> Path:
    """Where a backup comes, in a folder that is made when it is not there.

    Raises:
        StorageFullError: The folder cannot be made.
    """
    folder = backups_folder(project)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        message = _("{file} cannot be made: {why}.").format(file=folder, why=error.strerror)
        raise StorageFullError(message) from error
    return folder / f"{at.astimezone(UTC).strftime(_STAMP)}_{why}{project.suffix}"


def copy_file(source: Path, target: Path) -> None:
    """A copy that is there whole, under its name, or not at all."""
    unfinished = target.with_name(f"{target.name}.part")
    remove_file(unfinished)
    make_file(unfinished)
    try:
        with (
            translated(source),
            closing(_connect(source)) as reading,
            closing(sqlite3.connect(unfinished)) as writing,
        ):
            reading.backup(writing)
            writing.execute("PRAGMA journal_mode=DELETE")  # a copy is one file, to mail or to keep
        unfinished.replace(target)
    finally:
        remove_file(unfinished)


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _check_whole(path: Path) -> None:
    with translated(path), closing(_connect(path)) as connection:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise damaged(path, str(found))


def _state(path: Path) -> tuple[int | None, ...]:
    """What grows with each change; two copies with the same state hold the same."""
    with translated(path), closing(_connect(path)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        return tuple(
            connection.execute(f"SELECT max(id) FROM {sign}").fetchone()[0]  # noqa: S608 - our names
            for sign in _SIGNS
            if sign in tables
        )


def _set_aside(project: Path) -> Path:
    """Keeps the project as it stands: as a copy, or when it is damaged as the file itself."""
    _alone(project)
    try:
        return copy_project(project, Why.RESTORE, datetime.now(UTC)).path
    except ProjectError as error:
        if isinstance(error, StorageFullError):
            raise
    return _keep_damaged(project)


def _keep_damaged(project: Path) -> Path:
    """The file itself under another name, with its log: nothing of it is read."""
    stamp = datetime.now(UTC).strftime(_STAMP)
    kept = project.with_name(f"{project.stem}.damaged-{stamp}{project.suffix}")
    for suffix in ("", "-wal"):
        part = project.with_name(f"{project.name}{suffix}")
        if part.exists():
            os.link(part, kept.with_name(f"{kept.name}{suffix}"))
    return kept


def _alone(project: Path) -> None:
    """Refuses while another program has the project open: it would write into the old file."""
    try:
        with closing(sqlite3.connect(project, timeout=0.5)) as connection:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (
            sqlite3.SQLITE_BUSY,
            sqlite3.SQLITE_LOCKED,
        ):
            raise locked(project.name) from error
    except sqlite3.DatabaseError:  # damaged: nobody can work in it
        return


def _replace(fresh: Path, project: Path) -> None:
    with closing(sqlite3.connect(fresh)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    # The old log goes first: left beside the new file it would be taken for its log.
    for suffix in ("-shm", "-wal"):
        project.with_name(f"{project.name}{suffix}").unlink(missing_ok=True)
    fresh.replace(project)


def _read_name(path: Path) -> Backup | None:
    stamp, _separator, why = path.stem.partition("_")
    try:
        at = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Backup(path, at, why) if path.suffix == ".coder" else None


def _superfluous(newest_first: Iterable[Backup]) -> list[Backup]:
    """The copies that the rule does not keep."""
    backups = list(newest_first)
    kept = set(backups[:KEPT_NEWEST])
    for period, most in (("%Y-%m-%d", KEPT_DAYS), ("%Y-%m", KEPT_MONTHS)):
        last: dict[str, Backup] = {}
        for backup in backups:
            last.setdefault(backup.at.strftime(period), backup)
        kept.update(list(last.values())[:most])
    return [backup for backup in backups if backup not in kept]
