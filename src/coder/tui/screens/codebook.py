"""The codebook screen: every change is in the file, in the history and on the answers at once."""

from __future__ import annotations

from textual import on
from textual.widgets import OptionList

from coder.domain.codebook_edits import Edit
from coder.i18n import _
from coder.tui.screens.codebook_asks import CodebookAsks
from coder.tui.screens.codebook_watch import CodebookWatch


class CodebookScreen(CodebookAsks, CodebookWatch):
    """Keys of the codebook screen."""

    def action_go(self, step: int) -> None:
        """Go to the next or previous code."""
        options = self.query_one("#tree", OptionList)
        if step > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def action_mark(self) -> None:
        """Mark the code, or take the mark off, and go on."""
        if self.code is not None:
            self.marked ^= {self.code.id}
            self.draw()
            self.action_go(1)

    def action_answers(self, field: str) -> None:
        """Show the answers with this code; `review`: those that want another look."""
        code = self.code
        if code is None:
            return
        asked = f"code:{code.id}"
        if field == "review":
            if not self.counts.review[code.id]:
                self.tell(_("No answer with this code wants another look."))
                return
            asked = f"{self.review_word} {asked}"
        self._show_answers(asked)

    def action_review_all(self) -> None:
        """Show all answers that want another look."""
        if self.counts.waiting:
            self._show_answers(self.review_word)
        else:
            self.tell(_("No answer wants another look."))

    def action_travel(self, forward: int) -> None:
        """Take back the last step of this coder, or do it again."""

        def work() -> tuple[str, str | None]:
            step = self.session.redo() if forward else self.session.undo()
            if step is None:
                return (_("Nothing to redo.") if forward else _("Nothing to undo.")), None
            self.desk.reread()
            said = _("Done again: {what}").format(what=step.label) if forward else step.label
            return said, None

        self.perform(work)

    def change(self, edit: Edit, said: str, at: str | None = None) -> None:
        """Do an edit in a thread, and say so when it is stored."""

        def work() -> tuple[str, str | None]:
            if self.desk.apply(edit) is None:
                return _("That would change nothing."), at
            self.session.use_codebook(self.desk.codebook)
            self.marked.clear()
            return said, at

        self.perform(work)

    def worker_failed(self, group: str) -> None:
        """The error was told; nothing was changed."""
        if group == "change":
            self.busy = False
            self.tell("")
            self.look_again()

    @on(OptionList.OptionSelected, "#tree")
    def _selected(self) -> None:
        self.action_answers("code")

    def _show_answers(self, written: str) -> None:
        if self._go_to is None:
            self.tell(_("Open the codebook from the coding screen to go to its answers."))
            return
        go_to = self._go_to
        self.dismiss()
        self.app.call_later(go_to, written)

    @property
    def review_word(self) -> str:
        """The word of the filter for what wants another look, in the language of the app."""
        # Translators: a word of the filter language: "review" or "herzien".
        return _("review")
