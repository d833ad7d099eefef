"""Words of the answer in hand marked for a code: for those who want it, behind one key."""

from __future__ import annotations

from collections.abc import Sequence

from coder.domain.notes import Part
from coder.errors import CoderError
from coder.i18n import _
from coder.services.marked_parts import words_in
from coder.tui.screens.coding_memos import NotedCoding
from coder.tui.screens.part import Marked, PartScreen


class PartedCoding(NotedCoding):
    """The coding screen's marked words."""

    def action_part(self) -> None:
        """Choose words of the answer for a code; first those that its suggestion matched."""
        row, codes = self.desk.row, self._codes_to_mark()
        words = words_in(row.group.text) if row else []
        if not words:
            return
        if not codes:
            self.tell(_("Choose a code first; then mark its words."))
        elif self.unstored:
            self.tell(_("Some decisions are not stored yet: ctrl+s tries again."))
        else:
            labels = [(code, self.values.label(code)) for code in codes]
            begin = self._matched(words, codes[0])
            screen = PartScreen(self.values.text, words, labels, begin)
            self.app.push_screen(screen, self._mark)

    def _codes_to_mark(self) -> list[str]:
        """The codes on the answer, else the suggested ones; that of the card goes first."""
        here = self._in_sight.code if self._in_sight else ""
        marks = self.desk.marks.codes
        codes = [code for code in self.values.codes if code in marks]
        codes = codes or [choice.code for choice in self.choices]
        return sorted(codes, key=lambda code: code != here)

    def _matched(self, words: Sequence[Part], code: str) -> tuple[int, int]:
        """First and last word of what the suggestion of this code was found by; else the first."""
        spans = [
            span
            for choice in self.choices
            if choice.code == code
            for reason in choice.reasons
            for span in reason.spans
        ]
        if not spans:
            return 0, 0
        start, end = min(spans)
        touched = [at for at, word in enumerate(words) if word[0] < end and start < word[1]]
        return (touched[0], touched[-1]) if touched else (0, 0)

    def _mark(self, marked: Marked | None) -> None:
        index = self.desk.index
        if marked is None or index is None:
            return
        code, first, last = marked
        before = self.desk.chosen
        try:
            present = self.session.parts.mark(index, code, first, last)
        except CoderError as error:
            self.tell_error(error)
            return
        self.after_codes(before, self.desk.chosen)
        self.after_leap()
        label = self.values.label(code)
        told = _("Marked for “{code}”.") if present else _("No longer marked for “{code}”.")
        self.tell(self.gave_way or told.format(code=label))
