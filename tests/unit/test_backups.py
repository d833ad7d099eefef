"""Copies of a project: made by themselves, thinned by a rule, put back without losing anything."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coder.domain.coding import Decision, Mark, NewBatch
from coder.errors import CoderError, DamagedProjectError, ProjectLockedError
from coder.services.backups import back_up_now, put_back
from coder.services.bulk import Machine, code_in_bulk
from coder.services.workbench import Workbench
from coder.storage.backups import (
    KEPT_DAYS,
    KEPT_NEWEST,
    Why,
    back_up_project,
    backups_of,
    restore_project,
)
from coder.storage.project import Project


def decide(project: Project, code: str = "werkdruk", place: int = 0) -> None:
    answer = project.answers("zorgen")[place]
    decision = Decision(answer.id, Mark.CODE, True, code)
    project.append(NewBatch(project.coder("Anna"), "test", (decision,)))


def codes(path: Path) -> list[list[str]]:
    with Project.open(path, read_only=True) as project:
        codings = project.codings("zorgen")
        return [sorted(coding.marks.codes) for given in codings.values() for coding in given]


def test_a_backup_is_made_only_when_something_was_added(project: Project) -> None:
    first = back_up_project(project.path, Why.OPENED)
    assert first is not None
    assert back_up_project(project.path, Why.OPENED) is None
    decide(project)
    second = back_up_project(project.path, Why.OPENED)
    assert second is not None
    assert [one.path for one in backups_of(project.path)] == [second.path, first.path]


def test_an_empty_project_needs_no_backup(tmp_path: Path) -> None:
    with Project.create(tmp_path / "leeg.coder") as project:
        assert back_up_project(project.path, Why.OPENED) is None
        with pytest.raises(CoderError, match="nothing to back up"):
            back_up_now(project.path)


def test_a_backup_is_whole_while_the_project_is_in_use_and_only_for_its_owner(
    project: Project,
) -> None:
    decide(project)
    with project.reading():
        made = back_up_project(project.path, Why.ASKED)
    assert made is not None
    assert codes(made.path) == [["werkdruk"]]
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.path.parent.stat().st_mode) == 0o700
    assert [file.name for file in made.path.parent.iterdir()] == [made.path.name]


def test_the_rule_keeps_the_newest_and_the_last_of_each_day(project: Project) -> None:
    start = datetime(2026, 1, 1, 9, tzinfo=UTC)
    for day in range(30):
        for hour in range(2):
            decide(project, code=f"c{day}_{hour}")
            back_up_project(project.path, Why.OPENED, start + timedelta(days=day, hours=hour))
    kept = [one.at for one in backups_of(project.path)]
    assert kept[:KEPT_NEWEST] == [
        start + timedelta(days=29 - number // 2, hours=1 - number % 2)
        for number in range(KEPT_NEWEST)
    ]
    days = {at.date() for at in kept}
    assert len(days) == KEPT_DAYS
    assert all(at.hour == 10 for at in kept[KEPT_NEWEST:])


def test_a_backup_put_back_keeps_what_stood_there(project: Project) -> None:
    decide(project, "werkdruk")
    back_up_now(project.path)
    decide(project, "personeel", place=1)
    project.close()
    done = put_back(project.path, "latest")
    assert codes(project.path) == [["werkdruk"]]
    assert done.kept is not None
    assert sorted(codes(done.kept)) == [["personeel"], ["werkdruk"]]


def test_a_project_that_is_open_is_not_replaced_under_its_user(project: Project) -> None:
    decide(project)
    backup = back_up_now(project.path)
    project.questions()
    with pytest.raises(ProjectLockedError):
        restore_project(project.path, backup.path)
    decide(project, "personeel", place=1)
    assert len(codes(project.path)) == 2


def test_a_damaged_project_is_set_aside_and_replaced(project: Project) -> None:
    decide(project)
    back_up_now(project.path)
    project.close()
    project.path.write_bytes(b"x" * 5000)
    with pytest.raises(CoderError):
        Project.open(project.path)
    done = put_back(project.path, "1")
    assert codes(project.path) == [["werkdruk"]]
    assert done.kept is not None
    assert done.kept.read_bytes() == b"x" * 5000


def test_a_lost_project_comes_back(project: Project) -> None:
    decide(project)
    back_up_now(project.path)
    project.close()
    project.path.unlink()
    assert put_back(project.path, "latest").kept is None
    assert codes(project.path) == [["werkdruk"]]


def test_a_damaged_backup_changes_nothing(project: Project) -> None:
    decide(project)
    backup = back_up_now(project.path)
    project.close()
    data = bytearray(backup.path.read_bytes())
    data[4096:8192] = b"\0" * 4096
    backup.path.write_bytes(data)
    before = project.path.read_bytes()
    with pytest.raises(DamagedProjectError):
        put_back(project.path, "latest")
    assert project.path.read_bytes() == before


def test_an_unknown_backup_says_which_there_are(project: Project) -> None:
    back_up_now(project.path)
    with pytest.raises(CoderError, match="no backup 7") as caught:
        put_back(project.path, "7")
    assert "1" in str(caught.value.hint)


def test_coding_in_bulk_is_backed_up_first(workbench: Workbench) -> None:
    code_in_bulk(workbench, "zorgen", None, Machine.RULES)
    (backup,) = backups_of(workbench.path)
    assert backup.why == Why.BULK
    assert codes(backup.path) == []
