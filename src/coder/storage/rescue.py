"""A new project of what can still be read of a damaged one, with what its backups know better."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Table, event, text
from sqlalchemy.exc import DBAPIError

from coder.storage import migrate, seals
from coder.storage.engine import WRITES, project_engine
from coder.storage.files import make_file, mark_file, remove_file
from coder.storage.merging_present import rebuild
from coder.storage.rescue_rows import Key, Row, Wreck
from coder.storage.schema import (
    coders,
    metadata,
    models,
    project_meta,
    questions,
    samples,
)

MOST_BACKUPS = 3  # that are asked, the newest first
_MADE_ANEW = frozenset({"present_codes", "present_marks", "lemma_cache", "seals"})
# All other tables are only ever added to, so a row in a backup is as it was.
_CHANGING = frozenset(
    {
        project_meta.name,
        coders.name,
        questions.name,
        models.name,
        samples.name,
        "lookup_lists",
        "lookup_entries",
    }
)
Rows = dict[Key, Row]


@dataclass(frozen=True, slots=True)
class TableRescue:
    """What came of one table. `wanted`: rows it should have, None when nothing tells any more."""

    table: str
    kept: int
    wanted: int | None
    complete: bool


@dataclass(frozen=True, slots=True)
class Rescued:
    """What came of a project; `complete`: provably everything, to the letter."""

    tables: tuple[TableRescue, ...]
    complete: bool

    @property
    def losses(self) -> list[TableRescue]:
        """The tables of which something is missing or doubtful."""
        return [table for table in self.tables if not table.complete]


def rescue(path: Path, target: Path, backups: Iterable[Path]) -> Rescued:
    """Makes a new project of a damaged one; the damaged file is only read.

    Where the rows of a table do not add up to its seal, they are taken from the backups as far as
    these have them. The present coding is made anew of the decisions.

    Raises:
        ProjectError: The new file exists already or cannot be made; nothing is left of it.
    """
    make_file(target)
    try:
        mark_file(target)
        migrate.make_tables(target)
        tables = _fill(target, Wreck(path), [Wreck(backup) for backup in backups])
    except BaseException:
        remove_file(target)
        raise
    return Rescued(tuple(tables), all(table.complete for table in tables))


def _fill(target: Path, wreck: Wreck, copies: Sequence[Wreck]) -> list[TableRescue]:
    engine = project_engine(target)
    event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA foreign_keys=OFF"))
    try:
        with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            triggers = _lift_triggers(connection)
            tables = _Filler(connection, wreck, copies).fill()
            _remove_orphans(connection)
            for coder_id in connection.execute(coders.select()).scalars().all():
                rebuild(connection, coder_id)
            connection.exec_driver_sql("INSERT INTO answer_words(answer_words) VALUES ('rebuild')")
            for made_by in triggers:
                connection.exec_driver_sql(made_by)
            seals.renew(connection)
            return tables
    finally:
        engine.dispose()


def _lift_triggers(connection: Connection) -> list[str]:
    """Takes all triggers away; gives the statements that make them."""
    query = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    found = [(row[0], str(row[1])) for row in connection.execute(query).all()]
    for name, _made_by in found:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    return [made_by for name, made_by in found if not name.startswith("seal_")]


@dataclass(frozen=True, slots=True)
class _Filler:
    connection: Connection
    wreck: Wreck
    copies: Sequence[Wreck]

    def fill(self) -> list[TableRescue]:
        """All tables that are not made anew."""
        kept = self.wreck.seals()
        sound = self.wreck.is_sound()
        copies = [copy for copy in self.copies if copy.is_sound()][:MOST_BACKUPS]
        return [
            self._table(table, kept.get(table.name), copies, sound=sound)
            for table in metadata.sorted_tables
            if table.name not in _MADE_ANEW
        ]

    def _table(
        self,
        table: Table,
        seal: tuple[str, int, int] | None,
        copies: Sequence[Wreck],
        *,
        sound: bool,
    ) -> TableRescue:
        rows = self.wreck.rows(table)
        complete = self._put(table, rows, seal, sound=sound)
        for copy in copies if not complete else ():
            known = copy.rows(table)
            rows = known | rows if table.name in _CHANGING else rows | known
            complete = self._put(table, rows, seal, sound=sound)
            if complete:
                break
        return TableRescue(table.name, len(rows), seal[1] if seal else None, complete)

    def _put(
        self, table: Table, rows: Rows, seal: tuple[str, int, int] | None, *, sound: bool
    ) -> bool:
        """Puts rows into a table; are they all, to the letter?"""
        names = [column.name for column in table.columns]
        places = ", ".join("?" * len(names))
        self.connection.exec_driver_sql(f"DELETE FROM {table.name}")  # noqa: S608 - our names
        values = [tuple(rows[key][name] for name in names) for key in sorted(rows)]
        if values:
            columns = ", ".join(f'"{name}"' for name in names)
            insert = f"INSERT OR IGNORE INTO {table.name} ({columns}) VALUES ({places})"  # noqa: S608
            self.connection.exec_driver_sql(insert, values)
        if table not in seals.SEALED:  # can be made again
            return True
        if seal is None:  # of before there were seals, or the seals are gone
            return sound
        try:
            return seals.added_up(self.connection, table.name, seal[0]) == seal[1:]
        except DBAPIError:
            return False


def _remove_orphans(connection: Connection) -> None:
    """Takes away rows that refer to rows that are gone; a link that may be empty is emptied."""
    check = "PRAGMA foreign_key_check"
    while found := {(row[0], row[3]) for row in connection.exec_driver_sql(check).all()}:
        for table_name, number in found:
            _remove_orphans_of(connection, str(table_name), int(number))


def _remove_orphans_of(connection: Connection, table_name: str, number: int) -> None:
    links = connection.exec_driver_sql(f"PRAGMA foreign_key_list({table_name})").all()
    link = next(row for row in links if row[0] == number)
    parent, column, parent_column = link[2], link[3], link[4]
    gone = f"{column} NOT IN (SELECT {parent_column} FROM {parent})"  # noqa: S608 - our names
    if metadata.tables[table_name].c[column].nullable:
        change = f"UPDATE {table_name} SET {column} = NULL WHERE {gone}"  # noqa: S608
    else:
        change = f"DELETE FROM {table_name} WHERE {gone}"  # noqa: S608
    connection.exec_driver_sql(change)
