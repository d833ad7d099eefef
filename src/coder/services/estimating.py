"""How many answers have each code, read or not, and how many of those are still unread."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coder.services.evaluation import Prevalence, SampleKind
from coder.services.judging import Material
from coder.suggest.evaluation import CrossValidated, Task
from coder.suggest.metrics import Scores
from coder.suggest.prevalence import Population, estimate
from coder.suggest.queue import random_sample, without_gap

Rows = NDArray[np.intp]

ENOUGH = 50  # answers from which a sample drawn by chance says more than all coded ones


def sample_of(material: Material) -> tuple[Rows, SampleKind]:
    """The coded answers that estimates can rest on: their groups, and how they were chosen.

    Answers that the queue offers by lot are a sample drawn by chance, once their turn in the lot
    has come without a gap. Else the first answers of the file, read without a gap. Else all.
    """
    read, sizes = material.read, material.sizes
    everyone = np.repeat(np.arange(len(sizes)), sizes)
    if read.all():
        return everyone, SampleKind.ALL
    drawn = random_sample(read, sizes, material.seed)
    first = without_gap(everyone, read)
    if len(drawn) >= ENOUGH:
        return drawn, SampleKind.LOT
    if len(first) >= ENOUGH:
        return first, SampleKind.ARRIVAL
    return everyone[read[everyone]], SampleKind.ASSUMED


def prevalence(
    material: Material, task: Task, found: CrossValidated, sample: Rows
) -> tuple[Prevalence, ...]:
    """An estimate for each code; see `coder.suggest.prevalence` for method and conditions."""
    read, sizes = material.read, material.sizes.astype(np.float64)
    population = Population(sizes, read, sample)
    has = np.zeros((len(read), len(task.columns)), dtype=bool)
    has[read] = task.truth
    guess: Scores = np.zeros(has.shape)
    guess[read], guess[~read] = found.scores, found.others
    return tuple(
        _one(code, material.labels.get(code, ""), population, has[:, i], guess[:, i])
        for i, code in enumerate(task.columns)
    )


def _one(
    code: str, label: str, population: Population, has: NDArray[np.bool_], guess: Scores
) -> Prevalence:
    found = int(population.sizes[population.read & has].sum())
    over_all = estimate(population, has, guess)
    return Prevalence(
        code,
        label,
        found,
        over_all.answers,
        over_all.low,
        over_all.high,
        over_all.answers - found,
        over_all.low - found,
        over_all.high - found,
        found / over_all.answers if over_all.answers else None,
    )
