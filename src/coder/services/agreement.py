"""How far coders of one question agree, and on which answers they do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from math import isfinite
from typing import Any

import numpy as np

from coder.domain.agreement import NOT_CODED, Agreement, Ratings, agreement
from coder.domain.answers import Answer, AnswerId
from coder.domain.coding import FINAL_CODER, Coder, Source
from coder.domain.set_agreement import DISTANCES, set_alpha
from coder.errors import CoderError
from coder.i18n import _
from coder.services import lookups
from coder.services.codebooks import codebook_for
from coder.storage.project import Project

CodesOf = Mapping[AnswerId, frozenset[str]]


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """Agreement on one code; `by_coder` counts the answers to which each coder gave it."""

    code: str
    label: str
    by_coder: tuple[int, ...]
    measured: Agreement


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An answer on which the coders differ; `codes` in the order of the report's coders.

    None stands for a coder who did not code the answer.
    """

    answer_id: AnswerId
    respondent: str
    text: str
    codes: tuple[frozenset[str] | None, ...]


@dataclass(frozen=True, slots=True)
class Confusion:
    """Two codes that coders give to the same answers, one this and another that."""

    first: str
    second: str
    answers: int


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """Agreement on one question in one wave.

    Attributes:
        question: Its key.
        wave: Its wave.
        coders: Names of those compared.
        n: Respondents who answered the question.
        both: Answers that at least two of the coders coded: the base of every figure.
        overall: Over all codes, unit answer x code.
        sets: Krippendorff's alpha over whole sets of codes, by distance (jaccard, masi).
        codes: Per code, in the order of the codebook; codes that nobody gave are left out.
        disagreements: Answers with different codes, in the order of the survey file.
        confusions: Pairs of codes that stand against each other, the commonest first.
    """

    question: str
    wave: str
    coders: tuple[str, ...]
    n: int
    both: int
    overall: Agreement
    sets: dict[str, float]
    codes: tuple[CodeAgreement, ...]
    disagreements: tuple[Disagreement, ...]
    confusions: tuple[Confusion, ...]

    def as_json(self) -> dict[str, Any]:
        """For `--json`: undefined figures are null, answers are named by respondent."""
        return {
            "question": self.question,
            "wave": self.wave,
            "coders": list(self.coders),
            "n": self.n,
            "coded_by_both": self.both,
            "overall": _figures(self.overall),
            "sets": {name: _number(alpha) for name, alpha in self.sets.items()},
            "codes": [
                {
                    "id": row.code,
                    "label": row.label,
                    "by_coder": dict(zip(self.coders, row.by_coder, strict=True)),
                    **_figures(row.measured),
                }
                for row in self.codes
            ],
            "disagreements": [
                {
                    "respondent": answer.respondent,
                    "codes": {
                        name: None if codes is None else sorted(codes)
                        for name, codes in zip(self.coders, answer.codes, strict=True)
                    },
                }
                for answer in self.disagreements
            ],
            "confusions": [asdict(confusion) for confusion in self.confusions],
        }


@dataclass(frozen=True, slots=True)
class WhoCoded:
    """Somebody, or a machine, that coded a question; `answers` is how many of its answers."""

    name: str
    source: Source
    answers: int


def who_coded(project: Project, question: str, wave: str | None = None) -> list[WhoCoded]:
    """Who can be compared on a question: persons first, each with how much they coded.

    Raises:
        CoderError: No such question or wave.
    """
    wave = lookups.find_wave(project, question, wave)
    coded = _coded_by(project, question, wave)
    ranked = sorted(coded, key=lambda coder: (coder.source is not Source.PERSON, coder.id))
    return [WhoCoded(coder.name, coder.source, len(coded[coder])) for coder in ranked]


def measure_agreement(  # noqa: PLR0913, PLR0917 - what, who, and how the interval is drawn
    project: Project,
    question: str,
    wave: str | None = None,
    coders: Sequence[str] = (),
    rounds: int = 1000,
    seed: int = 0,
) -> AgreementReport:
    """Compare coders on the answers that they coded both.

    Args:
        project: The project.
        question: The key of the question.
        wave: None for the latest.
        coders: Names of at least two, machines (regels, model) too; empty: all persons who coded.
        rounds: Bootstrap rounds of the interval.
        seed: Of the bootstrap.

    Raises:
        CoderError: No such question, wave or coder; fewer than two coders; nothing coded by two.
    """
    wave = lookups.find_wave(project, question, wave)
    answers = project.answers(question, wave)
    coded = _coded_by(project, question, wave)
    chosen = _chosen(project, coders, coded)
    given = [coded.get(coder, {}) for coder in chosen]
    shared = [answer for answer in answers if sum(answer.id in codes for codes in given) >= 2]
    codebook = codebook_for(project, project.question(question))
    labels = {code.id: code.label for code in codebook.walk()}
    codes = _codes_in_use(list(labels), given, shared)
    overall, each = agreement(_ratings(given, shared, codes), rounds=rounds, seed=seed)
    disagreements = _disagreements(given, shared)
    return AgreementReport(
        question,
        wave,
        tuple(coder.name for coder in chosen),
        len(answers),
        len(shared),
        overall,
        _set_alphas(given, shared),
        tuple(
            CodeAgreement(code, labels.get(code, code), _times(given, shared, code), measured)
            for code, measured in zip(codes, each, strict=True)
        ),
        disagreements,
        _confusions(disagreements),
    )


def _coded_by(
    project: Project, question: str, wave: str
) -> dict[Coder, dict[AnswerId, frozenset[str]]]:
    found: dict[Coder, dict[AnswerId, frozenset[str]]] = {}
    for answer_id, codings in project.codings(question, wave).items():
        for coding in codings:
            if coding.marks.decided:
                found.setdefault(coding.coder, {})[answer_id] = coding.marks.codes
    return found


def _chosen(project: Project, names: Sequence[str], coded: Mapping[Coder, CodesOf]) -> list[Coder]:
    if names:
        chosen = list(dict.fromkeys(lookups.find_coder(project, name) for name in names))
    else:
        persons = [
            coder for coder in coded if coder.source is Source.PERSON and coder.name != FINAL_CODER
        ]
        chosen = sorted(persons, key=lambda coder: coder.id)
    if len(chosen) < 2:
        message = _("Agreement needs two coders; here it is {coders}.").format(
            coders=", ".join(coder.name for coder in chosen) or _("nobody")
        )
        known = ", ".join(sorted(coder.name for coder in coded)) or "-"
        raise CoderError(message, _("Who coded this question: {coders}.").format(coders=known))
    return chosen


def _codes_in_use(
    known: Sequence[str], given: Sequence[CodesOf], shared: Sequence[Answer]
) -> list[str]:
    """The codes of the codebook in its order, then those that it no longer has."""
    used = {
        code for codes in given for answer in shared for code in codes.get(answer.id, frozenset())
    }
    return [code for code in known if code in used] + sorted(used - set(known))


def _ratings(given: Sequence[CodesOf], shared: Sequence[Answer], codes: Sequence[str]) -> Ratings:
    place = {code: column for column, code in enumerate(codes)}
    ratings = np.full((len(given), len(shared), len(codes)), NOT_CODED, dtype=np.int8)
    for coder, coded in enumerate(given):
        for row, answer in enumerate(shared):
            if answer.id in coded:
                ratings[coder, row] = 0
                for code in coded[answer.id]:
                    ratings[coder, row, place[code]] = 1
    return ratings


def _set_alphas(given: Sequence[CodesOf], shared: Sequence[Answer]) -> dict[str, float]:
    units = [[codes[answer.id] for codes in given if answer.id in codes] for answer in shared]
    return {name: set_alpha(units, distance) for name, distance in DISTANCES.items()}


def _times(given: Sequence[CodesOf], shared: Sequence[Answer], code: str) -> tuple[int, ...]:
    return tuple(sum(code in codes.get(answer.id, ()) for answer in shared) for codes in given)


def _disagreements(given: Sequence[CodesOf], shared: Sequence[Answer]) -> tuple[Disagreement, ...]:
    found = []
    for answer in shared:
        codes = tuple(coded.get(answer.id) for coded in given)
        if len({one for one in codes if one is not None}) > 1:
            found.append(Disagreement(answer.id, answer.external_id, answer.text, codes))
    return tuple(found)


def _confusions(disagreements: Sequence[Disagreement]) -> tuple[Confusion, ...]:
    """Codes of which one coder gave the one and another the other, and neither gave both."""
    counted: Counter[tuple[str, str]] = Counter()
    for answer in disagreements:
        sets = [codes for codes in answer.codes if codes is not None]
        pairs = {
            (min(one, other), max(one, other))
            for first in sets
            for second in sets
            for one in first - second
            for other in second - first
        }
        counted.update(pairs)
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Confusion(one, other, times) for (one, other), times in ranked)


def _figures(measured: Agreement) -> dict[str, Any]:
    figures = asdict(measured)
    interval = figures.pop("alpha_interval")
    numbers = {name: _number(value) for name, value in figures.items()}
    return {
        **numbers,
        "alpha_low": _number(interval["low"]),
        "alpha_high": _number(interval["high"]),
    }


def _number(value: float | None) -> float | None:
    return value if value is not None and isfinite(value) else None
