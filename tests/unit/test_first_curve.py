"""The curve over first suggestions: honest, and nothing else about an answer's codes changes."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import softmax

from coder.suggest.blend import Blend
from coder.suggest.first_curve import STRAIGHT, bend, learn_curve
from coder.suggest.metrics import calibration, calibration_error

CODES = 12


def too_sure(n: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """First suggestions that are too sure in the middle and honest when nearly certain."""
    chance = np.random.default_rng(seed)
    said = softmax(chance.normal(0, 2.5, (n, CODES)), axis=1)
    first = said.max(axis=1)
    right = chance.random(n) < first - 0.6 * first**2 * (1 - first)
    other = (said.argmax(axis=1) + chance.integers(1, CODES, n)) % CODES
    return said, np.eye(CODES)[np.where(right, said.argmax(axis=1), other)]


def test_bent_first_suggestions_are_right_as_often_as_they_say() -> None:
    curve = learn_curve(*too_sure(3_000, 0))
    said, given = too_sure(6_000, 1)
    assert calibration_error(calibration(given > 0, said)) > 0.06
    assert calibration_error(calibration(given > 0, bend(said, curve))) < 0.025


@pytest.mark.parametrize("curve", [(0.5, 0.4, -1.5), (2.0, 0.6, 1.0), (1.0, 1.0, -8.0)])
def test_bending_keeps_the_order_of_an_answers_codes_and_their_sum(
    curve: tuple[float, float, float],
) -> None:
    said, _given = too_sure(500, 2)
    said[:3] = 1e-9
    said[0, 4] = said[1, :2] = said[2, :] = 1  # certain, two alike, all alike
    said /= said.sum(axis=1, keepdims=True)
    bent = bend(said, curve)
    np.testing.assert_allclose(bent.sum(axis=1), 1)
    assert (bent >= 0).all()
    np.testing.assert_array_equal(bent[3:].argsort(axis=1), said[3:].argsort(axis=1))
    np.testing.assert_array_equal(bent.argmax(axis=1), said.argmax(axis=1))


def test_honest_suggestions_and_few_answers_are_left_about_as_they_are() -> None:
    chance = np.random.default_rng(3)
    said = softmax(chance.normal(0, 2.5, (3_000, CODES)), axis=1)
    given = np.eye(CODES)[(said.cumsum(axis=1) > chance.random((3_000, 1))).argmax(axis=1)]
    assert np.abs(bend(said, learn_curve(said, given)) - said).max() < 0.04
    few = slice(0, 10)
    assert np.abs(bend(said[few], learn_curve(said[few], given[few])) - said[few]).max() < 0.05


def test_nothing_is_bent_where_there_is_nothing_to_learn_from_or_one_code() -> None:
    assert learn_curve(np.zeros((0, CODES)), np.zeros((0, CODES))) == STRAIGHT
    assert learn_curve(np.ones((5, 1)), np.ones((5, 1))) == STRAIGHT
    np.testing.assert_array_equal(bend(np.ones((5, 1)), (0.5, 0.5, -1.0)), np.ones((5, 1)))


def test_the_curve_is_written_and_read_back() -> None:
    blend = Blend((4.0, 0.0, 0.1), single=True, first=(0.8, 0.9, -0.2))
    assert Blend.from_state(blend.state()) == blend
    with pytest.raises(ValueError, match="curve"):
        Blend.from_state(blend.state() | {"first": [1.0]})
