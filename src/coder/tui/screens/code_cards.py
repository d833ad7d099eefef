"""The cards of codes that stand against each other, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from coder.domain.codebook import Code, Codebook
from coder.i18n import _
from coder.tui.keys import CARDS_KEYS, bindings
from coder.tui.screens.dialog import Dialog
from coder.tui.widgets.code_card import CodeCard

MOST = 2  # cards side by side


class CodeCardsScreen(Dialog[None]):
    """Shows one card or two; esc closes."""

    CSS_PATH = "code_cards.tcss"
    BINDINGS = bindings(CARDS_KEYS)

    def __init__(self, codebook: Codebook, codes: Sequence[str]) -> None:
        super().__init__()
        self._codebook = codebook
        known = {code.id: code for code in codebook.walk()}
        self._codes: list[Code] = [known[code] for code in codes if code in known][:MOST]

    def compose(self) -> ComposeResult:
        """A card for each code."""
        with Vertical(classes="dialog wide"):
            yield Static(_("What the codebook says"), classes="dialog-title")
            with Horizontal():
                for _code in self._codes:
                    yield CodeCard()
            if not self._codes:
                yield Static(_("The codebook has these codes no longer."))
            yield Static(_("↑ ↓ scroll   esc close"), classes="dialog-foot", markup=False)

    def on_mount(self) -> None:
        """Fill the cards."""
        for card, code in zip(self.query(CodeCard), self._codes, strict=True):
            card.show(self._codebook, code, ())

    def action_scroll_cards(self, lines: int) -> None:
        """Scroll both cards."""
        for card in self.query(CodeCard):
            card.scroll_relative(y=lines, animate=False)
