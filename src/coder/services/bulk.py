"""Bulk coding by rules or model: one batch, a machine's, that can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from coder.domain.answers import AnswerId
from coder.domain.coding import Batch, Decision, Mark, NewBatch, Source
from coder.errors import CoderError, UsageError
from coder.i18n import _
from coder.services.analysing import ReportProgress
from coder.services.workbench import Workbench
from coder.storage.backups import Why, back_up_project

if TYPE_CHECKING:
    from coder.services.suggesting import SuggestionService

DEFAULT_MODEL_SCORE = 0.7
UNDO_DEPTH = 1_000  # steps looked through for the last one that stands


class Machine(StrEnum):
    """What codes in bulk."""

    RULES = "rules"
    MODEL = "model"

    @property
    def coder_name(self) -> str:
        """The name under which its decisions stand in the project."""
        return {Machine.RULES: "regels", Machine.MODEL: "model"}[self]


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
        workbench: The project in hand.
        question: The question to code.
        wave: None for the latest.
        by: What codes.
        min_score: Lowest score that counts, 0-1; None: any rule hit, or 0.7 for the model.
        progress: Called with the answers read and their number.
        backup: Copy the project first.

    Raises:
        CoderError: The model has too little to learn from.
    """
    session = workbench.session(question, wave)
    service = workbench.suggestions(session)
    service.prepare(progress)
    wanted = _decide(service, by, min_score)
    if backup:
        back_up_project(workbench.path, Why.BULK)
    coder = workbench.project.coder(by.coder_name, Source(by.value))
    ids = [answer.id for answer in session.answers]
    present = {
        answer_id: marks.codes
        for answer_id, marks in workbench.project.marks(coder.id, ids).items()
    }
    decisions = _changes(ids, present, wanted)
    label = _("{question}: coded by {machine}").format(question=question, machine=coder.name)
    batch = workbench.project.append(NewBatch(coder, label, decisions)) if decisions else None
    return BulkResult(len(ids), len(wanted), len(decisions), batch)


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


def _decide(
    service: SuggestionService, by: Machine, min_score: float | None
) -> dict[AnswerId, frozenset[str]]:
    if by is Machine.RULES:
        return service.decide_by_rules(min_score or 0.0)
    if service.retrain() is None:
        raise CoderError(
            _("There are too few coded answers for a model to learn from."),
            _("Code some more by hand, or use `--by rules`."),
        )
    return service.decide_by_model(DEFAULT_MODEL_SCORE if min_score is None else min_score)


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
