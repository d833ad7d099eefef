"""Agreement on whole sets of codes: an answer's codes are one value, and sets differ by degree."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

CodeSet = frozenset[str]
Numbers = NDArray[np.float64]
_SUBSET, _OVERLAP = 2 / 3, 1 / 3  # how much MASI trusts sets that contain, or only touch, another
_ROWS = 64  # sets that are compared with all others at once: few enough for the processor's cache


@dataclass(frozen=True, slots=True)
class Distance:
    """How far two sets are apart: 0 for equal sets, 1 for sets that share nothing.

    Attributes:
        of_sizes: The distance from how many codes are shared, and how many each set has; arrays
            of one shape.
    """

    of_sizes: Callable[[Numbers, Numbers, Numbers], Numbers]

    def __call__(self, first: CodeSet, second: CodeSet) -> float:
        """The distance of two sets."""
        sizes = (len(first & second), len(first), len(second))
        shared, one, other = (np.array([size], dtype=float) for size in sizes)
        return float(self.of_sizes(shared, one, other)[0])


def _jaccard(shared: Numbers, first: Numbers, second: Numbers) -> Numbers:
    either = first + second - shared
    return 1 - np.divide(shared, either, out=np.ones_like(shared), where=either > 0)


def _masi(shared: Numbers, first: Numbers, second: Numbers) -> Numbers:
    contained = (shared == first) | (shared == second)
    kind = np.where(contained, _SUBSET, _OVERLAP)
    kind[(shared == first) & (shared == second)] = 1.0
    return 1 - (1 - _jaccard(shared, first, second)) * kind


jaccard = Distance(_jaccard)
"""The share of the codes of both sets that only one of them has."""

masi = Distance(_masi)
"""Forgives a set that contains the other more than one that only touches it.

Source:
    Passonneau (2006), Measuring agreement on set-valued items (MASI) for semantic and pragmatic
    annotation, LREC.
"""

DISTANCES: Mapping[str, Distance] = {"jaccard": jaccard, "masi": masi}


def set_alpha(units: Sequence[Sequence[CodeSet]], distance: Distance) -> float:
    """Krippendorff's alpha over sets of codes.

    Args:
        units: For each answer the sets of those who coded it, shape (n_answers, coders of it);
            answers with fewer than two are left out.
        distance: What two sets differ by.

    Returns:
        At most 1; NaN where all sets are equal, or nothing can be compared.

    Source:
        Krippendorff (2011), Computing Krippendorff's alpha-reliability.
    """
    paired = [unit for unit in units if len(unit) >= 2]
    values = sorted({value for unit in paired for value in unit}, key=sorted)
    if len(values) < 2:
        return float("nan")
    place = {value: position for position, value in enumerate(values)}
    counts = np.zeros(len(values))
    pairs: list[tuple[int, int, float]] = []
    for unit in paired:
        places = [place[value] for value in unit]
        np.add.at(counts, places, 1)
        pairs += [(one, other, 2 / (len(unit) - 1)) for one, other in combinations(places, 2)]
    members = _members(values)
    expected = _expected(members, counts, distance) / (counts.sum() - 1)
    return 1 - _observed(members, pairs, distance) / expected if expected else float("nan")


def _members(values: Sequence[CodeSet]) -> Numbers:
    """Which codes each set has; 0 or 1, shape (n_sets, n_codes)."""
    codes = {code: column for column, code in enumerate(sorted(frozenset().union(*values)))}
    members = np.zeros((len(values), len(codes)))
    for row, value in enumerate(values):
        members[row, [codes[code] for code in value]] = 1
    return members


def _observed(
    members: Numbers, pairs: Sequence[tuple[int, int, float]], distance: Distance
) -> float:
    """The weighted distances of the sets that stand on one answer."""
    first, second = (np.array([pair[side] for pair in pairs]) for side in (0, 1))
    weight = np.array([pair[2] for pair in pairs])
    sizes = members.sum(axis=1)
    shared = np.einsum("ij,ij->i", members[first], members[second])
    return float(weight @ distance.of_sizes(shared, sizes[first], sizes[second]))


def _expected(members: Numbers, counts: Numbers, distance: Distance) -> float:
    """The distances of all sets to all others, each as often as it was given."""
    sizes = members.sum(axis=1)
    apart = counts.sum() ** 2 - counts @ counts  # as if no two sets shared anything
    for start in range(0, len(members), _ROWS):
        # A set with those after it: the distance is the same both ways, and 0 to itself.
        shared = members[start : start + _ROWS] @ members[start:].T
        one, other = np.nonzero(np.triu(shared, k=1))
        nearer = 1 - distance.of_sizes(shared[one, other], sizes[start + one], sizes[start + other])
        apart -= 2 * float(nearer @ (counts[start + one] * counts[start + other]))
    return float(apart)
