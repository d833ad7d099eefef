"""The interval of a prevalence holds the truth as often as it says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.suggest.prevalence import Population, estimate


@pytest.mark.parametrize("share", [0.02, 0.1, 0.4])
@pytest.mark.parametrize("skill", [0.0, 0.5, 0.95])
@pytest.mark.parametrize("heavy", [False, True])
def test_the_95_percent_interval_covers(share: float, skill: float, heavy: bool) -> None:
    chance = np.random.default_rng(7)
    sizes = np.minimum(chance.zipf(2.2, 800), 100) if heavy else np.ones(800, dtype=np.intp)
    truth = chance.random(800) < share
    guess = np.clip(skill * truth + (1 - skill) * share + chance.normal(0, 0.05, 800), 0, 1)
    total, everyone = float(sizes[truth].sum()), np.repeat(np.arange(800), sizes)
    covered, width = 0, []
    for _reading in range(300):
        sample = chance.permutation(everyone)[:120]
        read = np.zeros(800, dtype=bool)
        read[sample] = True
        found = estimate(Population(sizes.astype(float), read, sample), truth & read, guess)
        covered += found.low - 1e-9 <= total <= found.high + 1e-9
        width.append(found.high - found.low)
    assert covered / 300 >= 0.92
    if skill > 0.9 and not heavy:  # a good model narrows what a plain count would give
        assert np.mean(width) < 0.6 * 2 * 1.96 * np.sqrt(share * (1 - share) / 120) * 800 + 25


@settings(deadline=None)
@given(st.integers(1, 60), st.integers(0, 60), st.integers(0, 999))
def test_an_estimate_never_denies_what_was_read(n: int, n_read: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    sizes = chance.integers(1, 5, n)
    read = np.arange(n) < n_read
    has, guess = chance.random(n) < 0.3, chance.random(n)
    sample = np.repeat(np.arange(n), sizes)
    sample = sample[read[sample]]
    found = estimate(Population(sizes.astype(float), read, sample), has & read, guess)
    known = float(sizes[read & has].sum())
    assert known <= found.low <= found.answers <= found.high
    assert found.high <= sizes.sum() - sizes[read & ~has].sum()
    if read.all():
        assert found.low == found.high == known
