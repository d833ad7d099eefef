"""Figures of suggestions, each on a case small enough to count by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from coder.suggest import metrics

SETS = st.lists(st.sets(st.sampled_from("abcd")).map(frozenset), min_size=1, max_size=30)


def test_a_hit_is_any_right_code_among_the_first_and_uncoded_answers_do_not_count() -> None:
    truth = metrics.as_flags([frozenset("ab"), frozenset("c"), frozenset()], "abc")
    scores = np.array([[0.1, 0.5, 0.9], [0.9, 0.5, 0.1], [0.9, 0.5, 0.1]])
    assert metrics.hit_at(truth, scores, 1) == 0.0
    assert metrics.hit_at(truth, scores, 2) == 0.5
    assert metrics.hit_at(truth, scores, 3) == 1.0
    assert math.isnan(metrics.hit_at(truth[2:], scores[2:], 1))


@given(SETS, st.randoms(use_true_random=False))
def test_f1_is_that_of_scikit_learn(codes: list[frozenset[str]], chance: object) -> None:
    truth = metrics.as_flags(codes, "abcd")
    predicted = metrics.as_flags(codes[::-1], "abcd")
    seen = truth.any(axis=0)
    if seen.sum() > 1:  # one column would be another kind of problem to scikit-learn
        expected = f1_score(truth[:, seen], predicted[:, seen], average="macro", zero_division=0)
        assert metrics.macro_f1(truth, predicted) == pytest.approx(expected)
        both = f1_score(truth, predicted, average="micro", zero_division=0)
        assert metrics.micro_f1(truth, predicted) == pytest.approx(both)


def test_calibration_error_is_the_distance_between_sureness_and_being_right() -> None:
    truth = np.array([[True, False]] * 6 + [[False, True]] * 4)
    sure = np.tile([0.8, 0.2], (10, 1))  # says 80 %, is right in 60 %
    bins = metrics.calibration(truth, sure)
    assert [(one.n, one.right) for one in bins] == [(10, 0.6)]
    assert metrics.calibration_error(bins) == pytest.approx(0.2)


def test_who_reads_the_wanted_first_saves_most() -> None:
    first = np.array([True] * 20 + [False] * 80)
    assert metrics.read_until(first) == 19
    assert metrics.recall_after(first, 0.10) == 0.5
    assert metrics.work_saved(first) == pytest.approx(0.95 - 0.19)
    assert metrics.work_saved(first[::-1]) < 0
    assert metrics.read_until(np.zeros(5, dtype=bool)) is None
