"""Connections to a project on a PostgreSQL server, and how its errors read to a user.

One writer at a time, as in a file: each transaction that writes first takes one lock of the whole
project. So batches are numbered and timed in the order in which they were stored, nothing is
decided on what another is just changing, and who looks for news by the highest number misses none.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.pool import QueuePool

from coder.domain.locations import Database
from coder.errors import ProjectError, ProjectUnreachableError, StorageFullError, UsageError
from coder.i18n import _
from coder.storage.engine import WRITES, locked
from coder.storage.schema import APPLICATION_ID

if TYPE_CHECKING:
    import psycopg

# A key that is pressed waits for the server: who cannot be reached must be known within seconds.
# What the address says itself goes first.
_MANNERS = {
    "application_name": "coder",
    "connect_timeout": "4",  # seconds
    "tcp_user_timeout": "8000",  # milliseconds without an answer: the connection is lost
    "keepalives_idle": "10",  # seconds
    "keepalives_interval": "3",
    "keepalives_count": "3",
}
_LOCK = "SELECT pg_advisory_xact_lock(({id}::bigint << 32) | {what})"
_TABLES = "'project_meta'::regclass::oid::bigint"  # each project of a database has its own lock

_LOCKED = {"55P03", "40P01", "57014"}  # lock timeout, deadlock, statement timeout
_FULL = {"53100", "53200"}  # disk, memory
_CLOSED = {"25006", "42501"}  # a reader's transaction, no permission
_MISSING = {"42P01", "3F000"}  # no such table, no such schema


def server_engine(database: Database, *, read_only: bool, busy_seconds: float) -> Engine:
    """An engine on a database; its connections are made when they are first needed."""

    def connect() -> psycopg.Connection[Any]:
        import psycopg
        from psycopg.conninfo import conninfo_to_dict

        try:
            wanted: dict[str, Any] = {**_MANNERS, **conninfo_to_dict(database.secret)}
        except psycopg.ProgrammingError:
            raise UsageError(
                _("The address {address} cannot be read.").format(address=database),
                _("An address looks like postgresql://NAME@SERVER/DATABASE."),
            ) from None
        connection = psycopg.connect(**wanted, autocommit=True)
        connection.execute(_setting_up(database, busy_seconds, read_only=read_only).encode())
        connection.autocommit = False
        return connection

    engine = create_engine(
        "postgresql+psycopg://",
        creator=connect,
        poolclass=QueuePool,
        pool_size=2,  # the server's connections are shared with the team
        pool_pre_ping=True,  # after a lost connection work goes on with a new one
        hide_parameters=True,  # errors never hold answers
    )
    event.listen(engine, "begin", _begin)
    return engine


def readers(engine: Engine) -> Engine:
    """The same connections, in transactions that see one moment of the project."""
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def lock_all(connection: Connection) -> None:
    """Waits for whoever makes a project in this database at the same time."""
    connection.execute(text(_LOCK.format(id=APPLICATION_ID, what="0")))


def check_encoding(connection: Connection, database: Database) -> None:
    """Raises a ProjectError where a database could not hold every letter."""
    encoding = connection.execute(text("SHOW server_encoding")).scalar()
    if encoding != "UTF8":
        message = _("{project} keeps texts as {encoding}: some letters would not fit.")
        raise ProjectError(
            message.format(project=database, encoding=encoding),
            _("Make the database in UTF-8: createdb --encoding UTF8 --template template0 NAME"),
        )


def server_ahead(connection: Connection) -> timedelta:
    """How far the server's clock is ahead of ours: a team's decisions are timed by one clock."""
    now: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    return now.astimezone(UTC) - datetime.now(UTC)


def _setting_up(database: Database, busy_seconds: float, *, read_only: bool) -> str:
    settings = [
        "SET TIME ZONE 'UTC'",
        # A server may be set to confirm before it has written: we confirm what is on disk.
        "SET synchronous_commit = on",
        f"SET lock_timeout = {max(1, round(busy_seconds * 1000))}",
        f"SET default_transaction_read_only = {'on' if read_only else 'off'}",
    ]
    if database.schema:
        settings.append(f"SET search_path TO {quoted(database.schema)}")
    return "; ".join(settings)


def quoted(name: str) -> str:
    """A name as SQL takes it, whatever it holds."""
    return '"' + name.replace('"', '""') + '"'


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get(WRITES, False):
        connection.exec_driver_sql(_LOCK.format(id=APPLICATION_ID, what=_TABLES))


def in_words(error: BaseException | None, database: Database) -> ProjectError | None:
    """The error in words of the user, None when the user can do nothing about it."""
    import psycopg

    if not isinstance(error, psycopg.Error):
        return None
    known = _by_code(error.sqlstate or "", database)
    if known is not None:
        return known
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return unreachable(database, _first_line(error))
    if isinstance(error, psycopg.DataError):
        return ProjectError(
            _("{project} cannot hold one of these texts: nothing was stored.").format(
                project=database
            ),
            _("A server takes no NUL characters; a project in a file does."),
        )
    return None


def _by_code(code: str, database: Database) -> ProjectError | None:
    if code in _LOCKED:
        return locked(str(database))
    if code in _FULL:
        return StorageFullError(
            _("The server's disk is full: nothing was stored in {project}.").format(
                project=database
            ),
            _("Tell who runs the server; everything stored earlier is safe."),
        )
    if code in _CLOSED:
        return StorageFullError(
            _("You may not do this in {project}: nothing was stored.").format(project=database),
            _("Ask who runs the server for the rights that docs/team.md lists."),
        )
    return missing(database) if code in _MISSING else None


def missing(database: Database) -> ProjectError:
    """The error for a database that holds no project."""
    message = _("There is no project in {project}.").format(project=database)
    return ProjectError(message, _("Check the address, or make it with `coder new`."))


def unreachable(database: Database, why: str) -> ProjectUnreachableError:
    """The error for a server that does not answer."""
    hint = _("Check the address, the network and the server; everything stored earlier is safe.")
    if "password" in why or "authentication" in why:
        hint = _("Give the password in the file ~/.pgpass or in PGPASSWORD; see docs/team.md.")
    message = _("{project} cannot be reached ({why}).").format(project=database, why=why)
    return ProjectUnreachableError(message, hint)


def _first_line(error: BaseException) -> str:
    """What the library says, without the advice below it; it never holds a password."""
    said = str(error).strip().splitlines() or [type(error).__name__]
    return said[0].removeprefix("connection failed: ").removeprefix("connection is bad: ")
