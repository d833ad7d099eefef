"""Connections to a project file: how they are set up, and how their errors read to a user."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from coder.domain.locations import Location
from coder.errors import (
    DamagedProjectError,
    ProjectError,
    ProjectLockedError,
    StorageFullError,
)
from coder.i18n import _
from coder.storage.seals import lend

BUSY_SECONDS = 5.0
_ASK_AGAIN = (0.001, 0.004)  # seconds, from and to
WRITES = "coder_writes"  # the execution option of a connection that will write

# Of WAL's settings only FULL writes the log through to the disk at every commit. NORMAL is faster
# and never damages the file, but a power cut may take the last decisions with it.
_PRAGMAS = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA synchronous=FULL",
    "PRAGMA fullfsync=ON",  # macOS: fsync alone leaves the data in the drive's own cache
    "PRAGMA temp_store=MEMORY",
    # Bringing the log's pages into the file takes 50 ms at SQLite's own 1,000 pages, within some
    # commit. The app has it done while nobody types (`checkpoint`); this is for who never stops.
    "PRAGMA wal_autocheckpoint=8000",
)


def project_engine(
    path: Path, *, read_only: bool = False, busy_seconds: float = BUSY_SECONDS
) -> Engine:
    """An engine on an existing project file; connections may move between threads."""

    def connect() -> sqlite3.Connection:
        return _connect(path, read_only=read_only, busy_seconds=busy_seconds)

    # The one used last is used next: it has read the pages, and what another one writes makes it
    # forget them.
    engine = create_engine(
        "sqlite+pysqlite://", creator=connect, poolclass=QueuePool, pool_use_lifo=True
    )

    def begin(connection: Connection) -> None:
        """A transaction that will write takes the lock at once.

        One that reads first and then writes can fail halfway with "database is locked", without
        waiting, when another wrote in between.
        """
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        if connection.get_execution_options().get(WRITES, False):
            _take_lock(raw, busy_seconds)
        else:
            raw.execute("BEGIN")

    event.listen(engine, "begin", begin)
    return engine


def _connect(path: Path, *, read_only: bool, busy_seconds: float) -> sqlite3.Connection:
    connection = sqlite3.connect(
        _address(path, read_only=read_only),
        uri=True,
        timeout=busy_seconds,  # sets busy_timeout
        isolation_level=None,  # SQLAlchemy begins; see `begin`
        check_same_thread=False,
        cached_statements=256,
    )
    lend(connection)
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    connection.execute(f"PRAGMA query_only={'ON' if read_only else 'OFF'}")
    return connection


def checkpoint(path: Path) -> None:
    """Brings what the log holds into the file, as far as no reader needs the log for it.

    On a connection of its own: one of the pool would stay open if the project closed meanwhile.
    """
    with closing(_connect(path, read_only=False, busy_seconds=BUSY_SECONDS)) as connection:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()


def _take_lock(connection: sqlite3.Connection, busy_seconds: float) -> None:
    """Begins to write, and asks often while another does.

    SQLite's own waiting asks ten times a second in the end: of four who write without a pause, one
    waited for more than two seconds, as those who came later asked more often.
    """
    give_up = time.monotonic() + busy_seconds
    connection.execute("PRAGMA busy_timeout=0")
    try:
        while not _has_lock(connection, last=time.monotonic() >= give_up):
            time.sleep(random.uniform(*_ASK_AGAIN))  # noqa: S311 - so that two do not keep step
    finally:
        connection.execute(f"PRAGMA busy_timeout={round(busy_seconds * 1000)}")


def _has_lock(connection: sqlite3.Connection, *, last: bool) -> bool:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if last or not is_busy(error):
            raise
        return False
    return True


def is_busy(error: sqlite3.Error) -> bool:
    """Does another program hold the lock?"""
    return _primary(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _primary(error: sqlite3.Error) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF  # the low byte is the primary code


def _address(path: Path, *, read_only: bool) -> str:
    address = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}"
    log = path.with_name(f"{path.name}-wal")
    if read_only and not log.exists() and not _writable(path.parent):
        return f"{address}&immutable=1"  # WAL needs files beside it, which cannot be made here
    return address


def _writable(folder: Path) -> bool:
    import os

    return os.access(folder, os.W_OK)


@contextmanager
def translated(place: Location) -> Iterator[None]:
    """Turns errors of the database into errors that a user can act upon."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        known = _known(cause, place)
        if known is None:
            raise  # a mistake of this program
        raise known from error
    except UnicodeDecodeError as error:  # SQLite's own message holds the bytes that are damaged
        if not isinstance(place, Path):
            raise
        raise damaged(place, _("letters that cannot be read")) from error


def _known(error: BaseException | None, place: Location) -> ProjectError | None:
    if isinstance(place, Path):
        return _in_words(error, place) if isinstance(error, sqlite3.Error) else None
    from coder.storage import server  # its library is read by who needs it

    return server.in_words(error, place)


def _in_words(error: sqlite3.Error, path: Path) -> ProjectError | None:
    """The error in words of the user, None when the user can do nothing about it."""
    code = _primary(error)
    name = path.name
    if is_busy(error):
        return locked(name)
    if code == sqlite3.SQLITE_FULL:
        return StorageFullError(
            _("The disk is full: nothing was stored in {file}.").format(file=name),
            _("Make room and try again; everything stored earlier is safe."),
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM):
        return StorageFullError(
            _("{file} cannot be written: nothing was stored ({why}).").format(file=name, why=error),
            _("Check that the disk is in order and that you may write to the file and its folder."),
        )
    if code == sqlite3.SQLITE_CANTOPEN:
        return ProjectError(_("{file} cannot be opened ({why}).").format(file=path, why=error))
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or "decode" in str(error):
        return damaged(path, str(error))  # "could not decode": a letter of a text is spoiled
    return None


def locked(name: str) -> ProjectLockedError:
    """The error for a project that another program is writing to."""
    return ProjectLockedError(
        _("Another program is writing to {file}.").format(file=name),
        _("Close it there, or wait a moment and try again."),
    )


def damaged(path: Path, why: str) -> DamagedProjectError:
    """The error for a project file that cannot be trusted any more."""
    return DamagedProjectError(
        _("The project file {file} is damaged: {why}.").format(file=path, why=why),
        _(
            "Nothing was changed in it. `coder doctor {file} --mend` mends what can be mended, "
            "`coder restore {file}` puts a backup back."
        ).format(file=path.name),
    )
