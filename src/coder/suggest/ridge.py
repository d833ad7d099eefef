"""Least squares with a penalty, for all codes at once, judged on answers it did not see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coder.suggest.gradients import Gradients
from coder.suggest.products import inverse, likeness

# Up to here the matrix of likenesses is inverted, which gives leave-one-out scores for nothing;
# beyond, conjugate gradients (`gradients.py`).
DIRECT = 4_000
STEPS, STEPS_AGAIN = 8, 3  # of conjugate gradients; more moved hit@1 by less than 0.005
# Of stepwise learning, where all answers weigh the same; with 1 hit@3 on ESCO was .758, not .762.
LEAST_PENALTY = 1.5
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
    solved = inverse(alike)
    weights = solved @ targets
    unseen = targets - weights / np.diag(solved)[:, None]
    for members in _larger(groups):
        block = solved[np.ix_(members, members)]
        unseen[members] = targets[members] - np.linalg.solve(block, weights[members])
    return Ridge(weights, weights.sum(axis=0), np.arange(len(targets)), unseen)


def _larger(groups: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    """The members of each group of two or more."""
    order = np.argsort(groups, kind="stable")
    ends = np.flatnonzero(np.diff(groups[order])) + 1
    return [members for members in np.split(order, ends) if len(members) > 1]


def _stepwise(rows: Any, targets: Floats, groups: NDArray[np.intp], penalty: float) -> Ridge:
    names = np.unique(groups)
    chosen = np.random.default_rng(0).random(len(names)) < min(HELD_OUT / len(targets), 0.3)
    held = chosen[np.searchsorted(names, groups)]
    gradients = Gradients(rows, max(penalty, LEAST_PENALTY))
    weights = gradients.follow(targets, np.zeros_like(targets), ~held, STEPS)
    shown = gradients.said(weights)
    shown += (targets - shown)[~held].mean(axis=0)
    weights = gradients.follow(targets, weights, np.ones_like(held), STEPS_AGAIN)
    bias = (targets - gradients.said(weights)).mean(axis=0)
    return Ridge(weights, bias, np.flatnonzero(held), shown[held])
