"""What keeps a key quick whatever else the app does."""

from __future__ import annotations

import time

from textual import events
from textual.app import App

from coder.tui.collecting import favour_keys, tidy
from coder.urgency import KEYS

QUIET = 2.0  # seconds without a key or click after which garbage may be thrown away


class KeysFirstApp(App[None]):
    """An app in which computing, and looking for garbage, give way to keys."""

    _key_at = _rested_at = 0.0

    def on_mount(self) -> None:
        """From now on."""
        favour_keys()
        self.set_interval(QUIET, self._tidy)

    async def on_event(self, event: events.Event) -> None:
        """Long computing gives way to a key until its picture stands.

        A key comes here twice: from the terminal, and back from the screen, to be acted upon.
        """
        if isinstance(event, events.Key | events.MouseDown):
            self._key_at = time.monotonic()
            self.hurry()
        await super().on_event(event)

    def hurry(self) -> None:
        """Let long computing wait for the next picture: what a key in a dialog brought about."""
        KEYS.begin()
        self.call_after_refresh(KEYS.end)

    def _tidy(self) -> None:
        if time.monotonic() - self._key_at > QUIET:
            tidy()
            if self._rested_at != self._key_at:
                self._rested_at = self._key_at
                self.rest()

    def rest(self) -> None:
        """Do what waited for a moment in which nobody types; once after each spell of keys."""
