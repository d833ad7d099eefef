"""Small dialogs to choose from: one of a list, or a path."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coder.i18n import _
from coder.tui.keys_import import PATH_KEYS, bindings
from coder.tui.screens.dialog import Dialog
from coder.tui.widgets.path_field import PathField


class PickScreen(Dialog[str]):
    """Gives the id of what was chosen from a list.

    Args:
        title: What is chosen.
        items: Id and words of each.
        present: Id of the one that counts now.
        note: A sentence below the title.
    """

    CSS_PATH = "picking.tcss"
    AUTO_FOCUS = "OptionList"

    def __init__(
        self,
        title: str,
        items: Sequence[tuple[str, str | Content]],
        present: str = "",
        note: str = "",
    ) -> None:
        super().__init__()
        self._title, self._items, self._present, self._note = title, items, present, note

    def compose(self) -> ComposeResult:
        """A title and the list."""
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="dialog-title", markup=False)
            if self._note:
                yield Static(self._note, classes="dialog-note", markup=False)
            yield OptionList(*[Option(words) for _id, words in self._items], markup=False)
            yield Static(_("enter choose   esc cancel"), classes="dialog-foot", markup=False)

    def on_mount(self) -> None:
        """Mark the one that counts now."""
        ids = [item for item, _words in self._items]
        place = ids.index(self._present) if self._present in ids else 0
        self.query_one(OptionList).highlighted = place

    @on(OptionList.OptionSelected)
    def _choose(self, message: OptionList.OptionSelected) -> None:
        self.dismiss(self._items[message.option_index][0])


class PathScreen(Dialog[Path]):
    """Gives a path that was typed or chosen.

    Args:
        title: What it is for.
        folder: Where to begin.
        suffixes: Of the files that are listed; none: folders only.
        name: The file name that stands there at first.
    """

    CSS_PATH = "picking.tcss"
    BINDINGS = bindings(PATH_KEYS)
    AUTO_FOCUS = "Input"

    def __init__(self, title: str, folder: Path, suffixes: Collection[str], name: str = "") -> None:
        super().__init__()
        self._title, self._folder, self._suffixes, self._file = title, folder, suffixes, name

    def compose(self) -> ComposeResult:
        """A title and the path."""
        with Vertical(classes="dialog", id="path"):
            yield Static(self._title, classes="dialog-title", markup=False)
            yield PathField(self._folder, self._suffixes, self._file)
            foot = _("enter choose   tab complete   ↑ ↓ mark   esc cancel")
            yield Static(foot, classes="dialog-foot", markup=False)

    def action_step(self, step: int) -> None:
        """Mark the next or previous file or folder."""
        self.query_one(PathField).step(step)

    def action_complete(self) -> None:
        """Complete what is typed."""
        self.query_one(PathField).complete()

    @on(PathField.Chosen)
    def _choose(self, message: PathField.Chosen) -> None:
        self.dismiss(message.path)
