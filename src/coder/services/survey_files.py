"""Files and folders that a path being typed could mean: survey files, projects, codebooks."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import takewhile
from pathlib import Path

SURVEY_SUFFIXES = frozenset(
    {".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".sav", ".zsav"}
)
PROJECT_SUFFIXES = frozenset({".coder"})
MOST = 300  # entries that are offered
_LONGEST = 4096  # characters of a path on the systems we know


@dataclass(frozen=True, slots=True)
class Entry:
    """A file or folder that can be chosen. `bytes` and `changed` of a file."""

    path: Path
    is_folder: bool
    bytes: int = 0
    changed: datetime | None = None

    @property
    def name(self) -> str:
        """Its name; a folder ends in a slash."""
        return f"{self.path.name}/" if self.is_folder else self.path.name


def typed_path(text: str) -> Path:
    """The path that was typed, `~` read as the home folder; of what can be no path, a short one."""
    clean = text.strip().replace("\0", "")[:_LONGEST]
    try:
        return Path(clean).expanduser()
    except RuntimeError:  # no such user, no home
        return Path(clean)


def is_file(path: Path) -> bool:
    """Is this a file? No path is too odd to ask."""
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that is too long
        return False


def is_folder(path: Path) -> bool:
    """Is this a folder? No path is too odd to ask."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def as_typed(path: Path, *, folder: bool = False) -> str:
    """A path as a person would type it: below the home folder with `~`, a folder with a slash."""
    text = str(path)
    home = str(Path.home())
    if text == home or text.startswith(home.rstrip(os.sep) + os.sep):
        text = "~" + text[len(home.rstrip(os.sep)) :]
    return text.rstrip(os.sep) + os.sep if folder else text


def entries(typed: str, suffixes: Collection[str]) -> list[Entry]:
    """What could be meant by a path of which the beginning is typed.

    Files come first, the newest first, then folders by name; what begins with the letters that
    were typed, or where nothing does, what holds them. Hidden ones only when a dot was typed.

    Args:
        typed: As typed so far; what follows the last slash is the beginning of a name.
        suffixes: Of the files that count, in small letters; none: folders only.
    """
    folder, beginning = _parts(typed)
    every = list(_listed(folder, suffixes, hidden=beginning.startswith(".")))
    looked_for = beginning.casefold()
    begun = [entry for entry in every if entry.path.name.casefold().startswith(looked_for)]
    found = begun or [entry for entry in every if looked_for in entry.path.name.casefold()]
    return sorted(found, key=_order)[:MOST]


def completed(typed: str, offered: Collection[Entry]) -> str:
    """What is typed, made longer by as many letters as all that is offered has in common.

    The same text when nothing can be added without choosing.
    """
    folder, beginning = _parts(typed)
    names = [entry.name for entry in offered if _begins(entry.name, beginning)]
    shared = _shared([name.casefold() for name in names])
    if shared <= len(beginning):
        return typed
    return as_typed(folder, folder=True) + names[0][:shared]


def folder_above(typed: str) -> Path:
    """The folder above the one that is typed."""
    return _parts(typed)[0].absolute().parent


def _parts(typed: str) -> tuple[Path, str]:
    """The folder and the beginning of a name."""
    path = typed_path(typed)
    if not typed.strip() or typed.rstrip().endswith((os.sep, "/")) or typed.strip() == "~":
        return path, ""
    return path.parent, path.name


def _shared(names: Sequence[str]) -> int:
    """How many letters all names begin with."""
    columns = zip(*names, strict=False)
    return sum(1 for _ in takewhile(lambda letters: len(set(letters)) == 1, columns))


def _begins(name: str, beginning: str) -> bool:
    return name.casefold().startswith(beginning.casefold())


def _order(entry: Entry) -> tuple[bool, float, str]:
    age = -entry.changed.timestamp() if entry.changed else 0.0
    return entry.is_folder, age, entry.path.name.casefold()


def _listed(folder: Path, suffixes: Collection[str], *, hidden: bool) -> Iterator[Entry]:
    try:
        with os.scandir(folder) as found:
            for item in found:
                entry = _entry(folder, item, suffixes)
                if entry and (hidden or not item.name.startswith(".")):
                    yield entry
    except (OSError, ValueError):  # no folder, or not ours to read: nothing to offer
        return


def _entry(folder: Path, item: os.DirEntry[str], suffixes: Collection[str]) -> Entry | None:
    path = folder / item.name
    try:
        if item.is_dir():
            return Entry(path, is_folder=True)
        if path.suffix.lower() not in suffixes or item.name.startswith("~$"):  # Excel's lock file
            return None
        known = item.stat()
    except OSError:
        return None
    changed = datetime.fromtimestamp(known.st_mtime, UTC).astimezone()
    return Entry(path, is_folder=False, bytes=known.st_size, changed=changed)
