"""Shortening a quote: the original above, the text below, what is wrong with it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static, TextArea

from coder.i18n import _
from coder.tui.keys import QUOTE_EDIT_KEYS, bindings
from coder.tui.quote_wording import OBJECTS, marked
from coder.tui.screens.dialog import Dialog
from coder.tui.signs import YOURS
from coder.tui.text import shown
from coder.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from coder.domain.quotes import Quote
    from coder.services.quote_desk import QuoteDesk

GAP = "…"


class QuoteEditScreen(Dialog[str]):
    """Gives the shortened text, once it is right."""

    CSS_PATH = "quote_editing.tcss"
    BINDINGS = bindings(QUOTE_EDIT_KEYS)
    AUTO_FOCUS = "TextArea"

    def __init__(self, desk: QuoteDesk, quote: Quote) -> None:
        super().__init__()
        self._desk, self._quote = desk, quote

    def compose(self) -> ComposeResult:
        """The original, the text, what the check says."""
        with Vertical(classes="dialog", id="quote-edit"):
            yield Static(_("As typed"), classes="dialog-title")
            with VerticalScroll(id="original", can_focus=False):
                yield Sheet(id="original-text")
            yield Static(
                _("Shortened: … for what is left out, [ ] around what is added"), id="rule"
            )
            yield TextArea(self._quote.text, soft_wrap=True, tab_behavior="focus", id="text")
            yield Sheet(id="verdict")
            yield Static(
                _("ctrl+s keep   ctrl+o leave out   ctrl+z undo   esc cancel"),
                classes="dialog-foot",
                markup=False,
            )

    def on_mount(self) -> None:
        """Show the original, personal data marked, and judge the text as it is."""
        original = marked(self._quote.original, self._quote.findings)
        self.query_one("#original-text", Sheet).put(original)
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        self._judge()

    def action_keep(self) -> None:
        """Give the text, when it is right."""
        checked = self._desk.check(self._quote, self.query_one(TextArea).text)
        if checked.shortening.right:
            self.dismiss(checked.shortening.text)
        else:
            self._judge()
            self.app.bell()

    def action_leave_out(self) -> None:
        """Put … in the place of the selected words."""
        area = self.query_one(TextArea)
        if area.selected_text:
            area.replace(GAP, *area.selection)

    @on(TextArea.Changed)
    def _judge(self) -> None:
        checked = self._desk.check(self._quote, self.query_one(TextArea).text)
        lines = [
            Content.assemble((f"{OBJECTS} ", "bold $error"), shown(problem))
            for problem in checked.shortening.problems
        ]
        if not lines:
            lines = [
                Content.assemble(
                    (f"{YOURS} ", "bold $primary"), _("Only the respondent's own words.")
                )
            ]
        lines += [
            Content.assemble((f"{OBJECTS} ", "bold $accent"), shown(note))
            for note in (*checked.shortening.warnings, *checked.objections)
        ]
        self.query_one("#verdict", Sheet).put(Content("\n").join(lines))
