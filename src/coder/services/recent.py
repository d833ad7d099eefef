"""Which projects were open lately, newest first; kept in the user's state folder."""

from __future__ import annotations

import json
from pathlib import Path

from coder.folders import state_folder

KEPT = 12


def _list_file() -> Path:
    return state_folder() / "recent.json"


def recent_projects() -> list[Path]:
    """Projects that were open lately and still exist; none when the list cannot be read."""
    try:
        listed = json.loads(_list_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):  # a convenience, never a reason to stop
        return []
    paths = [Path(item) for item in listed if isinstance(item, str)]
    return [path for path in paths if path.is_file()]


def remember_project(path: Path) -> None:
    """Put a project on top of the list; silently not when the folder cannot be written."""
    path = path.resolve()
    others = [known for known in recent_projects() if known != path]
    try:
        state_folder().mkdir(parents=True, exist_ok=True)
        listed = [str(item) for item in [path, *others][:KEPT]]
        _list_file().write_text(json.dumps(listed, indent=1), encoding="utf-8")
    except OSError:
        return
