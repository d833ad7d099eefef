"""Small questions: a line of text, or yes or no."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from coder.i18n import _
from coder.tui.keys import CONFIRM_KEYS, bindings
from coder.tui.screens.dialog import Dialog

LONGEST = 4096  # letters of a line


class AskScreen(Dialog[str]):
    """Asks for a line of text; an empty line is no answer.

    Args:
        title: What is asked.
        label: Stands in the empty line.
        value: Stands there at first.
        note: A sentence below the title.
        longest: Letters; a paste of more is not taken.
    """

    def __init__(
        self, title: str, label: str, value: str = "", *, note: str = "", longest: int = LONGEST
    ) -> None:
        super().__init__()
        self._title, self._label, self._value = title, label, value
        self._note, self._longest = note, longest

    def compose(self) -> ComposeResult:
        """A title and an input."""
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="dialog-title", markup=False)
            if self._note:
                yield Static(self._note, classes="dialog-note", markup=False)
            yield Input(
                self._value,
                placeholder=self._label,
                max_length=self._longest,
                select_on_focus=False,
            )
            yield Static(_("enter go on   esc cancel"), classes="dialog-foot", markup=False)

    @on(Input.Submitted)
    def _give(self, message: Input.Submitted) -> None:
        self.dismiss(message.value.strip() or None)


class ConfirmScreen(Dialog[bool]):
    """Asks yes or no; escape is no."""

    BINDINGS = bindings(CONFIRM_KEYS)

    def __init__(self, title: str, question: str) -> None:
        super().__init__()
        self._title, self._question = title, question

    def compose(self) -> ComposeResult:
        """A title and a question."""
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="dialog-title", markup=False)
            yield Static(self._question, markup=False)
            yield Static(_("y yes   esc no"), classes="dialog-foot", markup=False)

    def action_agree(self) -> None:
        """Yes."""
        self.dismiss(True)
