"""How much each source of evidence counts: few weights, learned from answers not seen before.

Every pair of an answer and a code is described by the same few numbers (what the model says, the
nearest coded answers, rules and codebook, how common the code is). Because all pairs share the
weights, some dozens of coded answers suffice to learn them, and what comes out is a probability.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit, log_softmax, softmax

Floats = NDArray[np.float64]

SOURCES = ("model", "nearest", "codebook", "common")
# Where the weights start, and how many answers it takes to move them half-way or so: measured by
# replaying data/gold and the bench sets from 25 to 400 coded answers (docs/suggestions.md).
START_ONE = (3.5, 0.5, 1.0, 0.3)
START_MANY = (3.5, 0.5, 1.0, 0.3)
START_LEVEL = 1.0
SLOWNESS = 4.0
MOST = 3_000  # answers from which the weights are learned, at most
NEAR_ZERO = 0.02  # of a likeness; its logarithm is the evidence


@dataclass(frozen=True, slots=True)
class Blend:
    """Weights of the sources, in the order of SOURCES, and a level for `answers: many`."""

    weights: tuple[float, ...]
    level: float
    single: bool

    def probabilities(self, evidence: Floats) -> Floats:
        """Probability of each code, 0-1; sums to 1 over codes where one code is asked for.

        Args:
            evidence: Shape (n_answers, n_codes, n_sources).
        """
        scores = evidence @ np.asarray(self.weights)
        return np.asarray(softmax(scores, axis=1) if self.single else expit(scores + self.level))

    def state(self) -> dict[str, Any]:
        """As plain values."""
        return {"weights": list(self.weights), "level": self.level, "single": self.single}

    @classmethod
    def from_state(cls, state: Mapping[str, Any]) -> Blend:
        """The blend of `state`.

        Raises:
            ValueError: There are more or fewer weights than sources.
        """
        weights = tuple(float(weight) for weight in state["weights"])
        if len(weights) != len(SOURCES):
            raise ValueError("weights and sources differ in number")
        return cls(weights, float(state["level"]), bool(state["single"]))


def as_evidence(model: Any, nearest: Any, codebook: Any, common: Any) -> Floats:
    """The numbers of each pair, shape (n_answers, n_codes, n_sources).

    Args:
        model: Score of the model, about -1 to 1, shape (n_answers, n_codes).
        nearest: Likeness to the nearest coded answers with the code, 0-1; the same shape.
        codebook: What rules and codebook say, 0-1; the same shape.
        common: Share of the coded answers that have the code, above 0; shape (n_codes,).
    """
    near = np.log(np.maximum(nearest, 0) + NEAR_ZERO) - np.log(NEAR_ZERO)
    said = np.clip(codebook, 0.005, 0.98)
    odds = np.log(said / (1 - said))
    frequency = np.broadcast_to(np.log(common), np.shape(model))
    return np.stack([model, near, odds, frequency], axis=2).astype(np.float64)


def learn_blend(evidence: Floats, given: Floats, *, single: bool, use: NDArray[np.bool_]) -> Blend:
    """The weights under which the given codes were likeliest, drawn to where they start.

    Args:
        evidence: Of coded answers by a model that had not seen them; see `as_evidence`.
        given: 1 where an answer has a code, else 0; shape (n_answers, n_codes).
        use: Which sources there are, shape (n_sources,); the others weigh 0.
    """
    start = np.append(START_ONE if single else START_MANY, START_LEVEL) * np.append(use, not single)
    if single:
        coded = given.sum(axis=1) > 0
        evidence, given = evidence[coded], given[coded]
    if len(given) == 0:
        return Blend(tuple(start[:-1]), float(start[-1]), single)
    pick = np.random.default_rng(0).permutation(len(given))[:MOST]
    wanted = given[pick] / given[pick].sum(axis=1, keepdims=True) if single else given[pick]
    moves = np.append(use, not single).astype(float)
    loss = _loss_one if single else _loss_many
    low = np.where(np.arange(len(start)) < len(SOURCES) - 1, 0.0, -np.inf)  # evidence speaks for

    def drawn(weights: Floats) -> tuple[float, Floats]:
        value, slope = loss(weights, evidence[pick], wanted)
        away = weights - start
        return value + SLOWNESS * float(away @ away), (slope + 2 * SLOWNESS * away) * moves

    found = minimize(
        drawn,
        start,
        jac=True,
        method="L-BFGS-B",
        bounds=[(bound, None) for bound in low],
    ).x
    return Blend(tuple(float(weight) for weight in found[:-1]), float(found[-1]), single)


def _loss_one(weights: Floats, evidence: Floats, wanted: Floats) -> tuple[float, Floats]:
    logs = log_softmax(evidence @ weights[:-1], axis=1)
    error = np.exp(logs) - wanted
    return float(-(wanted * logs).sum()), np.append(_slope(error, evidence), 0.0)


def _loss_many(weights: Floats, evidence: Floats, wanted: Floats) -> tuple[float, Floats]:
    scores = evidence @ weights[:-1] + weights[-1]
    error = expit(scores) - wanted
    value = (np.logaddexp(0, scores) - wanted * scores).sum()
    return float(value), np.append(_slope(error, evidence), error.sum())


def _slope(error: Floats, evidence: Floats) -> Floats:
    return np.asarray(np.tensordot(error, evidence, axes=([0, 1], [0, 1])))
