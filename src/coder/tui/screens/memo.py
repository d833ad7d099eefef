"""A memo: what others noted above, the own text below."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static, TextArea

from coder.domain.notes import Memo
from coder.i18n import _
from coder.tui.keys import bindings
from coder.tui.keys_beside import MEMO_KEYS
from coder.tui.screens.dialog import Dialog
from coder.tui.text import one_line, shown


class MemoScreen(Dialog[str]):
    """Gives the text as it is kept; "" takes the memo away.

    Args:
        about: The answer or the code.
        text: The own memo as it stands.
        others: What other coders noted.
    """

    CSS_PATH = "memo.tcss"
    BINDINGS = bindings(MEMO_KEYS)
    AUTO_FOCUS = "TextArea"

    def __init__(self, about: str, text: str, others: Sequence[Memo]) -> None:
        super().__init__()
        self._about, self._text, self._others = about, text, others

    def compose(self) -> ComposeResult:
        """What it is about, what others noted, and the text."""
        lines = [
            Content.assemble((f"{memo.coder}  ", "bold $quiet"), shown(memo.text))
            for memo in self._others
        ]
        with Vertical(classes="dialog"):
            title = _("Memo: {about}").format(about=one_line(self._about))
            yield Static(title, classes="dialog-title", markup=False)
            if lines:
                yield Static(Content("\n").join(lines), id="others")
            yield TextArea(self._text, soft_wrap=True, tab_behavior="focus")
            yield Static(_("ctrl+s keep   esc cancel"), classes="dialog-foot", markup=False)

    def on_mount(self) -> None:
        """Write on at the end."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)

    def action_keep(self) -> None:
        """Give the text."""
        self.dismiss(self.query_one(TextArea).text.strip())
