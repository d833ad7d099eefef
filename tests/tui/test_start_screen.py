"""Where the app begins: recent projects, a path, a new project."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, OptionList

from coder.errors import DamagedProjectError
from coder.services.recent import remember_project
from coder.services.workbench import Workbench
from coder.storage.project import Project
from coder.tui.screens.coding import CodingScreen
from coder.tui.screens.start import StartScreen


@pytest.fixture(autouse=True)
def word_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lemmas by word list: the pipeline is not the subject here."""
    monkeypatch.setenv("CODER_PIPELINE", "simplemma")


async def test_without_recent_projects_it_says_how_to_begin(start: Any) -> None:
    async with start(bench=None) as app:
        assert isinstance(app.app.screen, StartScreen)
        assert "Press d for a demo" in app.text


async def test_a_recent_project_opens_with_enter(start: Any, workbench: Workbench) -> None:
    remember_project(workbench.path)
    async with start(bench=None) as app:
        assert "test" in app.text
        await app.press("enter")
        assert app.answer == "Werkdruk"


async def test_recent_projects_show_how_far_they_are(start: Any, workbench: Workbench) -> None:
    remember_project(workbench.path)
    session = workbench.session("zorgen")
    session.accept(0, "werkdruk")  # three of eight answers
    async with start(bench=None) as app:
        assert "3/8" in app.text


async def test_a_recent_project_that_is_damaged_stays_in_the_list(
    start: Any, tmp_path: Path
) -> None:
    broken = tmp_path / "kapot.coder"
    broken.write_bytes(b"not a database")
    remember_project(broken)
    async with start(bench=None) as app:
        assert "kapot" in app.text
        await app.press("enter")
        assert "damaged" in app.notices
        assert isinstance(app.app.screen, StartScreen)


async def test_a_project_opens_by_its_path(start: Any, workbench: Workbench) -> None:
    async with start(bench=None) as app:
        await app.press("o")
        app.app.screen.query_one(Input).value = str(workbench.path)
        await app.press("enter")
        assert isinstance(app.app.screen, CodingScreen)


async def test_a_folder_is_gone_into_on_the_way_to_a_project(
    start: Any, workbench: Workbench
) -> None:
    async with start(bench=None) as app:
        await app.press("o")
        app.app.screen.query_one(Input).value = str(workbench.path.parent)
        await app.press("enter")
        assert "test.coder" in app.text
        await app.press("enter")
        assert isinstance(app.app.screen, CodingScreen)


@pytest.mark.parametrize("path", ["/nowhere/at/all.coder", "~/x.coder"])
async def test_a_path_that_is_no_project_is_refused_in_words(start: Any, path: str) -> None:
    async with start(bench=None) as app:
        await app.press("o")
        app.app.screen.query_one(Input).value = path
        await app.press("enter")
        assert app.notices
        assert isinstance(app.app.screen, StartScreen)


async def test_escape_leaves_a_question_unanswered(start: Any) -> None:
    async with start(bench=None) as app:
        for key in ("o", "n", "d"):
            await app.press(key, "escape")
            assert isinstance(app.app.screen, StartScreen)
        await app.press("escape")  # there is nothing behind
        assert isinstance(app.app.screen, StartScreen)


async def test_a_finished_project_opens_all_the_same(start: Any, workbench: Workbench) -> None:
    session = workbench.session("zorgen")
    for index in range(len(session.rows)):
        session.accept(index, "anders")
    async with start() as app:
        assert app.answer == "Werkdruk"
        assert "100%" in app.text


async def test_escape_from_coding_leads_back_to_the_list(start: Any) -> None:
    async with start() as app:
        await app.press("escape")
        assert app.app.screen.query_one(OptionList)


async def test_a_large_project_is_looked_through_while_work_goes_on(
    start: Any, workbench: Workbench
) -> None:
    path = workbench.path
    rot = sqlite3.connect(path, isolation_level=None)
    rot.execute("UPDATE seals SET total = total + 1 WHERE name = 'answers'")
    rot.close()
    with pytest.raises(DamagedProjectError):
        Project.open(path)
    unchecked = Project.open(path, check_up_to=0)
    bench = Workbench(unchecked, "Anna", workbench.lemmatizer, workbench.settings)
    async with start(bench=bench) as app:
        await app.settle()
        assert "This project is damaged" in app.notices
        assert not list(path.parent.glob("*.backups/*"))  # a damaged copy pushes no good one out


async def test_a_project_of_an_earlier_version_is_not_called_broken(
    start: Any, workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coder.storage.migrate.revision_of", lambda _connection: "0001")
    remember_project(workbench.path)
    async with start(bench=None) as app:
        assert "of an earlier version" in app.text
        assert "cannot be opened" not in app.text
