"""Others who code the same question at the same time: their progress, and no lost decision."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
from tests.tui.conftest import SMALL, StartApp

from coder import bootstrap
from coder.domain.coding import Decision, Mark, NewBatch
from coder.domain.locations import Location
from coder.errors import ProjectLockedError, ProjectUnreachableError
from coder.services.workbench import Workbench
from coder.storage.project import Project
from coder.tui.screens import coding_others


@pytest.fixture(autouse=True)
def looked_at_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """No look comes by itself while a test runs."""
    monkeypatch.setattr(coding_others, "EVERY_SECONDS", 3600.0)


def decide(project: Project, name: str, place: int, code: str) -> None:
    answer = project.answers("zorgen")[place]
    decision = Decision(answer.id, Mark.CODE, True, code)
    project.append(NewBatch(project.coder(name), "x", (decision,)))


async def test_what_others_decide_shows_without_moving_the_answer_in_hand(
    start: StartApp, project: Project
) -> None:
    async with start() as driver:
        await driver.settle()
        before = driver.answer
        shown = list(driver.screen.desk.shown)
        decide(project, "Bas", 0, "werkdruk")  # the answer in hand
        decide(project, "Bas", 1, "personeel")
        decide(project, "Cas", 3, "geen")
        driver.screen.look_at_others()
        await driver.settle()
        assert "Bas 2 · Cas 1" in driver.text
        assert (driver.answer, driver.screen.desk.shown) == (before, shown)
        assert driver.screen.desk.marks.codes == frozenset()
        await driver.press("down")
        assert driver.screen.desk.marks.codes == {"personeel"}
        driver.screen.look_at_others()
        await driver.settle()
        await driver.press("up")
        assert driver.screen.desk.marks.codes == {"werkdruk"}
        await driver.press("enter")
        assert driver.answer == "Minder geld voor de wijk"  # what others did is not offered
        await driver.resize(*SMALL)
        assert "2 other coders" in driver.text


async def test_a_look_that_is_older_than_ones_own_decision_changes_nothing(
    start: StartApp, project: Project
) -> None:
    async with start() as driver:
        await driver.settle()
        others = driver.screen._others
        assert others is not None
        decide(project, "Bas", 0, "werkdruk")
        news = others.look()
        assert news is not None
        await driver.press("s")
        decided = driver.screen.desk.marks
        assert decided.star
        assert others.take(news, ()) is None
        assert driver.screen.desk.marks == decided


async def test_decisions_wait_for_another_program_and_are_stored_by_themselves(
    start: StartApp, project: Project, workbench: Workbench
) -> None:
    path = project.path
    project.close()
    with (
        Project.open(path, busy_seconds=0.05) as impatient,
        closing(sqlite3.connect(path, isolation_level=None)) as other,
    ):
        bench = replace(workbench, project=impatient)
        assert bench.coder.name == "Anna"
        async with start(bench=bench) as driver:
            await driver.settle()
            other.execute("BEGIN IMMEDIATE")
            await driver.press("s")
            assert "1 decision waits" in driver.text
            driver.screen.look_at_others()
            await driver.settle()
            assert "1 decision waits" in driver.text
            other.execute("ROLLBACK")
            driver.screen.look_at_others()
            await driver.settle()
            assert "waits" not in driver.text
            assert impatient.progress("zorgen").starred == 3  # the whole group of identical answers


def test_opening_waits_for_another_program_that_writes(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = project.path
    project.close()
    monkeypatch.setattr(bootstrap, "KEY_BUSY_SECONDS", 0.01)
    tries: list[object] = []
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        opened = Project.open

        def counted(place: Location, **how: Any) -> Project:
            tries.append(place)
            if len(tries) == 3:
                other.execute("ROLLBACK")
            return opened(place, **how)

        monkeypatch.setattr(Project, "open", counted)
        bootstrap.open_for_coding(path, "Anna").close()
        assert len(tries) == 3
        other.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr(bootstrap, "OPEN_BUSY_SECONDS", 0.0)
        with pytest.raises(ProjectLockedError, match="Another program is writing"):
            bootstrap.open_for_coding(path, "Anna")


async def test_a_server_that_does_not_answer_is_told_until_it_does(
    start: StartApp, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as driver:
        await driver.settle()

        def silent(*_: object) -> None:
            raise ProjectUnreachableError("postgresql://db/survey cannot be reached.")

        with monkeypatch.context() as cut:
            cut.setattr(Project, "reading", silent)
            cut.setattr(Project, "writing", silent)
            driver.screen.look_at_others()
            await driver.settle()
            assert "no connection" in driver.text
            await driver.press("s")
            assert "cannot be reached" in driver.notices
        driver.screen.look_at_others()
        await driver.settle()
        assert "no connection" not in driver.text
        assert project.progress("zorgen").starred == 3  # the whole group of identical answers
