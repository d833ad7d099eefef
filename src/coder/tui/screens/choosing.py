"""Type to choose one thing from a list."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from coder.domain.tokens import fold
from coder.i18n import _
from coder.tui.keys import FIND_KEYS, bindings
from coder.tui.screens.dialog import Dialog


class ChooseScreen(Dialog[str]):
    """Gives the id of what was chosen; `items` are ids and words."""

    CSS_PATH = "finding.tcss"
    BINDINGS = bindings(FIND_KEYS)
    AUTO_FOCUS = "Input"

    def __init__(self, title: str, items: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._title, self._items = title, items

    def compose(self) -> ComposeResult:
        """What is typed, and what it leaves."""
        with Vertical(classes="dialog", id="find"):
            yield Static(self._title, classes="dialog-title", markup=False)
            yield Input(placeholder=_("Type to find…"))
            options = OptionList(id="codes", markup=False)
            options.can_focus = False
            yield options
            yield Static(_("enter choose   ↑ ↓ go   esc cancel"), classes="dialog-foot")

    def on_mount(self) -> None:
        """Everything, before anything is typed."""
        self._show("")

    def action_step(self, step: int) -> None:
        """Mark the next or previous."""
        options = self.query_one(OptionList)
        if step > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    @on(Input.Changed)
    def _search(self, message: Input.Changed) -> None:
        self._show(message.value)

    @on(Input.Submitted)
    def _choose(self) -> None:
        marked = self.query_one(OptionList).highlighted_option
        if marked is not None:
            self.dismiss(marked.id)

    @on(OptionList.OptionSelected)
    def _choose_clicked(self, message: OptionList.OptionSelected) -> None:
        self.dismiss(message.option_id)

    def _show(self, typed: str) -> None:
        wanted, options = fold(typed.strip()), self.query_one(OptionList)
        options.clear_options()
        found = [(key, words) for key, words in self._items if wanted in fold(f"{words} {key}")]
        options.add_options([Option(words, id=key) for key, words in found])
        options.highlighted = 0 if found else None
