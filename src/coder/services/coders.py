"""Who coded in a project, and another name for a person."""

from __future__ import annotations

from coder.domain.coding import Coder
from coder.domain.locations import Location
from coder.services.lookups import find_coder
from coder.storage.coder_store import CoderWork
from coder.storage.project import Project

__all__ = ["CoderWork", "as_json", "coders_of", "rename"]


def coders_of(place: Location) -> list[CoderWork]:
    """Everybody and everything that coded in a project, in the order in which they came.

    Raises:
        ProjectError: It cannot be opened.
    """
    with Project.open(place, read_only=True) as project:
        return project.work_of_coders()


def rename(place: Location, old: str, new: str) -> tuple[Coder, Coder]:
    """Give a person another name in a project; gives them as they were called and are.

    Raises:
        CoderError: Nobody is called so, they are no person, or the new name cannot be: it is
            empty, somebody else's or the program's own. Nothing was changed.
        ProjectError: It cannot be opened or written.
    """
    with Project.open(place) as project:
        before = find_coder(project, old)
        return before, project.rename_coder(before, new)


def as_json(work: CoderWork) -> dict[str, object]:
    """For scripts."""
    return {
        "name": work.coder.name,
        "source": work.coder.source.value,
        "uid": str(work.uid),
        "decisions": work.decisions,
        "last": work.last.isoformat() if work.last else None,
    }
