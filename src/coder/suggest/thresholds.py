"""From which probability a code is given, where an answer can have several."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coder.urgency import KEYS

Floats = NDArray[np.float64]
USUAL = 0.5
TRIED = np.round(np.arange(0.08, 0.81, 0.04), 2)
CAUTION = 15.0  # answers with a code at which its own best threshold counts half


def learn_thresholds(probabilities: Floats, given: Floats) -> Floats:
    """The threshold of each code that gives the best F1, for rare codes near that of all codes.

    Args:
        probabilities: Of coded answers by a model that had not seen them, (n_answers, n_codes).
        given: 1 where an answer has a code, else 0; the same shape.
    Returns:
        Shape (n_codes,), 0-1.
    """
    support = given.sum(axis=0)
    if len(given) < 2 or not support.any():
        return np.full(given.shape[1], USUAL)
    right, chosen = _counts(probabilities, given)
    all_f1 = 2 * right.sum(axis=1) / np.maximum(chosen.sum(axis=1) + support.sum(), 1)
    overall = float(TRIED[all_f1.argmax()])
    f1 = 2 * right / np.maximum(chosen + support, 1)
    own = TRIED[f1.argmax(axis=0)]
    trust = support / (support + CAUTION)
    return np.asarray(trust * own + (1 - trust) * overall)


def _counts(probabilities: Floats, given: Floats) -> tuple[Floats, Floats]:
    """Rightly given and given at each threshold that is tried, shape (n_tried, n_codes) each."""
    wanted = given > 0
    over = [probabilities >= threshold for threshold in KEYS.patiently(TRIED, 4)]
    right = np.array([(wanted & one).sum(axis=0) for one in over], dtype=float)
    return right, np.array([one.sum(axis=0) for one in over], dtype=float)
