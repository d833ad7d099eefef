"""What a model and a reading order would have saved, replayed on answers coded already."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import mean, pstdev
from time import perf_counter

import numpy as np

from coder.domain.queues import Queue
from coder.errors import UsageError
from coder.i18n import _
from coder.services.evaluation import rounded
from coder.services.judging import Material, Report
from coder.suggest.evaluation import CurvePoint, Task, check_judgeable
from coder.suggest.landscape import landscape
from coder.suggest.simulation import Replay, Script, keys_by_typing, replay

__all__ = ["Queue", "Simulation", "queue_named", "simulate"]


@dataclass(frozen=True, slots=True)
class Spread:
    """Mean and standard deviation over readings; None where no reading had a figure."""

    mean: float | None
    sd: float | None

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """Of the values that are known."""
        known = [value for value in values if not math.isnan(value)]
        return cls(mean(known), pstdev(known)) if known else cls(None, None)


@dataclass(frozen=True, slots=True)
class SimulatedPoint:
    """Suggestions after `coded` coded answers, over all readings."""

    coded: int
    hit_at_1: Spread
    hit_at_3: Spread
    macro_f1: Spread
    train_seconds: Spread


@dataclass(frozen=True, slots=True)
class CodeReads:
    """Answers read until 95 % of those with a code were found.

    `found_in`: of how many readings; `reads` is over those.
    """

    code: str
    answers: int
    reads: Spread
    found_in: int


@dataclass(frozen=True, slots=True)
class Simulation:
    """A coded file replayed as if a person coded it from nothing, several times.

    Attributes:
        strategy: In which order answers were read.
        distinct: Different coded answers; identical ones are read once.
        held_out: Part of the answers that figures are measured on; 0: on what was still unread.
        read: Answers read in each reading.
        keys: Key presses with suggestions; `keys_by_hand`: each code chosen by typing.
        seconds: Of everything together.
    """

    name: str
    strategy: Queue
    rows: int
    distinct: int
    codes: int
    with_codebook: bool
    held_out: float
    n_seeds: int
    read: int
    curve: tuple[SimulatedPoint, ...]
    per_code: tuple[CodeReads, ...]
    keys: Spread
    keys_by_hand: Spread
    retraining: Spread
    slowest_retraining: float
    seconds: float

    @property
    def keys_saved(self) -> float | None:
        """Part of the key presses by hand that suggestions save, 0-1."""
        if self.keys.mean is None or not self.keys_by_hand.mean:
            return None
        return 1 - self.keys.mean / self.keys_by_hand.mean

    def as_json(self) -> dict[str, object]:
        """The shape that `coder simulate --json` promises."""
        return {
            "name": self.name,
            "strategy": self.strategy.value,
            "rows": self.rows,
            "distinct": self.distinct,
            "codes": self.codes,
            "with_codebook": self.with_codebook,
            "held_out": self.held_out,
            "seeds": self.n_seeds,
            "read": self.read,
            "curve": [_point_json(point) for point in self.curve],
            "reads_until_95": [
                {
                    "code": one.code,
                    "answers": one.answers,
                    "reads": rounded(one.reads.mean),
                    "reads_sd": rounded(one.reads.sd),
                    "found_in": one.found_in,
                }
                for one in self.per_code
            ],
            "keys": rounded(self.keys.mean),
            "keys_by_hand": rounded(self.keys_by_hand.mean),
            "keys_saved": rounded(self.keys_saved),
            "seconds_per_retraining": rounded(self.retraining.mean),
            "slowest_retraining": rounded(self.slowest_retraining),
            "seconds": round(self.seconds, 2),
        }


def _point_json(point: SimulatedPoint) -> dict[str, object]:
    fields: dict[str, object] = {"coded": point.coded}
    for name in ("hit_at_1", "hit_at_3", "macro_f1", "train_seconds"):
        spread: Spread = getattr(point, name)
        fields[name], fields[f"{name}_sd"] = rounded(spread.mean), rounded(spread.sd)
    return fields


def simulate(  # noqa: PLR0913 - how the person reads
    material: Material,
    strategy: Queue,
    *,
    n_seeds: int = 3,
    until: int | None = None,
    held_out: float = 0.0,
    random_share: float = 0.0,
    retrain_after: int | None = None,
    report: Report | None = None,
) -> Simulation:
    """Replay the coded answers in one order.

    Args:
        until: Coded answers at which a reading ends; None: the whole of a file of at most 2,000
            different answers, 1,600 of a larger one.
        held_out: Part that is never read and that figures are measured on.
        random_share: Part of the places that goes by lot.
        retrain_after: Coded answers between two trainings; None: 10, later every tenth part more.

    Raises:
        CoderError: There are too few answers or codes.
    """
    started = perf_counter()
    task = material.task()
    check_judgeable(task.codes)
    features = landscape(task.documents)
    labels = [material.labels.get(code) or code for code in task.columns]
    script = Script(
        strategy,
        keys_by_typing(labels),
        until=until,
        held_out=held_out,
        random_share=random_share,
        cold_start=material.codebook is not None,
    )
    if retrain_after is not None:
        script = replace(script, retrain_after=retrain_after, growth=0.0)
    replays = [
        replay(task, script, features, seed=seed, report=_stage(report, seed, n_seeds))
        for seed in range(n_seeds)
    ]
    return _together(material, task, script, replays, perf_counter() - started)


def queue_named(name: str) -> Queue:
    """The reading order of this name.

    Raises:
        UsageError: There is none of this name.
    """
    try:
        return Queue(name)
    except ValueError:
        raise UsageError(
            _("There is no reading order {name}.").format(name=name),
            _("Choose one of: {names}.").format(names=", ".join(Queue)),
        ) from None


def _stage(report: Report | None, seed: int, n_seeds: int) -> Callable[[int, int], None] | None:
    name = _("Reading {number} of {count}").format(number=seed + 1, count=n_seeds)
    return None if report is None else (lambda done, total: report(name, done, total))


def _together(
    material: Material, task: Task, script: Script, replays: Sequence[Replay], seconds: float
) -> Simulation:
    trainings = [took for one in replays for took in one.train_seconds]
    return Simulation(
        name=material.name,
        strategy=script.queue,
        rows=int(material.sizes[material.read].sum()),
        distinct=len(task.codes),
        codes=int(task.truth.any(axis=0).sum()),
        with_codebook=material.codebook is not None,
        held_out=script.held_out,
        n_seeds=len(replays),
        read=len(replays[0].order),
        curve=_curve([one.points for one in replays]),
        per_code=_reads(task, replays),
        keys=Spread.of([one.keys for one in replays]),
        keys_by_hand=Spread.of([one.keys_by_hand for one in replays]),
        retraining=Spread.of(trainings),
        slowest_retraining=max(trainings, default=math.nan),
        seconds=seconds,
    )


def _curve(readings: Sequence[Sequence[CurvePoint]]) -> tuple[SimulatedPoint, ...]:
    steps = sorted({point.coded for points in readings for point in points})
    at = {step: [p for points in readings for p in points if p.coded == step] for step in steps}
    names = ("hit_at_1", "hit_at_3", "macro_f1", "train_seconds")
    return tuple(
        SimulatedPoint(step, *(Spread.of([getattr(p, name) for p in at[step]]) for name in names))
        for step in steps
    )


def _reads(task: Task, replays: Sequence[Replay]) -> tuple[CodeReads, ...]:
    reads = np.array([one.reads for one in replays])
    answers = task.truth.sum(axis=0)
    return tuple(
        CodeReads(
            task.columns[column],
            int(answers[column]),
            Spread.of([float(n) for n in reads[:, column] if n > 0]),
            int((reads[:, column] > 0).sum()),
        )
        for column in np.argsort(-answers, kind="stable")
        if answers[column]
    )
