"""The key line at the foot of a screen: the keys that matter most, as many as fit."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.events import Click
from textual.timer import Timer
from textual.widget import Widget

from coder.i18n import _
from coder.tui.keymap import cap
from coder.tui.keys import Key

GAP = 3  # cells between two keys
SECONDS = 4.0  # a message stays
NEEDED = ("help", "back")  # stay when there is room for few


class KeyLine(Widget):
    """Shows keys by rank; what does not fit stays on the help screen. A click works as the key."""

    DEFAULT_CSS = """
    KeyLine { height: 1; padding: 0 2; background: $panel; color: $quiet; dock: bottom; }
    """

    def __init__(self, keys: Iterable[Key]) -> None:
        super().__init__()
        self._keys = sorted((key for key in keys if key.rank), key=lambda key: key.rank)
        self._parts: list[tuple[Key, Content]] = []
        self._drawn_for: object = None  # the keymap that the parts show
        self._message = ""
        self._silence: Timer | None = None

    def say(self, message: str) -> None:
        """Say something in passing, in place of the keys."""
        if message != self._message:
            self._message = message
            self.refresh()
        if self._silence is not None:
            self._silence.stop()
        self._silence = self.set_timer(SECONDS, self._fall_silent) if message else None

    def render(self) -> Content:
        """What was said last, else the keys that fit in their order."""
        if self._message:
            return Content.styled(self._message, "bold $accent")
        return Content(" " * GAP).join(part for _key, part in self._fitting())

    def _fall_silent(self) -> None:
        self.say("")

    async def on_click(self, event: Click) -> None:
        """Do what the clicked key does."""
        x = event.x - self.gutter.left
        for key, part in self._fitting():
            if 0 <= x < part.cell_length and "{" not in key.action:
                await self.screen.run_action(key.action)
                return
            x -= part.cell_length + GAP

    def _fitting(self) -> list[tuple[Key, Content]]:
        chosen, room = [], self.content_size.width
        keymap = getattr(self.app, "own_keys", self)
        if self._drawn_for is not keymap:
            self._drawn_for = keymap
            self._parts = [(key, _part(key, cap(self.app, key))) for key in self._keys]
        by_need = sorted(self._parts, key=lambda item: item[0].id not in NEEDED)
        for key, part in by_need:
            if part.cell_length <= room:
                chosen.append((key, part))
                room -= part.cell_length + GAP
        return sorted(chosen, key=lambda item: item[0].rank)


def _part(key: Key, cap: str) -> Content:
    return Content.assemble((cap, "bold $primary"), (f" {_(key.label)}", "$quiet"))
