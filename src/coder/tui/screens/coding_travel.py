"""Undo and redo on the coding screen: at once, and in a thread where that takes long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.errors import CoderError
from coder.i18n import _
from coder.tui.screens.coding_parts import PartedCoding

if TYPE_CHECKING:
    from coder.services.coding import Step


class TravellingCoding(PartedCoding):
    """The coding screen's way back and forth."""

    def action_undo(self) -> None:
        """Take back the last step; what never was stored goes first."""
        dropped = self.desk.outbox.drop_last()
        if dropped is not None:
            self.desk.go_to_row(dropped.index)
            self.after_leap()
            self.lay_on_desk()
            self.tell(_("Taken back: it was not stored yet."))
            return
        self._travel(redo=False)

    def action_redo(self) -> None:
        """Do the undone step again."""
        self._travel(redo=True)

    def _travel(self, *, redo: bool) -> None:
        session = self.session
        try:
            if session.takes_long(redo=redo):
                self.do_long(
                    _("The step is done again.") if redo else _("The step is taken back."),
                    session.redo if redo else session.undo,
                    lambda step: self._arrive(step, redo=redo),
                )
                return
            step = session.redo() if redo else session.undo()
        except CoderError as error:
            self.tell_error(error)
            return
        self._arrive(step, redo=redo)

    def _arrive(self, step: Step | None, *, redo: bool) -> None:
        if step is None:
            self.tell(_("Nothing to redo.") if redo else _("Nothing to undo."))
            return
        self.desk.go_after(step)
        if step.noted:
            self.notes_changed()
        self.follow_codebook()
        self.after_leap()
        self.lay_on_desk()
        self.tell(_("Done again: {what}").format(what=step.label) if redo else step.label)
