"""Asks why it was decided so; an empty line is a decision without a reason."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from coder.i18n import _
from coder.tui.screens.dialog import Dialog


class ReasonScreen(Dialog[str]):
    """Gives the reason, "" when none was typed; None when the decision was called off."""

    AUTO_FOCUS = "Input"

    def __init__(self, codes: str, before: str = "") -> None:
        super().__init__()
        self._codes, self._before = codes, before

    def compose(self) -> ComposeResult:
        """What is decided, and a line for why."""
        with Vertical(classes="dialog"):
            yield Static(
                _("Decide: {codes}").format(codes=self._codes),
                classes="dialog-title",
                markup=False,
            )
            yield Input(self._before, placeholder=_("why (may stay empty)"), select_on_focus=True)
            yield Static(_("enter decide   esc cancel"), classes="dialog-foot", markup=False)

    @on(Input.Submitted)
    def _give(self, message: Input.Submitted) -> None:
        self.dismiss(message.value.strip())
