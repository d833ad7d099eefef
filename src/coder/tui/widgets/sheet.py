"""A text for which the screen is laid out anew only when it needs more or less room."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.css.styles import RulesMap


class Sheet(Static):
    """Shows content; the same content again costs nothing, and a layout (some 10 ms) is rare.

    Give it a `min-height` where its texts differ in length: what fits in that never moves others.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)
        self._shown: Content | None = None
        self._wanted = 0  # lines that the text in sight would take

    def put(self, content: Content) -> None:
        """Show this from now on."""
        before, self._shown = self._shown, content
        if before is None or not before.is_same(content):
            layout = self._takes_other_room(content)
            self.clear_cached_dimensions()
            self.update(content, layout=layout)

    def _takes_other_room(self, content: Content) -> bool:
        """Would a layout give it another height than it has?

        It has more room than its text when a `min-height` holds, less when a `max-height` does:
        with the next text on the same side of that nothing moves.
        """
        width, height = self.content_size
        if not width:
            return True
        rules = cast("RulesMap", self.styles)  # as Textual itself hands them on
        before, self._wanted = self._wanted, content.get_height(rules, width)
        if self._wanted == height:
            return False
        return (before > height) != (self._wanted > height) or (before < height) != (
            self._wanted < height
        )
