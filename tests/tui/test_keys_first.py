"""A key goes first: computing gives way to it, and garbage waits until nobody types."""

from __future__ import annotations

import gc
from typing import Any

import pytest

from coder.tui import keys_first
from coder.urgency import Urgency


async def test_garbage_goes_only_after_a_while_without_keys(
    start: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    tidied: list[bool] = []
    monkeypatch.setattr(keys_first, "tidy", lambda: tidied.append(True))
    async with start() as app:
        monkeypatch.setattr(keys_first, "QUIET", 3600.0)
        await app.press("j")
        app.app._tidy()
        assert not tidied
        monkeypatch.setattr(keys_first, "QUIET", 0.0)
        app.app._tidy()
        assert tidied
    assert gc.isenabled()


async def test_the_log_goes_into_the_file_once_nobody_types(
    start: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as driver:
        path = driver.app.workbench.path
        monkeypatch.setattr(keys_first, "QUIET", 3600.0)
        await driver.press("j")
        before = path.stat().st_mtime_ns
        await driver.press("space")
        assert path.stat().st_mtime_ns == before  # it is in the log
        monkeypatch.setattr(keys_first, "QUIET", 0.0)
        driver.app._tidy()
        await driver.app.workers.wait_for_complete()
        assert path.stat().st_mtime_ns > before
        resting = [worker for worker in driver.app.workers if worker.group == "rest"]
        driver.app._tidy()
        assert [worker for worker in driver.app.workers if worker.group == "rest"] == resting


async def test_a_key_is_urgent_until_its_picture_stands(
    start: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Told(Urgency):
        def __init__(self) -> None:
            super().__init__()
            self.told: list[str] = []

        def begin(self) -> None:
            self.told.append(f"begin at {self.place()}")
            super().begin()

        def end(self) -> None:
            self.told.append(f"end at {self.place()}")
            super().end()

        def place(self) -> int:
            return int(driver.screen.desk.position)

    async with start() as driver:
        keys = Told()
        monkeypatch.setattr(keys_first, "KEYS", keys)
        await driver.press("j")
        assert keys.told[-2:] == ["begin at 0", "end at 1"]


async def test_what_is_ahead_is_ranked_after_the_picture(
    start: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as driver:
        ranker, later = driver.screen.ranker, list[Any]()
        monkeypatch.setattr(driver.screen, "call_after_refresh", later.append)
        here, unknown = driver.screen.desk.index, len(driver.screen.session.rows) - 1
        ranker._ranked.pop(unknown, None)
        ranker.want(here, unknown)
        assert len(later) == 1
        later.pop()()
        await driver.settle()
        assert ranker.get(unknown) is not None


async def test_a_list_asked_for_in_a_dialog_is_urgent_until_it_shows(
    start: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Told(Urgency):
        def begin(self) -> None:
            begun.append(type(driver.app.screen).__name__)
            super().begin()

    begun: list[str] = []
    async with start() as driver:
        monkeypatch.setattr(keys_first, "KEYS", Told())
        await driver.press("f", *"werk")
        begun.clear()
        await driver.press("enter")
        assert driver.screen.desk.filter.written == "werk"
        assert begun[0] == "FilterLine"  # the key
        assert begun[-1] == "CodingScreen"  # and what it brings
