"""As `test_coders`, on a server; and coders of a server's project of before they had ids."""

from __future__ import annotations

import pytest
from alembic import command
from sqlalchemy import text
from tests.postgres import Server
from tests.unit.test_coders import *  # noqa: F403 - its tests and what they start from
from tests.unit.test_migration_coders import PROJECT, ROWS

from coder.domain.coder_ids import old_uid
from coder.domain.coding import Decision, Mark, NewBatch
from coder.services.merging import merge_projects
from coder.storage import migrate
from coder.storage.project import Project
from coder.storage.stores import store_of


@pytest.mark.migrates
def test_a_server_s_older_project_gives_its_coders_the_same_ids(server: Server) -> None:
    place = server.database()
    engine, config = store_of(place).engine(read_only=False, busy_seconds=5), migrate._config()
    with engine.connect() as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "0008")
        for row in ROWS:
            connection.execute(text(_for_server(row)))
    engine.dispose()
    with Project.open(place) as project:
        found = {work.coder.name: work.uid for work in project.work_of_coders()}
        assert found == {
            "Ann": old_uid(PROJECT, "Ann", "person"),
            "regels": old_uid(PROJECT, "regels", "rules"),
        }
        assert [entry.batch.coder.name for entry in project.journal()] == ["Ann"]


def test_a_file_that_is_merged_takes_a_new_name_of_the_server_over(
    project: Project, server: Server
) -> None:
    with server.lent() as other:
        anna = code(project, "Anna", "werkdruk")  # noqa: F405
        assert merge_projects(other, project.place).outcome.who.renamed == ()
        project.rename_coder(anna, "Anna B.")
        bas = code(project, "Bas", "geen", place=1)  # noqa: F405
        project.rename_coder(bas, "Anna")
        outcome = merge_projects(other, project.place).outcome
        assert outcome.who.renamed == (("Anna", "Anna B."),)
        with Project.open(other) as there:
            assert names(there) == ["Anna B.", "Anna"]  # noqa: F405
            answer = there.answers("zorgen")[2]
            made = (Decision(answer.id, Mark.CODE, True, "geen"),)
            there.append(NewBatch(there.coder("Cas"), "test", made))
        assert merge_projects(project.place, other).outcome.added["coders"] == 1
        assert names(project) == ["Anna B.", "Anna", "Cas"]  # noqa: F405


def _for_server(row: str) -> str:
    """The row with truth as PostgreSQL writes it."""
    known = {
        "'code', 1,": "'code', true,",
        "(1, 1, 0, 0, 0, 1, 1)": "(1, 1, false, false, false, true, 1)",
    }
    for here, there in known.items():
        row = row.replace(here, there)
    return row
