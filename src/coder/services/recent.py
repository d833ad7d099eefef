"""Which projects were open lately, newest first; kept in the user's state folder."""

from __future__ import annotations

import json
from pathlib import Path

from coder.domain.locations import Database, Location, location
from coder.errors import CoderError
from coder.folders import state_folder

KEPT = 12


def _list_file() -> Path:
    return state_folder() / "recent.json"


def recent_projects() -> list[Location]:
    """Projects that were open lately; files that are gone are left out.

    None when the list cannot be read. Whether a server still has its project shows on opening.
    """
    try:
        listed = json.loads(_list_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):  # a convenience, never a reason to stop
        return []
    places = [_read(item) for item in listed if isinstance(item, str)]
    return [
        place
        for place in places
        if isinstance(place, Database) or (place is not None and place.is_file())
    ]


def remember_project(place: Location) -> None:
    """Put a project on top of the list; silently not when the folder cannot be written.

    A password in an address is not kept.
    """
    if isinstance(place, Path):
        place = place.resolve()
    others = [known for known in recent_projects() if known != place]
    try:
        state_folder().mkdir(parents=True, exist_ok=True)
        listed = [str(item) for item in [place, *others][:KEPT]]
        _list_file().write_text(json.dumps(listed, indent=1), encoding="utf-8")
    except OSError:
        return


def _read(item: str) -> Location | None:
    try:
        return location(item)
    except CoderError:
        return None
