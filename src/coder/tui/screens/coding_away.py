"""From the coding screen to others of this question, and back with what they changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.domain.answers import AnswerId
from coder.domain.filters import Filter
from coder.tui.screens.coding_found import FoundCoding

if TYPE_CHECKING:
    from coder.tui.screens.agreement import AgreementScreen
    from coder.tui.screens.history import HistoryScreen
    from coder.tui.screens.model import ModelScreen


class AwayCoding(FoundCoding):
    """The coding screen's ways to quotes, results, model, history and agreement."""

    _model: ModelScreen | None = None  # opened from here
    _history: HistoryScreen | None = None  # the same
    _agreement: AgreementScreen | None = None  # the same

    def action_quotes(self) -> None:
        """Choose, shorten and approve quotes of this question."""
        self.coder_app.open_quotes(*self._here)

    def action_results(self) -> None:
        """Show counts, names and words of this question."""
        self.coder_app.open_results(*self._here)

    def action_model(self) -> None:
        """Show how good the suggestions are, and which models are kept."""
        self._model = self.coder_app.open_model(*self._here, self.go_to_answer)

    def action_history(self) -> None:
        """Show who did what when, and go back to before a step."""
        from coder.tui.screens.history import HistoryScreen

        def go() -> None:
            self._history = HistoryScreen(self.session)
            self.app.push_screen(self._history)

        self.unless_unstored(go)

    def action_agreement(self) -> None:
        """Compare the coders of this question, and decide where they differ."""

        def go() -> None:
            self._agreement = self.coder_app.open_agreement(*self._here)

        self.unless_unstored(go)

    def on_screen_resume(self) -> None:
        """What the other screen changed shows at once."""
        if self._model is not None and self._model.changed:
            self.session.reload()
            self.after_leap()
            self.ranker.start_anew()
        decided_elsewhere = (self._history, self._agreement)
        if any(screen is not None and screen.changed for screen in decided_elsewhere):
            self.session.reload()
            self.ranker.decided()
            self.after_leap()
        self._model = self._history = self._agreement = None

    @property
    def _here(self) -> tuple[str, str]:
        return self.session.question.key, self.session.wave

    def go_to_answer(self, answer_id: int) -> None:
        """Lay an answer on the desk, also one that the filter hides."""
        index = self.session.row_of(AnswerId(answer_id))
        if not self.desk.go_to_row(index):
            self._filtered(Filter())
            self.desk.go_to_row(index)
        self.lay_on_desk()

    def _filtered(self, chosen: Filter | None) -> None:
        if chosen is None:
            return
        self.coder_app.hurry()  # the key's own picture was the dialog's going away
        self.show_filtered(chosen)
