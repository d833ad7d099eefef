"""What differs between a project in a file and one on a server; all else is the same SQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, inspect, text

from coder.domain.locations import Database, Location
from coder.errors import ProjectError, StorageFullError
from coder.i18n import _
from coder.storage import migrate, server
from coder.storage.backups import Why, copy_project
from coder.storage.engine import (
    BUSY_SECONDS,
    WRITES,
    checkpoint,
    damaged,
    project_engine,
    translated,
)
from coder.storage.files import check_file, make_file, mark_file, remove_file
from coder.storage.schema import metadata
from coder.storage.soundness import check_sound


class Store(Protocol):
    """Where a project is kept."""

    def engine(self, *, read_only: bool, busy_seconds: float) -> Engine:
        """Connections to the project."""

    def readers(self, engine: Engine) -> Engine:
        """The same for reading: each transaction sees one moment of the project."""

    def make(self) -> None:
        """Makes the tables of a new project, whole or not at all.

        Raises:
            ProjectError: There is something already, or it cannot be made here.
        """

    def unmake(self) -> None:
        """Removes what `make` made."""

    def find(self) -> None:
        """Raises a ProjectError when no project can be there, before any connection is made."""

    def examine(
        self, connection: Connection, *, read_only: bool, check_up_to: int | None = None
    ) -> bool:
        """Raises a ProjectError when the project is damaged, missing, or not ours to write.

        A file of more bytes than `check_up_to` is not looked through; was it?
        """

    def keep_copy(self) -> Path | None:
        """A copy of the project as it stands before it is brought up to date, where one is made."""

    def rest(self) -> None:
        """What a project does while nobody waits for it."""

    def clock_ahead(self, connection: Connection) -> timedelta:
        """How far the clock of this project is ahead of this machine's."""


@dataclass(frozen=True, slots=True)
class FileStore:
    """A project in a file of its own."""

    path: Path

    def engine(self, *, read_only: bool, busy_seconds: float) -> Engine:
        """See `Store`."""
        return project_engine(self.path, read_only=read_only, busy_seconds=busy_seconds)

    def readers(self, engine: Engine) -> Engine:
        """See `Store`: SQLite reads so by itself."""
        return engine

    def make(self) -> None:
        """See `Store`."""
        make_file(self.path)
        try:
            with translated(self.path):
                mark_file(self.path)
                migrate.make_tables(self.path)
        except BaseException:
            self.unmake()
            raise

    def unmake(self) -> None:
        """See `Store`."""
        remove_file(self.path)

    def find(self) -> None:
        """See `Store`."""
        check_file(self.path)

    def examine(
        self,
        connection: Connection,
        *,
        read_only: bool,  # noqa: ARG002 - see `Store`
        check_up_to: int | None = None,
    ) -> bool:
        """See `Store`."""
        checked = check_up_to is None or self.path.stat().st_size <= check_up_to
        if checked:
            check_sound(connection, self.path)
        if not inspect(connection).has_table(migrate.TABLE):
            raise damaged(self.path, _("it has no tables"))
        return checked

    def keep_copy(self) -> Path | None:
        """See `Store`."""
        return copy_project(self.path, Why.MIGRATION, datetime.now(UTC)).path

    def rest(self) -> None:
        """See `Store`."""
        checkpoint(self.path)

    def clock_ahead(self, connection: Connection) -> timedelta:  # noqa: ARG002 - see `Store`
        """See `Store`: it is this machine's."""
        return timedelta(0)


@dataclass(frozen=True, slots=True)
class ServerStore:
    """A project in a database of a PostgreSQL server."""

    database: Database

    def engine(self, *, read_only: bool, busy_seconds: float) -> Engine:
        """See `Store`."""
        return server.server_engine(self.database, read_only=read_only, busy_seconds=busy_seconds)

    def readers(self, engine: Engine) -> Engine:
        """See `Store`."""
        return server.readers(engine)

    def make(self) -> None:
        """See `Store`: all in one transaction, one maker at a time."""
        engine = self.engine(read_only=False, busy_seconds=BUSY_SECONDS)
        try:
            with translated(self.database), engine.connect() as connection, connection.begin():
                server.lock_all(connection)
                server.check_encoding(connection, self.database)
                if self.database.schema:
                    name = server.quoted(self.database.schema)
                    connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {name}"))
                if inspect(connection).has_table(migrate.TABLE):
                    message = _("{file} exists already; it was left as it is.")
                    raise ProjectError(
                        message.format(file=self.database), _("Choose another name, or open it.")
                    )
                migrate.upgrade(connection)
        finally:
            engine.dispose()

    def unmake(self) -> None:
        """See `Store`."""
        engine = self.engine(read_only=False, busy_seconds=BUSY_SECONDS)
        try:
            with translated(self.database), engine.connect() as connection, connection.begin():
                metadata.drop_all(connection)
                connection.execute(text(f"DROP TABLE {migrate.TABLE}"))
        finally:
            engine.dispose()

    def find(self) -> None:
        """See `Store`: only the server knows."""

    def examine(
        self,
        connection: Connection,
        *,
        read_only: bool,
        check_up_to: int | None = None,  # noqa: ARG002 - a server looks after its own files
    ) -> bool:
        """See `Store`."""
        if not inspect(connection).has_table(migrate.TABLE):
            raise server.missing(self.database)
        right = text("SELECT has_table_privilege('decisions', 'INSERT')")
        if not read_only and not connection.execute(right).scalar():
            raise StorageFullError(
                _("You may read {project}, but not code in it.").format(project=self.database),
                _("Ask who runs the server for the rights that docs/team.md lists."),
            )
        return True

    def keep_copy(self) -> Path | None:
        """See `Store`: who runs the server keeps copies of it."""
        return None

    def rest(self) -> None:
        """See `Store`: a server has its own times."""

    def clock_ahead(self, connection: Connection) -> timedelta:
        """See `Store`."""
        return server.server_ahead(connection)


def store_of(place: Location) -> Store:
    """How the project in this place is kept."""
    return FileStore(place) if isinstance(place, Path) else ServerStore(place)


def writing(engine: Engine) -> Connection:
    """A connection of which each transaction holds the project's one lock for writers."""
    return engine.connect().execution_options(**{WRITES: True})


def bring_up_to_date(store: Store) -> Path | None:
    """Migrates a project that an earlier version made; gives the copy that was kept of it."""
    kept = store.keep_copy()
    engine = store.engine(read_only=False, busy_seconds=BUSY_SECONDS)
    try:
        migrate.bring_up_to_date(engine)
    finally:
        engine.dispose()
    return kept
