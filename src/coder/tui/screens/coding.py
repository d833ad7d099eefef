"""The coding screen: one answer at a time, suggestions beside it, a key for everything."""

from __future__ import annotations

from collections.abc import Callable

from textual import on

from coder.domain.filters import Filter
from coder.errors import CoderError
from coder.i18n import _
from coder.tui.keymap import cap
from coder.tui.messages import Prepared, Preparing, Ranked, Trained
from coder.tui.outbox import Deed
from coder.tui.screens.coding_travel import TravellingCoding
from coder.tui.widgets.answer_list import AnswerList
from coder.tui.widgets.answer_view import AnswerView
from coder.tui.widgets.code_card import CodeCard
from coder.tui.widgets.suggestions import SuggestionPanel


class CodingScreen(TravellingCoding):
    """Keys and messages of the coding screen; each is stored before the next is read."""

    _unprepared = False  # the answers could not be read: no suggestions will come
    _model_to_tell = False  # a model came under a dialog
    _pressed_early: int | None = None  # the row on which a number was pressed too early

    @property
    def unstored(self) -> int:
        """Decisions that could not be stored."""
        return len(self.desk.outbox.waiting)

    def action_choose(self, number: int) -> None:
        """Put the suggestion with this number (from 1) on the answer, or take it off."""
        if self._to_come:
            self._pressed_early = self.desk.index
            self.tell(_("The suggestions are not here yet: press the number again."))
        elif not self.choices:
            self._tell_none()
        if number > len(self.choices):
            return
        self._pressed_early = None
        self.highlighted = number - 1
        taken = self.choices[number - 1]
        self.toggle(taken.code, taken.score)

    def action_confirm(self) -> None:
        """Confirm what stands there and go on; with nothing chosen only go on."""
        if self.desk.row is None:
            return
        if self._pressed_early == self.desk.index:  # the number was lost: do not confirm without it
            self._pressed_early = None
            self.tell(_("That number came before the suggestions: press it again."))
        elif self.desk.nothing_chosen:
            self.go_on(_("Nothing chosen: the answer stays open."))
        elif not self.desk.to_confirm or self._do(Deed.CONFIRM, leaves=True):
            self.go_on()

    def action_accept(self) -> None:
        """Take the first suggestion and go on."""
        if self._to_come:
            self.tell(_("The suggestions are not here yet."))
        elif not self.choices:
            self._tell_none()
        elif self._do(Deed.ACCEPT, self.choices[0].code, self.choices[0].score, leaves=True):
            self.go_on(self.gave_way)

    @property
    def _to_come(self) -> bool:
        """Will suggestions for the answer in hand still come?"""
        return self.suggestions is None and self.desk.index is not None and not self._unprepared

    def _tell_none(self) -> None:
        find = next(key for key in self.KEYS if key.id == "find")
        self.tell(_("No suggestions here: {key} finds any code.").format(key=cap(self.app, find)))

    def action_aside(self) -> None:
        """Set aside and go on; or bring back and stay."""
        brought_back = self.desk.marks.later
        if self._do(Deed.ASIDE, leaves=not brought_back) and not brought_back:
            self.go_on(_("Set aside for later."))

    def action_repeat(self) -> None:
        """Give the codes of the answer confirmed last, and go on."""
        if not self.desk.last_codes:
            self.tell(_("No answer was confirmed yet whose codes could be repeated."))
        elif self._do(Deed.REPEAT, leaves=True):
            self.go_on()

    def action_star(self) -> None:
        """Star the answer as a quote, or take the star off."""
        self._do(Deed.STAR)

    def action_store_again(self) -> None:
        """Try again to store what waits."""
        if not self.desk.outbox.waiting:
            self.tell(_("Everything is stored."))
            return
        try:
            self.desk.outbox.store()
            self.tell(_("Everything is stored."))
        except CoderError as error:
            self.tell_error(error)
        self.after_leap()

    def action_move(self, steps: int) -> None:
        """Go up or down the list."""
        if self.desk.move(steps):
            self.lay_on_desk()

    def action_page(self, pages: int) -> None:
        """Go a page up or down the list."""
        self.action_move(pages * max(1, self.query_one(AnswerList).page - 1))

    def action_edge(self, end: int) -> None:
        """Go to the first (0) or last (1) answer."""
        if self.desk.move_to((len(self.desk.shown) - 1) * end):
            self.lay_on_desk()

    def action_undecided(self, step: int) -> None:
        """Go to the next or previous answer that wants a decision."""
        if self.desk.next_undecided(step):
            self.lay_on_desk()
        else:
            self._tell_finished()

    def action_highlight(self, step: int) -> None:
        """Show the card of the next or previous suggestion."""
        if self.choices:
            self.highlighted = (self.highlighted + step) % len(self.choices)
            self.draw_row()

    def action_scroll_card(self, lines: int) -> None:
        """Scroll a long answer, else the card."""
        answer, card = self.query_one(AnswerView), self.query_one(CodeCard)
        target = answer if answer.max_scroll_y else card
        target.scroll_relative(y=lines, animate=False)

    def action_toggle_list(self) -> None:
        """Show or hide the list."""
        self.toggle_class("-list")
        self.call_after_refresh(self.draw_row)

    def action_filter(self) -> None:
        """Type what the list must show."""
        from coder.tui.screens.filter_line import FilterLine

        self.app.push_screen(FilterLine(self.session, self.desk.filter), self._filtered)

    def action_clear_filter(self) -> None:
        """Show all answers again."""
        self._filtered(Filter())

    def action_find_code(self) -> None:
        """Find any code by typing."""
        from coder.tui.screens.finding import FindCodeScreen

        if self.desk.row is not None:
            add = None if self.session.blind else self.add_code
            screen = FindCodeScreen(self.session.codebook, self.desk.marks.codes, add)
            self.app.push_screen(screen, self._found)

    def action_questions(self) -> None:
        """Go to another question or wave."""
        from coder.tui.screens.questions import QuestionScreen

        here = (self.session.question.key, self.session.wave)
        self.unless_unstored(lambda: self.app.push_screen(QuestionScreen(here), self._switch))

    def action_back(self) -> None:
        """Back to the start screen."""
        self.unless_unstored(self.dismiss)

    def unless_unstored(self, go: Callable[[], object]) -> None:
        """Leave, after a warning when decisions could not be stored."""
        from coder.tui.screens.asking import ConfirmScreen

        if not self.unstored:
            go()
            return
        question = _("Some decisions are not stored yet. Leave and lose them?")
        ask = ConfirmScreen(_("Not stored"), question)

        def answered(agreed: bool | None) -> None:
            if agreed:
                go()

        self.app.push_screen(ask, answered)

    def toggle(self, code: str, score: float | None = None) -> None:
        """Put a code on the answer in hand, or take it off; `score` of the suggestion taken."""
        if self._do(Deed.TOGGLE, code, score) and self.gave_way:
            self.tell(self.gave_way)

    def go_on(self, message: str = "") -> None:
        """Go to the next answer that wants a decision."""
        if self.desk.next_undecided():
            self.lay_on_desk()
            self.draw_progress()
            if message:
                self.tell(message)
        else:
            self.after_change()
            self._tell_finished()

    def worker_failed(self, group: str) -> None:
        """A training that failed leaves the older model at work; codes can always be found."""
        self.ranker.failed(group)
        if group == "prepare":
            self._unprepared = True
            self._reading = _("No suggestions now; / finds any code.")
            self.draw_row()

    @on(Preparing)
    def _show_reading(self, message: Preparing) -> None:
        self._reading = (
            _("Reading the answers… {done} of {total}").format(
                done=message.done, total=message.total
            )
            if message.done < message.total
            else _("Reading the codebook…")
        )
        self.draw_row()

    @on(Prepared)
    def _start_ranking(self) -> None:
        self._reading, self._unprepared = "", False
        self.ranker.prepared()
        self.order_now()
        self.look_ahead()
        self.find_alike()

    @on(Ranked)
    def _show_ranked(self, message: Ranked) -> None:
        fresh = self.ranker.take(message)
        if fresh and message.index == self.desk.index and self.suggestions is None:
            self.suggestions = message.suggestions
            self.draw_row()

    def on_screen_resume(self) -> None:
        """The model that came while a dialog lay over the screen."""
        if self._model_to_tell:
            self._model_to_tell = False
            self.draw_progress()

    @on(Trained)
    def _use_model(self, message: Trained) -> None:
        if self.ranker.trained(message):
            if self.app.screen is self:
                self.draw_progress()
            else:  # it shows through the dialog, which would be drawn anew, while one types in it
                self._model_to_tell = True
            self.look_ahead()
            self.order_anew()

    @on(AnswerList.Picked)
    def _go_to_clicked(self, message: AnswerList.Picked) -> None:
        self.action_move(message.position - self.desk.position)

    @on(SuggestionPanel.Clicked)
    def _choose_clicked(self, message: SuggestionPanel.Clicked) -> None:
        self.action_choose(message.number)

    def _do(
        self, deed: Deed, code: str = "", score: float | None = None, *, leaves: bool = False
    ) -> bool:
        """Do something to the answer in hand; False: it is not stored, and says so.

        When stored it is drawn, unless one `leaves` it at once: then what comes next is.
        """
        stored, before = True, self.desk.chosen
        self.tell("")
        try:
            self.desk.do(deed, code, score)
        except CoderError as error:
            self.tell_error(error)
            stored = False
        if stored and deed not in (Deed.STAR, Deed.ASIDE):
            self.ranker.decided()
            self.after_codes(before, self.desk.chosen)
        if not (stored and leaves):
            self.after_change()
        return stored

    def _found(self, code: str | None) -> None:
        if code is not None:
            codes = [suggestion.code for suggestion in self.choices]
            self.highlighted = codes.index(code) if code in codes else self.highlighted
            self.toggle(code)

    def _switch(self, target: tuple[str, str] | None) -> None:
        if target is not None:
            self.coder_app.open_question(*target)

    def _tell_finished(self) -> None:
        if self.desk.asides:
            self.tell(_("Nothing else is set aside. X shows all answers."))
        elif not self.desk.left():
            self.tell(_("All answers are decided. Press r for the results."))
        elif self.desk.undecided_from(0) is not None:
            self.tell(_("This is the only answer in the list that is still open."))
        else:
            self.tell(_("All answers in this list are decided. F shows all answers."))
