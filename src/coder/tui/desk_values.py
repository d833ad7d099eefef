"""What the widgets of the coding screen show of the desk, as plain values."""

from __future__ import annotations

from collections.abc import Sequence

from coder.domain.codebook import Code
from coder.domain.coding import Source
from coder.domain.filters import Row, Status
from coder.domain.notes import Memo, Part
from coder.domain.suggestions import ReasonKind, Span, Suggestion
from coder.i18n import _
from coder.tui import wording
from coder.tui.codebook_wording import reasons
from coder.tui.desk import Desk
from coder.tui.signs import (
    AGAIN,
    NOT_CHOSEN,
    PROPOSED,
    STATUS_SIGNS,
    UNSTORED,
    YOURS,
    proposer,
    status_name,
)
from coder.tui.text import one_line
from coder.tui.widgets.answer_list import Line
from coder.tui.widgets.facts import Chosen
from coder.tui.widgets.suggestions import Choice


class DeskValues:
    """Turns the row in hand, the list and suggestions into values for widgets.

    Attributes:
        codes: The codes and nets of the codebook by their id, in its order.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.codes: dict[str, Code] = {code.id: code for code in desk.session.codebook.walk()}

    @property
    def text(self) -> str:
        """The answer in hand, "" when there is none."""
        return self._desk.row.group.text if self._desk.row else ""

    def label(self, code_id: str) -> str:
        """A code's label; its id when the codebook has lost it."""
        code = self.codes.get(code_id)
        return code.label if code else code_id

    def choice(self, suggestion: Suggestion, letter: str = "") -> Choice:
        """A suggestion as a line of the panel; `letter` is the code's own."""
        return Choice(
            suggestion.code,
            self.label(suggestion.code),
            suggestion.score,
            wording.reasons(suggestion.reasons, self.text),
            self._sign() if suggestion.code in self._desk.marks.codes else NOT_CHOSEN,
            letter,
        )

    def chosen(self, row: Row, index: int, *, brief: bool) -> Chosen:
        """The codes that stand on the row in hand, and whose they are."""
        marks, sign = self._desk.marks, self._sign()
        parts = self.parts(row)
        codes = [
            (sign, self.label(code) + _quoted(row.group.text, parts.get(code, ())))
            for code in self.codes
            if code in marks.codes
        ]
        codes += [(sign, code) for code in sorted(marks.codes - self.codes.keys())]
        note = ""
        if sign == PROPOSED and codes:
            note = status_name(Status.MACHINE) if brief else proposer(row.source)
        elif marks.done and not codes:
            note = _("no code applies")
        elif again := self._desk.session.reviews.of(index):
            note = f"{AGAIN} {reasons(again)}"
        unstored = self._desk.outbox.holds(index)
        memos = self.said(self._desk.session.memos.on(row.group.answer_ids))
        return Chosen(codes, note, marks.later, marks.star, unstored, memos)

    def parts(self, row: Row) -> dict[str, list[Part]]:
        """What is marked in the row's text, for the codes that stand on it."""
        return self._desk.session.parts.on(row.group, self._desk.marks.codes)

    def said(self, memos: Sequence[Memo]) -> list[str]:
        """Memos as they show: those of others with their name."""
        own = self._desk.session.memos.is_own
        return [one.text if own(one) else f"{one.coder}: {one.text}" for one in memos]

    def spans(
        self, suggestions: Sequence[Suggestion], in_sight: Suggestion | None
    ) -> tuple[list[Span], list[Span]]:
        """Words by which the code in sight was found, and weaker or other traces."""
        codes = self._desk.marks.codes
        marked: list[Span] = []
        hinted: list[Span] = []
        for suggestion in suggestions:
            for reason in suggestion.reasons:
                found = reason.kind in (ReasonKind.RULE, ReasonKind.WORDS)
                if suggestion is in_sight and found:
                    marked += reason.spans
                elif suggestion is in_sight or (found and suggestion.code in codes):
                    hinted += reason.spans
        return marked, hinted

    def line(self, position: int) -> Line:
        """A line of the list."""
        index = self._desk.shown[position]
        row, marks = self._desk.session.unit(index), self._desk.outbox.marks(index)
        unstored = self._desk.outbox.holds(index)
        again = self._desk.session.reviews.of(index)
        return Line(
            row.group.text,
            UNSTORED if unstored else (AGAIN if again else STATUS_SIGNS[row.status]),
            row.group.size,
            self._brief_codes(marks.codes),
            star=marks.star,
            quiet=row.status in (Status.CODED, Status.LATER) and not again,
            alarm=unstored,
            aside=marks.later and row.status is not Status.LATER,
            memo=self._desk.session.memos.noted(row.group.answer_ids),
            alike=len(self._desk.session.units.members(index)) > 1,
        )

    def _brief_codes(self, given: frozenset[str]) -> str:
        ids = [code for code in self.codes if code in given]
        ids += sorted(given - self.codes.keys())  # the codebook has lost them
        more = f" +{len(ids) - 1}" if len(ids) > 1 else ""
        return ids[0].replace("_", " ") + more if ids else ""

    def _sign(self) -> str:
        """The sign of codes on the row in hand: yours, or proposed by a machine."""
        row, index = self._desk.row, self._desk.index
        if index is not None and self._desk.outbox.holds(index):
            return UNSTORED
        return PROPOSED if row and row.source in (Source.RULES, Source.MODEL) else YOURS


def _quoted(text: str, parts: Sequence[Part]) -> str:
    """The words that were marked, behind the code that they are for."""
    return "".join(f"  “{one_line(text[start:end])}”" for start, end in parts)
