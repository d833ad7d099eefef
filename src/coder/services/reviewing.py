"""Which codings of a question want another look, since its codebook changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from coder.domain.answers import AnswerId
from coder.domain.codebook import Codebook
from coder.domain.coding import Decision, Mark, Marks, Source, effective
from coder.domain.filters import Row
from coder.domain.review import Review
from coder.services.definitions import Definitions

if TYPE_CHECKING:
    from coder.services.coding import CodingSession

NO_REASON: frozenset[Review] = frozenset()


class Reviews:
    """Why rows of a session want another look. What machines proposed is to be looked at anyway."""

    def __init__(self, session: CodingSession) -> None:
        self._session = session
        self._definitions = Definitions(session.project, session.question)
        self._codebook: Codebook | None = None
        self._nets: frozenset[str] = frozenset()
        self._codes: frozenset[str] = frozenset()
        self._outdated = self._read(None)

    def renew(self) -> None:
        """The codebook changed."""
        self._definitions.renew()
        self._outdated = self._read(None)

    def decided(self, answer_ids: Iterable[AnswerId]) -> None:
        """A person looked at these answers just now."""
        for answer_id in answer_ids if self._outdated else ():
            self._outdated.pop(answer_id, None)

    def read_again(self, answer_ids: Collection[AnswerId]) -> None:
        """These answers changed otherwise than by a decision: an undo, another program."""
        self.decided(answer_ids)
        self._outdated |= self._read(answer_ids)

    def of(self, index: int) -> frozenset[Review]:
        """Why a row, or one taken together with it, wants another look; empty: it does not."""
        members = self._session.units.members(index)
        if len(members) == 1:
            return self._of_row(index)
        return NO_REASON.union(*map(self._of_row, members))

    def _of_row(self, index: int) -> frozenset[Review]:
        row = self._session.rows[index]
        if row.source is not Source.PERSON:
            return NO_REASON
        return frozenset(self._by_code(row).values())

    def codes(self, index: int) -> frozenset[str]:
        """The codes of a row for which it wants another look."""
        row = self._session.rows[index]
        return frozenset(self._by_code(row)) if row.source is Source.PERSON else frozenset()

    def _by_code(self, row: Row) -> dict[str, Review]:
        self._know(self._session.codebook)
        reasons = {
            code: Review.SPLIT if code in self._nets else Review.LOST
            for code in row.marks.codes - self._codes
        }
        for answer_id in row.group.answer_ids if self._outdated else ():
            for code in self._outdated.get(answer_id, ()):
                reasons.setdefault(code, Review.OUTDATED)
        return reasons

    def rows(self, reasons: frozenset[Review]) -> list[int]:
        """The rows that want another look for one of these reasons."""
        every = range(len(self._session.rows))
        return [index for index in every if self._of_row(index) & reasons]

    def again(self, answer_ids: Iterable[AnswerId], wanted: Marks) -> list[Decision]:
        """The decisions that say of outdated codings: looked at again, and it stays so."""
        if not wanted.done:
            return []
        return [
            Decision(answer_id, Mark.DONE, present)
            for answer_id in answer_ids
            if answer_id in self._outdated
            for present in (False, True)
        ]

    def _know(self, codebook: Codebook) -> None:
        if codebook is not self._codebook:
            self._codebook = codebook
            codes = list(codebook.walk())
            self._codes = frozenset(code.id for code in codes if code.codable)
            self._nets = frozenset(code.id for code in codes if not code.codable)

    def _read(self, among: Collection[AnswerId] | None) -> dict[AnswerId, frozenset[str]]:
        """The outdated codes of each answer that has some, where their coder's coding counts."""
        session = self._session
        found: dict[AnswerId, frozenset[str]] = {}
        for answer_id, coder_id, code in self._definitions.outdated(among):
            counts = effective(session.codings(answer_id)).coder
            if counts is not None and counts.id == coder_id:
                found[answer_id] = found.get(answer_id, frozenset()) | {code}
        return found
