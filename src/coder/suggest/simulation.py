"""Replays a coded file as if a person read and coded it, from nothing, with a model that learns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from coder.domain.queues import Queue
from coder.suggest.evaluation import (
    FIRST_STEP,
    CurvePoint,
    Learner,
    Rows,
    Task,
    doubling,
    figures_on,
    scores_of,
)
from coder.suggest.metrics import Flags
from coder.suggest.queue import Pool, order_answers

SUGGESTIONS = 9  # as many as there are number keys
LEAST_CODED = 8  # as in the app: fewer coded answers teach nothing
WHOLE_FILE = 2_000  # answers up to which a file is replayed to its end
LONG_ENOUGH = 1_600  # coded answers in the replay of a larger one


@dataclass(frozen=True, slots=True)
class Script:
    """How the person reads.

    Attributes:
        queue: What is read next.
        retrain_after: Coded answers between two trainings, at first.
        growth: Later this part of what is coded, when that is more: 0.1 is every tenth.
        until: Coded answers at which the replay ends; None: see `WHOLE_FILE`.
        held_out: Part of the answers that is never read and that figures are measured on; with 0
            they are measured on what has not been read yet.
        cold_start: Can the learner suggest before anything is coded (it has a codebook)?
        random_share: Part of the places that goes by lot.
        by_hand: Key presses to choose each code by typing, shape (n_columns,).
    """

    queue: Queue
    by_hand: NDArray[np.intp]
    retrain_after: int = 10
    growth: float = 0.1
    until: int | None = None
    held_out: float = 0.0
    cold_start: bool = False
    random_share: float = 0.0


@dataclass(frozen=True, slots=True)
class Replay:
    """One reading of the file.

    Attributes:
        points: Figures after 25, 50, 100 … coded answers (0 too with a codebook).
        order: Rows in the order in which they were read.
        reads: For each code the answers read when 95 % of its answers were; -1: not by the end.
        keys_by_hand: Key presses for all that was read, each code chosen by typing.
        keys: The same with the suggestions of that moment.
        train_seconds: Wall time of each training.
    """

    points: tuple[CurvePoint, ...]
    order: Rows
    reads: Rows
    keys_by_hand: int
    keys: int
    train_seconds: tuple[float, ...]


def replay(
    task: Task,
    script: Script,
    features: NDArray[np.float32],
    *,
    seed: int = 0,
    report: Callable[[int, int], None] | None = None,
) -> Replay:
    """Read and code a file once; the same seed gives the same reading.

    Raises:
        What `report` (coded answers, of) raises stops the work.
    """
    return _Reader(task, script, features, seed).read(report)


@dataclass(slots=True)
class _Reader:
    """The person, the pile of answers, and the model that learns meanwhile."""

    task: Task
    script: Script
    features: NDArray[np.float32]
    seed: int
    truth: Flags = field(init=False)
    pile: NDArray[np.bool_] = field(init=False)  # may be read: not held out
    read_rows: list[int] = field(default_factory=list)
    points: list[CurvePoint] = field(default_factory=list)
    train_seconds: list[float] = field(default_factory=list)
    keys: int = 0
    learner: Learner | None = None

    def __post_init__(self) -> None:
        self.truth = self.task.truth
        n = len(self.task.documents)
        self.pile = np.ones(n, dtype=bool)
        chance = np.random.default_rng(self.seed)
        self.pile[chance.permutation(n)[: round(self.script.held_out * n)]] = False

    def read(self, report: Callable[[int, int], None] | None) -> Replay:
        last = self._last()
        stops = sorted({*(step for step in doubling(FIRST_STEP, last) if step <= last)})
        if self.script.cold_start:
            self._train()
            self._measure()
        while len(self.read_rows) < last:
            if report:
                report(len(self.read_rows), last)
            self._read_some(self._next_stop(stops, last))
            if len(self.read_rows) >= LEAST_CODED:
                self._train()
            if len(self.read_rows) in stops:
                self._measure()
        order = np.array(self.read_rows, dtype=np.intp)
        by_hand = int((self.truth[order] @ self.script.by_hand).sum()) + len(order)
        return Replay(
            tuple(self.points), order, self._reads(order), by_hand, self.keys,
            tuple(self.train_seconds),
        )  # fmt: skip

    def _last(self) -> int:
        n = int(self.pile.sum())
        longest = n if n <= WHOLE_FILE else LONG_ENOUGH
        return min(n, self.script.until or longest)

    def _next_stop(self, stops: Sequence[int], last: int) -> int:
        """Where to train next: after some more answers, or where figures are wanted."""
        coded = len(self.read_rows)
        more = max(self.script.retrain_after, int(coded * self.script.growth))
        return min([coded + more, last, *(stop for stop in stops if stop > coded)])

    def _read_some(self, until: int) -> None:
        rows = self._choose(until - len(self.read_rows))
        scores = None
        if self.learner is not None:
            documents = [self.task.documents[row] for row in rows]
            scores = scores_of(self.learner, documents, self.task.columns)
        for place, row in enumerate(rows):
            ranked = None if scores is None else np.argsort(-scores[place], kind="stable")
            self.keys += keys_for(np.flatnonzero(self.truth[row]), ranked, self.script.by_hand)
        self.read_rows += rows.tolist()

    def _choose(self, n: int) -> Rows:
        """The next rows to read; what is held out is not known to exist."""
        here = np.flatnonzero(self.pile)
        done = np.isin(here, self.read_rows)
        pool = Pool(done, features=self.features[here], random_share=self.script.random_share)
        if self.learner is not None and self.script.queue not in (Queue.RANDOM, Queue.ARRIVAL):
            scores = np.zeros((len(here), len(self.task.columns)))
            open_rows = [self.task.documents[row] for row in here[~done]]
            scores[~done] = scores_of(self.learner, open_rows, self.task.columns)
            seen = self.truth[self.read_rows].sum(axis=0).astype(np.float64)
            pool = replace(pool, probabilities=scores, seen=seen)
        return here[order_answers(self.script.queue, pool, self.seed)[:n]]

    def _train(self) -> None:
        rows = np.array(self.read_rows, dtype=np.intp)
        if self.task.teaches(rows) or (self.script.cold_start and not len(rows)):
            self.learner, seconds = self.task.train(rows)
            self.train_seconds.append(seconds)

    def _measure(self) -> None:
        on = ~self.pile if self.script.held_out else self.pile.copy()
        on[self.read_rows] = False
        if self.learner is not None and on.any():
            seconds = self.train_seconds[-1] if self.train_seconds else 0.0
            rows, coded = np.flatnonzero(on), len(self.read_rows)
            self.points.append(figures_on(self.task, self.learner, rows, coded, seconds))

    def _reads(self, order: Rows) -> Rows:
        found = np.cumsum(self.truth[order], axis=0)
        total = self.truth[self.pile].sum(axis=0)
        wanted = np.ceil(0.95 * total)
        reads = np.full(len(total), -1, dtype=np.intp)
        for code in np.flatnonzero(total):
            if found[-1, code] >= wanted[code]:
                reads[code] = int(np.searchsorted(found[:, code], wanted[code])) + 1
        return reads


def keys_for(
    codes: NDArray[np.intp], ranked: NDArray[np.intp] | None, by_hand: NDArray[np.intp]
) -> int:
    """Key presses to give these codes: space takes the first suggestion and goes on; else a
    number for each code among the nine suggestions, typing for the others, and Enter to go on.
    """
    shown = [] if ranked is None else ranked[:SUGGESTIONS].tolist()
    if shown and codes.tolist() == shown[:1]:
        return 1
    return 1 + sum(1 if code in shown else int(by_hand[code]) for code in codes.tolist())


def keys_by_typing(names: Sequence[str]) -> NDArray[np.intp]:
    """Fewest key presses to choose each code by typing: `/`, letters, Enter.

    The letters are the shortest beginning of a word of its name with which no other name has a
    word; at most the whole name. Nobody types less, so the saving is never flattered.
    """
    words = [set(name.casefold().replace("_", " ").split()) for name in names]
    return np.array([_letters(own, words, i) + 2 for i, own in enumerate(words)], dtype=np.intp)


def _letters(own: set[str], words: Sequence[set[str]], place: int) -> int:
    others = [word for i, there in enumerate(words) if i != place for word in there]
    lengths = [
        length
        for word in own
        for length in range(1, len(word) + 1)
        if not any(other.startswith(word[:length]) for other in others)
    ]
    return min(lengths, default=sum(map(len, own)))
