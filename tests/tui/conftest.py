"""The app on a real project, driven by keys."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress

import pytest
from textual.pilot import Pilot
from textual.worker import WorkerCancelled, WorkerFailed

from coder.services.suggesting import SuggestionService
from coder.services.workbench import Workbench
from coder.settings import Settings
from coder.tui.app import CoderApp
from coder.tui.screens.coding import CodingScreen
from coder.tui.widgets import key_line

WIDE, SMALL = (160, 48), (80, 24)


class Seconds:
    """A clock that only moves when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


async def settle(pilot: Pilot[None]) -> None:
    """Wait until every worker is done and what it said has been drawn."""
    await pilot.pause()
    while any(not worker.is_finished for worker in pilot.app.workers):
        # A failure the screen tells, and a test looks at what it tells; a worker that gave way to
        # a newer one of its group is no failure at all.
        with suppress(WorkerFailed, WorkerCancelled):
            await pilot.app.workers.wait_for_complete()
        await pilot.pause()


class Driver:
    """Presses keys and reads what stands on the screen."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot
        self.app: CoderApp = pilot.app  # type: ignore[assignment]

    async def press(self, *keys: str) -> None:
        """Press keys one after another, each seen through."""
        for key in keys:
            await self.pilot.press(key)
            await settle(self.pilot)

    async def settle(self) -> None:
        """Wait for workers."""
        await settle(self.pilot)

    async def resize(self, width: int, height: int) -> None:
        """Make the terminal larger or smaller."""
        await self.pilot.resize_terminal(width, height)
        await settle(self.pilot)

    @property
    def screen(self) -> CodingScreen:
        """The coding screen."""
        screen = self.app.screen
        assert isinstance(screen, CodingScreen)
        return screen

    @property
    def answer(self) -> str:
        """The answer in hand, as stored."""
        row = self.screen.desk.row
        return row.group.text if row else ""

    @property
    def text(self) -> str:
        """Everything on the screen as plain text."""
        strips = self.app.screen._compositor.render_strips()  # what a terminal would get
        return "\n".join(strip.text for strip in strips)

    @property
    def notices(self) -> str:
        """What notifications say."""
        return "\n".join(f"{notice.title} {notice.message}" for notice in self.app._notifications)


StartApp = Callable[..., AbstractAsyncContextManager[Driver]]


@pytest.fixture
def clock() -> Seconds:
    """A clock that stands still."""
    return Seconds()


@pytest.fixture
def start(workbench: Workbench, clock: Seconds, monkeypatch: pytest.MonkeyPatch) -> StartApp:
    """Starts the app on the small project (or another, or with another suggestion service)."""
    # On a slow machine a message would be gone before a test can read it.
    monkeypatch.setattr(key_line, "SECONDS", 600.0)
    monkeypatch.setattr(CoderApp, "NOTIFICATION_TIMEOUT", 600.0)

    @asynccontextmanager
    async def run(
        size: tuple[int, int] = WIDE,
        bench: Workbench | None = workbench,
        service: Callable[..., SuggestionService] | None = None,
        theme: str = "coder-light",
        settings: Settings | None = None,
    ) -> AsyncIterator[Driver]:
        app = CoderApp(
            None if service else bench, settings=settings or workbench.settings, clock=clock
        )
        async with app.run_test(size=size, notifications=True) as pilot:
            app.theme = theme
            if service is not None and bench is not None:
                session = bench.session("zorgen")
                app.use(bench)
                app.push_screen(CodingScreen(session, service(session, bench.lemmatizer)))
            else:
                await settle(pilot)
            yield Driver(pilot)

    return run
