"""What all screens share: their keys as data, the way back, and errors told in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual.screen import Screen
from textual.worker import Worker, WorkerState

from coder.errors import CoderError
from coder.i18n import _
from coder.tui.keys import Key
from coder.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from coder.tui.app import CoderApp

WIDTH_CLASSES = [(0, "-tiny"), (44, "-slim"), (72, "-normal"), (120, "-wide")]  # columns
HEIGHT_CLASSES = [(0, "-flat"), (16, "-short"), (23, "-low"), (32, "-tall")]  # lines


class CoderScreen(Screen[None]):
    """A screen of this app."""

    KEYS: ClassVar[tuple[Key, ...]] = ()

    @property
    def coder_app(self) -> CoderApp:
        """The app, with its type."""
        return cast("CoderApp", self.app)

    @property
    def unstored(self) -> int:
        """Decisions that could not be stored."""
        return 0

    def action_back(self) -> None:
        """Go back to the screen before."""
        self.dismiss()

    def action_help(self) -> None:
        """Show the keys of this screen."""
        from coder.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.KEYS))

    def tell(self, message: str) -> None:
        """Say something in passing."""
        self.query_one(KeyLine).say(message)

    def tell_error(self, error: CoderError) -> None:
        """Say what went wrong and what to do next."""
        self.notify(str(error), title=_("Not done"), severity="error", timeout=12, markup=False)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """An error in a thread is told; what nobody foresaw is logged too."""
        if event.state is not WorkerState.ERROR:
            return
        error = event.worker.error
        self.worker_failed(event.worker.group)
        if isinstance(error, CoderError):
            self.tell_error(error)
            return
        self.coder_app.log_trouble(error)

    def unless_unstored(self, go: Callable[[], object]) -> None:
        """Leave, after a warning when decisions could not be stored."""
        go()

    def worker_failed(self, group: str) -> None:
        """A worker of this group ended in an error; screens may put things right."""
