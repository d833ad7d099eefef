"""How much each source of evidence counts: few weights, learned from answers not seen before.

Every pair of an answer and a code is described by the same three numbers: what the model says, what
rules and codebook say, and how common the code is. All pairs share their weights, so that some
dozens of coded answers suffice to learn them, and what comes out is a probability. How near the
nearest coded answers are was a fourth: it cost 1-2 points of hit@1 where there are many answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit, log_softmax, softmax

Floats = NDArray[np.float64]

SOURCES = ("model", "codebook", "common")
# Where the weights start without and with a codebook, and what a step away from there costs in
# nats: measured by replaying data/gold and the bench sets from 25 to 400 coded answers. A codebook
# is right so often that some hundred answers must speak before others outweigh it.
START_BARE = (5.0, 0.0, 0.1)
START = (0.5, 2.0, 0.0)
SLOWNESS_BARE, SLOWNESS = 0.2, 16.0
SLOWNESS_LEVEL = 1.0
MOST = 3_000  # answers from which the weights are learned, at most


@dataclass(frozen=True, slots=True)
class Blend:
    """Weights of the sources, in the order of SOURCES.

    With several codes an answer, `slope` and `level` turn a code's score into its own probability.
    """

    weights: tuple[float, ...]
    single: bool
    slope: float = 1.0
    level: float = 0.0

    def probabilities(self, evidence: Floats) -> Floats:
        """Probability of each code, 0-1; sums to 1 over codes where one code is asked for.

        Args:
            evidence: Shape (n_answers, n_codes, n_sources).
        """
        scores = evidence @ np.asarray(self.weights)
        if self.single:
            return np.asarray(softmax(scores, axis=1))
        return np.asarray(expit(self.slope * scores + self.level))

    def state(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self) | {"weights": list(self.weights)}

    @classmethod
    def from_state(cls, state: Mapping[str, Any]) -> Blend:
        """The blend of `state`.

        Raises:
            ValueError: There are more or fewer weights than sources.
        """
        weights = tuple(float(weight) for weight in state["weights"])
        if len(weights) != len(SOURCES):
            raise ValueError("weights and sources differ in number")
        slope, level = float(state["slope"]), float(state["level"])
        return cls(weights, bool(state["single"]), slope, level)


def as_evidence(model: Any, codebook: Any, common: Any) -> Floats:
    """The numbers of each pair, shape (n_answers, n_codes, n_sources).

    Args:
        model: Score of the model, about -1 to 1, shape (n_answers, n_codes).
        codebook: What rules and codebook say, 0-1; the same shape.
        common: Share of the coded answers that have the code, above 0; shape (n_codes,).
    """
    said = np.clip(codebook, 0.005, 0.9995)
    odds, frequency = np.log(said / (1 - said)), np.broadcast_to(np.log(common), np.shape(model))
    return np.stack([model, odds, frequency], axis=2).astype(np.float64)


def learn_blend(evidence: Floats, given: Floats, *, single: bool, codebook: bool) -> Blend:
    """The weights under which the given codes come first, drawn to where they start.

    Args:
        evidence: Of coded answers by a model that had not seen them; see `as_evidence`.
        given: 1 where an answer has a code, else 0; shape (n_answers, n_codes).
        codebook: Do rules and codebook say anything?
    """
    pick = np.random.default_rng(0).permutation(len(given))[:MOST]
    evidence, given = evidence[pick], given[pick]
    weights = _ranking_weights(evidence, given, codebook=codebook)
    if single:
        return Blend(weights, single)
    slope, level = _levels(evidence @ np.asarray(weights), given)
    return Blend(weights, single, slope, level)


def _ranking_weights(evidence: Floats, given: Floats, *, codebook: bool) -> tuple[float, ...]:
    """Multinomial: of the codes of an answer each is as likely to be asked for."""
    start = np.array(START if codebook else START_BARE)
    slowness = SLOWNESS if codebook else SLOWNESS_BARE
    moves = np.array([True, codebook, True])
    coded = given.sum(axis=1) > 0
    wanted = given[coded] / given[coded].sum(axis=1, keepdims=True)
    seen = evidence[coded]

    def loss(weights: Floats) -> tuple[float, Floats]:
        logs = log_softmax(seen @ weights, axis=1)
        away = weights - start
        slope = np.tensordot(np.exp(logs) - wanted, seen, axes=([0, 1], [0, 1]))
        value = -(wanted * logs).sum() + slowness * (away @ away)
        return float(value), (slope + 2 * slowness * away) * moves

    bounds = [(0, None)] * len(SOURCES)  # evidence speaks for a code
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return tuple(float(weight) for weight in found)


def _levels(scores: Floats, given: Floats) -> tuple[float, float]:
    """Slope and level of the logistic curve from a score to a probability.

    Source:
        Platt (1999), Advances in Large Margin Classifiers, 61-74.
    """
    start = np.array([1.0, 0.0])

    def loss(curve: Floats) -> tuple[float, Floats]:
        odds = curve[0] * scores + curve[1]
        error = expit(odds) - given
        away = curve - start
        value = (np.logaddexp(0, odds) - given * odds).sum() + SLOWNESS_LEVEL * (away @ away)
        slope = np.array([(error * scores).sum(), error.sum()])
        return float(value), slope + 2 * SLOWNESS_LEVEL * away

    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[(0.1, None), (None, None)])
    return float(found.x[0]), float(found.x[1])
