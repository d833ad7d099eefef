"""What was changed behind the program's back is found, and never counted."""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from coder.domain.coding import Decision, Mark, NewBatch
from coder.errors import DamagedProjectError
from coder.storage import schema, seals, text_index
from coder.storage.log_check import unreadable_pages
from coder.storage.project import Project


def decide(project: Project) -> None:
    answer = project.answers("zorgen")[0]
    marks = (
        Decision(answer.id, Mark.CODE, True, "werkdruk", 0.123456789),
        Decision(answer.id, Mark.DONE, True),
    )
    project.append(NewBatch(project.coder("Anna"), "test", marks))


def change(path: Path, *statements: str, sealed: bool = False) -> None:
    """Changes a file as damage does: without the triggers of its tables, or as a program that has
    the checksum would."""
    with closing(sqlite3.connect(path)) as connection:
        connection.create_function(seals.FUNCTION, 1, zlib.crc32)
        if not sealed:
            for [name] in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall():
                connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_every_change_through_the_program_keeps_the_seals(project: Project) -> None:
    decide(project)
    project.undo(project.coder("Anna"))
    project.redo(project.coder("Anna"))
    project.save_filters("zorgen", ["werkdruk"])
    project.save_filters("zorgen", [])
    with project.reading() as connection:
        assert seals.broken(connection) == []
        stored = {row.name: row.rows for row in connection.execute(schema.seals.select())}
        assert stored["decisions"] == 6
        assert stored["answers"] == 8


@pytest.mark.parametrize(
    ("statement", "table", "difference"),
    [
        ("UPDATE answers SET text = 'Werkdruk!' WHERE text = 'Werkdruk'", "answers", 0),
        ("UPDATE present_codes SET code = 'werkdrvk'", "present_codes", 0),
        ("UPDATE background SET value = 'x' WHERE respondent_id = 1", "background", 0),
        ("UPDATE decisions SET score = 0.123456780", "decisions", 0),
        ("UPDATE answers SET text = CAST(x'57ff' AS TEXT) WHERE id = 1", "answers", 0),
        ("DELETE FROM present_marks", "present_marks", -1),
    ],
)
def test_damage_inside_a_row_is_found(
    project: Project, statement: str, table: str, difference: int
) -> None:
    decide(project)
    project.close()
    change(project.path, statement)
    with closing(sqlite3.connect(project.path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    if table == "decisions":  # read for the history only: `coder doctor` looks
        with Project.open(project.path) as opened, opened.reading() as reading:
            [broken] = seals.broken(reading)
            assert broken.table == table
        return
    with pytest.raises(DamagedProjectError, match=table):
        Project.open(project.path)


def test_every_table_is_sealed_or_made_anew(project: Project) -> None:
    with project.reading() as connection:
        triggers = connection.exec_driver_sql(
            "SELECT count(*) FROM sqlite_master WHERE name GLOB 'seal_*'"
        ).scalar()
        names = {
            name for name in inspect(connection).get_table_names() if not text_index.is_part(name)
        }
    assert triggers == 3 * len(seals.SEALED)
    sealed = {table.name for table in seals.SEALED}
    assert names - sealed == {"lemma_cache", "model_states", "seals", "alembic_version"}


def test_an_index_that_lost_its_rows_is_found(project: Project) -> None:
    path = project.path
    project.close()
    with closing(sqlite3.connect(path)) as connection:
        pages = dict(connection.execute("SELECT name, rootpage FROM sqlite_master").fetchall())
        [size] = connection.execute("PRAGMA page_size").fetchone()
        connection.execute("PRAGMA journal_mode=DELETE")
    content = bytearray(path.read_bytes())
    names, empty = (pages[f"sqlite_autoindex_{name}_1"] for name in ("respondents", "attributes"))
    content[(names - 1) * size : names * size] = content[(empty - 1) * size : empty * size]
    path.write_bytes(content)
    with pytest.raises(DamagedProjectError, match="index"):
        Project.open(path)


def test_letters_that_cannot_be_read_are_damage(project: Project) -> None:
    statement = text("SELECT CAST(x'ff' AS TEXT)")
    with pytest.raises(DamagedProjectError), project.reading() as connection:
        connection.execute(statement).all()


def test_a_schema_that_cannot_be_read_is_damage(project: Project) -> None:
    path = project.path
    project.close()
    change(
        path,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = CAST(x'4352454154452054ff' AS TEXT) WHERE name = 'answers'",
        "UPDATE sqlite_master SET name = CAST(x'616eff' AS TEXT) WHERE name = 'answers'",
    )
    with pytest.raises(DamagedProjectError):
        Project.open(path)
    assert unreadable_pages(path) == 0  # it has no log
