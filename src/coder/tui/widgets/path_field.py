"""A path that is typed, with the files and folders it could mean below it."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from coder.i18n import _
from coder.services.survey_files import (
    Entry,
    as_typed,
    completed,
    entries,
    folder_above,
    is_file,
    is_folder,
    typed_path,
)
from coder.tui.text import fitted, shown

ABOVE = "../"
NAME_WIDTH, SIZE_WIDTH = 44, 10  # cells
_LONGEST = 4096  # characters; a paste of more is no path


class PathField(Vertical):
    """Completes what is typed, goes into folders, and tells which file was chosen.

    Args:
        folder: Where to begin.
        suffixes: Of the files that can be chosen.
        name: The file name that stands there at first.
    """

    DEFAULT_CSS = """
    PathField { height: auto; }
    PathField > Input { margin-bottom: 1; }
    PathField > #here { color: $quiet; height: 1; padding: 0 1; }
    PathField > OptionList {
        height: auto; max-height: 1fr; background: $surface; scrollbar-size-vertical: 1;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    PathField > OptionList > .option-list--option-highlighted {
        background: $cursor; text-style: bold;
    }
    """

    class Chosen(Message):
        """A file was chosen, or a path typed that names none that is listed."""

        def __init__(self, path: Path) -> None:
            super().__init__()
            self.path = path

    def __init__(self, folder: Path, suffixes: Collection[str], name: str = "") -> None:
        super().__init__()
        self._suffixes = suffixes
        self._first = as_typed(folder, folder=True) + name
        self._offered: list[Entry | None] = []  # None: the folder above
        self._moved = False  # was an entry chosen with the arrows?

    def compose(self) -> ComposeResult:
        """The line, and what it could mean."""
        yield Input(
            self._first, placeholder=_("a path"), max_length=_LONGEST, select_on_focus=False
        )
        yield Static(id="here", markup=False)
        offered = OptionList(markup=False)
        offered.can_focus = False
        yield offered

    @property
    def typed(self) -> str:
        """What stands in the line."""
        return self.query_one(Input).value

    def put(self, text: str) -> None:
        """Let the line say this."""
        line = self.query_one(Input)
        line.value = text
        line.cursor_position = len(text)

    def step(self, step: int) -> None:
        """Mark the next or previous entry."""
        offered = self.query_one(OptionList)
        if step > 0:
            offered.action_cursor_down()
        else:
            offered.action_cursor_up()
        self._moved = True

    def complete(self) -> None:
        """Add the letters that are sure; where there are none, put in what is marked."""
        longer = completed(self.typed, [entry for entry in self._offered if entry])
        if longer != self.typed:
            self.put(longer)
            return
        marked = self._marked()
        if marked is not None:
            self.put(as_typed(marked.path, folder=marked.is_folder))

    def choose(self) -> None:
        """Go into the marked folder, or tell that a file was chosen."""
        typed = typed_path(self.typed)
        if not self._moved and is_file(typed):
            self.post_message(self.Chosen(typed))
            return
        index = self.query_one(OptionList).highlighted
        if index is None or not self._offered:
            self.post_message(self.Chosen(typed))
        elif (entry := self._offered[index]) is None:
            self.put(as_typed(folder_above(self.typed), folder=True))
        elif entry.is_folder:
            self.put(as_typed(entry.path, folder=True))
        else:
            self.post_message(self.Chosen(entry.path))

    @on(Input.Changed)
    def _typed(self) -> None:
        found = entries(self.typed, self._suffixes)
        in_folder = self.typed.endswith("/") or not found
        above = [None] if in_folder and is_folder(typed_path(self.typed)) else []
        self._offered = [*found, *above]
        self._moved = False
        offered = self.query_one(OptionList)
        offered.clear_options()
        offered.add_options([Option(_line(entry)) for entry in self._offered])
        offered.highlighted = 0 if self._offered else None
        files = sum(1 for entry in found if not entry.is_folder)
        self.query_one("#here", Static).update("" if files else self._nothing())

    def _nothing(self) -> str:
        kinds = " ".join(sorted(self._suffixes))
        return _("no file here of a kind that can be read: {kinds}").format(kinds=kinds)

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.choose()

    @on(OptionList.OptionSelected)
    def _clicked(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        self._moved = True
        self.choose()

    def _marked(self) -> Entry | None:
        index = self.query_one(OptionList).highlighted
        return None if index is None or index >= len(self._offered) else self._offered[index]


def _line(entry: Entry | None) -> Content:
    if entry is None:
        return Content.assemble(fitted(ABOVE, NAME_WIDTH), (_("the folder above"), "$quiet"))
    name = fitted(shown(entry.name), NAME_WIDTH)
    if entry.changed is None:
        return Content.styled(name, "$primary")
    told = f"{_size(entry.bytes):>{SIZE_WIDTH}}  {entry.changed:%Y-%m-%d}"
    return Content.assemble((name, "bold"), (told, "$quiet"))


def _size(size: int) -> str:
    """The size of a file in the unit that reads best."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB" if size else "0 kB"
    return f"{round(size / 1_000_000)} MB"
