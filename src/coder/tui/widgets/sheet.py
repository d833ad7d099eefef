"""A text that is laid out anew only when it says something else."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class Sheet(Static):
    """Shows content; the same content again costs nothing (a layout costs some 10 ms)."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)
        self._shown: Content | None = None

    def put(self, content: Content) -> None:
        """Show this from now on."""
        before, self._shown = self._shown, content
        if before is None or not before.is_same(content):
            self.update(content, layout=before is None or before.plain != content.plain)
