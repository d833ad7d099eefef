"""The blend of evidence: probabilities that are right as often as they say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from coder.suggest.blend import BARE, Blend, as_evidence, learn_blend
from coder.suggest.metrics import calibration, calibration_error, chance_of_calibration

N, CODES = 1_500, 8


def scored(seed: int, *, several: bool) -> tuple[np.ndarray, np.ndarray]:
    """Scores of a model that is right in three of four answers, however far they lie apart.

    A third of the answers has few known words: their scores lie ten times as close together.
    """
    chance = np.random.default_rng(seed)
    given = np.eye(CODES)[chance.integers(0, CODES, N)]
    if several:
        given = np.maximum(given, np.eye(CODES)[chance.integers(0, CODES, N)])
    scores = given + chance.normal(0, 0.5, (N, CODES))
    scores *= np.where(chance.random(N) < 1 / 3, 0.1, 1.0)[:, None]
    said, common = np.full((N, CODES), 0.2), given.mean(axis=0)
    return as_evidence(scores, said, common), given


@pytest.mark.parametrize("several", [False, True])
def test_probabilities_are_honest_however_far_an_answers_scores_lie_apart(several: bool) -> None:
    blend = learn_blend(*scored(0, several=several), single=not several, start=BARE)
    evidence, given = scored(1, several=several)
    bins = calibration(given > 0, blend.probabilities(evidence))
    assert calibration_error(bins) < 0.05
    uneven = calibration(given > 0, replace(blend, evenness=0.0).probabilities(evidence))
    assert calibration_error(uneven) > 0.10


def test_evening_out_keeps_the_order_of_an_answers_codes() -> None:
    evidence, _given = scored(0, several=False)
    one = Blend((4.0, 0.0, 0.0), single=True)
    even = replace(one, evenness=1.0, spread=0.3)
    order = [blend.probabilities(evidence).argsort(axis=1) for blend in (one, even)]
    np.testing.assert_array_equal(*order)


def test_a_blend_written_before_scores_were_evened_out_says_what_it_said() -> None:
    evidence, _given = scored(0, several=True)
    blend = Blend((4.0, 0.0, 0.1), single=False, slope=1.2, level=-0.5)
    new = ("shared", "evenness", "spread", "first")
    old = {name: value for name, value in blend.state().items() if name not in new}
    np.testing.assert_array_equal(
        Blend.from_state(old).probabilities(evidence), blend.probabilities(evidence)
    )


def test_honest_probabilities_show_the_error_that_chance_brings() -> None:
    chance = np.random.default_rng(0)
    sure = chance.uniform(0.3, 1, (40, 200))
    right = chance.random(sure.shape) < sure
    found, expected = [], []
    for row in range(len(sure)):
        bins = calibration(right[row][:, None], sure[row][:, None])
        found.append(calibration_error(bins))
        expected.append(chance_of_calibration(bins))
    assert np.mean(found) == pytest.approx(np.mean(expected), rel=0.15)
