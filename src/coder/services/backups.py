"""Copies of a project: when they are made, what there is, and putting one back."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from coder.domain.locations import Database, Location, nominal_path
from coder.errors import CoderError, ProjectLockedError
from coder.i18n import _
from coder.storage.backups import (
    Backup,
    Why,
    back_up_project,
    backup_path,
    backups_folder,
    backups_of,
    restore_project,
)
from coder.storage.files import check_file
from coder.storage.transfer import copy_whole

StoredCopy = Backup  # as the edges know it
NEWEST = "latest"
_PATIENCE, _AGAIN = 10.0, 0.2  # seconds: for who still reads, and between two tries


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, and where the project as it stood is kept (None: there was none)."""

    backup: Path
    kept: Path | None


def why_text(why: str) -> str:
    """Why a backup was made, in words."""
    return {
        Why.OPENED: _("on opening"),
        Why.IMPORT: _("before an import"),
        Why.BULK: _("before coding in bulk"),
        Why.MERGE: _("before a merge"),
        Why.MIGRATION: _("before an update of the project"),
        Why.RESTORE: _("before another was put back"),
        Why.MENDING: _("before mending"),
        Why.ASKED: _("on request"),
    }.get(Why(why) if why in set(Why) else Why.ASKED, why)


def back_up_opened(project: Location) -> Backup | None:
    """The backup on opening; None when nothing changed since the last.

    Raises:
        CoderError: The project cannot be read, or the copy cannot be written.
    """
    return back_up_project(project, Why.OPENED)


def back_up_now(project: Location) -> Backup:
    """A backup on request; the newest one where nothing changed since.

    Of a project on a server: all of it as a project file in the folder where one works. The server
    itself is backed up by who runs it.

    Raises:
        CoderError: There is no such project, it holds nothing, or the copy cannot be written.
    """
    if isinstance(project, Database):
        return _copy_from_server(project)
    check_file(project)
    made = back_up_project(project, Why.ASKED)
    if made is not None:
        return made
    existing = backups_of(project)
    if existing:
        return existing[0]
    raise CoderError(_("{file} holds nothing to back up yet.").format(file=project.name))


def known_backups(project: Path) -> list[Backup]:
    """The backups of a project, the newest first; maybe none."""
    return backups_of(project)


def list_backups(project: Location) -> list[Backup]:
    """The backups of a project, the newest first; also of one that is lost.

    Raises:
        CoderError: There are none.
    """
    project = nominal_path(project)
    found = backups_of(project)
    if not found:
        message = _("There are no backups of {file}.").format(file=project.name)
        raise CoderError(
            message, _("They would stand in {file}.").format(file=backups_folder(project))
        )
    return found


def put_back(project: Location, which: str) -> Restored:
    """Put a backup in the project's place.

    Args:
        project: The project, which may be damaged or gone.
        which: Its number in the list (1 is the newest), `latest`, its name, or a path.

    Raises:
        CoderError: There is no such backup, it is damaged, or the project is open elsewhere.
    """
    if isinstance(project, Database):
        raise CoderError(
            _("{project} is on a server: nothing is put back over a team's work.").format(
                project=project
            ),
            _("Into an empty database it goes with: coder handout BACKUP --to postgresql://…"),
        )
    backup = _backup_named(project, which)
    return Restored(backup, restore_project(project, backup))


def put_back_when_free(project: Path, backup: Backup) -> Restored:
    """As `put_back`, of a project that was just left: what still reads it is waited for.

    Raises:
        CoderError: It is damaged, or the project is still open after some seconds.
    """
    give_up = time.monotonic() + _PATIENCE
    while True:
        try:
            return put_back(project, str(backup.path))
        except ProjectLockedError:
            if time.monotonic() >= give_up:
                raise
        time.sleep(_AGAIN)


def _copy_from_server(database: Database) -> Backup:
    """Everything on the server, as a project file in the folder where one works."""
    now = datetime.now(UTC)
    path = backup_path(nominal_path(database), Why.ASKED, now)
    copy_whole(database, path)
    return Backup(path, now, Why.ASKED)


def _backup_named(project: Path, which: str) -> Path:
    if Path(which).is_file():
        return Path(which)
    backups = list_backups(project)
    if which == NEWEST:
        return backups[0].path
    if which.isdecimal() and 1 <= int(which) <= len(backups):
        return backups[int(which) - 1].path
    for backup in backups:
        if which in (backup.path.name, backup.path.stem):
            return backup.path
    message = _("There is no backup {which} of {file}.").format(which=which, file=project.name)
    hint = _("Give a number from 1 to {most}, or latest; `coder restore {file}` lists them.")
    raise CoderError(message, hint.format(most=len(backups), file=project.name))
