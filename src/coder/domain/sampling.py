"""Which answers a second coder codes: how many, and drawn by chance so that anybody can redo it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil, sqrt
from typing import NewType

from coder.domain.answers import AnswerId
from coder.domain.coding import Coder

SampleId = NewType("SampleId", int)

_95_PERCENT = 1.959963984540054  # standard deviations on either side
LEAST = 2  # answers: of fewer nothing can be said


@dataclass(frozen=True, slots=True)
class Drawing:
    """How a sample was drawn: `by` a background attribute ("": at random) from `population`."""

    by: str
    seed: int
    population: int


@dataclass(frozen=True, slots=True)
class Sample:
    """Answers that one coder codes without seeing what others did.

    `done`: how many of its `size` answers the coder has decided on.
    """

    id: SampleId
    question: str
    wave: str
    coder: Coder
    at: datetime
    drawing: Drawing
    size: int
    done: int
    finished_at: datetime | None  # None: others' codes are hidden from the coder


def interval_width(
    size: int, prevalence: float, expected: float, population: int | None = None
) -> float:
    """How wide the 95 % interval of a code's kappa or alpha will be.

    Args:
        size: Answers that two coders both code.
        prevalence: Share of the answers that get the code, between 0 and 1.
        expected: Kappa as it is expected to come out, 0-1.
        population: Answers that the sample is drawn from; None: endlessly many. A sample of all
            of them leaves no doubt.

    Source:
        Variance of the intraclass kappa of two coders, which is alpha but for a correction of
        1/size: Bloch & Kraemer (1989), Biometrics 45(1), 269-287, formula 2.8; Donner & Eliasziw
        (1992), Statistics in Medicine 11(11), 1511-1519.
    """
    width = 2 * _95_PERCENT * sqrt(_variance(prevalence, expected) / size)
    if population is None:
        return width
    left_out = max(0.0, (population - size) / max(1, population - 1))
    return width * sqrt(left_out)


def answers_needed(
    width: float, prevalence: float, expected: float, population: int | None = None
) -> int:
    """The fewest answers of which the interval is at most `width` wide; see `interval_width`."""
    endless = (2 * _95_PERCENT / width) ** 2 * _variance(prevalence, expected)
    if population is None:
        return max(LEAST, ceil(endless))
    fewer = endless * population / (population - 1 + endless) if population > 1 else population
    return min(population, max(LEAST, ceil(fewer)))


def draw(
    strata: Mapping[str, Sequence[AnswerId]], size: int, seed: int
) -> dict[str, list[AnswerId]]:
    """Answers drawn by chance without putting back, each stratum in proportion to its size.

    The same answers, size and seed give the same sample. Every stratum gives at least one answer
    when the size allows it. The order of the answers stays.
    """
    import numpy as np  # 0.1 s that opening a project can do without

    chance = np.random.default_rng(seed)
    sizes = _allotted({name: len(ids) for name, ids in strata.items()}, size)
    drawn = {}
    for name, ids in strata.items():
        places = np.sort(chance.choice(len(ids), size=sizes[name], replace=False))
        drawn[name] = [ids[place] for place in places]
    return drawn


def _variance(prevalence: float, expected: float) -> float:
    """Of one answer's contribution to kappa."""
    spread = 2 * prevalence * (1 - prevalence)
    return (1 - expected) * (
        (1 - expected) * (1 - 2 * expected) + expected * (2 - expected) / spread
    )


def _allotted(populations: Mapping[str, int], size: int) -> dict[str, int]:
    """How many each stratum gives: by largest remainder, at least one where that is possible."""
    whole = sum(populations.values())
    size = min(size, whole)
    if not whole:
        return dict.fromkeys(populations, 0)
    shares = {name: size * count / whole for name, count in populations.items()}
    least = 1 if size >= sum(1 for count in populations.values() if count) else 0
    given = {name: min(populations[name], max(least, int(share))) for name, share in shares.items()}
    while sum(given.values()) < size:
        open_ = [name for name in given if given[name] < populations[name]]
        given[max(open_, key=lambda name: shares[name] - given[name])] += 1
    while sum(given.values()) > size:
        spare = [name for name in given if given[name] > least]
        given[max(spare, key=lambda name: given[name] - shares[name])] -= 1
    return given
