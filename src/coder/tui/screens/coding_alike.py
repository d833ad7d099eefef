"""Nearly identical answers as one line: found in a thread, opened with one key."""

from __future__ import annotations

from textual import on

from coder.i18n import _
from coder.tui.collecting import give_back, uncollected
from coder.tui.messages import Alike
from coder.tui.screens.coding_away import AwayCoding


class AlikeCoding(AwayCoding):
    """The coding screen's spellings."""

    def find_alike(self) -> None:
        """Look for answers that differ in their spelling only; the list waits for nothing."""

        def work() -> None:
            from coder.services.alike import alike_rows

            with uncollected():
                found = alike_rows(self.session)
            self.post_message(Alike(found))
            give_back()

        self.run_worker(work, group="alike", thread=True, exclusive=True, exit_on_error=False)

    def action_spellings(self) -> None:
        """Show the spellings of the answer in hand."""
        from coder.services.alike import take_out, variants
        from coder.tui.screens.spellings import SpellingsScreen

        index = self.desk.index
        if index is None:
            return
        if len(variants(self.session, index)) < 2:
            self.tell(_("Nobody typed this answer in another way."))
            return
        held = index
        screen = SpellingsScreen(
            lambda: variants(self.session, held),
            lambda row, apart: take_out(self.session, row, apart=apart),
        )
        self.unless_unstored(lambda: self.app.push_screen(screen, self._spelled))

    @on(Alike)
    def _take_together(self, message: Alike) -> None:
        if set(message.groups) == {tuple(sorted(unit)) for unit in self.session.units.groups}:
            return
        self.desk.take_together(message.groups)
        self.draw_list()
        self.draw_row()
        self.draw_progress()

    def _spelled(self, changed: bool | None) -> None:
        if changed:
            self.find_alike()

    def on_screen_resume(self) -> None:
        """A step that was taken back in the history may have been about spellings."""
        if self._history is not None and self._history.changed:
            self.find_alike()

    def notes_changed(self) -> None:
        """An undo or redo changed what is beside codes: which spellings stand apart too."""
        self.find_alike()
