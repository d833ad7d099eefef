"""Cross-validation of a suggester: what it would have said of answers that it never saw.

Answers come as distinct documents (identical answers are one), so that the same text never stands
on both sides of a split.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from coder.errors import CoderError
from coder.i18n import _
from coder.suggest.features import Document
from coder.suggest.metrics import Flags, Scores, as_flags, hit_at, macro_f1

Codes = Sequence[frozenset[str]]
Rows = NDArray[np.intp]
Report = Callable[[int, int], None]  # done, of

LEAST_DISTINCT = 10  # answers below which no figure means anything
FIRST_STEP = 25  # coded answers at the first point of a learning curve


class Learner(Protocol):
    """What learns codes from coded answers, with scikit-learn's manners."""

    @property
    def classes_(self) -> Any:
        """The codes that it knows, shape (n_codes,)."""

    def fit(self, documents: Sequence[Document], codes: Codes) -> Any:
        """Learn from coded answers."""

    def predict_proba(self, documents: Sequence[Document]) -> Scores:
        """Probabilities 0-1, shape (n_answers, n_codes), columns as `classes_`."""

    def predict(self, documents: Sequence[Document]) -> list[frozenset[str]]:
        """The codes that it would give."""


MakeLearner = Callable[[], Learner]


@dataclass(frozen=True, slots=True)
class Task:
    """Coded answers and what is to learn from them.

    Attributes:
        documents: Distinct answers, shape (n,).
        codes: What a person gave each.
        columns: All codes that can be suggested, those that nobody gave too.
        make: Makes a learner that has learned nothing yet.
    """

    documents: Sequence[Document]
    codes: Codes
    columns: tuple[str, ...]
    make: MakeLearner

    @property
    def truth(self) -> Flags:
        """Which answer has which code."""
        return as_flags(self.codes, self.columns)

    def train(self, rows: Rows) -> tuple[Learner, float]:
        """A learner trained on these rows, and how many seconds that took."""
        started = perf_counter()
        learner = self.make()
        learner.fit(
            [self.documents[int(row)] for row in rows], [self.codes[int(row)] for row in rows]
        )
        return learner, perf_counter() - started

    def teaches(self, rows: Rows) -> bool:
        """Do these rows have at least two codes to tell apart?"""
        return len(used_codes([self.codes[int(row)] for row in rows])) > 1


def used_codes(codes: Codes) -> tuple[str, ...]:
    """All codes given, sorted."""
    return tuple(sorted(frozenset[str]().union(*codes)))


def scores_of(learner: Learner, documents: Sequence[Document], columns: Sequence[str]) -> Scores:
    """What a learner thinks of answers, in these columns; 0 for codes that it does not know."""
    scores = np.zeros((len(documents), len(columns)))
    if documents:
        place = {code: column for column, code in enumerate(columns)}
        known = [(i, place[str(c)]) for i, c in enumerate(learner.classes_) if str(c) in place]
        said = np.asarray(learner.predict_proba(documents))
        scores[:, [target for _i, target in known]] = said[:, [source for source, _t in known]]
    return scores


def check_judgeable(codes: Codes) -> None:
    """Refuse what no cross-validation can say anything about.

    Raises:
        CoderError: Too few distinct answers, or fewer than two codes.
    """
    n, used = len(codes), used_codes(codes)
    if n < LEAST_DISTINCT:
        raise CoderError(
            _("There are {n} different coded answers; judging needs at least {least}.").format(
                n=n, least=LEAST_DISTINCT
            ),
            _("Identical answers count as one. Code some more answers first."),
        )
    if len(used) < 2:
        raise CoderError(
            _("All answers have the same code: {code}.").format(code=", ".join(used) or "-"),
            _("Judging needs answers with at least two different codes."),
        )


def make_folds(codes: Codes, n_folds: int, seed: int) -> NDArray[np.intp]:
    """The fold (from 0) of each answer, codes spread evenly over folds, the rarest code leading."""
    counts = Counter(code for given in codes for code in given)
    rarest = [min(given, key=lambda c: (counts[c], c), default="") for given in codes]
    shuffled = np.random.default_rng(seed).permutation(len(codes)).tolist()
    by_code = sorted(shuffled, key=lambda row: (-counts[rarest[row]], rarest[row]))
    folds = np.empty(len(codes), dtype=np.intp)
    folds[by_code] = np.arange(len(codes)) % n_folds
    return folds


@dataclass(frozen=True, slots=True)
class CrossValidated:
    """What models said of answers that they did not learn from; columns as the task's.

    Attributes:
        scores, predicted: Of the coded answers, each by the model that never saw it.
        others: Of answers that nobody coded: the mean score of all models.
        train_seconds: Wall time of each training.
    """

    scores: Scores
    predicted: Flags
    others: Scores
    train_seconds: tuple[float, ...]


def cross_validate(
    task: Task,
    others: Sequence[Document] = (),
    *,
    n_folds: int = 5,
    seed: int = 0,
    report: Report | None = None,
) -> CrossValidated:
    """Judge every coded answer by a model that learned from the other folds.

    Raises:
        CoderError: There is too little to judge. What `report` raises stops the work.
    """
    check_judgeable(task.codes)
    scores = np.zeros((len(task.documents), len(task.columns)))
    predicted = np.zeros(scores.shape, dtype=bool)
    unread, seconds = np.zeros((len(others), len(task.columns))), []
    folds = make_folds(task.codes, n_folds, seed)
    for fold in range(n_folds):
        if report:
            report(fold, n_folds)
        learner, took = task.train(np.flatnonzero(folds != fold))
        rows = np.flatnonzero(folds == fold)
        held_out = [task.documents[int(row)] for row in rows]
        scores[rows] = scores_of(learner, held_out, task.columns)
        predicted[rows] = as_flags(learner.predict(held_out), task.columns)
        unread += scores_of(learner, others, task.columns) / n_folds
        seconds.append(took)
    return CrossValidated(scores, predicted, unread, tuple(seconds))


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """How good suggestions are after `coded` coded answers; NaN where there is nothing to say."""

    coded: int
    hit_at_1: float
    hit_at_3: float
    macro_f1: float
    train_seconds: float = 0.0


def figures_on(
    task: Task, learner: Learner, rows: Rows, coded: int, seconds: float = 0.0
) -> CurvePoint:
    """Hits and macro-F1 of a learner on these rows."""
    documents, truth = [task.documents[int(row)] for row in rows], task.truth[rows]
    scores = scores_of(learner, documents, task.columns)
    predicted = as_flags(learner.predict(documents) if documents else [], task.columns)
    return CurvePoint(
        coded,
        hit_at(truth, scores, 1),
        hit_at(truth, scores, 3),
        macro_f1(truth, predicted),
        seconds,
    )


def learning_curve(
    task: Task, *, n_folds: int = 5, seed: int = 0, repeats: int = 2, report: Report | None = None
) -> list[CurvePoint]:
    """Figures on a fold after 25, 50, 100 … of the other answers, mean over `repeats` folds."""
    folds = make_folds(task.codes, n_folds, seed)
    steps = list(doubling(FIRST_STEP, int((folds != 0).sum())))
    found: dict[int, list[CurvePoint]] = {step: [] for step in steps}
    for repeat in range(repeats):
        lot = np.random.default_rng(seed + repeat).permutation(np.flatnonzero(folds != repeat))
        test = np.flatnonzero(folds == repeat)
        for place, step in enumerate(steps):
            if report:
                report(repeat * len(steps) + place, repeats * len(steps))
            if task.teaches(lot[:step]):
                learner, seconds = task.train(lot[:step])
                found[step].append(figures_on(task, learner, test, step, seconds))
    return [mean_point(points) for points in found.values() if points]


def doubling(first: int, last: int) -> Iterator[int]:
    """`first`, twice that, and so on, and at the end `last` itself."""
    step = first
    while step < last * 0.8:
        yield step
        step *= 2
    yield last


def mean_point(points: Sequence[CurvePoint]) -> CurvePoint:
    """The mean of points after equally many coded answers; NaN is left out."""
    fields = ("hit_at_1", "hit_at_3", "macro_f1", "train_seconds")
    return CurvePoint(
        points[0].coded, *(mean_of([getattr(one, name) for one in points]) for name in fields)
    )


def mean_of(values: Sequence[float]) -> float:
    """The mean of what is known; NaN when nothing is."""
    known = [value for value in values if not math.isnan(value)]
    return sum(known) / len(known) if known else math.nan
