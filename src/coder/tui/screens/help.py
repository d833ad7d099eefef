"""The keys of a screen, from the same list that binds them."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Static

from coder.domain.filters import Status
from coder.i18n import _
from coder.tui.keymap import cap
from coder.tui.keys import HELP_KEYS, Key, bindings
from coder.tui.screens.dialog import Dialog
from coder.tui.signs import ALIKE, MEMO, PROPOSED, STAR, STATUS_SIGNS, UNSTORED, YOURS

SHOWS_SIGNS = ("coding", "choose")  # the key that only the screen with these signs has


class HelpScreen(Dialog[None]):
    """Lists each key with what it does, and what the signs mean."""

    CSS_PATH = "help.tcss"
    BINDINGS = bindings(HELP_KEYS)

    def __init__(self, keys: Sequence[Key]) -> None:
        super().__init__()
        self._keys = keys

    def compose(self) -> ComposeResult:
        """Keys, then signs."""
        lines = [(cap(self.app, key), _(key.tooltip)) for key in self._keys]
        if any((key.scope, key.id) == SHOWS_SIGNS for key in self._keys):
            lines += [("", ""), *_signs()]
        with Vertical(classes="dialog", id="help"):
            yield Static(_("Keys"), classes="dialog-title")
            with VerticalScroll():
                for pressed, meaning in lines:
                    with Horizontal():
                        yield Static(pressed, classes="cap", markup=False)
                        yield Static(meaning, classes="meaning", markup=False)
            yield Static(_("↑ ↓ scroll   esc close"), classes="dialog-foot", markup=False)


def _signs() -> list[tuple[str, str]]:
    return [
        (YOURS, _("Chosen by a person.")),
        (PROPOSED, _("Proposed by rules or model; Enter makes it yours.")),
        (STATUS_SIGNS[Status.OPEN], _("Open: nobody decided.")),
        (STATUS_SIGNS[Status.LATER], _("Set aside for later.")),
        (STAR, _("Starred as a quote.")),
        (MEMO, _("With a memo.")),
        ("×", _("So many identical answers, coded as one.")),
        (ALIKE, _("So many answers that differ in their spelling only; v shows them.")),
        (UNSTORED, _("Not stored yet.")),
    ]
