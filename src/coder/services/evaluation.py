"""What an evaluation found, as values for screens, tables, charts and JSON."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum


class SampleKind(StrEnum):
    """By what the answers that estimates rest on were chosen."""

    ALL = "all"  # nothing is left to estimate: every answer is coded
    LOT = "lot"  # drawn by chance: the estimates hold
    ARRIVAL = "arrival"  # the first that came in: they hold when order says nothing of content
    ASSUMED = "assumed"  # all coded answers, as if drawn by chance


@dataclass(frozen=True, slots=True)
class JudgedAnswer:
    """A coded answer and what a model that never saw it said.

    Attributes:
        ids: Of all respondents who gave it, as in the file; in a project answer ids.
        human, model: The codes of the person and of the model.
        first: The model's first suggestion, and its probability `sure` (0-1).
    """

    ids: tuple[str, ...]
    text: str
    human: tuple[str, ...]
    model: tuple[str, ...]
    first: str
    sure: float


@dataclass(frozen=True, slots=True)
class JudgedCode:
    """How well one code is recognised, and how model and person agree on it.

    None where 0/0. `support`: answers that a person gave the code; `given`: the model did.
    `kappa`: Cohen's, model against person.
    """

    code: str
    label: str
    precision: float | None
    recall: float | None
    f1: float
    support: int
    given: int
    percent_agreement: float
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Confusion:
    """The person said `human` where the model said `model`; "" where one of them said nothing.

    `answers` are indexes into the evaluation's answers.
    """

    human: str
    model: str
    answers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """First suggestions about equally sure: mean probability, and share that was right."""

    n: int
    sure: float
    right: float


@dataclass(frozen=True, slots=True)
class LearningPoint:
    """How good suggestions are after so many coded answers. None: nothing to measure on."""

    coded: int
    hit_at_1: float | None
    hit_at_3: float | None
    macro_f1: float | None
    train_seconds: float


@dataclass(frozen=True, slots=True)
class Prevalence:
    """How many answers have a code, coded or not, with 95 % intervals.

    Attributes:
        found: Answers that a person gave the code.
        answers, low, high: Estimated over all answers.
        unread, unread_low, unread_high: Of those, not coded yet.
        recall: Share of the code's answers found so far, 0-1; None when there are none.
    """

    code: str
    label: str
    found: int
    answers: float
    low: float
    high: float
    unread: float
    unread_low: float
    unread_high: float
    recall: float | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Cross-validated figures of the suggestions for one question or file.

    The unit is the distinct answer: identical answers are one, as when they are coded.

    Attributes:
        name: The file, or question and wave.
        rows: Answers; `coded`: those that a person coded; `distinct`: different coded answers.
        hit_at_k: Share of answers of which a right code is among the first k suggestions.
        ece: Expected calibration error of the first suggestion, 15 equal bins, 0-1.
        ece_by_chance: What perfectly honest probabilities would show with as many answers.
        agreed: Share of repeated answers that people coded alike; None: none repeated in a file.
        sample, n_sample: What prevalence rests on.
        train_seconds: Mean wall time of a training on four fifths of the answers.
    """

    name: str
    single: bool
    with_codebook: bool
    rows: int
    coded: int
    distinct: int
    n_folds: int
    hit_at_1: float
    hit_at_3: float
    macro_f1: float
    micro_f1: float
    ece: float
    ece_by_chance: float
    agreed: float | None
    seconds: float
    train_seconds: float
    codes: tuple[JudgedCode, ...]
    reliability: tuple[ReliabilityBin, ...]
    confusions: tuple[Confusion, ...]
    answers: tuple[JudgedAnswer, ...]
    curve: tuple[LearningPoint, ...]
    prevalence: tuple[Prevalence, ...]
    sample: SampleKind
    n_sample: int

    def expected_precision(self, min_score: float) -> tuple[float | None, int]:
        """Of answers whose first suggestion is at least this sure: share right, and how many.

        None when no answer is that sure.
        """
        sure = [one for one in self.answers if one.sure >= min_score]
        right = sum(one.first in one.human for one in sure)
        return (right / len(sure) if sure else None), len(sure)

    def as_json(self) -> dict[str, object]:
        """The shape that `coder evaluate --json` promises; no text of any answer is in it."""
        return {
            "name": self.name,
            "rows": self.rows,
            "coded": self.coded,
            "distinct": self.distinct,
            "codes": len(self.codes),
            "single": self.single,
            "with_codebook": self.with_codebook,
            "folds": self.n_folds,
            "hit_at_1": rounded(self.hit_at_1),
            "hit_at_3": rounded(self.hit_at_3),
            "macro_f1": rounded(self.macro_f1),
            "micro_f1": rounded(self.micro_f1),
            "ece": rounded(self.ece),
            "ece_by_chance": rounded(self.ece_by_chance),
            "identical_coded_alike": rounded(self.agreed),
            "seconds": round(self.seconds, 2),
            "train_seconds": round(self.train_seconds, 3),
            "per_code": [_fields(code) for code in self.codes],
            "reliability": [_fields(one) for one in self.reliability],
            "confusions": [
                {
                    "human": one.human,
                    "model": one.model,
                    "n": len(one.answers),
                    "ids": [self.answers[index].ids[0] for index in one.answers],
                }
                for one in self.confusions
            ],
            "learning_curve": [_fields(point) for point in self.curve],
            "sample": self.sample.value,
            "n_sample": self.n_sample,
            "prevalence": [_fields(one) for one in self.prevalence],
        }


def rounded(value: float | None) -> float | None:
    """To four decimals; None where there is nothing to say."""
    return None if value is None or math.isnan(value) else round(value, 4)


def _fields(one: object) -> dict[str, object]:
    names = type(one).__slots__  # type: ignore[attr-defined]
    values = ((name, getattr(one, name)) for name in names)
    return {name: rounded(v) if isinstance(v, float) else v for name, v in values}
