"""Keeping back small counts, so that a table gives nobody away.

A number that is left out can be worked out when it is the only one missing of a sum; then another
of the sum is left out too, and more until what is missing adds up to the threshold at least.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Place = tuple[str, str | None]  # code id ("" for the base), group (None for all together)
Hidden = frozenset[Place]


@dataclass(frozen=True, slots=True)
class Cell:
    """A count and where it stands."""

    place: Place
    count: int


def kept_back(relations: Sequence[Sequence[Cell]], smallest: int) -> Hidden:
    """The cells to leave out.

    Args:
        relations: Sums; in each one of the cells is what the others add up to. A cell that is in no
            sum stands by itself in a list of one.
        smallest: Counts from 1 to below this are left out. Nobody is told by a 0.
    """
    hidden = {
        cell.place for relation in relations for cell in relation if 0 < cell.count < smallest
    }
    changed = True
    while changed:  # a cell stands in several sums: what is left out for one may open another
        changed = False
        for relation in relations:
            more = _to_hide(relation, hidden, smallest)
            hidden |= more
            changed = changed or bool(more)
    return frozenset(hidden)


def _to_hide(relation: Sequence[Cell], hidden: set[Place], smallest: int) -> set[Place]:
    missing = [cell for cell in relation if cell.place in hidden]
    if len(relation) < 2 or not missing:
        return set()
    left = sorted(
        (cell for cell in relation if cell.count and cell.place not in hidden),
        key=lambda cell: (cell.place[1] is None or not cell.place[0], cell.count),
    )
    more: set[Place] = set()
    while left and (len(missing) < 2 or sum(cell.count for cell in missing) < smallest):
        cell = left.pop(0)
        missing.append(cell)
        more.add(cell.place)
    return more
