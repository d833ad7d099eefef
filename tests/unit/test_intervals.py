"""Intervals of shares and differences, against scipy and published examples."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from coder.domain.intervals import newcombe, wilson

counts = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(counts, st.sampled_from([0.9, 0.95, 0.99]))
def test_wilson_is_that_of_scipy(count: tuple[int, int], level: float) -> None:
    theirs = binomtest(*count).proportion_ci(level, method="wilson")
    ours = wilson(*count, level)
    assert ours.low == pytest.approx(100 * theirs.low, abs=1e-6)
    assert ours.high == pytest.approx(100 * theirs.high, abs=1e-6)


@pytest.mark.parametrize(
    ("after", "before", "low", "high"),
    [  # Newcombe (1998), table II, method 10
        ((56, 70), (48, 80), 5.24, 33.39),
        ((9, 10), (3, 10), 17.05, 80.90),
        ((6, 7), (2, 7), 5.82, 80.62),
        ((5, 56), (0, 29), -3.81, 19.26),
        ((0, 10), (0, 20), -16.11, 27.75),
        ((10, 10), (0, 20), 67.91, 100.0),
    ],
)
def test_newcombes_published_examples(
    after: tuple[int, int], before: tuple[int, int], low: float, high: float
) -> None:
    found = newcombe(before, after)
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.006)


@given(counts, counts)
def test_a_difference_lies_in_its_interval_and_turns_round(
    before: tuple[int, int], after: tuple[int, int]
) -> None:
    there, back = newcombe(before, after), newcombe(after, before)
    difference = 100 * (after[0] / after[1] - before[0] / before[1])
    assert there.low - 1e-9 <= difference <= there.high + 1e-9
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low))


def test_an_empty_base_says_nothing() -> None:
    assert (wilson(0, 0).low, wilson(0, 0).high) == (0, 100)
    assert (newcombe((0, 0), (1, 2)).low, newcombe((0, 0), (1, 2)).high) == (-100, 100)
