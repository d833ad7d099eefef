"""The answer in hand, with room around it, its matched words marked."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from coder.domain.suggestions import Span
from coder.tui.text import shown
from coder.tui.widgets.sheet import Sheet

MARKED = "$on-words on $words"
HINTED = "underline"
PART = "italic underline"  # marked by a person; quoted behind its code too


class AnswerView(VerticalScroll, can_focus=False):
    """Shows an answer to the letter: never read as markup, control characters visible."""

    DEFAULT_CSS = """
    AnswerView { height: 1fr; }
    AnswerView > Sheet { width: 100%; height: auto; min-height: 100%; text-style: bold; }
    """

    def compose(self) -> ComposeResult:
        """One text that can be long."""
        yield Sheet(id="answer-text")

    def to_top(self) -> None:
        """Show the beginning of the answer."""
        if self.scroll_offset.y:
            self.scroll_home(animate=False)

    def show(
        self,
        text: str,
        marked: Iterable[Span],
        hinted: Iterable[Span],
        parts: Iterable[Span] = (),
    ) -> None:
        """Show an answer.

        `marked` words belong to the code in sight, `hinted` to others; `parts` a person marked.
        """
        content = Content(shown(text), strip_control_codes=False)
        for start, end in hinted:
            content = content.stylize(HINTED, start, end)
        for start, end in marked:
            content = content.stylize(MARKED, start, end)
        for start, end in parts:
            content = content.stylize(PART, start, end)
        self.query_one("#answer-text", Sheet).put(content)
