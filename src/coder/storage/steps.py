"""Which steps of a coder stand, and which can be undone or redone next."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from uuid import UUID

from sqlalchemy import Connection, Select, exists, or_, select
from sqlalchemy.sql.elements import ColumnElement

from coder.domain.answers import AnswerId
from coder.domain.codebook_steps import FOLLOWED, UNDOABLE
from coder.domain.coding import BatchId, CoderId
from coder.storage import note_store
from coder.storage.present import chunks
from coder.storage.schema import batches, decisions

FIRST_READ = 64  # steps; a coder of 100,000 steps takes back the last one most of the time
MORE = 16  # times as many are read when those do not tell


@dataclass(frozen=True, slots=True)
class Standing:
    """A coder's batches, oldest first: those that stand and those that can be redone.

    A batch without decisions or notes is in neither: taking it back would do nothing to see,
    unless it changed a codebook. What followed another's change goes back with that change.
    """

    standing: tuple[BatchId, ...] = ()
    undone: tuple[BatchId, ...] = ()
    deciding: tuple[BatchId, ...] = ()  # those that stand in which the coder looked at answers


@dataclass(slots=True)
class Stacks:
    """Steps that stand and undo steps that can be redone, oldest first.

    Attributes:
        standing_below: May steps that were not read stand below these?
        undone_below: May undo steps that were not read be undone below these?
    """

    standing: list[int] = field(default_factory=list)
    undone: list[int] = field(default_factory=list)
    standing_below: bool = False
    undone_below: bool = False

    def put(self, step: int, undoes: int | None, known: Collection[int]) -> bool:
        """Do the next step; False: what was not read would tell what it did.

        Args:
            undoes: The step that it takes back; None: it is new.
            known: The steps that were read.
        """
        below = undoes is not None and undoes not in known
        if undoes is not None and self.standing[-1:] == [undoes]:
            self.standing.pop()
            self.undone.append(step)
            return True
        if below and not self.standing and self.standing_below:
            return False
        if undoes is not None and self.undone[-1:] == [undoes]:
            self.undone.pop()
            self.standing.append(step)
            return True
        if below and not self.undone and self.undone_below:
            return False
        self.standing.append(step)
        self.undone.clear()
        self.undone_below = False
        return True


def stands(steps: Iterable[tuple[int, int | None]]) -> Stacks:
    """Which steps stand, and which undo steps can be undone in turn (redo).

    Args:
        steps: Id, and the id of the step that it takes back (None: it is new), oldest first.
    """
    stacks = Stacks()
    for step, undoes in steps:
        stacks.put(step, undoes, ())
    return stacks


def latest_stand(steps: Sequence[tuple[int, int | None]]) -> Stacks | None:
    """As `stands`, of the latest steps only; None when older ones would tell."""
    stacks = Stacks(standing_below=True, undone_below=True)
    known = {step for step, _undoes in steps}
    told = all(stacks.put(step, undoes, known) for step, undoes in steps)
    return stacks if told else None


def standing_batches(connection: Connection, coder_id: CoderId) -> Standing:
    """All batches of a coder that stand, and the undo batches that can be undone in turn (redo)."""
    rows = connection.execute(
        _steps_of(batches.c.coder_id == coder_id).order_by(batches.c.at, batches.c.uid)
    ).all()
    stacks = stands((row[0], row[1]) for row in rows)
    about_codebook = {row[0] for row in rows if row[2] in UNDOABLE}
    deciding = (batch for batch in stacks.standing if batch not in about_codebook)
    return Standing(_ids(stacks.standing), _ids(stacks.undone), _ids(deciding))


def _ids(steps: Iterable[int]) -> tuple[BatchId, ...]:
    return tuple(BatchId(step) for step in steps)


class LatestSteps:
    """The steps of a coder, read from the latest back as far as what is asked needs."""

    def __init__(self, connection: Connection, coder_id: CoderId) -> None:
        self._connection, self._coder_id = connection, coder_id
        self._size = 0
        self._all = False
        self._known: frozenset[int] = frozenset()
        self._standing: frozenset[int] = frozenset()
        self._stacks: Stacks | None = None
        self._read_on(FIRST_READ)

    def to_undo(self) -> BatchId | None:
        """The latest batch that stands; None when there is none."""
        while not self._all and (self._stacks is None or not self._stacks.standing):
            self._read_on()
        assert self._stacks is not None
        return BatchId(self._stacks.standing[-1]) if self._stacks.standing else None

    def to_redo(self) -> BatchId | None:
        """The undo batch that would be undone; None: there is none, or something came after."""
        while self._stacks is None or (not self._stacks.undone and self._stacks.undone_below):
            self._read_on()
        return BatchId(self._stacks.undone[-1]) if self._stacks.undone else None

    def stands(self, batch_id: BatchId, undoes: BatchId | None) -> bool:
        """Does a batch that decided something stand? `undoes`: the batch that it took back."""
        while batch_id not in self._known or self._stacks is None:
            if self._all:
                return False
            if undoes is None and batch_id not in self._taken_back:
                return True
            self._read_on()
        return batch_id in self._standing

    @cached_property
    def _taken_back(self) -> frozenset[BatchId]:
        """The batches that were taken back at some time, whether they stand again or not."""
        query = select(batches.c.undoes).where(
            batches.c.coder_id == self._coder_id, batches.c.undoes.is_not(None)
        )
        return frozenset(self._connection.execute(query).scalars())

    def _read_on(self, size: int | None = None) -> None:
        self._size = size or self._size * MORE
        # By moment, whoever made them: by coder all of theirs would be read and sorted first (the
        # sum keeps SQLite from that: 65 ms at 100,000 steps, against 1).
        latest = _steps_of(batches.c.coder_id + 0 == self._coder_id)
        latest = latest.order_by(batches.c.at.desc(), batches.c.uid.desc())
        rows = self._connection.execute(latest.limit(self._size)).all()
        self._all = len(rows) < self._size
        steps = [(row[0], row[1]) for row in reversed(rows)]
        self._known = frozenset(step for step, _undoes in steps)
        self._stacks = stands(steps) if self._all else latest_stand(steps)
        self._standing = frozenset(self._stacks.standing if self._stacks else ())


def last_batches(
    connection: Connection, batch: BatchId, coder_id: CoderId, answer_ids: Collection[AnswerId]
) -> dict[AnswerId, BatchId]:
    """The latest batch that stands, and touched the answer by looking at it, for each answer.

    After an undo (`batch`) a coder decided last when the batch that stands says, not at the undo:
    whose coding counts is again as before. Answers that no such batch touched are left out.
    """
    touching: dict[BatchId, list[AnswerId]] = {}
    for chunk in chunks(answer_ids):
        query = select(decisions.c.batch_id, decisions.c.answer_id).distinct()
        for batch_id, answer_id in connection.execute(
            query.where(decisions.c.answer_id.in_(chunk), decisions.c.batch_id != batch)
        ):
            touching.setdefault(batch_id, []).append(answer_id)
    found: dict[AnswerId, BatchId] = {}
    steps = LatestSteps(connection, coder_id) if touching else None
    for step in sorted(_own(connection, coder_id, touching), reverse=True):
        left = [answer for answer in touching[step.id] if answer not in found]
        if left and steps is not None and steps.stands(step.id, step.undoes):
            found |= dict.fromkeys(left, step.id)
    return found


@dataclass(frozen=True, slots=True, order=True)
class _Step:
    at: datetime
    uid: UUID
    id: BatchId = field(compare=False)
    undoes: BatchId | None = field(compare=False)


def _own(
    connection: Connection, coder_id: CoderId, batch_ids: Collection[BatchId]
) -> Iterable[_Step]:
    """Those of these batches in which the coder looked at answers."""
    table = batches.c
    query = select(table.at, table.uid, table.id, table.undoes).where(
        table.coder_id == coder_id, table.kind != FOLLOWED, table.kind.not_in(UNDOABLE)
    )
    for chunk in chunks(batch_ids):
        for row in connection.execute(query.where(table.id.in_(chunk))):
            yield _Step(*row)


def _steps_of(coder: ColumnElement[bool]) -> Select[int, int | None, str]:
    """Batches of a coder that did something: id, what it takes back, kind."""
    table = batches.c
    filled = exists().where(decisions.c.batch_id == table.id) | note_store.noted()
    return select(table.id, table.undoes, table.kind).where(
        coder, table.kind != FOLLOWED, or_(filled, table.kind.in_(UNDOABLE))
    )
