"""Exports from the app: what is chosen is written, progress shows, a stopped one leaves nothing."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, Static

from coder.errors import CoderError
from coder.services.workbench import Workbench
from coder.tui.screens import exporting
from coder.tui.screens.exporting import ExportScreen
from coder.tui.widgets.choices import Choices


async def open_export(app: Any) -> ExportScreen:
    await app.press("r", "e")
    screen = app.app.screen
    assert isinstance(screen, ExportScreen)
    return screen


def said(screen: ExportScreen) -> str:
    return str(screen.query_one("#progress", Static).content)


async def test_enter_writes_a_workbook_beside_the_project_and_shows_where(
    start: Any, workbench: Workbench
) -> None:
    async with start() as app:
        screen = await open_export(app)
        await app.press("enter")
        path = workbench.path.parent / "output" / "test.xlsx"
        assert path.read_bytes().startswith(b"PK")
        assert str(path) in said(screen)


async def test_the_suffix_follows_the_format(start: Any, workbench: Workbench) -> None:
    async with start() as app:
        screen = await open_export(app)
        await app.press("down", "down")
        assert screen.query_one("#where", Input).value.endswith("test.sav")
        await app.press("enter")
        folder = workbench.path.parent / "output"
        assert {path.name for path in folder.iterdir()} == {"test.sav", "test.sps"}


async def test_an_export_for_outsiders_holds_no_answer(start: Any, workbench: Workbench) -> None:
    async with start() as app:
        screen = await open_export(app)
        await app.press("down", "down", "down")  # json
        screen.query_one("#readers", Choices).focus()
        await app.press("down", "enter")
        text = (workbench.path.parent / "output" / "test.json").read_text(encoding="utf-8")
        assert "mijn knie" not in text
        assert "r3" not in text


async def test_a_question_can_be_taken_out(start: Any) -> None:
    async with start() as app:
        screen = await open_export(app)
        questions = screen.query_one("#questions", Choices)
        questions.focus()
        assert questions.chosen == ("zorgen",)
        await app.press("space")
        assert questions.chosen == ()


async def test_a_file_that_is_there_is_replaced_only_after_a_second_enter(
    start: Any, workbench: Workbench
) -> None:
    path = workbench.path.parent / "output" / "test.xlsx"
    path.parent.mkdir()
    path.write_text("old", encoding="utf-8")
    async with start() as app:
        screen = await open_export(app)
        await app.press("enter")
        assert "enter again" in said(screen)
        assert path.read_text(encoding="utf-8") == "old"
        await app.press("enter")
        assert path.read_bytes().startswith(b"PK")


async def test_a_folder_that_is_not_there_is_told(start: Any, tmp_path: Path) -> None:
    async with start() as app:
        screen = await open_export(app)
        screen.query_one("#where", Input).value = str(tmp_path / "nergens" / "x.xlsx")
        await app.press("enter")
        assert "There is no folder" in said(screen)
        assert screen.query_one("#progress").has_class("-wrong")


async def test_escape_stops_an_export_and_then_closes(
    start: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, told = threading.Event(), threading.Event(), []

    def slow(_bench: Any, _request: Any, report: Any) -> None:
        begun.set()
        go_on.wait(10)
        try:
            report("Writing", 1, 2)
        except Exception as error:
            told.append(error)
            raise

    monkeypatch.setattr(exporting, "export", slow)
    async with start() as app:
        screen = await open_export(app)
        await app.pilot.press("enter")
        assert begun.wait(10)
        await app.pilot.press("escape")
        assert isinstance(app.app.screen, ExportScreen)
        go_on.set()
        await app.settle()
        assert "nothing was changed" in said(screen)
        await app.press("escape")
        assert not isinstance(app.app.screen, ExportScreen)
    assert isinstance(told[0], exporting.ExportStoppedError)


async def test_what_goes_wrong_is_told_in_the_dialog(
    start: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_what: Any) -> None:
        raise CoderError("The disk is full.")

    monkeypatch.setattr(exporting, "export", refuse)
    async with start((80, 24)) as app:
        screen = await open_export(app)
        await app.press("enter")
        assert "The disk is full." in said(screen)
        assert "The disk is full." in app.text
