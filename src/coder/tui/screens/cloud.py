"""A word cloud in the terminal: the picture where the terminal can show one, else its words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coder.i18n import _
from coder.tui.keys import CLOUD_KEYS, bindings
from coder.tui.pictures import picture_widget
from coder.tui.screens.base import CoderScreen
from coder.tui.text import bar, fitted, one_line
from coder.tui.widgets.key_line import KeyLine
from coder.tui.widgets.two_ends import TwoEnds

WORD_WIDTH, BAR_WIDTH = 32, 30  # cells
_STYLES = ((0.66, "bold $primary"), (0.33, "bold"), (0.15, ""), (0.0, "$quiet"))


class CloudScreen(CoderScreen):
    """A cloud that was written to a file."""

    CSS_PATH = "cloud.tcss"
    KEYS = CLOUD_KEYS
    BINDINGS = bindings(CLOUD_KEYS)

    def __init__(self, path: Path, words: Sequence[tuple[str, int]]) -> None:
        super().__init__()
        self._path, self._words = path, words

    def compose(self) -> ComposeResult:
        """The picture, or the words with bars; where the file is."""
        yield TwoEnds(id="title")
        picture = picture_widget(self._path)
        if picture is not None:
            picture.id = "picture"
            yield picture
        else:
            with VerticalScroll(id="words"):
                yield Static(self._listed())
        yield KeyLine(self.KEYS)

    def on_mount(self) -> None:
        """Say what it is and where."""
        title = Content.assemble((_("Word cloud"), "bold"), ("  " + str(self._path), "$quiet"))
        self.query_one("#title", TwoEnds).show(title)

    def _listed(self) -> Content:
        most = max((count for _word, count in self._words), default=1)
        return Content("\n").join(_line(word, count, count / most) for word, count in self._words)


def _line(word: str, count: int, share: float) -> Content:
    style = next(style for least, style in _STYLES if share >= least)
    full, _rest = bar(share, BAR_WIDTH)
    return Content.assemble(
        (fitted(one_line(word), WORD_WIDTH), style), f"{count:>6}  ", (full, "$primary")
    )
