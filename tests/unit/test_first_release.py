"""A project as the first release made it opens with all it had; a newer one is refused kindly."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from coder.cli.main import run
from coder.errors import ProjectTooNewError
from coder.services.health import examine
from coder.storage.backups import Why, backups_of
from coder.storage.project import Project

DATA = Path(__file__).parents[1] / "data"
pytestmark = pytest.mark.migrates


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """The file of that release (its figures beside it are those that it printed itself)."""
    shutil.copy(DATA / "first_release.yaml", tmp_path / "zorgen.yaml")
    return Path(shutil.copy(DATA / "first_release.coder", tmp_path / "first_release.coder"))


def numbers(counts: dict[str, Any]) -> object:
    """What was counted; percentages are rounded otherwise since."""
    codes = {code["id"]: (code["respondents"], code["mentions"]) for code in counts["codes"]}
    return counts["n"], counts["coded"], codes


def test_the_first_release_s_project_counts_as_it_did(
    first: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = json.loads((DATA / "first_release.json").read_text(encoding="utf-8"))
    with Project.open(first) as project:
        assert project.backup is not None
        journal = [entry.batch.coder.name for entry in project.journal()]
        assert journal.count("Anna") == before["decisions"]
        assert len(project.answers("zorgen")) == before["answers"]
    assert [backup.why for backup in backups_of(first)] == [Why.MIGRATION]
    assert examine(first).problems == ()
    for wave, counts in before["counts"].items():
        assert run(["counts", str(first), "zorgen", "--wave", wave, "--json"]) == 0
        assert numbers(json.loads(capsys.readouterr().out)) == numbers(counts)


def test_a_project_of_a_later_release_is_refused_and_left_as_it_is(first: Path) -> None:
    with closing(sqlite3.connect(first)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    before = first.read_bytes()
    with pytest.raises(ProjectTooNewError, match="later version of coder"):
        Project.open(first)
    assert first.read_bytes() == before
    assert backups_of(first) == []
