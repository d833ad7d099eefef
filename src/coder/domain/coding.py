"""Decisions, and how they add up to the present coding.

A decision is never changed or removed: the present coding is what the decisions add up to, and
undo appends the inverse of a batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from coder.domain.answers import AnswerId
from coder.domain.deeds import BY_HAND, Deed
from coder.domain.notes import Note

CoderId = NewType("CoderId", int)
BatchId = NewType("BatchId", int)
FINAL_CODER = "eindoordeel"  # under this name stands what was decided where coders differed
RULES_CODER, MODEL_CODER = "regels", "model"
FIXED_NAMES = frozenset({FINAL_CODER, RULES_CODER, MODEL_CODER})  # the program's own

# When a batch was made, and its name wherever the project is copied to. The order of moments is
# the same in every copy; ids are not: each copy numbers what was merged into it in its own way.
Moment = tuple[datetime, UUID]
LONG_AGO: Moment = (datetime.min.replace(tzinfo=UTC), UUID(int=0))


class Source(StrEnum):
    """Who or what decided."""

    PERSON = "person"
    RULES = "rules"
    MODEL = "model"


class Mark(StrEnum):
    """What a decision is about besides codes."""

    CODE = "code"
    DONE = "done"  # looked at and confirmed, with or without codes
    LATER = "later"  # set aside
    STAR = "star"  # a quote worth keeping


@dataclass(frozen=True, slots=True)
class Coder:
    """Somebody (or something) that codes; the same under another name."""

    id: CoderId
    name: str = field(compare=False)
    source: Source


@dataclass(frozen=True, slots=True)
class Decision:
    """One mark put on (`present`) or taken off one answer. `code` is "" unless mark is CODE.

    `score` 0-1 is that of the suggestion that was taken; None: the code was chosen without one.
    """

    answer_id: AnswerId
    mark: Mark
    present: bool
    code: str = ""
    score: float | None = None

    def inverse(self) -> Decision:
        """The decision that takes this one back; it keeps the score, so that a redo has it."""
        return Decision(self.answer_id, self.mark, not self.present, self.code, self.score)


Change = tuple[Mark, bool, str, float | None]  # a decision, whichever answer it is about


@dataclass(frozen=True, slots=True)
class Batch:
    """Decisions made in one step by one coder, undone as one step."""

    id: BatchId
    coder: Coder
    at: datetime
    label: str  # a short name, in the language of the moment
    undoes: BatchId | None = None
    deed: Deed = BY_HAND
    uid: UUID = field(kw_only=True)  # the same in every copy of the project

    @property
    def moment(self) -> Moment:
        """What batches are ordered by, whoever made them and wherever."""
        return self.at, self.uid


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands on one answer now, for one coder or for all together."""

    codes: frozenset[str] = frozenset()
    done: bool = False
    later: bool = False
    star: bool = False

    @property
    def decided(self) -> bool:
        """Did somebody decide on codes here?"""
        return self.done or bool(self.codes)

    def after(self, decision: Decision) -> Marks:
        """These marks with one decision added."""
        mark, present = decision.mark, decision.present
        if mark is Mark.CODE:
            one = frozenset((decision.code,))
            codes = self.codes | one if present else self.codes - one
            return Marks(codes, self.done, self.later, self.star)
        return Marks(
            self.codes,
            present if mark is Mark.DONE else self.done,
            present if mark is Mark.LATER else self.later,
            present if mark is Mark.STAR else self.star,
        )


NOTHING = Marks()


@dataclass(frozen=True, slots=True)
class CodedAnswer:
    """The present coding of one answer and who it comes from (None: nobody coded it)."""

    marks: Marks = NOTHING
    source: Source | None = None
    coder: Coder | None = None


@dataclass(frozen=True, slots=True)
class Coding:
    """What one coder left on one answer; `last` is the moment of the latest decision.

    Where nobody else left anything on the answer it may be `LONG_AGO`: it says nothing there.
    """

    coder: Coder
    marks: Marks
    last: Moment


def effective(codings: Iterable[Coding]) -> CodedAnswer:
    """The coding that counts when several coders touched one answer.

    A person outranks the model, the model outranks the rules; of several persons, the one who
    decided last. Stars and asides of persons stay visible whoever decided.
    """
    ordered = list(codings)
    if len(ordered) == 1 and ordered[0].marks.decided:  # most answers: 100,000 take 1 s less
        [only] = ordered
        return CodedAnswer(only.marks, only.coder.source, only.coder)
    ordered.sort(key=lambda coding: coding.last, reverse=True)
    star = any(coding.marks.star for coding in ordered)
    later = any(coding.marks.later for coding in ordered)
    for source in (Source.PERSON, Source.MODEL, Source.RULES):
        for coding in ordered:
            if coding.coder.source is source and coding.marks.decided:
                marks = Marks(coding.marks.codes, coding.marks.done, later, star)
                return CodedAnswer(marks, source, coding.coder)
    return CodedAnswer(Marks(later=later, star=star), None)


def replay(decisions: Iterable[Decision]) -> dict[AnswerId, Marks]:
    """The marks per answer after all decisions of one coder, oldest first."""
    marks: dict[AnswerId, Marks] = {}
    for decision in decisions:
        marks[decision.answer_id] = marks.get(decision.answer_id, NOTHING).after(decision)
    return marks


def effects(
    before: Mapping[AnswerId, Marks], decisions: Iterable[Decision]
) -> tuple[list[Decision], dict[AnswerId, Marks]]:
    """The decisions that change something, and the marks after them of the answers changed.

    Of 1,800 identical answers each is decided alike: what follows is worked out once, and is one
    object for all whose marks were one.
    """
    changes: list[Decision] = []
    after: dict[AnswerId, Marks] = {}
    known: dict[tuple[int, Mark, bool, str], tuple[Marks, Marks | None]] = {}
    for decision in decisions:
        answer_id = decision.answer_id
        now = after.get(answer_id) or before.get(answer_id, NOTHING)
        key = id(now), decision.mark, decision.present, decision.code
        step = known.get(key)
        if step is None:
            changed = now.after(decision)  # `now` is held too: nothing else may get its id
            known[key] = step = (now, None if changed == now else changed)
        if step[1] is not None:
            changes.append(decision)
            after[answer_id] = step[1]
    return changes, after


def changes_to(
    answer_ids: Iterable[AnswerId],
    present: Mapping[AnswerId, Marks],
    wanted: Marks,
    scores: Mapping[str, float | None] | None = None,
) -> list[Decision]:
    """The fewest decisions that bring each answer's marks to the wanted ones.

    Args:
        scores: Of codes that are put on, where they were suggestions.
    """
    scores = scores or {}
    # Identical answers mostly stand alike: 1,800 of them are worked out once.
    known: dict[int, tuple[Marks, list[Change]]] = {}
    decisions: list[Decision] = []
    for answer_id in answer_ids:
        now = present.get(answer_id, NOTHING)
        step = known.get(id(now))
        if step is None:
            known[id(now)] = step = (now, _difference(now, wanted, scores))
        decisions += [Decision(answer_id, *change) for change in step[1]]
    return decisions


def _difference(now: Marks, wanted: Marks, scores: Mapping[str, float | None]) -> list[Change]:
    gone: list[Change] = [
        (Mark.CODE, False, code, None) for code in sorted(now.codes - wanted.codes)
    ]
    come: list[Change] = [
        (Mark.CODE, True, code, scores.get(code)) for code in sorted(wanted.codes - now.codes)
    ]
    flags: list[Change] = [
        (mark, after, "", None)
        for mark, before, after in (
            (Mark.DONE, now.done, wanted.done),
            (Mark.LATER, now.later, wanted.later),
            (Mark.STAR, now.star, wanted.star),
        )
        if before is not after
    ]
    return gone + come + flags


@dataclass(frozen=True, slots=True)
class NewBatch:
    """Decisions about to be appended; the store gives id, time and codebook version."""

    coder: Coder
    label: str
    decisions: tuple[Decision, ...] = ()
    undoes: BatchId | None = None
    deed: Deed = BY_HAND
    notes: tuple[Note, ...] = ()
