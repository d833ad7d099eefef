"""The letters that stand for codes, each always in its place."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget

from coder.i18n import _
from coder.tui.text import fitted

GAP = 2  # cells between two letters
SHORTEST = 9  # cells of a label


class LetterLine(Widget):
    """Letters with the labels of their codes, cut to fit; a click works as the key."""

    DEFAULT_CSS = "LetterLine { height: 1; padding: 0 1; }"

    class Clicked(Message):
        """A letter was clicked."""

        def __init__(self, letter: str) -> None:
            super().__init__()
            self.letter = letter

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._letters: tuple[tuple[str, str], ...] = ()
        self._none_yet = False

    def show(self, letters: Sequence[tuple[str, str]], *, none_yet: bool) -> None:
        """Show letters with their labels; `none_yet`: no code has one, say how it gets one."""
        if (self._letters, self._none_yet) != (tuple(letters), none_yet):
            self._letters, self._none_yet = tuple(letters), none_yet
            self.refresh()

    def render(self) -> Content:
        """As many as fit, in as many lines as there are."""
        if self._none_yet:
            return Content.styled(_("L gives a code a letter of its own"), "$quiet")
        if not self._letters:
            return Content()
        width = self._cell_width()
        cells = [
            Content.assemble((f"{letter} ", "bold $accent"), (fitted(label, width - 2), "$quiet"))
            for letter, label in self._letters
        ]
        rows = [cells[at : at + self._a_line] for at in range(0, len(cells), self._a_line)]
        lines = [Content(" " * GAP).join(row) for row in rows[: max(1, self.content_size.height)]]
        return Content("\n").join(lines)

    def on_click(self, event: Click) -> None:
        """Say which letter was clicked."""
        x, y = event.x - self.gutter.left, event.y - self.gutter.top
        at = y * self._a_line + x // (self._cell_width() + GAP)
        if 0 <= at < len(self._letters):
            self.post_message(self.Clicked(self._letters[at][0]))

    @property
    def _a_line(self) -> int:
        """Letters on a line: labels get as much room as there is, down to `SHORTEST`."""
        lines = max(1, self.content_size.height)
        wanted = -(-len(self._letters) // lines)
        most = (self.content_size.width + GAP) // (SHORTEST + 2 + GAP)
        return max(1, min(wanted, most))

    def _cell_width(self) -> int:
        return max(3, (self.content_size.width + GAP) // self._a_line - GAP)
