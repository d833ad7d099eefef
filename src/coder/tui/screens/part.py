"""Words of an answer marked for a code, with the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coder.domain.notes import Part
from coder.i18n import _
from coder.tui.keys import bindings
from coder.tui.keys_beside import PART_KEYS
from coder.tui.screens.dialog import Dialog
from coder.tui.text import shown
from coder.tui.widgets.sheet import Sheet

Marked = tuple[str, int, int]  # code, first and last word


class PartScreen(Dialog[Marked]):
    """Gives the code and the words that were chosen.

    Args:
        text: The answer.
        words: Where its words stand; at least one.
        codes: The codes to choose from, with their labels; the first is in hand.
        chosen: First and last word to begin with.
    """

    CSS_PATH = "part.tcss"
    BINDINGS = bindings(PART_KEYS)

    def __init__(
        self,
        text: str,
        words: Sequence[Part],
        codes: Sequence[tuple[str, str]],
        chosen: tuple[int, int],
    ) -> None:
        super().__init__()
        self._text, self._words, self._codes = text, words, codes
        self._first, self._last = chosen
        self._code = 0

    def compose(self) -> ComposeResult:
        """The code, the answer with the words that are chosen, the keys."""
        with Vertical(classes="dialog", id="part"):
            yield Static(id="code", classes="dialog-title", markup=False)
            with VerticalScroll(can_focus=False):
                yield Sheet(id="words")
            foot = _("← → word   shift+← → width   tab code   enter mark   esc cancel")
            yield Static(foot, classes="dialog-foot", markup=False)

    def on_mount(self) -> None:
        """Show the choice."""
        self._draw()

    def action_go(self, step: int) -> None:
        """Choose the word after the last, or before the first."""
        at = self._last + 1 if step > 0 else self._first - 1
        self._first = self._last = max(0, min(len(self._words) - 1, at))
        self._draw()

    def action_widen(self, step: int) -> None:
        """Take one word more at the end, or one fewer."""
        self._last = max(self._first, min(len(self._words) - 1, self._last + step))
        self._draw()

    def action_code(self, step: int) -> None:
        """Mark for another of the codes."""
        self._code = (self._code + step) % len(self._codes)
        self._draw()

    def action_mark(self) -> None:
        """Give what is chosen."""
        self.dismiss((self._codes[self._code][0], self._first, self._last))

    def _draw(self) -> None:
        label = self._codes[self._code][1]
        title = _("Words marked for “{code}”").format(code=label)
        if len(self._codes) > 1:
            title += f"  {self._code + 1}/{len(self._codes)}"
        self.query_one("#code", Static).update(title)
        start, end = self._words[self._first][0], self._words[self._last][1]
        content = Content(shown(self._text), strip_control_codes=False)
        self.query_one("#words", Sheet).put(content.stylize("reverse bold", start, end))
