"""Who did what when: the steps of a project, newest first, and the way back to one of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from coder.domain.coding import BatchId, Coder, Mark
from coder.domain.locations import Location
from coder.errors import UsageError
from coder.i18n import _
from coder.storage.project import Project
from coder.storage.rows import HistoryEntry


class Standing(StrEnum):
    """What became of a step."""

    STANDS = "stands"
    UNDONE = "undone"
    UNDOING = "undoing"  # it took another step back
    TOLD = "told"  # it cannot be taken back by itself


@dataclass(frozen=True, slots=True)
class Step:
    """One step of one coder; `at` is in UTC, `label` in the language of the moment."""

    batch: BatchId
    at: datetime
    coder: Coder
    label: str
    answers: int
    decisions: int
    standing: Standing

    def as_json(self) -> dict[str, object]:
        """The shape that `coder history --json` promises."""
        return {
            "at": self.at.isoformat(),
            "coder": self.coder.name,
            "source": self.coder.source.value,
            "label": self.label,
            "answers": self.answers,
            "decisions": self.decisions,
            "standing": self.standing.value,
        }


@dataclass(frozen=True, slots=True)
class Change:
    """One decision of a step, with the answer it was about. `code` is "" for other marks."""

    question: str
    external_id: str
    text: str
    mark: Mark
    present: bool
    code: str


def steps(project: Project, limit: int, coder: Coder | None = None) -> list[Step]:
    """The latest steps, the newest first; of one coder or of all (None)."""
    return [_step(entry) for entry in project.history(limit, coder.id if coder else None)]


def history_of(place: Location, limit: int, name: str | None = None) -> list[Step]:
    """The latest steps of a project file; `name`: of this coder only. Nothing is changed.

    Raises:
        UsageError: Nobody of this name coded here.
        ProjectError: It cannot be opened.
    """
    with Project.open(place, read_only=True) as project:
        known = {coder.name: coder for coder in project.coders()}
        if name is not None and name not in known:
            raise UsageError(
                _("Nobody called '{name}' coded here.").format(name=name),
                _("Who did: {names}.").format(names=", ".join(known) or _("nobody")),
            )
        return steps(project, limit, known[name] if name is not None else None)


def changes(project: Project, batch: BatchId, limit: int) -> list[Change]:
    """The first decisions of a step, in the order in which they were made."""
    return [Change(*row) for row in project.changes_of_batch(batch, limit)]


def way_back(listed: Iterable[Step], target: Step, coder: Coder) -> Sequence[Step]:
    """The coder's steps to take back so that `target` is taken back too, the newest first.

    Empty when the target is another's, or does not stand.
    """
    if target.coder != coder or target.standing is not Standing.STANDS:
        return ()
    way: list[Step] = []
    for step in listed:
        if step.coder == coder and step.standing is Standing.STANDS:
            way.append(step)
        if step.batch == target.batch:
            return way
    return ()


def _step(entry: HistoryEntry) -> Step:
    batch = entry.batch
    standing = Standing.STANDS
    if entry.fixed:
        standing = Standing.TOLD
    elif entry.undone:
        standing = Standing.UNDONE if batch.undoes is None else Standing.UNDOING
    return Step(
        batch.id, batch.at, batch.coder, batch.label, entry.answers, entry.decisions, standing
    )
