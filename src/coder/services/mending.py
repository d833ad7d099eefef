"""Mending a damaged project where nothing is lost by it, and rescuing what can still be read."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from coder.errors import CoderError, DamagedProjectError
from coder.i18n import _
from coder.services.project_health import examine_project
from coder.storage.backups import backups_of, put_in_place
from coder.storage.files import remove_file
from coder.storage.log_check import unreadable_pages
from coder.storage.project import Project
from coder.storage.rescue import Rescued, TableRescue, rescue


@dataclass(frozen=True, slots=True)
class Mended:
    """What was done, in sentences. `complete`: nothing was lost."""

    lines: tuple[str, ...]
    complete: bool
    file: Path | None = None  # the project that can be worked with now
    kept: Path | None = None  # the damaged file as it was
    losses: tuple[TableRescue, ...] = ()

    def as_json(self) -> dict[str, object]:
        """For scripts."""
        return {
            "complete": self.complete,
            "file": str(self.file) if self.file else None,
            "kept": str(self.kept) if self.kept else None,
            "losses": [asdict(loss) for loss in self.losses],
        }


def mend_project(path: Path) -> Mended:
    """Makes a damaged project anew in its place when provably nothing is lost by it.

    Rows that are damaged come from the backups; indexes and the present coding are made anew. The
    damaged file is kept. Where something would be lost nothing is changed.

    Raises:
        ProjectLockedError: Somebody has the project open.
        CoderError: There is no such project, or the disk is full.
    """
    if _is_well(path):
        return Mended((_("Nothing is wrong with {file}.").format(file=path.name),), True, path)
    fresh = path.with_name(f".{path.name}.mending")
    remove_file(fresh)
    try:
        lost_pages = unreadable_pages(path)
        found = _rescued(path, fresh)
        if lost_pages or not found.complete:
            return _not_mended(path, found, lost_pages)
        kept = put_in_place(fresh, path)
    finally:
        remove_file(fresh)
    lines = (
        _("{file} is mended: every row is as it was stored.").format(file=path.name),
        _("The damaged file is kept as {file}.").format(file=kept.name),
    )
    return Mended(lines, True, path, kept)


def rescue_project(path: Path, target: Path) -> Mended:
    """Writes all that can still be read of a project, and its backups know, to a new project.

    Raises:
        CoderError: There is no such project, or the new file cannot be made.
    """
    lost_pages = unreadable_pages(path) if path.exists() else 0
    found = _rescued(path, target)
    complete = found.complete and not lost_pages
    lines = [_("{file} was written; the damaged file is as it was.").format(file=target)]
    lines += _losses(found, lost_pages)
    if complete:
        lines.append(_("Every row is as it was stored."))
    return Mended(tuple(lines), complete, target, path, tuple(found.losses))


def _is_well(path: Path) -> bool:
    try:
        with Project.open(path, read_only=True) as project:
            return not examine_project(project)[1]
    except DamagedProjectError:
        return False


def _rescued(path: Path, target: Path) -> Rescued:
    if not path.is_file():
        raise CoderError(_("There is no project {file}.").format(file=path))
    return rescue(path, target, [backup.path for backup in backups_of(path)])


def _not_mended(path: Path, found: Rescued, lost_pages: int) -> Mended:
    lines = [
        _("{file} was left as it is: mending would lose something.").format(file=path.name),
        *_losses(found, lost_pages),
        _("Put a backup back with: coder restore {file}").format(file=path),
        _("Or take what can be read: coder doctor {file} --rescue NEW.coder").format(file=path),
    ]
    return Mended(tuple(lines), False, losses=tuple(found.losses))


def _losses(found: Rescued, lost_pages: int) -> list[str]:
    lines = [_loss(table) for table in found.losses]
    if lost_pages:
        lines.append(_("The decisions made last may be missing: their log is damaged."))
    return lines


def _loss(table: TableRescue) -> str:
    if table.wanted is None:
        text = _("{table}: {kept} rows; how many there should be cannot be told.")
    elif table.wanted != table.kept:
        text = _("{table}: {kept} of {wanted} rows.")
    else:
        text = _("{table}: all {wanted} rows are there, but something in them was changed.")
    return text.format(table=table.table, kept=table.kept, wanted=table.wanted)
