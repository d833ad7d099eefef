"""Type to choose one thing from a list."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from coder.domain.tokens import fold
from coder.i18n import _
from coder.tui.screens.typed_list import TypedListScreen


class ChooseScreen(TypedListScreen):
    """Gives the id of what was chosen; `items` are ids and words."""

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

    def show(self, typed: str) -> None:
        """List what goes with what is typed."""
        wanted, options = fold(typed.strip()), self.query_one(OptionList)
        options.clear_options()
        found = [(key, words) for key, words in self._items if wanted in fold(f"{words} {key}")]
        options.add_options([Option(words, id=key) for key, words in found])
        options.highlighted = 0 if found else None
