"""A full disk, a lock, a worker that fails: nothing is lost, nothing crashes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event

from coder.domain.filters import Status
from coder.errors import CoderError
from coder.services.suggesting import SuggestionService
from coder.services.workbench import Workbench
from coder.storage.project import Project
from coder.tui.screens.asking import ConfirmScreen
from coder.tui.screens.coding import CodingScreen
from coder.tui.screens.start import StartScreen


@pytest.fixture
def disk(workbench: Workbench) -> Callable[[bool], None]:
    """Says whether the disk is full, by forbidding the file to grow or to be written."""
    full = [False]

    def forbid(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute(f"PRAGMA query_only={'ON' if full[0] else 'OFF'}")

    event.listen(workbench.project._engine, "checkout", forbid)

    def switch(is_full: bool) -> None:
        full[0] = is_full

    return switch


def on_disk(workbench: Workbench) -> int:
    """Answers with marks, read through a connection of its own."""
    with Project.open(workbench.path, read_only=True) as reader:
        return len(reader.codings("zorgen", "2024"))


async def test_what_cannot_be_stored_stays_visible_as_not_stored(
    start: Any, workbench: Workbench, disk: Callable[[bool], None]
) -> None:
    async with start() as app:
        disk(True)
        await app.press("1")
        assert app.answer == "Werkdruk"
        assert "! Werkdruk" in app.text
        assert "1 decision is not stored" in app.text
        assert "nothing was stored" in app.notices
        assert on_disk(workbench) == 0


async def test_what_was_not_stored_is_stored_with_one_key_when_there_is_room(
    start: Any, workbench: Workbench, disk: Callable[[bool], None]
) -> None:
    async with start() as app:
        disk(True)
        await app.press("1", "j", "1", "s")
        assert "3 decisions are not stored" in app.text
        disk(False)
        await app.press("ctrl+s")
        assert "not stored" not in app.text
        rows = app.screen.session.rows
        assert rows[0].marks.codes == {"werkdruk"}
        assert (rows[1].marks.codes, rows[1].marks.star) == ({"personeel"}, True)
        assert on_disk(workbench) == 4  # three identical answers and one


async def test_a_later_decision_takes_the_waiting_ones_along(
    start: Any, workbench: Workbench, disk: Callable[[bool], None]
) -> None:
    async with start() as app:
        disk(True)
        await app.press("1")
        disk(False)
        await app.press("enter")
        assert app.screen.session.rows[0].marks.done
        assert on_disk(workbench) == 3
        assert app.screen.unstored == 0


async def test_enter_does_not_leave_an_answer_that_is_not_stored(
    start: Any, disk: Callable[[bool], None]
) -> None:
    async with start() as app:
        disk(True)
        await app.press("space")
        assert app.answer == "Werkdruk"


async def test_undo_takes_back_first_what_was_never_stored(
    start: Any, disk: Callable[[bool], None]
) -> None:
    async with start() as app:
        await app.press("space")
        disk(True)
        await app.press("1", "u")
        assert app.screen.unstored == 0
        assert app.screen.session.rows[0].status is Status.CODED
        assert app.screen.session.rows[1].status is Status.OPEN


@pytest.mark.parametrize("key", ["escape", "ctrl+q", "q"])
async def test_leaving_with_unstored_decisions_asks_first(
    start: Any, disk: Callable[[bool], None], key: str
) -> None:
    async with start() as app:
        disk(True)
        await app.press("1", key)
        assert isinstance(app.app.screen, ConfirmScreen)
        await app.press("escape")
        assert app.screen.unstored == 1


async def test_who_agrees_leaves_with_unstored_decisions(
    start: Any, disk: Callable[[bool], None]
) -> None:
    async with start() as app:
        disk(True)
        await app.press("1", "escape", "y")
        assert isinstance(app.app.screen, StartScreen)


async def test_a_lock_is_told_and_the_decision_waits(
    start: Any, workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coder.storage.engine import locked

    async with start() as app:
        with monkeypatch.context() as other:

            def refuse(*_: object) -> None:
                raise locked(workbench.path.name)

            other.setattr(type(workbench.project), "append", refuse)
            await app.press("1")
            assert "Another program is writing" in app.notices
            assert app.screen.unstored == 1
        await app.press("ctrl+s")
        assert on_disk(workbench) == 3


async def test_without_suggestions_codes_can_still_be_found(
    start: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise CoderError("no Dutch today", "try later")

    monkeypatch.setattr(SuggestionService, "prepare", fail)
    async with start() as app:
        assert "no Dutch today" in app.notices
        assert "No suggestions now" in app.text
        await app.press("1", "space", "slash", *"werk", "enter")
        assert app.screen.session.rows[0].marks.codes == {"werkdruk"}


async def test_an_unforeseen_error_in_a_thread_is_logged_and_told(
    start: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(SuggestionService, "retrain", fail)
    async with start() as app:
        assert "Something unforeseen" in app.notices
        assert "coder.log" in app.notices
        await app.press("space")
        assert app.screen.session.rows[0].status is Status.CODED


async def test_a_codebook_that_is_wrong_is_told_and_the_version_before_it_serves(
    start: Any, codebook_file: Any
) -> None:
    codebook_file.write_text("codebook: zorgen\ncodes: []\nfoo: 1\n", encoding="utf-8")
    async with start() as app:
        assert isinstance(app.app.screen, CodingScreen)
        assert "zorgen.yaml:1:1" in app.notices
        assert "right last" in app.notices
        await app.press("space")
        assert app.screen.session.rows[0].status is Status.CODED
