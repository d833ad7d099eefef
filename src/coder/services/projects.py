"""Making a project."""

from __future__ import annotations

from pathlib import Path

from coder.domain.locations import SUFFIX, Location
from coder.storage.project import Project


def project_file(path: Path) -> Path:
    """Where a new project is made: the path with `.coder`, unless it has a suffix of its own."""
    return path if path.suffix else path.with_name(path.name + SUFFIX)


def create_project(place: Location) -> Location:
    """Make a new, empty project and give its place.

    Raises:
        ProjectError: It exists already, or its folder or database does not.
    """
    target = project_file(place) if isinstance(place, Path) else place
    Project.create(target).close()
    return target
