"""Where a project is: a file, or a database on a PostgreSQL server that a team shares."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias
from urllib.parse import unquote

from coder.errors import UsageError
from coder.i18n import _

SUFFIX = ".coder"
_SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")
_OURS = "schema"  # the one part of an address that is not the server's own


@dataclass(frozen=True, slots=True)
class Database:
    """A project on a server. Shown without its password, and equal whatever the password.

    Attributes:
        shown: The address as it may be shown and kept: `postgresql://anna@server/survey`.
        secret: The address as the server's library takes it, with a password where one was given.
        name: What a title bar shows: the schema, else the database.
        schema: Where in the database the project's tables stand; "": where the server puts them.
    """

    shown: str
    secret: str = field(repr=False, compare=False)
    name: str
    schema: str = ""

    def __str__(self) -> str:
        return self.shown


Location: TypeAlias = Path | Database


def location(typed: str | Path) -> Location:
    """The place that was typed: an address that begins with `postgresql:`, else a path.

    An address may be given as a path, which keeps one of the slashes after the colon; so
    `postgresql:/name` is read as the database `name` on this machine.

    Raises:
        UsageError: An address that names no database.
    """
    text = typed.as_posix() if isinstance(typed, Path) else typed.strip()
    scheme, _colon, rest = text.partition(":")
    if scheme in _SCHEMES and rest.startswith("/"):
        return _database(rest)
    return Path(typed)


def nominal_path(place: Location) -> Path:
    """The project file; of a database where its file would be: results are written beside it."""
    return place if isinstance(place, Path) else Path.cwd() / f"{place.name}{SUFFIX}"


def short_name(place: Location) -> str:
    """The name of the file, or the address: what a message or a command calls the project."""
    return place.name if isinstance(place, Path) else place.shown


def _database(rest: str) -> Database:
    main, _mark, query = rest.partition("?")
    server, database = "", main.lstrip("/")
    if not main.startswith("///") and "/" in database:
        server, _slash, database = database.partition("/")
    if not database:
        raise UsageError(
            _("This address names no database."),
            _("An address looks like postgresql://NAME@SERVER/DATABASE."),
        )
    parts = [part.partition("=") for part in query.split("&") if part]
    schema = next((unquote(value) for name, _is, value in parts if name == _OURS), "")
    theirs = [f"{name}={value}" for name, _is, value in parts if name != _OURS]
    harmless = [part for part in theirs if "password" not in part.partition("=")[0]]
    ours = [f"{_OURS}={value}" for name, _is, value in parts if name == _OURS]
    user, at, host = server.rpartition("@")
    public = f"{user.partition(':')[0]}{at}{host}"
    return Database(
        _address(public, database, harmless + ours),
        _address(server, database, theirs),
        schema or unquote(database),
        schema,
    )


def _address(server: str, database: str, query: list[str]) -> str:
    return f"postgresql://{server}/{database}{'?' if query else ''}{'&'.join(query)}"
