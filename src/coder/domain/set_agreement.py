"""Agreement on whole sets of codes: an answer's codes are one value, and sets differ by degree."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

CodeSet = frozenset[str]
Distance = Callable[[CodeSet, CodeSet], float]
_SUBSET, _OVERLAP = 2 / 3, 1 / 3  # how much MASI trusts sets that contain, or only touch, another


def jaccard(first: CodeSet, second: CodeSet) -> float:
    """Distance 0-1: the share of the codes of both that only one of them has."""
    either = len(first | second)
    return 1 - len(first & second) / either if either else 0.0


def masi(first: CodeSet, second: CodeSet) -> float:
    """Distance 0-1 that forgives a set that contains the other more than one that only touches it.

    Source:
        Passonneau (2006), Measuring agreement on set-valued items (MASI) for semantic and
        pragmatic annotation, LREC.
    """
    if first == second:
        return 0.0
    shared = first & second
    if not shared:
        return 1.0
    kind = _SUBSET if shared in (first, second) else _OVERLAP
    return 1 - len(shared) / len(first | second) * kind


def set_alpha(units: Sequence[Sequence[CodeSet]], distance: Distance) -> float:
    """Krippendorff's alpha over sets of codes.

    Args:
        units: For each answer the sets of those who coded it, shape (n_answers, coders of it);
            answers with fewer than two are left out.
        distance: 0 for equal sets, 1 for sets that share nothing.

    Returns:
        At most 1; NaN where all sets are equal, or nothing can be compared.

    Source:
        Krippendorff (2011), Computing Krippendorff's alpha-reliability.
    """
    paired = [unit for unit in units if len(unit) >= 2]
    values = sorted({value for unit in paired for value in unit}, key=sorted)
    if len(values) < 2:
        return float("nan")
    index = {value: position for position, value in enumerate(values)}
    apart = _distances(values, distance)
    counts = np.zeros(len(values))
    observed = 0.0
    for unit in paired:
        places = [index[value] for value in unit]
        np.add.at(counts, places, 1)
        pairs = sum(apart[one, other] for one, other in combinations(places, 2))
        observed += 2 * pairs / (len(unit) - 1)
    expected = float(counts @ apart @ counts) / (counts.sum() - 1)
    return 1 - observed / expected if expected else float("nan")


def _distances(values: Sequence[CodeSet], distance: Distance) -> NDArray[np.float64]:
    apart = np.zeros((len(values), len(values)))
    for one, other in combinations(range(len(values)), 2):
        apart[one, other] = apart[other, one] = distance(values[one], values[other])
    return apart


DISTANCES: Mapping[str, Distance] = {"jaccard": jaccard, "masi": masi}
