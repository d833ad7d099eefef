"""From one question or wave to the next with one key, and the answer to the clipboard."""

from __future__ import annotations

from coder.domain.answers import AnswerId
from coder.i18n import _
from coder.tui.screens.coding_waiting import WaitingCoding

Target = tuple[str, str]  # question, wave


class PlacedCoding(WaitingCoding):
    """Where the coding screen stands among the questions of the project."""

    def action_go_question(self, step: int) -> None:
        """Go to the next (or with -1 previous) question, in its latest wave."""
        latest = dict(reversed(self._targets()))
        keys = list(dict.fromkeys(question for question, _wave in self._targets()))
        if len(keys) < 2:
            self.tell(_("This project has no other question."))
            return
        key = keys[(keys.index(self.session.question.key) + step) % len(keys)]
        self._go_to((key, latest[key]))

    def action_next_wave(self) -> None:
        """Go to the next wave of this question."""
        key = self.session.question.key
        waves = [wave for question, wave in self._targets() if question == key]
        if len(waves) < 2:
            self.tell(_("This question has no other wave."))
            return
        self._go_to((key, waves[(waves.index(self.session.wave) + 1) % len(waves)]))

    def action_copy(self) -> None:
        """Copy the answer in hand to the clipboard."""
        row = self.desk.row
        if row is not None:
            self.app.copy_to_clipboard(row.group.text)
            self.tell(_("The answer is on the clipboard."))

    def action_take_in(self) -> None:
        """Take in answers from another file into this project."""
        self.unless_unstored(lambda: self.coder_app.take_in(self.coder_app.workbench))

    def action_respondent(self) -> None:
        """Show who gave the answer in hand, and go to another answer of theirs."""
        from coder.tui.screens.respondent import RespondentScreen

        row = self.desk.row
        if row is not None:
            screen = RespondentScreen(row.group.answer_ids)
            self.unless_unstored(lambda: self.app.push_screen(screen, self._to_answer))

    def _to_answer(self, target: tuple[str, str, AnswerId] | None) -> None:
        if target is None:
            return
        question, wave, answer_id = target
        if (question, wave) != (self.session.question.key, self.session.wave):
            self.coder_app.open_question(question, wave, answer_id)
        elif self.session.has(answer_id):
            self.go_to_answer(answer_id)
        else:
            self.tell(_("That answer is not in the sample that you code."))

    def _targets(self) -> list[Target]:
        """Questions that can be coded, each in each of its waves, the latest first."""
        workbench = self.coder_app.workbench
        listed = workbench.questions() if workbench else []
        ready = [(asked.question, asked.wave) for asked in listed if asked.has_codebook]
        here = (self.session.question.key, self.session.wave)
        return ready if here in ready else [here, *ready]

    def _go_to(self, target: Target) -> None:
        self.unless_unstored(lambda: self.coder_app.open_question(*target))
