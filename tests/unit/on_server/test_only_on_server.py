"""What is a server's own: rights, lost connections, locks, and its clock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from tests.postgres import Server

from coder.bootstrap import open_for_figures, open_workbench
from coder.domain.coding import Decision, Mark, NewBatch, Source
from coder.domain.locations import Database, location
from coder.errors import (
    ProjectError,
    ProjectLockedError,
    ProjectUnreachableError,
    StorageFullError,
    UsageError,
)
from coder.language.simple import SimpleLemmatizer
from coder.services.merging import merge_projects
from coder.storage import schema
from coder.storage.coder_store import add_coder
from coder.storage.intake import Intake, IntakeRow
from coder.storage.project import Project
from coder.storage.rows import Attribute
from coder.storage.transfer import copy_whole

TEAM = Path(__file__).parents[3] / "docs" / "team.md"


@pytest.fixture
def on_server() -> None:
    """Projects are made and opened as they are: these tests name databases themselves."""


@pytest.fixture
def project(database: Database) -> Iterator[Project]:
    with Project.open(database) as project:
        rows = [IntakeRow(str(number), f"antwoord {number}") for number in range(4)]
        project.take_in(Intake("zorgen", rows, "2024"))
        yield project


def star(project: Project, name: str, number: int) -> None:
    answer = project.answers("zorgen")[number]
    decision = Decision(answer.id, Mark.STAR, True)
    project.append(NewBatch(project.coder(name), "ster", (decision,)))


def test_the_migrations_make_the_tables_that_the_program_reads(project: Project) -> None:
    with project.reading() as connection:
        options = {
            "compare_type": True,
            # Whole values of background fit in no index of a server.
            "include_name": lambda name, kind, _: (
                not (kind == "index" and str(name).startswith("ix_background"))
            ),
        }
        context = MigrationContext.configure(connection, opts=options)
        found = compare_metadata(context, schema.metadata)
    assert [one for one in found if "ix_background_attribute_id_value" not in str(one)] == []


@pytest.mark.parametrize(
    "change",
    ["UPDATE decisions SET code = 'x'", "DELETE FROM batches", "TRUNCATE decisions, memos CASCADE"],
)
def test_the_journal_cannot_be_rewritten(project: Project, change: str) -> None:
    star(project, "Ann", 0)
    before = list(project.journal())
    with pytest.raises(DBAPIError, match="only ever added to"), project.writing() as connection:
        connection.execute(text(change))
    assert list(project.journal()) == before


def test_texts_of_any_length_are_kept(project: Project) -> None:
    question = "Wat vindt u van " + "de samenwerking in uw wijk en " * 20
    long = "niet in een woord te zeggen " * 300
    attributes = (Attribute(question, question),)
    project.take_in(Intake("lang", [IntakeRow("x", long, (long,))], attributes=attributes))
    assert [answer.text for answer in project.answers("lang")] == [long]
    assert list(project.background("lang").values()) == [{question: long}]


def test_a_text_that_no_server_can_hold_is_refused_whole(project: Project) -> None:
    rows = [IntakeRow("8", "goed"), IntakeRow("9", "met een \x00 erin")]
    with pytest.raises(ProjectError, match="nothing was stored"):
        project.take_in(Intake("zorgen", rows, "2024"))
    assert len(project.answers("zorgen")) == 4


def test_who_may_only_read_counts_but_does_not_code(project: Project, server: Server) -> None:
    star(project, "Ann", 0)
    assert isinstance(project.place, Database)
    server.run("DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN")
    server.run("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader", project.place.name)
    try:
        place = server.at(project.place.name, "reader")
        with pytest.raises(StorageFullError, match="not code in it"):
            Project.open(place)
        with open_for_figures(place, keeps_lemmas=True) as workbench:
            assert workbench.project.progress("zorgen").starred == 1
            assert workbench.project.read_only
            with pytest.raises(StorageFullError):
                star(workbench.project, "Ann", 1)
    finally:
        server.run("DROP OWNED BY reader", project.place.name)
        server.run("DROP ROLE reader")


def test_the_rights_that_the_documentation_lists_are_enough_to_code_and_merge(
    project: Project, server: Server, tmp_path: Path
) -> None:
    assert isinstance(project.place, Database)
    star(project, "Ann", 0)
    grants = re.findall(r"```sql\n(.*?)```", TEAM.read_text(encoding="utf-8"), re.DOTALL)
    server.run("CREATE ROLE coders; CREATE ROLE bas LOGIN IN ROLE coders")
    try:
        server.run(grants[0], project.place.name)
        copy_whole(project.place, tmp_path / "copy.coder")
        with Project.open(tmp_path / "copy.coder") as copy:
            star(copy, "Cas", 2)
        place = server.at(project.place.name, "bas")
        with open_workbench(place, "Bas", lemmatizer=SimpleLemmatizer()) as bench:
            star(bench.project, "Bas", 1)
            assert bench.project.undo(bench.coder) is not None
            bench.project.cache_lemmas("x", "1", {"tekst": "{}"})
        assert merge_projects(place, tmp_path / "copy.coder").outcome.added["decisions"] == 1
        assert merge_projects(place, tmp_path / "copy.coder").changed is False
        star(project, "Bas", 3)  # numbers go on after those that a merge gave
        assert project.progress("zorgen").starred == 3
    finally:
        server.run("DROP OWNED BY coders", project.place.name)
        server.run("DROP ROLE bas; DROP ROLE coders")


def test_where_no_project_is_is_said(server: Server) -> None:
    with pytest.raises(ProjectError, match="There is no project in"):
        Project.open(server.at("postgres"))
    with pytest.raises(ProjectUnreachableError, match='database "nowhere" does not exist'):
        Project.open(server.at("nowhere"))
    with pytest.raises(UsageError, match="cannot be read"):
        Project.open(location("postgresql://x/y?nonsense=1"))
    nobody = location("postgresql://anna:s3cret@localhost/survey?host=/nowhere")
    with pytest.raises(ProjectUnreachableError) as told:
        Project.open(nobody)
    assert "s3cret" not in str(told.value)


def test_a_second_project_in_a_database_has_a_schema_of_its_own(project: Project) -> None:
    assert isinstance(project.place, Database)
    place = location(f"{project.place.secret}&schema=wave 2")
    with Project.create(place) as second:
        assert second.questions() == []
        assert second.uid != project.uid
    with pytest.raises(ProjectError, match="exists already"):
        Project.create(place)
    with Project.open(place) as second, second.writing() as connection:
        connection.execute(text('DROP SCHEMA "wave 2" CASCADE'))
    assert len(project.answers("zorgen")) == 4


def test_a_database_that_cannot_hold_every_letter_is_refused(server: Server) -> None:
    server.run("CREATE DATABASE old ENCODING 'LATIN1' TEMPLATE template0 LOCALE 'C'")
    with pytest.raises(ProjectError, match="LATIN1"):
        Project.create(server.at("old"))


def test_work_goes_on_after_the_connection_was_lost(project: Project, server: Server) -> None:
    star(project, "Ann", 0)
    assert isinstance(project.place, Database)
    server.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        f"WHERE datname = '{project.place.name}'"
    )
    star(project, "Ann", 1)
    assert project.progress("zorgen").starred == 2


def test_a_connection_lost_halfway_stores_nothing_and_says_so(
    project: Project, server: Server
) -> None:
    star(project, "Ann", 0)

    def lose() -> None:
        with project.writing() as connection:
            add_coder(connection, "Bas", Source.PERSON)
            [[pid]] = connection.execute(text("SELECT pg_backend_pid()")).all()
            server.run(f"SELECT pg_terminate_backend({pid})")
            connection.execute(text("SELECT 1"))

    with pytest.raises(ProjectUnreachableError):
        lose()
    assert [coder.name for coder in project.coders()] == ["Ann"]


def test_a_decision_does_not_wait_long_for_another_writer(project: Project) -> None:
    star(project, "Ann", 0)
    with Project.open(project.place, busy_seconds=0.05) as other, project.writing():
        with pytest.raises(ProjectLockedError):
            star(other, "Ann", 1)
        assert other.progress("zorgen").starred == 1  # a reader never waits


def test_decisions_are_timed_by_the_servers_clock(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = datetime.now(UTC) - timedelta(hours=5)

    class Slow(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return ours

    monkeypatch.setattr("coder.storage.server.datetime", Slow)
    monkeypatch.setattr("coder.storage.project.datetime", Slow)
    with Project.open(project.place) as other:
        star(other, "Ann", 0)
        [entry] = other.history()
    assert entry.batch.at - ours > timedelta(hours=4)
