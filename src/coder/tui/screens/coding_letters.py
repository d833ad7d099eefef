"""Letter keys for codes, and words for codes that gave way to another."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.events import Key as KeyPress

from coder.errors import CoderError
from coder.i18n import _
from coder.services.letters import KeptLetters, keep_letters, read_letters
from coder.tui.letters import Letters
from coder.tui.screens.coding_codebook import CodebookCoding
from coder.tui.widgets.letter_line import LetterLine


class LetteredCoding(CodebookCoding):
    """The coding screen's letters.

    Attributes:
        gave_way: Says which codes the last decision took off because they cannot stand beside
            the code that was put on; "" when there were none.
    """

    gave_way = ""

    def on_key(self, event: KeyPress) -> None:
        """A letter that stands for a code puts it on, or takes it off."""
        if self._press(event.character or ""):
            event.stop()

    def _press(self, letter: str) -> bool:
        """Does the letter stand for a code, and was that put on or taken off?"""
        code = self.letters.code(letter)
        if code is None or letter in self._letters_taken() or self.desk.row is None:
            return False
        scores = {choice.code: choice.score for choice in self.choices}
        codes = [choice.code for choice in self.choices]
        self.highlighted = codes.index(code) if code in codes else self.highlighted
        self.toggle(code, scores.get(code))
        return True

    @on(LetterLine.Clicked)
    def _press_clicked(self, message: LetterLine.Clicked) -> None:
        self._press(message.letter)

    def action_letter(self) -> None:
        """Give the code whose card shows a letter of its own."""
        here = self._in_sight
        if here is None:
            self._letter_for_another()
        else:
            self._ask_letter(here.code)

    def read_letters(self) -> Letters:
        """The letters of this question, as they were left."""
        key = self.session.question.key
        return Letters(
            read_letters(self.session.project, key),
            self.coder_app.settings.letters,
            {code.id for code in self.session.codebook.codable},
            self._keep_letters,
        )

    def after_codes(self, before: frozenset[str], after: frozenset[str]) -> None:
        """What a person chose on the row in hand changed: letters, and what gave way."""
        given, gone = after - before, before - after
        self.gave_way = ""
        if given and gone:
            self.gave_way = _("{code} cannot stand beside {others}: taken off.").format(
                code=self._labels(given), others=self._labels(gone)
            )
        self.codes_used(given)

    def codes_used(self, codes: Iterable[str]) -> None:
        """Codes were put on an answer: those without a letter get one."""
        ordered = [code for code in self.values.codes if code in set(codes)]
        if self.letters.used(ordered, self._letters_taken()):
            self.draw_letters()

    def _labels(self, codes: frozenset[str]) -> str:
        return ", ".join(f"“{self.values.label(code)}”" for code in sorted(codes))

    def _ask_letter(self, code: str) -> None:
        from coder.tui.screens.lettering import NONE, OTHER, LetterScreen

        def chosen(letter: str | None) -> None:
            if letter is None:
                return
            if letter == OTHER:
                self._letter_for_another()
                return
            self.letters.pin("" if letter == NONE else letter, code)
            self.draw_row()
            self.draw_letters()

        shown = [(letter, self.values.label(known)) for letter, known in self.letters.shown]
        now = self.letters.letter(code)
        label = self.values.label(code)
        self.app.push_screen(LetterScreen(label, now, self._letters_taken(), shown), chosen)

    def _letter_for_another(self) -> None:
        from coder.tui.screens.finding import FindCodeScreen

        def found(code: str | None) -> None:
            if code is not None:
                self._ask_letter(code)

        self.app.push_screen(FindCodeScreen(self.session.codebook, frozenset()), found)

    def _letters_taken(self) -> dict[str, str]:
        """What letters do on this screen as it is bound now, by the user's own settings too."""
        return {
            key: _(active.binding.description)
            for key, active in self.active_bindings.items()
            if len(key) == 1
        }

    def _keep_letters(self, letters: KeptLetters) -> None:
        try:
            keep_letters(self.session.project, self.session.question.key, letters)
        except CoderError as error:  # the decision itself is stored, or waits in the outbox
            self.tell_error(error)
