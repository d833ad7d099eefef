"""How right the model's codes are to be expected, before it gives any: by cross-validation."""

from __future__ import annotations

from dataclasses import dataclass

from coder.domain.intervals import wilson
from coder.errors import CoderError
from coder.services.judging import material_from_question
from coder.services.suggesting import chosen_codes
from coder.services.workbench import Workbench
from coder.suggest.evaluation import Report, cross_validate

LEAST_GIVEN = 10  # codes below which a share says nothing


@dataclass(frozen=True, slots=True)
class Precision:
    """How often a code that the model gives is right, by cross-validation, 0-1 with 95 % interval.

    `given`: codes that models gave to coded answers that they had not seen.
    """

    share: float
    low: float
    high: float
    given: int

    def as_json(self) -> dict[str, object]:
        """Four decimals."""
        return {
            "share": round(self.share, 4),
            "low": round(self.low, 4),
            "high": round(self.high, 4),
            "given": self.given,
        }


def expected_precision(
    workbench: Workbench,
    question: str,
    wave: str | None,
    min_score: float,
    report: Report | None = None,
) -> Precision | None:
    """How often a code with at least this score is what a person gave, 0-1.

    Five models each give codes to coded answers that they did not learn from, by the same choice
    as bulk coding. None where that gives too few codes to say anything.

    Raises:
        CoderError: No such question or wave, or it has no codebook.
    """
    material = material_from_question(workbench, question, wave)
    assert material.codebook is not None
    task = material.task()
    try:
        scores = cross_validate(task, report=report).scores
    except CoderError:  # too few answers to judge by
        return None
    given = [chosen_codes(material.codebook, task.columns, row, min_score) for row in scores]
    right = sum(len(codes & truth) for codes, truth in zip(given, task.codes, strict=True))
    total = sum(map(len, given))
    if total < LEAST_GIVEN:
        return None
    interval = wilson(right, total)
    return Precision(right / total, interval.low / 100, interval.high / 100, total)
