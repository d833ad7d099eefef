"""A letter of its own for a code: one key press says which."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key as KeyPress
from textual.widgets import Static

from coder.i18n import _
from coder.tui.keys import bindings
from coder.tui.keys_beside import LETTER_KEYS
from coder.tui.screens.dialog import Dialog

NONE, OTHER = "-", "/"  # take the letter away; choose for another code


class LetterScreen(Dialog[str]):
    """Gives the letter that was pressed, `NONE` or `OTHER`.

    Args:
        label: The code that gets it.
        now: Its letter now, "" for none.
        taken: What other keys do, by letter.
        shown: The letters that stand for codes, with the codes' labels.
    """

    BINDINGS = bindings(LETTER_KEYS)

    def __init__(
        self, label: str, now: str, taken: Mapping[str, str], shown: list[tuple[str, str]]
    ) -> None:
        super().__init__()
        self._label, self._now, self._taken, self._shown = label, now, taken, shown

    def compose(self) -> ComposeResult:
        """What is asked, what is given away already, and what keys do."""
        title = _("Press the letter for “{code}”").format(code=self._label)
        lines = [
            Content.assemble((f"{letter}  ", "bold $primary"), label)
            for letter, label in self._shown
        ] or [Content.styled(_("No code has a letter yet."), "$quiet")]
        with Vertical(classes="dialog"):
            yield Static(title, classes="dialog-title", markup=False)
            yield Static(Content("\n").join(lines))
            yield Static(id="refused", classes="dialog-foot", markup=False)
            foot = _("a–z, A–Z choose   backspace none   / another code   esc cancel")
            yield Static(foot, classes="dialog-foot", markup=False)

    def action_none(self) -> None:
        """The code goes without a letter."""
        self.dismiss(NONE)

    def action_other(self) -> None:
        """Choose for another code."""
        self.dismiss(OTHER)

    def on_key(self, event: KeyPress) -> None:
        """Take a letter that does nothing else; say what it does when it does."""
        letter = event.character or ""
        if len(letter) != 1 or not letter.isalpha():
            return
        event.stop()
        if letter in self._taken:
            refused = _("{key} is in use already: {what}.").format(
                key=letter, what=self._taken[letter]
            )
            self.query_one("#refused", Static).update(refused)
            return
        self.dismiss(letter)
