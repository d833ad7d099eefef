"""What all dialogs share: a sheet in the middle, escape closes it without a change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widgets import Static

from coder.i18n import _
from coder.tui.binding import SCOPES, Key
from coder.tui.keymap import cap
from coder.tui.keys import DIALOG_KEYS, bindings

Result = TypeVar("Result")

GAP = "   "  # between two keys in a foot


class Dialog(ModalScreen[Result | None], Generic[Result]):
    """Gives a result, or None when it was cancelled.

    Its foot names keys as they are in the tables; a user's own keys are put in their place.
    """

    BINDINGS = bindings(DIALOG_KEYS)

    def on_mount(self) -> None:
        """Name the keys as this user has them."""
        keys = list(self._bound_keys())
        for foot in self.query(".dialog-foot").results(Static):
            before = str(foot.content)
            after = with_own_keys(self.app, before, keys)
            if after != before:
                foot.update(after)

    def action_cancel(self) -> None:
        """Close without a change."""
        self.dismiss(None)

    def _bound_keys(self) -> Iterable[Key]:
        """The keys of the tables that are bound here, the dialog's own before those of all."""
        bound = [
            binding.id
            for kind in type(self).__mro__
            for binding in kind.__dict__.get("BINDINGS", ())
            if isinstance(binding, Binding) and binding.id
        ]
        for scope, name in dict.fromkeys(tuple(one.split(".")[:2]) for one in bound):
            yield from (key for key in SCOPES.get(scope, ()) if key.id == name)


def with_own_keys(app: object, foot: str, keys: Iterable[Key]) -> str:
    """A foot with the keys that a user has in the place of those of the tables."""
    parts = foot.split(GAP)
    for key in keys:
        usual, own = f"{_(key.cap)} ", f"{cap(app, key)} "
        if usual != own:
            parts = [
                own + part.removeprefix(usual) if part.startswith(usual) else part for part in parts
            ]
    return GAP.join(parts)
