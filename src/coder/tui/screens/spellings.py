"""The spellings that are coded as one answer; one can be taken out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coder.errors import CoderError
from coder.i18n import _
from coder.tui.keys import bindings
from coder.tui.keys_beside import SPELLING_KEYS
from coder.tui.screens.dialog import Dialog
from coder.tui.text import one_line

if TYPE_CHECKING:
    from coder.services.alike import Variant


class SpellingsScreen(Dialog[bool]):
    """Lists the spellings of one line; gives whether one was taken out or put back.

    Args:
        read: Gives the spellings as they stand.
        take_out: Takes a row out (True) or puts it back, stored before it returns.
    """

    BINDINGS = bindings(SPELLING_KEYS)
    CSS_PATH = "spellings.tcss"

    def __init__(
        self, read: Callable[[], Sequence[Variant]], take_out: Callable[[int, bool], None]
    ) -> None:
        super().__init__()
        self._read, self._take_out = read, take_out
        self._changed = False

    def compose(self) -> ComposeResult:
        """A title, the spellings with their number, and what keys do."""
        with Vertical(classes="dialog"):
            yield Static(_("Coded as one answer"), classes="dialog-title", markup=False)
            yield OptionList(id="spellings", markup=False)
            yield Static(
                _("x take out, or put back   ↑ ↓ choose   v close"),
                classes="dialog-foot",
                markup=False,
            )

    def on_mount(self) -> None:
        """List them."""
        self._show()
        self.query_one(OptionList).highlighted = 0

    def action_take_out(self) -> None:
        """Take the marked spelling out, or put it back."""
        marked = self.query_one(OptionList).highlighted
        if marked is None:
            return
        variant = self._variants[marked]
        try:
            self._take_out(variant.row, not variant.apart)
        except CoderError as error:
            self.notify(str(error), title=_("Not done"), severity="error", markup=False)
            return
        self._changed = True
        self._show()
        rows = [shown.row for shown in self._variants]
        self.query_one(OptionList).highlighted = rows.index(variant.row)

    def action_cancel(self) -> None:
        """Close, and say whether anything changed."""
        self.dismiss(self._changed)

    def _show(self) -> None:
        self._variants = list(self._read())
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(_line(variant)) for variant in self._variants])


def _line(variant: Variant) -> Content:
    note = "  " + _("taken out: a line of its own") if variant.apart else ""
    style = "$quiet" if variant.apart else ""
    return Content.assemble(
        (f"{'×' + str(variant.size):>5}  ", "$accent"),
        (one_line(variant.text), style),
        (note, "italic $quiet"),
    )
