"""Deciding where coders differ: each disagreement once, with a reason; every coding is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from coder.domain.answers import AnswerId, normal_form
from coder.domain.coding import (
    FINAL_CODER,
    NOTHING,
    Batch,
    Coder,
    Coding,
    Decision,
    Mark,
    Marks,
    NewBatch,
    Source,
    changes_to,
    effective,
)
from coder.domain.deeds import Deed
from coder.i18n import _
from coder.services.agreement import AgreementReport
from coder.storage.project import Project

KIND = "final"  # of the step in the journal; about: question, reason, by, uid (of who)


@dataclass(frozen=True, slots=True)
class Final:
    """What was decided. `stands`: nobody coded the answer otherwise since."""

    codes: frozenset[str]
    stands: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """Identical answers on which coders differ in the same way; decided in one go.

    `codes` in the order of the report's coders, None: did not code it.
    """

    text: str
    respondents: tuple[str, ...]
    answer_ids: tuple[AnswerId, ...]
    codes: tuple[frozenset[str] | None, ...]
    final: Final | None

    @property
    def decided(self) -> bool:
        """Was it decided, and does that stand?"""
        return self.final is not None and self.final.stands

    @property
    def disputed(self) -> frozenset[str]:
        """The codes that some coder gave and another did not."""
        given = [codes for codes in self.codes if codes is not None]
        return frozenset().union(*given) - frozenset.intersection(*given)

    def confuses(self, first: str, second: str) -> bool:
        """Did one coder give the one code where another gave the other?"""
        given = [codes for codes in self.codes if codes is not None]
        return any(
            first in one - other and second in other - one for one in given for other in given
        )


class Reconciling:
    """The disagreements of a report, and the decisions on them.

    A decision is the coding that counts from now on; under it the coders' own codings stay as they
    were, so that agreement is still measured on what they coded apart.
    """

    def __init__(self, project: Project, report: AgreementReport, by: str) -> None:
        self.project, self.report, self.by = project, report, by

    def differences(self) -> list[Difference]:
        """All of them, in the order of the survey file."""
        codings = self.project.codings(self.report.question, self.report.wave)
        grouped: dict[tuple[object, ...], list[tuple[AnswerId, str, str]]] = {}
        for answer in self.report.disagreements:
            final = _final(codings.get(answer.answer_id, ()))
            key = (normal_form(answer.text), answer.codes, final)
            grouped.setdefault(key, []).append((answer.answer_id, answer.respondent, answer.text))
        return [
            Difference(
                members[0][2],
                tuple(member[1] for member in members),
                tuple(member[0] for member in members),
                key[1],  # type: ignore[arg-type]
                key[2],  # type: ignore[arg-type]
            )
            for key, members in grouped.items()
        ]

    def now(self, difference: Difference) -> Difference:
        """The difference as it stands after a decision on it."""
        first = difference.answer_ids[0]
        return replace(difference, final=_final(self.project.codings_of([first]).get(first, ())))

    def decide(self, difference: Difference, codes: frozenset[str], reason: str = "") -> Difference:
        """These codes count from now on.

        Raises:
            CoderError: It could not be stored; nothing was changed.
        """
        self._store(difference, Marks(codes, done=True), reason)
        return self.now(difference)

    def reopen(self, difference: Difference) -> Difference:
        """Take the decision back: what the coders gave counts again.

        Raises:
            CoderError: It could not be stored; nothing was changed.
        """
        self._store(difference, NOTHING, "")
        return self.now(difference)

    def undo(self) -> Batch | None:
        """Take back the decision that was made last, on any question; None: there is none."""
        return self.project.undo(self._coder())

    def redo(self) -> Batch | None:
        """Decide again what was taken back last; None when there is nothing to."""
        return self.project.redo(self._coder())

    def reason(self, difference: Difference) -> str:
        """Why it was decided so, and by whom; "" when it was not."""
        coder = self._coder()
        said = ""
        for entry in self.project.journal(answer_id=difference.answer_ids[0]):
            batch = entry.batch
            if batch.coder.id == coder.id and entry.decision.present:
                about = batch.deed.about
                parts = self._name(about), str(about.get("reason") or "")
                said = ": ".join(part for part in parts if part)
        return said

    def _name(self, about: Mapping[str, object]) -> str:
        """Who decided, under the name of now."""
        known = self.project.coder_by_uid(UUID(str(about["uid"]))) if about.get("uid") else None
        return known.name if known else str(about.get("by") or "")

    def _store(self, difference: Difference, wanted: Marks, reason: str) -> None:
        coder = self._coder()
        now = self.project.marks(coder.id, difference.answer_ids)
        decisions = changes_to(difference.answer_ids, now, wanted)
        if not decisions and wanted.done:
            # The same again, after somebody coded otherwise or with another reason: said anew.
            decisions = [
                Decision(answer_id, Mark.DONE, present)
                for answer_id in difference.answer_ids
                for present in (False, True)
            ]
        if not decisions:
            return
        question = self.report.question
        label = _("{question}: decided where coders differ").format(question=question)
        about = {"question": question, "by": self.by, "reason": reason}
        uid = self.project.uid_of(self.by)
        deed = Deed(KIND, about | ({"uid": str(uid)} if uid else {}))
        self.project.append(NewBatch(coder, label, tuple(decisions), deed=deed))

    def _coder(self) -> Coder:
        return self.project.coder(FINAL_CODER)


def _final(codings: Sequence[Coding]) -> Final | None:
    mine = next((one for one in codings if one.coder.name == FINAL_CODER), None)
    if mine is None or not mine.marks.decided:
        return None
    counts = effective(codings)
    stands = counts.source is Source.PERSON and counts.marks.codes == mine.marks.codes
    return Final(mine.marks.codes, stands)
