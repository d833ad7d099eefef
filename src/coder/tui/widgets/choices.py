"""A list to choose from: one, by going there, or several, each marked with the space bar."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from textual import on
from textual.widgets import OptionList
from textual.widgets.option_list import Option

ONE, NOT_ONE = "●", "○"
SOME, NOT_SOME = "[x]", "[ ]"


class Choices(OptionList):
    """Shows a sign before each; `chosen` are the ids of what is chosen, in order.

    Args:
        items: Id and words of each.
        chosen: Ids chosen at first.
        several: May several be chosen?
        id: Of the widget.
    """

    def __init__(
        self,
        items: Sequence[tuple[str, str]],
        chosen: Collection[str],
        *,
        several: bool,
        id: str,  # noqa: A002
    ) -> None:
        super().__init__(id=id, markup=False)
        self._items, self._several = dict(items), several
        self._chosen = set(chosen)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Ids of what is chosen, in the order of the list."""
        return tuple(item for item in self._items if item in self._chosen)

    def on_mount(self) -> None:
        """Fill the list and go to the first that is chosen."""
        self.add_options([Option(self._line(item), id=item) for item in self._items])
        self.highlighted = list(self._items).index(self.chosen[0]) if self.chosen else 0

    def toggle(self) -> None:
        """Mark what is in hand, or take its mark off."""
        option = self.highlighted_option
        if self._several and option is not None and option.id is not None:
            self._chosen ^= {option.id}
            self._redraw(option.id)

    @on(OptionList.OptionHighlighted)
    def _follow(self, message: OptionList.OptionHighlighted) -> None:
        own = message.option.id
        if self._several or own is None or self._chosen == {own}:
            return
        before, self._chosen = self._chosen, {own}
        for item in before | {own}:
            self._redraw(item)

    def _redraw(self, item: str) -> None:
        self.replace_option_prompt(item, self._line(item))

    def _line(self, item: str) -> str:
        signs = (SOME, NOT_SOME) if self._several else (ONE, NOT_ONE)
        return f"{signs[item not in self._chosen]} {self._items[item]}"
