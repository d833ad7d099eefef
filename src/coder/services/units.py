"""Rows of a coding session that are taken together: shown as one line and coded in one step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from coder.domain.answers import AnswerGroup
from coder.domain.filters import Row

MakeRow = Callable[[AnswerGroup], Row]


class Units:
    """Which rows are one. Rows keep their indexes; the largest of a unit leads it.

    Args:
        groups: Indexes of rows that are one, two or more together.
        rows: All rows.
    """

    def __init__(self, groups: Iterable[Sequence[int]] = (), rows: Sequence[Row] = ()) -> None:
        self._members: dict[int, tuple[int, ...]] = {}
        self._leader: dict[int, int] = {}
        self._rows: dict[int, Row] = {}
        for group in groups:
            ordered = sorted(group, key=lambda index: (-rows[index].group.size, index))
            self._members[ordered[0]] = tuple(ordered)
            self._leader |= dict.fromkeys(ordered, ordered[0])

    @property
    def groups(self) -> tuple[tuple[int, ...], ...]:
        """The rows of each unit that has several, the leader first."""
        return tuple(self._members.values())

    def leader(self, index: int) -> int:
        """The row that shows for this one: itself when it is alone."""
        return self._leader.get(index, index)

    def members(self, index: int) -> tuple[int, ...]:
        """All rows of the unit that this row is in, the leader first."""
        return self._members.get(self.leader(index), (index,))

    def led(self, indexes: Sequence[int]) -> list[int]:
        """These rows with each unit once, where its first member stands."""
        if not self._members:
            return list(indexes)
        return list(dict.fromkeys(self.leader(index) for index in indexes))

    def count(self, indexes: Iterable[int], *, led: bool = False) -> int:
        """How many units these rows are; a unit counts with its leader, or (`led`) any member."""
        if not self._members:
            return sum(1 for _index in indexes)
        if led:
            return len({self.leader(index) for index in indexes})
        return sum(1 for index in indexes if self.leader(index) == index)

    def row(self, index: int, rows: Sequence[Row], make: MakeRow) -> Row:
        """The whole unit as one row; `make` says what stands on all its answers."""
        if index not in self._leader:
            return rows[index]
        leader = self._leader[index]
        if leader not in self._rows:
            front = rows[leader].group
            ids = [id_ for member in self._members[leader] for id_ in rows[member].group.answer_ids]
            self._rows[leader] = make(AnswerGroup(front.text, front.normal, tuple(ids)))
        return self._rows[leader]

    def forget(self, index: int | None = None) -> None:
        """Make the row of this unit (None: of all) anew when it is asked for."""
        if index is None:
            self._rows.clear()
        else:
            self._rows.pop(self.leader(index), None)
