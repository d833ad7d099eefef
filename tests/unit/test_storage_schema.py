"""The migrations and the tables that the program reads are the same."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_mock_engine, text
from sqlalchemy.exc import DatabaseError

from coder.domain.coding import Decision, Mark, NewBatch
from coder.storage import migrate, schema, text_index
from coder.storage.intake import Intake, IntakeRow
from coder.storage.project import Project

pytestmark = pytest.mark.migrates


def test_the_migrations_make_the_tables_that_the_program_reads(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.coder") as project, project.reading() as connection:
        options = {
            "compare_type": True,
            "include_name": lambda name, kind, _: kind != "table" or not text_index.is_part(name),
        }
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, schema.metadata) == []


def test_the_program_works_with_the_newest_migration() -> None:
    scripts = ScriptDirectory.from_config(migrate._config())
    assert scripts.get_heads() == [schema.REVISION]


def test_migrations_travel_with_the_package() -> None:
    assert (files("coder.storage") / "migrations" / "env.py").is_file()


def test_the_tables_can_be_made_in_postgresql() -> None:
    statements: list[str] = []
    engine = create_mock_engine("postgresql+psycopg://", lambda sql, *_: statements.append(sql))
    schema.metadata.create_all(engine, checkfirst=False)
    for statement in statements:
        str(statement.compile(dialect=engine.dialect))  # type: ignore[attr-defined]
    assert len(statements) > len(schema.metadata.tables)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE decisions SET code = 'anders'",
        "DELETE FROM decisions",
        "UPDATE batches SET label = ''",
        "DELETE FROM batches",
    ],
)
def test_the_journal_cannot_be_rewritten(tmp_path: Path, change: str) -> None:
    with Project.create(tmp_path / "a.coder") as project:
        project.take_in(Intake("zorgen", [IntakeRow("1", "werkdruk")]))
        [answer] = project.answers("zorgen")
        decision = Decision(answer.id, Mark.CODE, True, "werkdruk")
        project.append(NewBatch(project.coder("Ann"), "x", (decision,)))
        with pytest.raises(DatabaseError, match="only ever added to"), project.writing() as writer:
            writer.execute(text(change))
        assert [entry.decision for entry in project.journal()] == [decision]
