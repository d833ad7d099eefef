"""Least squares with a penalty, for all codes at once, judged on answers it did not see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lapack

from coder.suggest.products import likeness

# Up to here the matrix of likenesses is inverted, which gives leave-one-out scores for nothing;
# beyond, conjugate gradients: 18,000 titles and 42 codes in 3 s, where LinearSVC takes 7-10.
DIRECT = 4_000
SMALL = 256  # rows of a matrix that is inverted at once: 5 ms
STEPS, STEPS_AGAIN = 14, 6  # of conjugate gradients; more moved hit@1 by less than 0.01
LEAST_PENALTY = 1.0  # of stepwise learning; there all answers weigh the same, or it takes long
HELD_OUT = 1_500  # answers that judge a model of more than DIRECT

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Ridge:
    """What was learned: a weight for each coded answer and code.

    Attributes:
        weights: Shape (n_answers, n_codes); the score of an answer is its likeness to the coded
            answers times these, plus `bias`: about 1 for its codes, -1 for the others.
        bias: Shape (n_codes,).
        judged: The coded answers that were scored by a model that had not seen them.
        unseen: Those scores, shape (len(judged), n_codes).
    """

    weights: Floats
    bias: Floats
    judged: NDArray[np.intp]
    unseen: Floats


def fit_ridge(rows: Any, given: Floats, groups: NDArray[np.intp], penalty: float) -> Ridge:
    """Learn all codes at once.

    Args:
        rows: Features of the coded answers, sparse, rows of length one, shape (n, n_features).
        given: 1 where an answer has a code, else 0; shape (n, n_codes).
        groups: Answers of one group are left out together when the model is judged; shape (n,).
        penalty: The larger, the less the data are trusted; 0.3-2 are usual.

    Answers with rare codes count for more: their weight is one over the square root of the share
    of their code. On the bench sets that brought 1-4 points of macro-F1 and cost no hit@1.
    """
    targets = (2 * given - 1).astype(np.float32)
    ease = (penalty / _importance(given)).astype(np.float32)
    if len(targets) <= DIRECT:
        return _direct(rows, targets, groups, ease)
    return _stepwise(rows, targets, groups, penalty)


def _importance(given: Floats) -> Floats:
    share = np.maximum(given.mean(axis=0), 1e-9)
    n_codes = np.maximum(given.sum(axis=1), 1)
    weight = (given / np.sqrt(share)).sum(axis=1) / n_codes
    weight[given.sum(axis=1) == 0] = 1.0
    return np.asarray(weight / weight.mean(), dtype=np.float32)


def _direct(rows: Any, targets: Floats, groups: NDArray[np.intp], ease: Floats) -> Ridge:
    alike = likeness(rows) + np.float32(1)  # 1: a constant feature, the bias
    alike[np.diag_indices_from(alike)] += ease
    inverse = _inverse(alike)
    weights = inverse @ targets
    unseen = targets - weights / np.diag(inverse)[:, None]
    for members in _larger(groups):
        block = inverse[np.ix_(members, members)]
        unseen[members] = targets[members] - np.linalg.solve(block, weights[members])
    return Ridge(weights, weights.sum(axis=0), np.arange(len(targets)), unseen)


def _inverse(likeness: Floats) -> Floats:
    """Of a symmetric matrix without negative directions, halved until the parts are small.

    By products of NumPy, which let other threads go on; scipy's LAPACK does not, and at 4,000
    answers it kept a key waiting for a second.
    """
    n = len(likeness)
    if n <= SMALL:
        return _small_inverse(likeness)
    half = n // 2
    first = _inverse(likeness[:half, :half])
    shared = first @ likeness[:half, half:]
    second = _inverse(likeness[half:, half:] - likeness[half:, :half] @ shared)
    across = shared @ second
    found = np.empty_like(likeness)
    found[:half, :half] = first + across @ shared.T
    found[:half, half:] = -across
    found[half:, :half] = -across.T
    found[half:, half:] = second
    return found


def _small_inverse(likeness: Floats) -> Floats:
    """By Cholesky: half the work of an inverse of any matrix."""
    root, failed = lapack.spotrf(likeness, lower=1)
    if not failed:
        half, failed = lapack.spotri(root, lower=1)
    if failed:  # rounding, where the penalty is next to nothing
        return np.asarray(np.linalg.inv(likeness), dtype=np.float32)
    return np.asarray(np.tril(half) + np.tril(half, -1).T, dtype=np.float32)


def _larger(groups: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    """The members of each group of two or more."""
    order = np.argsort(groups, kind="stable")
    ends = np.flatnonzero(np.diff(groups[order])) + 1
    return [members for members in np.split(order, ends) if len(members) > 1]


def _stepwise(rows: Any, targets: Floats, groups: NDArray[np.intp], penalty: float) -> Ridge:
    names = np.unique(groups)
    chosen = np.random.default_rng(0).random(len(names)) < min(HELD_OUT / len(targets), 0.3)
    held = chosen[np.searchsorted(names, groups)]
    kept, judged = np.flatnonzero(~held), np.flatnonzero(held)
    weights = np.zeros_like(targets)
    weights[kept] = _gradients(rows[kept], targets[kept], penalty, weights[kept], STEPS)
    shown = rows @ (rows.T @ weights)
    bias = (targets[kept] - shown[kept]).mean(axis=0)
    weights = _gradients(rows, targets, penalty, weights, STEPS_AGAIN)
    final = (targets - rows @ (rows.T @ weights)).mean(axis=0)
    return Ridge(weights, final, judged, np.asarray(shown[judged] + bias, dtype=np.float32))


def _gradients(rows: Any, targets: Floats, penalty: float, start: Floats, steps: int) -> Floats:
    """Conjugate gradients for all codes side by side, from `start`, about the mean.

    Source:
        Hestenes and Stiefel (1952), Journal of Research of the National Bureau of Standards 49.
    """
    across = rows.T.tocsr()
    strength = np.float32(max(penalty, LEAST_PENALTY))

    def times(vectors: Floats) -> Floats:
        product = rows @ (across @ vectors)
        return np.asarray(product - product.mean(axis=0) + strength * vectors, dtype=np.float32)

    found = start.copy()
    rest = targets - targets.mean(axis=0) - times(found)
    towards = rest.copy()
    size = (rest * rest).sum(axis=0)
    for _step in range(steps):
        image = times(towards)
        length = size / np.maximum((towards * image).sum(axis=0), 1e-12)
        found += length * towards
        rest -= length * image
        size, before = (rest * rest).sum(axis=0), np.maximum(size, 1e-12)
        towards = rest + (size / before) * towards
    return found
