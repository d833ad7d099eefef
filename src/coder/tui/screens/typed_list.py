"""A list that gets shorter as one types; up, down and enter work without leaving the line."""

from __future__ import annotations

from textual import on
from textual.widgets import Input, OptionList

from coder.tui.keys import FIND_KEYS, bindings
from coder.tui.screens.dialog import Dialog


class TypedListScreen(Dialog[str]):
    """Gives the id of the option that was chosen. It has one `Input` and one `OptionList`."""

    CSS_PATH = "finding.tcss"
    BINDINGS = bindings(FIND_KEYS)
    AUTO_FOCUS = "Input"

    def show(self, typed: str) -> None:
        """List what goes with what is typed."""
        raise NotImplementedError

    def take(self, option: str | None) -> None:
        """This option was chosen."""
        self.dismiss(option)

    def on_mount(self) -> None:
        """Everything, before anything is typed."""
        self.show("")

    def action_step(self, step: int) -> None:
        """Mark the next or previous option."""
        options = self.query_one(OptionList)
        if step > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    @on(Input.Changed)
    def _search(self, message: Input.Changed) -> None:
        self.show(message.value)

    @on(Input.Submitted)
    def _choose(self) -> None:
        marked = self.query_one(OptionList).highlighted_option
        if marked is not None:
            self.take(marked.id)

    @on(OptionList.OptionSelected)
    def _choose_clicked(self, message: OptionList.OptionSelected) -> None:
        self.take(message.option_id)
