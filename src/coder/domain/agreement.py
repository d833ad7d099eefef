"""Agreement of coders: percent, Cohen's kappa, Krippendorff's alpha, Gwet's AC1, Brennan-Prediger.

The unit is answer x code: for each code, every coder says yes or no to every answer that they
coded. Answers that fewer than two coders coded tell nothing about agreement and are left out.

All coefficients come from the same three sums over answers. That is why the formulas stand here
and not in a library's loop: 1,000 bootstrap rounds of 50 codes are 50,000 coefficients, which is
one product of two matrices here. The tests hold them to the libraries and to published examples.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coder.errors import CoderError
from coder.i18n import _

Floats = NDArray[np.float64]
Ratings = NDArray[np.int8]

NOT_CODED = -1
_ROUNDS_AT_ONCE = 100  # bootstrap rounds held in memory together: 8 MB for 10,000 answers


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a coefficient lies with 95 % confidence; NaN where it is undefined."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders agree on one code, or on all codes together.

    Attributes:
        answers: Answers that at least two coders coded: the base.
        assigned: Share of the yes among all judgements, 0-1: the prevalence of the code.
        percent: Share of agreeing pairs, averaged over answers, 0-1.
        kappa: Cohen's kappa of a pair; None for more than two coders, NaN when undefined.
        alpha: Krippendorff's alpha, nominal; NaN when nobody, or everybody, gave the code.
        alpha_interval: Its bootstrap interval, over answers.
        ac1: Gwet's AC1, steadier than alpha where a code is rare.
        brennan_prediger: Agreement corrected for guessing at random (yes and no equally likely).
    """

    answers: int
    assigned: float
    percent: float
    kappa: float | None
    alpha: float
    alpha_interval: Interval
    ac1: float
    brennan_prediger: float


@dataclass(frozen=True, slots=True)
class _Sums:
    """Per answer and code, shape (n_answers, n_codes), over answers that two or more coded."""

    coders: Floats  # how many judged it
    yes: Floats  # how many of them gave the code

    @property
    def no(self) -> Floats:
        return self.coders - self.yes

    @property
    def split(self) -> Floats:
        """Pairs of coders (ordered) that differ, per judgement to be compared with."""
        return self.yes * self.no / (self.coders - 1)


def agreement(
    ratings: Ratings, *, rounds: int = 1000, seed: int = 0
) -> tuple[Agreement, tuple[Agreement, ...]]:
    """Agreement over all codes together, and on each code.

    Args:
        ratings: 1 the coder gave the code, 0 not, -1 the coder did not code the answer.
            Shape (n_coders, n_answers, n_codes).
        rounds: Bootstrap rounds for the interval of alpha; 0 leaves it undefined (NaN).
        seed: Of the bootstrap: the same seed gives the same interval.

    Returns:
        Over all codes (each answer x code is a unit; answers are what the bootstrap draws), and
        one per code, in the order of the last axis.

    Raises:
        CoderError: No answer was coded by two coders.

    Source:
        Krippendorff (2011), Computing Krippendorff's alpha-reliability; Cohen (1960), Educational
        and Psychological Measurement 20(1); Gwet (2008), British Journal of Mathematical and
        Statistical Psychology 61(1); Brennan & Prediger (1981), Educational and Psychological
        Measurement 41(3). The interval draws answers with replacement and takes percentiles:
        Zapf et al. (2016), BMC Medical Research Methodology 16:93.
    """
    both = (ratings != NOT_CODED).any(axis=2).sum(axis=0) >= 2
    if not both.any():
        raise CoderError(
            _("No answer was coded by two coders, so there is no agreement to measure."),
            _("Let a second coder code some of the same answers."),
        )
    shared = ratings[:, both, :]
    judged = shared != NOT_CODED
    sums = _Sums(judged.sum(axis=0).astype(float), (shared == 1).sum(axis=0).astype(float))
    drawn = _bootstrap(sums, rounds, seed)
    each = tuple(
        _one(sums, [code], shared[:, :, [code]], drawn[:, code]) for code in range(ratings.shape[2])
    )
    every = list(range(ratings.shape[2]))
    return _one(sums, every, shared, drawn[:, -1]), each


def _one(sums: _Sums, codes: list[int], ratings: Ratings, drawn: Floats) -> Agreement:
    yes, no, coders = sums.yes[:, codes], sums.no[:, codes], sums.coders[:, codes]
    split = sums.split[:, codes]
    percent = float(1 - (2 * split / coders).mean())
    share = float((yes / coders).mean())
    return Agreement(
        answers=len(yes),
        assigned=float(yes.sum() / coders.sum()),
        percent=percent,
        kappa=cohen_kappa(*_pair(ratings)) if len(ratings) == 2 else None,
        alpha=float(_alpha(split.sum(), yes.sum(), no.sum())),
        alpha_interval=_interval(drawn),
        ac1=_corrected(percent, 2 * share * (1 - share)),
        brennan_prediger=_corrected(percent, 0.5),
    )


def _pair(ratings: Ratings) -> tuple[Ratings, Ratings]:
    return ratings[0].ravel(), ratings[1].ravel()


def cohen_kappa(first: Ratings, second: Ratings) -> float:
    """Agreement of two coders, corrected for chance.

    Args:
        first: Any whole numbers that stand for categories, shape (n_units,).
        second: The same of coder 2, in the same order.

    Returns:
        Kappa in [-1, 1]; 0 is chance level. NaN where both gave everything the same category.

    Source:
        Cohen (1960), Educational and Psychological Measurement 20(1), 37-46.
    """
    observed = float((first == second).mean())
    expected = sum(
        float((first == category).mean() * (second == category).mean())
        for category in np.union1d(first, second)
    )
    return _corrected(observed, expected)


def _corrected(observed: float, expected: float) -> float:
    return (observed - expected) / (1 - expected) if expected < 1 else float("nan")


def _alpha(split: Floats, yes: Floats, no: Floats) -> Floats:
    """1 - observed / expected disagreement, from sums over answers."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(1 - (yes + no - 1) * split / (yes * no))


def _bootstrap(sums: _Sums, rounds: int, seed: int) -> Floats:
    """Alpha of each code and, last, of all together, in each round: (rounds, n_codes + 1)."""
    chance = np.random.default_rng(seed)
    n_answers = len(sums.yes)
    columns = np.hstack(
        [np.column_stack([part, part.sum(axis=1)]) for part in (sums.split, sums.yes, sums.no)]
    )
    alphas = [np.empty((0, sums.yes.shape[1] + 1))]
    for start in range(0, rounds, _ROUNDS_AT_ONCE):
        size = min(_ROUNDS_AT_ONCE, rounds - start)
        drawn = (chance.integers(0, n_answers, n_answers) for _ in range(size))
        times = np.array([np.bincount(answers, minlength=n_answers) for answers in drawn])
        alphas.append(_alpha(*np.split(times @ columns, 3, axis=1)))
    return np.vstack(alphas)


def _interval(drawn: Floats) -> Interval:
    """Percentiles of the rounds in which alpha was defined."""
    defined = drawn[np.isfinite(drawn)]
    if not len(defined):
        return Interval(float("nan"), float("nan"))
    low, high = np.percentile(defined, [2.5, 97.5])
    return Interval(float(low), float(high))
