"""How far a coder is, and what stands on a row.

Kept up as rows change: counting 100,000 rows anew takes as long as a whole key press may.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coder.domain.answers import AnswerGroup, AnswerId
from coder.domain.coding import NOTHING, Coding, Marks, Source, effective
from coder.domain.filters import Row
from coder.services.units import Units


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a person is. An answer is coded when a person decided on it."""

    answers: int
    coded_answers: int
    groups: int
    coded_groups: int


class Tally:
    """Counts what persons decided on, of all rows; a unit counts with the row that leads it.

    Attributes:
        changes: Rows that were replaced since.
    """

    def __init__(self, rows: Sequence[Row], units: Units) -> None:
        self._units, self.changes = units, 0
        self._answers = sum(row.group.size for row in rows)
        self._groups = units.count(range(len(rows)))
        self._coded_answers = self._coded_groups = 0
        for index, row in enumerate(rows):
            if row.source is Source.PERSON:
                self._add(index, row, 1)

    @property
    def progress(self) -> Progress:
        """As it stands now."""
        return Progress(self._answers, self._coded_answers, self._groups, self._coded_groups)

    def changed(self, index: int, before: Row, after: Row) -> None:
        """A row was replaced."""
        self.changes += 1
        if before.source is Source.PERSON:
            self._add(index, before, -1)
        if after.source is Source.PERSON:
            self._add(index, after, 1)

    def _add(self, index: int, row: Row, times: int) -> None:
        self._coded_answers += times * row.group.size
        self._coded_groups += times * self._units.count((index,))


def standing_row(group: AnswerGroup, codings: Mapping[AnswerId, Sequence[Coding]]) -> Row:
    """The group's row: what all members share; with differences it wants a new decision."""
    if not any(answer_id in codings for answer_id in group.answer_ids):  # most of a new project
        return Row(group, NOTHING, None)
    # Answers that were decided together share what stands on them: 1,800 are one.
    said = [codings.get(answer_id, ()) for answer_id in group.answer_ids]
    coded = [effective(one) for one in {id(one): one for one in said}.values()]
    first = coded[0]
    if all(other == first for other in coded):
        return Row(group, first.marks, first.source)
    codes = frozenset[str]().union(*(member.marks.codes for member in coded))
    later = any(member.marks.later for member in coded)
    star = any(member.marks.star for member in coded)
    decided = any(member.source for member in coded)
    source = Source.RULES if decided else None  # shown as proposed, to be confirmed
    return Row(group, Marks(codes, False, later, star), source)
