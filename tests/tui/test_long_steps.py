"""What takes longer than a key may runs in a thread; nothing is coded in between."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from tests.tui.conftest import StartApp

from coder.errors import CoderError
from coder.services import travelling
from coder.storage.project import Project
from coder.tui.screens import coding_found
from coder.tui.screens.coding import CodingScreen
from coder.tui.screens.waiting import WaitScreen


@pytest.fixture
def everything_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(travelling, "LONG", 0)
    monkeypatch.setattr(travelling, "MANY", 0)
    monkeypatch.setattr(coding_found, "LONG", 0)


class Gate:
    """Lets a method of the project through when told to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, method: str) -> None:
        self.open, self.reached = threading.Event(), threading.Event()
        through = getattr(Project, method)

        def gated(*arguments: Any) -> Any:
            self.reached.set()
            assert self.open.wait(20)
            return through(*arguments)

        monkeypatch.setattr(Project, method, gated)


@pytest.mark.usefixtures("everything_is_long")
async def test_a_large_step_is_taken_back_in_a_thread_while_keys_change_nothing(
    start: StartApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as app:
        await app.press("space", "space")
        gate = Gate(monkeypatch, "undo")
        await app.pilot.press("u")
        assert gate.reached.wait(20)
        assert isinstance(app.app.screen, WaitScreen)
        assert "One moment" in app.text
        await app.pilot.press("1", "enter", "u", "escape")  # each is answered: by nothing
        gate.open.set()
        await app.settle()
        assert isinstance(app.app.screen, CodingScreen)
        assert app.answer == "bezuinigingen en te weinig collega's"
        assert app.screen.session.chosen(1) == frozenset()
        assert app.screen.session.chosen(0) == {"werkdruk"}
        await app.press("ctrl+y")
        assert "Done again" in app.text
        assert app.screen.session.chosen(1) == {"personeel"}


@pytest.mark.usefixtures("everything_is_long")
async def test_a_large_step_that_cannot_be_taken_back_says_so_and_work_goes_on(
    start: StartApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as app:
        await app.press("space")

        def refuse(*_arguments: Any) -> None:
            raise CoderError("The disk is full.")

        with monkeypatch.context() as patched:
            patched.setattr(Project, "undo", refuse)
            await app.press("u")
        assert isinstance(app.app.screen, CodingScreen)
        assert "The disk is full." in app.notices
        await app.press("u")
        assert app.screen.session.chosen(0) == frozenset()


@pytest.mark.usefixtures("everything_is_long")
async def test_a_changed_codebook_and_a_batch_are_taken_back_in_a_thread_too(
    start: StartApp,
) -> None:
    async with start() as app:
        await app.press("c", "r", "s", "enter", "escape")
        assert "Bezuinigingens" in app.screen.values.codes["bezuinigingen"].label
        await app.press("u")
        assert app.screen.values.codes["bezuinigingen"].label == "Bezuinigingen"
        await app.press("f", *"druk", "enter", "A", *"werkd", "enter", "y")
        assert "1 answer changed." in app.text
        rows = app.screen.desk.shown
        assert rows
        assert all("werkdruk" in app.screen.session.chosen(row) for row in rows)
        await app.press("u")
        assert not any(app.screen.session.chosen(row) for row in rows)
