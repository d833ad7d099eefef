"""Making a project."""

from __future__ import annotations

from pathlib import Path

from coder.storage.project import Project

SUFFIX = ".coder"


def project_file(path: Path) -> Path:
    """Where a new project is made: the path with `.coder`, unless it has a suffix of its own."""
    return path if path.suffix else path.with_name(path.name + SUFFIX)


def create_project(path: Path) -> Path:
    """Make a new, empty project and give its path.

    Raises:
        ProjectError: It exists already, or its folder does not.
    """
    target = project_file(path)
    Project.create(target).close()
    return target
