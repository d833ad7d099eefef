"""Bulk coding by rules or model: one batch, a machine's, that can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from coder.domain.answers import AnswerId
from coder.domain.coding import (
    MODEL_CODER,
    RULES_CODER,
    Batch,
    Coder,
    Decision,
    Mark,
    NewBatch,
    Source,
)
from coder.errors import CoderError, UsageError
from coder.i18n import _
from coder.services.analysing import ReportProgress
from coder.services.workbench import Workbench
from coder.storage.backups import Why, back_up_project

if TYPE_CHECKING:
    from coder.services.expected import Precision
    from coder.services.suggesting import SuggestionService

DEFAULT_MODEL_SCORE = 0.7
Scored = Mapping[AnswerId, Mapping[str, float | None]]  # by answer, by code; None: by rules
UNDO_DEPTH = 1_000  # steps looked through for the last one that stands


class Machine(StrEnum):
    """What codes in bulk."""

    RULES = "rules"
    MODEL = "model"

    @property
    def coder_name(self) -> str:
        """The name under which its decisions stand in the project."""
        return {Machine.RULES: RULES_CODER, Machine.MODEL: MODEL_CODER}[self]


@dataclass(frozen=True, slots=True)
class BulkPlan:
    """What bulk coding would do.

    Attributes:
        answers: Answers to the question in this wave.
        coded: Of those, how many get codes.
        undecided: Of those, how many no person decided on: there the machine's codes count.
        precision: Expected of the model's codes; None: by rules, or it was not asked for, or too
            little is coded to say.
        model: Number of the kept model in use; None: one that learned from what is coded now.
    """

    question: str
    by: Machine
    min_score: float | None
    answers: int
    coded: int
    undecided: int
    decisions: tuple[Decision, ...]
    precision: Precision | None = None
    model: int | None = None

    def as_json(self) -> dict[str, object]:
        """The shape that `coder code --json` promises."""
        return {
            "question": self.question,
            "by": self.by.value,
            "min_score": self.min_score,
            "answers": self.answers,
            "coded": self.coded,
            "undecided": self.undecided,
            "decisions": len(self.decisions),
            "expected_precision": self.precision.as_json() if self.precision else None,
            "model": self.model,
        }


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What bulk coding did. `batch` is None when nothing changed."""

    answers: int
    coded: int
    decisions: int
    batch: Batch | None


def code_in_bulk(  # noqa: PLR0913, PLR0917 - what, where, by what, how sure
    workbench: Workbench,
    question: str,
    wave: str | None,
    by: Machine,
    min_score: float | None = None,
    progress: ReportProgress | None = None,
    *,
    backup: bool = True,
) -> BulkResult:
    """Code every answer of a question by rules or model, replacing that machine's earlier work.

    The decisions are the machine's own: what a person decided stays and outranks them.

    Args:
        min_score: Lowest score that counts, 0-1; None: any rule hit, or 0.7 for the model.
        progress: Called with the answers read and their number.
        backup: Copy the project first.

    Raises:
        CoderError: The model has too little to learn from.
    """
    plan = plan_bulk(workbench, question, wave, by, min_score, progress)
    return carry_out(workbench, plan, backup=backup)


def plan_bulk(  # noqa: PLR0913, PLR0917 - what, where, by what, how sure
    workbench: Workbench,
    question: str,
    wave: str | None,
    by: Machine,
    min_score: float | None = None,
    progress: ReportProgress | None = None,
    *,
    judge: bool = False,
) -> BulkPlan:
    """What `code_in_bulk` would do; nothing is changed.

    Args:
        judge: Say at which precision the model's codes are to be expected; trains five models.

    Raises:
        CoderError: The model has too little to learn from.
    """
    session = workbench.session(question, wave)
    service = workbench.suggestions(session)
    service.prepare(progress)
    lowest = _lowest(by, min_score)
    scored = _decide(service, by, lowest)
    wanted = {answer_id: frozenset(codes) for answer_id, codes in scored.items()}
    coder = _machine_coder(workbench, by)
    ids = session.answer_ids
    stands = {} if coder is None else workbench.project.marks(coder.id, ids)
    present = {answer_id: marks.codes for answer_id, marks in stands.items()}
    decided = {
        answer_id
        for row in session.rows
        if row.source is Source.PERSON
        for answer_id in row.group.answer_ids
    }
    precision = None
    if judge and by is Machine.MODEL:
        from coder.services.expected import expected_precision

        precision = expected_precision(workbench, question, session.wave, lowest or 0.0)
    return BulkPlan(
        question,
        by,
        lowest,
        len(ids),
        len(wanted),
        sum(answer_id not in decided for answer_id in wanted),
        _with_scores(_changes(ids, present, wanted), scored),
        precision,
        service.pinned,
    )


def carry_out(workbench: Workbench, plan: BulkPlan, *, backup: bool = True) -> BulkResult:
    """Store what was planned, as one step of the machine that can be undone.

    Args:
        backup: Copy the project first.
    """
    if backup:
        back_up_project(workbench.project.place, Why.BULK)
    coder = workbench.project.coder(plan.by.coder_name, Source(plan.by.value))
    label = _("{question}: coded by {machine}").format(question=plan.question, machine=coder.name)
    if plan.model is not None:
        label += " " + _("(model {id})").format(id=plan.model)
    batch = None
    if plan.decisions:
        batch = workbench.project.append(NewBatch(coder, label, plan.decisions))
    return BulkResult(plan.answers, plan.coded, len(plan.decisions), batch)


def undo_bulk(workbench: Workbench, by: Machine, question: str) -> Batch | None:
    """Take back the machine's last step when it was about this question; None: nothing to undo.

    Raises:
        CoderError: Its last step was about another question; nothing was changed.
    """
    project = workbench.project
    coder = project.coder(by.coder_name, Source(by.value))
    asked = {answer.id for answer in project.answers(question)}
    steps = project.history(limit=UNDO_DEPTH, coder=coder.id)
    last = next((step for step in steps if not step.undone and step.batch.undoes is None), None)
    if last is not None and not asked & project.answers_of_batch(last.batch.id):
        raise CoderError(
            _("The last step of {machine} was another one: {label}").format(
                machine=coder.name, label=last.batch.label
            ),
            _("Take that one back first."),
        )
    return project.undo(coder)


def _lowest(by: Machine, min_score: float | None) -> float | None:
    return DEFAULT_MODEL_SCORE if by is Machine.MODEL and min_score is None else min_score


def _machine_coder(workbench: Workbench, by: Machine) -> Coder | None:
    """The machine as a coder, None when it never coded here: planning adds nothing."""
    known = (coder for coder in workbench.project.coders() if coder.source.value == by.value)
    return next((coder for coder in known if coder.name == by.coder_name), None)


def _decide(service: SuggestionService, by: Machine, min_score: float | None) -> Scored:
    """The codes that each answer gets, with their scores where there are any."""
    if by is Machine.RULES:
        decided = service.decide_by_rules(min_score or 0.0)
        return {answer_id: dict.fromkeys(codes) for answer_id, codes in decided.items()}
    if service.retrain() is None and service.pinned is None:
        raise CoderError(
            _("There are too few coded answers for a model to learn from."),
            _("Code some more by hand, or use `--by rules`."),
        )
    by_model: Scored = {**service.decide_by_model(min_score or 0.0)}
    return by_model


def _with_scores(decisions: tuple[Decision, ...], scored: Scored) -> tuple[Decision, ...]:
    """Each code that is put on keeps the score with which it was."""
    return tuple(
        replace(made, score=scored[made.answer_id][made.code]) if made.present else made
        for made in decisions
    )


def _changes(
    ids: list[AnswerId],
    present: dict[AnswerId, frozenset[str]],
    wanted: dict[AnswerId, frozenset[str]],
) -> tuple[Decision, ...]:
    nothing: frozenset[str] = frozenset()
    return tuple(
        Decision(answer_id, Mark.CODE, code in wanted.get(answer_id, nothing), code)
        for answer_id in ids
        for code in sorted(present.get(answer_id, nothing) ^ wanted.get(answer_id, nothing))
    )


def machine_named(name: str) -> Machine:
    """The machine of this name.

    Raises:
        UsageError: There is none of this name.
    """
    try:
        return Machine(name)
    except ValueError:
        raise UsageError(
            _("'{name}' cannot code.").format(name=name), _("Choose rules or model.")
        ) from None
