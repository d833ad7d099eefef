"""A sheet over a screen while something is under way that nothing may be changed during."""

from __future__ import annotations

import time

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from coder.i18n import _


class WaitScreen(ModalScreen[None]):
    """Says what is under way, and for how long already. Takes all keys; closed by `finish`.

    Args:
        sentence: What is being done.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self._sentence, self._began = sentence, time.monotonic()
        self._finished = False

    def compose(self) -> ComposeResult:
        """The sentence, and the seconds."""
        with Vertical(classes="dialog"):
            yield Static(self._sentence, classes="dialog-title", markup=False)
            yield Static(_("One moment…"), id="moment", markup=False)

    def on_mount(self) -> None:
        """Count the seconds, so that it is seen that the app lives."""
        self.set_interval(1.0, self._tell)

    def finish(self) -> None:
        """Close, at once or when what lies over it is closed."""
        self._finished = True
        self._close()

    def on_screen_resume(self) -> None:
        """What lay over it was closed."""
        self._close()

    def _close(self) -> None:
        if self._finished and self.is_current:
            self.dismiss(None)

    def _tell(self) -> None:
        seconds = round(time.monotonic() - self._began)
        told = _("One moment… {seconds} s").format(seconds=seconds)
        self.query_one("#moment", Static).update(told)
