"""The list of answers: only the lines on screen are made, so that 100,000 rows are fine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from coder.tui.signs import ALIKE, ASIDE, MEMO, STAR
from coder.tui.text import fitted, one_line

WIDE = 46  # cells from which codes have their own column
CODES_SHARE = 0.36  # of the width, at most, for the codes
SIZE_WIDTH = 5  # " ×999"
MARGIN = 3  # lines in sight above and below the cursor


@dataclass(frozen=True, slots=True)
class Line:
    """What one line of the list says."""

    text: str
    sign: str
    size: int = 1
    codes: str = ""
    star: bool = False
    quiet: bool = False  # decided on, or set aside: needs no attention
    alarm: bool = False  # not stored
    aside: bool = False  # set aside although coded; `sign` says that it is coded
    memo: bool = False  # somebody noted something
    alike: bool = False  # several spellings, taken together


class AnswerList(ScrollView, can_focus=False):
    """Answers, one a line, with a cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "answer-list--cursor",
        "answer-list--quiet",
        "answer-list--sign",
        "answer-list--size",
        "answer-list--code",
        "answer-list--alarm",
    }
    DEFAULT_CSS = """
    AnswerList { overflow-x: hidden; }
    AnswerList > .answer-list--cursor { background: $cursor; text-style: bold; }
    AnswerList > .answer-list--quiet { color: $quiet; }
    AnswerList > .answer-list--sign { color: $primary; }
    AnswerList > .answer-list--size { color: $accent; }
    AnswerList > .answer-list--code { color: $primary; text-style: not bold; }
    AnswerList > .answer-list--alarm { color: $error; text-style: bold; }
    """

    class Picked(Message):
        """A line was clicked."""

        def __init__(self, position: int, answer_list: AnswerList) -> None:
            super().__init__()
            self.position = position
            self.answer_list = answer_list

        @property
        def control(self) -> AnswerList:
            """The list that was clicked."""
            return self.answer_list

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._line_at: Callable[[int], Line] = lambda _position: Line("", " ")
        self._count = 0
        self._cursor = 0

    def show(self, count: int, line_at: Callable[[int], Line], cursor: int) -> None:
        """Show `count` lines, each asked for when it is drawn."""
        self._count, self._line_at = count, line_at
        self.virtual_size = Size(0, count)
        self.point(cursor)
        self.call_after_refresh(self._scroll_to_cursor)  # once the new length is known
        self.refresh()

    def point(self, cursor: int) -> None:
        """Put the cursor on a line, with some lines around it in sight."""
        before, self._cursor = self._cursor, cursor
        self._refresh_line(before)
        self._refresh_line(cursor)
        if self.size:  # else the first resize does it
            self._scroll_to_cursor()

    @property
    def page(self) -> int:
        """Lines on screen."""
        return max(1, self.scrollable_content_region.height)

    def render_line(self, y: int) -> Strip:
        """The line at `y` cells from the top of the widget."""
        width = self.scrollable_content_region.width
        position = y + round(self.scroll_offset.y)
        if position >= self._count:
            return Strip.blank(width, self.rich_style)
        at_cursor = position == self._cursor
        parts = _columns(self._line_at(position), width, at_cursor=at_cursor)
        base = self.rich_style
        if at_cursor:
            base += self.get_component_rich_style("answer-list--cursor", partial=True)
        return Strip([Segment(text, base + self._named(name)) for text, name in parts], width)

    def on_click(self, event: Click) -> None:
        """Say which line was clicked."""
        position = event.y + round(self.scroll_offset.y)
        if position < self._count:
            self.post_message(self.Picked(position, self))

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.call_after_refresh(self._scroll_to_cursor)

    def _named(self, name: str) -> Style:
        if not name:
            return Style.null()
        return self.get_component_rich_style(f"answer-list--{name}", partial=True)

    def _refresh_line(self, position: int) -> None:
        y = position - round(self.scroll_offset.y)
        if 0 <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def _scroll_to_cursor(self) -> None:
        """Turn a page when the cursor gets near an end: the lines stand still at other keys.

        A list that moves one line a key is drawn whole each time, and nobody can read along in it.
        """
        height, top = self.page, round(self.scroll_offset.y)
        margin = min(MARGIN, (height - 1) // 2)
        if self._cursor < top + margin:
            top = self._cursor - height + 1 + margin
        elif self._cursor > top + height - 1 - margin:
            top = self._cursor - margin
        else:
            return
        self.scroll_to(y=max(0, min(top, self._count - height)), animate=False, immediate=True)


def _columns(line: Line, width: int, *, at_cursor: bool) -> list[tuple[str, str]]:
    """Pieces of text with the name of their style, `width` cells together.

    Codes take room from the text only where there are codes: what is open shows most of itself.
    """
    codes = _cut(line.codes, int(width * CODES_SHARE)) if width >= WIDE else ""
    size = f"{ALIKE if line.alike else '×'}{line.size}" if line.size > 1 else ""
    size_width = SIZE_WIDTH if width >= WIDE else (cell_len(size) + 1 if size else 0)
    codes_width = cell_len(codes) + 2 if codes else 0
    signs = ((ASIDE, line.aside), (STAR, line.star), (MEMO, line.memo))
    star = "".join(f" {sign}" for sign, stands in signs if stands)
    text_width = width - 4 - len(star) - codes_width - size_width
    tone = "quiet" if line.quiet and not at_cursor else ""
    pieces = [
        ("▌" if at_cursor else " ", "sign"),
        (f"{line.sign} ", "alarm" if line.alarm else "sign"),
        (fitted(one_line(line.text), text_width), tone),
        (star, "size"),
        (codes.rjust(codes_width), "code"),
        (size.rjust(size_width), "size"),
        (" ", ""),
    ]
    return [piece for piece in pieces if piece[0]]


def _cut(text: str, width: int) -> str:
    return text if cell_len(text) <= width else fitted(text, width)
