"""How good suggestions are: hits, precision and recall, calibration, and work saved.

Truth and predictions are boolean tables, scores are tables of probabilities; all of the shape
(n_answers, n_codes), their columns in the same order.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Scores = NDArray[np.float64]

CALIBRATION_BINS = 15


def as_flags(codes: Sequence[frozenset[str]], columns: Sequence[str]) -> Flags:
    """Which answer has which code, shape (n_answers, n_columns); other codes are left out."""
    place = {code: column for column, code in enumerate(columns)}
    flags = np.zeros((len(codes), len(columns)), dtype=bool)
    for row, given in enumerate(codes):
        flags[row, [place[code] for code in given if code in place]] = True
    return flags


def hit_at(truth: Flags, scores: Scores, k: int) -> float:
    """Share of answers of which at least one right code stands among the first `k` suggestions.

    Answers without any code are left out; NaN when none are left. Of equal scores the earlier
    column goes first.
    """
    coded = truth.any(axis=1)
    if not coded.any():
        return math.nan
    first = np.argsort(-scores[coded], axis=1, kind="stable")[:, :k]
    return float(np.take_along_axis(truth[coded], first, axis=1).any(axis=1).mean())


@dataclass(frozen=True, slots=True)
class CodeFigures:
    """How well one code is recognised. None where 0/0; `support`: answers that have the code."""

    code: str
    precision: float | None
    recall: float | None
    f1: float
    support: int
    given: int


def figures_per_code(truth: Flags, predicted: Flags, codes: Sequence[str]) -> list[CodeFigures]:
    """Precision, recall and F1 of each code. F1 is 0 where the model never gives a code."""
    right, given, support = _counts(truth, predicted)
    return [
        CodeFigures(
            code,
            float(right[i] / given[i]) if given[i] else None,
            float(right[i] / support[i]) if support[i] else None,
            float(2 * right[i] / max(given[i] + support[i], 1)),
            int(support[i]),
            int(given[i]),
        )
        for i, code in enumerate(codes)
    ]


def macro_f1(truth: Flags, predicted: Flags) -> float:
    """Mean F1 of the codes that occur in the truth, each weighing the same; NaN without any."""
    right, given, support = _counts(truth, predicted)
    occurs = support > 0
    if not occurs.any():
        return math.nan
    return float((2 * right[occurs] / (given[occurs] + support[occurs])).mean())


def micro_f1(truth: Flags, predicted: Flags) -> float:
    """F1 of all assignments of codes together; NaN when there are none on either side."""
    right, given, support = (counted.sum() for counted in _counts(truth, predicted))
    return float(2 * right / (given + support)) if given + support else math.nan


def _counts(truth: Flags, predicted: Flags) -> tuple[NDArray[np.intp], ...]:
    return (truth & predicted).sum(axis=0), predicted.sum(axis=0), truth.sum(axis=0)


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """Suggestions about equally sure: how sure on average, and how often right, 0-1."""

    lowest: float
    highest: float
    n: int
    confidence: float
    right: float


def calibration(truth: Flags, scores: Scores, bins: int = CALIBRATION_BINS) -> list[CalibrationBin]:
    """Of the first suggestion of each answer: its probability against how often it is right.

    Bins are equally wide; empty ones are left out. Answers without any code count: no suggestion
    is right there.
    """
    if not len(scores):
        return []
    first = scores.argmax(axis=1)
    rows = np.arange(len(scores))
    confidence, right = np.clip(scores[rows, first], 0, 1), truth[rows, first]
    number = np.minimum((confidence * bins).astype(int), bins - 1)
    return [
        CalibrationBin(
            i / bins,
            (i + 1) / bins,
            int((number == i).sum()),
            float(confidence[number == i].mean()),
            float(right[number == i].mean()),
        )
        for i in np.unique(number).tolist()
    ]


def calibration_error(bins: Sequence[CalibrationBin]) -> float:
    """Expected calibration error (ECE) 0-1 of the first suggestion: 0 is honest.

    Mean distance between confidence and share right, each bin weighing as many as are in it.

    Source:
        Guo et al. (2017), On Calibration of Modern Neural Networks, ICML, equation 3.
    """
    n = sum(one.n for one in bins)
    return sum(one.n * abs(one.confidence - one.right) for one in bins) / n if n else math.nan


def chance_of_calibration(bins: Sequence[CalibrationBin]) -> float:
    """The calibration error that perfectly honest probabilities would show, 0-1.

    ECE is above 0 by chance, the more so the fewer answers there are: about .05 with 500 and .10
    with 70. The mean distance of a bin's share right from its expectation, by the normal curve.
    """
    n = sum(one.n for one in bins)
    noise = [math.sqrt(2 / math.pi * one.n * one.confidence * (1 - one.confidence)) for one in bins]
    return sum(noise) / n if n else math.nan


def read_until(wanted: Flags, share: float = 0.95) -> int | None:
    """How many answers were read when this share of the wanted ones was found.

    Args:
        wanted: Was the first, second … answer read one of those looked for? Shape (n_read,).

    Returns:
        None when there is nothing to find.
    """
    total = int(wanted.sum())
    if not total:
        return None
    return int(np.searchsorted(np.cumsum(wanted), math.ceil(share * total)) + 1)


def recall_after(wanted: Flags, share_read: float = 0.10) -> float:
    """Share of the wanted answers found in the first part of the reading; NaN without any."""
    total = int(wanted.sum())
    n_read = math.ceil(share_read * len(wanted))
    return float(wanted[:n_read].sum() / total) if total else math.nan


def work_saved(wanted: Flags, recall: float = 0.95) -> float:
    """Work saved over sampling at this recall (WSS@95): 0 is no better than reading at random.

    Source:
        Cohen et al. (2006), Journal of the American Medical Informatics Association 13(2), 206-219.
    """
    n_read = read_until(wanted, recall)
    return math.nan if n_read is None else 1 - n_read / len(wanted) - (1 - recall)
