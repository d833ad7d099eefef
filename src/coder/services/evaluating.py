"""Judging a model honestly: by answers that it did not learn from.

Everything here is slow and meant for a worker. `report` is told how far it is; what it raises
stops the work, so that a screen can cancel.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from time import perf_counter

import numpy as np

from coder.i18n import _
from coder.services.estimating import prevalence, sample_of
from coder.services.evaluation import (
    Confusion,
    Evaluation,
    JudgedAnswer,
    JudgedCode,
    LearningPoint,
    ReliabilityBin,
    rounded,
)
from coder.services.judging import CodedGroup, Material, Report
from coder.suggest.evaluation import (
    CrossValidated,
    CurvePoint,
    Task,
    check_judgeable,
    cross_validate,
    learning_curve,
)
from coder.suggest.metrics import (
    calibration,
    calibration_error,
    chance_of_calibration,
    figures_per_code,
    hit_at,
    macro_f1,
    micro_f1,
)

__all__ = ["Evaluation", "evaluate"]

FOLDS = 5


def evaluate(
    material: Material,
    *,
    n_folds: int = FOLDS,
    seed: int = 0,
    with_curve: bool = True,
    report: Report | None = None,
) -> Evaluation:
    """Cross-validate what learns from these answers, by groups of identical answers.

    Raises:
        CoderError: There are too few answers or codes to judge.
    """
    started = perf_counter()
    task = material.task()
    check_judgeable(task.codes)
    read = material.read
    unread = [material.documents[place] for place in np.flatnonzero(~read)]
    found = cross_validate(
        task, unread, n_folds=n_folds, seed=seed, report=_stage(report, _("Judging"))
    )
    curve = (
        learning_curve(task, n_folds=n_folds, seed=seed, report=_stage(report, _("Learning curve")))
        if with_curve
        else []
    )
    sample, kind = sample_of(material)
    truth, bins = task.truth, calibration(task.truth, found.scores)
    groups = material.groups
    return Evaluation(
        name=material.name,
        single=material.single,
        with_codebook=material.codebook is not None,
        rows=int(material.sizes.sum()),
        coded=int(material.sizes[read].sum()),
        distinct=len(task.codes),
        n_folds=n_folds,
        hit_at_1=hit_at(truth, found.scores, 1),
        hit_at_3=hit_at(truth, found.scores, 3),
        macro_f1=macro_f1(truth, found.predicted),
        micro_f1=micro_f1(truth, found.predicted),
        ece=calibration_error(bins),
        ece_by_chance=chance_of_calibration(bins),
        agreed=_agreed(material),
        codes=_per_code(material, task, found),
        reliability=tuple(ReliabilityBin(one.n, one.confidence, one.right) for one in bins),
        confusions=_confusions(task, found),
        answers=_answers([groups[i] for i in np.flatnonzero(read)], task, found),
        curve=tuple(map(_point, curve)),
        prevalence=prevalence(material, task, found, sample),
        sample=kind,
        n_sample=len(sample),
        train_seconds=sum(found.train_seconds) / len(found.train_seconds),
        seconds=perf_counter() - started,
    )


def _stage(report: Report | None, name: str) -> Callable[[int, int], None] | None:
    return None if report is None else (lambda done, total: report(name, done, total))


def _per_code(material: Material, task: Task, found: CrossValidated) -> tuple[JudgedCode, ...]:
    """Each code that a person or the model gave, in the order of the codebook."""
    truth, n = task.truth, max(len(task.codes), 1)
    same = (truth == found.predicted).sum(axis=0) / n
    figures = figures_per_code(truth, found.predicted, task.columns)
    return tuple(
        JudgedCode(
            code=one.code,
            label=material.labels.get(one.code, ""),
            precision=one.precision,
            recall=one.recall,
            f1=one.f1,
            support=one.support,
            given=one.given,
            percent_agreement=float(same[column]),
            kappa=cohen_kappa(float(same[column]), one.support / n, one.given / n),
        )
        for column, one in enumerate(figures)
        if one.support or one.given
    )


def cohen_kappa(agreed: float, first: float, second: float) -> float | None:
    """Agreement on yes or no corrected for chance, of shares 0-1; None when undefined (0/0).

    Source:
        Cohen (1960), Educational and Psychological Measurement 20(1), 37-46.
    """
    chance = first * second + (1 - first) * (1 - second)
    return None if chance >= 1 else (agreed - chance) / (1 - chance)


def _confusions(task: Task, found: CrossValidated) -> tuple[Confusion, ...]:
    """What the person said where the model said something else, the commonest first."""
    behind: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, (human, model) in enumerate(zip(task.truth, found.predicted, strict=True)):
        missed = [task.columns[i] for i in np.flatnonzero(human & ~model)] or [""]
        extra = [task.columns[i] for i in np.flatnonzero(model & ~human)] or [""]
        for pair in ((one, other) for one in missed for other in extra if one or other):
            behind[pair].append(row)
    ordered = sorted(behind.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(Confusion(human, model, tuple(rows)) for (human, model), rows in ordered)


def _answers(
    groups: Sequence[CodedGroup], task: Task, found: CrossValidated
) -> tuple[JudgedAnswer, ...]:
    return tuple(
        JudgedAnswer(
            group.ids,
            group.text,
            tuple(sorted(group.codes or ())),
            tuple(task.columns[i] for i in np.flatnonzero(found.predicted[row])),
            task.columns[int(found.scores[row].argmax())],
            float(found.scores[row].max()),
        )
        for row, group in enumerate(groups)
    )


def _agreed(material: Material) -> float | None:
    """How often identical answers were coded alike: no model can do better than that."""
    repeated = [group for group in material.groups if group.codes is not None and group.size > 1]
    answers = sum(group.size for group in repeated)
    return sum(group.agreed for group in repeated) / answers if answers else None


def _point(point: CurvePoint) -> LearningPoint:
    return LearningPoint(
        point.coded,
        rounded(point.hit_at_1),
        rounded(point.hit_at_3),
        rounded(point.macro_f1),
        point.train_seconds,
    )
