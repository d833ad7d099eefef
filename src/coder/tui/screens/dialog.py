"""What all dialogs share: a sheet in the middle, escape closes it without a change."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.screen import ModalScreen

from coder.tui.keys import DIALOG_KEYS, bindings

Result = TypeVar("Result")


class Dialog(ModalScreen[Result | None], Generic[Result]):
    """Gives a result, or None when it was cancelled."""

    BINDINGS = bindings(DIALOG_KEYS)

    def action_cancel(self) -> None:
        """Close without a change."""
        self.dismiss(None)
