"""Choose what makes the columns of a cross-table: a background attribute or a coded question."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coder.i18n import _
from coder.tui.screens.dialog import Dialog


class GroupingScreen(Dialog[str]):
    """Gives the name that was chosen."""

    AUTO_FOCUS = "OptionList"

    def __init__(self, choices: Sequence[tuple[str, str]], here: str) -> None:
        super().__init__()
        self._choices, self._here = choices, here

    def compose(self) -> ComposeResult:
        """One line a choice, with what it is."""
        with Vertical(classes="dialog"):
            yield Static(_("Groups by…"), classes="dialog-title")
            yield OptionList(
                *(Option(f"{name.replace('_', ' ')}  {what}") for name, what in self._choices),
                markup=False,
            )
            yield Static(_("enter choose   esc cancel"), classes="dialog-foot", markup=False)

    def on_mount(self) -> None:
        """Mark what is shown now."""
        names = [name for name, _what in self._choices]
        place = names.index(self._here) if self._here in names else 0
        self.query_one(OptionList).highlighted = place

    @on(OptionList.OptionSelected)
    def _choose(self, message: OptionList.OptionSelected) -> None:
        self.dismiss(self._choices[message.option_index][0])
