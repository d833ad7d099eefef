"""One line with something at its left and something at its right end."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget


class TwoEnds(Widget):
    """A line; when it gets narrow the left gives way to the right."""

    DEFAULT_CSS = "TwoEnds { height: 1; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._left = Content()
        self._right = Content()

    def show(self, left: Content, right: Content | None = None) -> None:
        """Put these at the ends."""
        right = right or Content()
        if not (self._left.is_same(left) and self._right.is_same(right)):
            self._left, self._right = left, right
            self.refresh()

    def render(self) -> Content:
        """The line, as wide as there is room."""
        width = self.content_size.width
        right = self._right.truncate(width, ellipsis=True)
        room = width - right.cell_length - (2 if right else 0)
        if room < 1:
            return right
        left = self._left.truncate(room, ellipsis=True)
        return left + " " * (width - left.cell_length - right.cell_length) + right
