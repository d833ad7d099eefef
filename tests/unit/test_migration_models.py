"""A project made before models were kept opens with all its decisions."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from tests.unit.earlier_formats import project_of

from coder.domain.coding import Decision, Mark, NewBatch
from coder.services.models import Models
from coder.storage.engine import WRITES, project_engine
from coder.storage.project import Project

pytestmark = pytest.mark.migrates

ROWS = (
    "INSERT INTO waves VALUES (1, '2024')",
    "INSERT INTO respondents VALUES (1, 1, 'r1')",
    "INSERT INTO questions VALUES (1, 'zorgen', 'Zorgen?', '', '')",
    "INSERT INTO answers VALUES (1, 1, 1, 'druk', 'druk', 1)",
    "INSERT INTO coders VALUES (1, 'Ann', 'person')",
    f"INSERT INTO batches VALUES (1, '{uuid4().hex}', 1, '2024-09-16 12:00:00', 'x', NULL, NULL)",
    "INSERT INTO decisions VALUES (1, 1, 1, 'code', 1, 'werkdruk')",
    "INSERT INTO present_codes VALUES (1, 1, 'werkdruk')",
    "INSERT INTO present_marks VALUES (1, 1, 0, 0, 0, 1, 1)",
)


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A project as the first version of the tables has it, with one decision."""
    return project_of(tmp_path / "oud.coder", "0001", ROWS)


def test_an_older_project_keeps_its_decisions_and_can_keep_models_and_scores(older: Path) -> None:
    with Project.open(older) as project:
        [entry] = project.journal()
        [answer] = project.answers("zorgen")
        assert entry.decision == Decision(answer.id, Mark.CODE, True, "werkdruk", None)
        assert project.backup is not None
        assert project.undo(project.coder("Ann")) is not None
        scored = Decision(answer.id, Mark.CODE, True, "werkdruk", 0.5)
        project.append(NewBatch(project.coder("Ann"), "y", (scored,)))
        assert [made.decision for made in project.journal()][-1] == scored

        class Dutch:
            name, version = "x", "1"

        assert Models(project, "zorgen", Dutch()).all() == []  # type: ignore[arg-type]
        with pytest.raises(DatabaseError, match="only ever added to"), project.writing() as writer:
            writer.execute(text("UPDATE decisions SET score = 1"))


def test_batches_of_one_moment_keep_the_order_in_which_they_were_made(older: Path) -> None:
    taken_off = (
        f"INSERT INTO batches VALUES (2, '{'0' * 32}', 1, '2024-09-16 12:00:00', 'y', NULL, NULL)",
        "INSERT INTO decisions VALUES (2, 2, 1, 'code', 0, 'werkdruk')",
        "DELETE FROM present_codes",
        "DELETE FROM present_marks",
    )
    engine = project_engine(older)
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        for row in taken_off:
            connection.execute(text(row))
    engine.dispose()
    with Project.open(older) as project:
        assert [entry.decision.present for entry in project.journal()] == [True, False]
        assert [entry.batch.label for entry in project.history()] == ["y", "x"]
