"""The journal: decisions are appended; see `travelling` for the way back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import uuid4

from sqlalchemy import Connection, exists, func, or_, select

from coder.domain.answers import AnswerId
from coder.domain.codebook_steps import FOLLOWED, UNDOABLE
from coder.domain.coding import (
    NOTHING,
    Batch,
    BatchId,
    Coder,
    CoderId,
    Decision,
    Mark,
    Marks,
    NewBatch,
    Source,
)
from coder.domain.deeds import Deed
from coder.errors import ChangedElsewhereError
from coder.i18n import _
from coder.storage import note_store
from coder.storage.present import chunks, marks_of, store_marks
from coder.storage.schema import answers, batches, codebook_versions, coders, decisions, questions

Id = TypeVar("Id", bound=int)
Seen = Mapping[AnswerId, Marks] | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A coder's batches, oldest first: those that stand and those that can be redone.

    A batch without decisions or notes is in neither: taking it back would do nothing to see,
    unless it changed a codebook. What followed another's change goes back with that change.
    """

    standing: tuple[BatchId, ...] = ()
    undone: tuple[BatchId, ...] = ()
    deciding: tuple[BatchId, ...] = ()  # those that stand in which the coder looked at answers


def append(connection: Connection, new: NewBatch, at: datetime, seen: Seen = None) -> Batch:
    """Appends a batch; decisions that change nothing are left out; `seen` as in `extend`.

    So the inverse of what is stored is precisely what stood before.
    """
    batch = open_batch(connection, new, at)
    extend(connection, batch, new.decisions, seen)
    note_store.insert(connection, batch.id, new.notes)
    return batch


def extend(
    connection: Connection, batch: Batch, wanted: Sequence[Decision], seen: Seen = None
) -> None:
    """Appends decisions to a batch that is the newest of its coder.

    Args:
        seen: What the coder saw of their own on these answers; None: it does not matter.

    Raises:
        ChangedElsewhereError: Something else stands there now.
    """
    touched = list(dict.fromkeys(decision.answer_id for decision in wanted))
    before = marks_of(connection, batch.coder.id, touched)
    changes, after = _changes(before, wanted)
    if seen is not None and changes:  # what stands already, after a lost answer, stands
        _check_unchanged(before, seen, touched)
    _insert(connection, batch.id, changes)
    last = dict.fromkeys(after, batch.id)
    store_marks(connection, batch.coder.id, before, after, last)


def _check_unchanged(
    before: Mapping[AnswerId, Marks], seen: Mapping[AnswerId, Marks], touched: Sequence[AnswerId]
) -> None:
    if any(before.get(one, NOTHING) != seen.get(one, NOTHING) for one in touched):
        raise ChangedElsewhereError(
            _("What you decided on this answer was changed meanwhile: nothing was stored."),
            _("It shows now what stands, from another window or a changed codebook: decide again."),
        )


def standing_batches(connection: Connection, coder_id: CoderId) -> Standing:
    """Which batches of a coder stand, and which undo batches can be undone in turn (redo)."""
    filled = exists().where(decisions.c.batch_id == batches.c.id) | note_store.noted()
    kind = batches.c.kind
    rows = connection.execute(
        select(batches.c.id, batches.c.undoes, kind)
        .where(batches.c.coder_id == coder_id, kind != FOLLOWED, or_(filled, kind.in_(UNDOABLE)))
        .order_by(batches.c.at, batches.c.uid)
    ).all()
    standing, undone = stands((row[0], row[1]) for row in rows)
    about_codebook = {row[0] for row in rows if row[2] in UNDOABLE}
    deciding = tuple(batch for batch in standing if batch not in about_codebook)
    return Standing(tuple(standing), tuple(undone), deciding)


def stands(steps: Iterable[tuple[Id, Id | None]]) -> tuple[list[Id], list[Id]]:
    """Which steps stand, and which undo steps can be undone in turn (redo).

    Args:
        steps: Id, and the id of the step that it takes back (None: it is new), oldest first.
    """
    standing: list[Id] = []
    undone: list[Id] = []
    for step, undoes in steps:
        if undoes is not None and standing and standing[-1] == undoes:
            standing.pop()
            undone.append(step)
        elif undoes is not None and undone and undone[-1] == undoes:
            undone.pop()
            standing.append(step)
        else:
            standing.append(step)
            undone.clear()
    return standing, undone


def batch_of(connection: Connection, batch_id: BatchId) -> Batch:
    """A batch by its id."""
    source = batches.join(coders)
    query = select(batches, coders.c.name, coders.c.source).select_from(source)
    row = connection.execute(query.where(batches.c.id == batch_id)).one()
    coder = Coder(row.coder_id, row.name, Source(row.source))
    deed = Deed.unpacked(row.kind, row.about)
    return Batch(row.id, coder, row.at, row.label, row.undoes, deed, uid=row.uid)


def is_newest(connection: Connection, batch: Batch) -> bool:
    """Is it the latest batch of its coder, of whatever kind?"""
    of_coder = select(batches.c.id).where(batches.c.coder_id == batch.coder.id)
    newest = of_coder.order_by(batches.c.at.desc(), batches.c.uid.desc()).limit(1)
    return connection.execute(newest).scalar() == batch.id


def decisions_of(connection: Connection, batch_id: BatchId) -> list[Decision]:
    """The decisions of one batch, in the order in which they were made."""
    table = decisions.c
    rows = connection.execute(
        select(table.answer_id, table.mark, table.present, table.code, table.score)
        .where(table.batch_id == batch_id)
        .order_by(table.id)
    )
    return [Decision(row[0], Mark(row[1]), *row[2:]) for row in rows]


def inverse(connection: Connection, batch_id: BatchId) -> tuple[Decision, ...]:
    """The decisions that take a batch back."""
    made = decisions_of(connection, batch_id)
    return tuple(decision.inverse() for decision in reversed(made))


def _changes(
    before: Mapping[AnswerId, Marks], wanted: Iterable[Decision]
) -> tuple[list[Decision], dict[AnswerId, Marks]]:
    """The decisions that change something, and the marks after them of the answers changed."""
    changes: list[Decision] = []
    after: dict[AnswerId, Marks] = {}
    for decision in wanted:
        now = after.get(decision.answer_id) or before.get(decision.answer_id, NOTHING)
        changed = now.after(decision)
        if changed != now:
            changes.append(decision)
            after[decision.answer_id] = changed
    return changes, after


def put_changes(
    connection: Connection,
    batch: Batch,
    wanted: Sequence[Decision],
    deciding: Sequence[BatchId],
) -> None:
    """Appends decisions that nobody made by looking at the answers: an undo, or a merge of codes.

    Who decided last on an answer stays who it was: the newest of the coder's batches `deciding`.
    """
    touched = list(dict.fromkeys(decision.answer_id for decision in wanted))
    before = marks_of(connection, batch.coder.id, touched)
    changes, after = _changes(before, wanted)
    _insert(connection, batch.id, changes)
    last = last_batches(connection, touched, deciding)
    store_marks(
        connection, batch.coder.id, before, after, {**dict.fromkeys(after, batch.id), **last}
    )


def open_batch(
    connection: Connection, new: NewBatch, at: datetime, version: int | None = None
) -> Batch:
    """Begins a batch; its moment comes after every other, also when the clock was put back.

    Args:
        version: Of the codebook that it is made under; None: the latest that is kept.
    """
    answer_id = new.decisions[0].answer_id if new.decisions else None
    at, uid = _after_all(connection, at), uuid4()
    values = {
        "uid": uid,
        "coder_id": new.coder.id,
        "at": at,
        "label": new.label,
        "undoes": new.undoes,
        "kind": new.deed.kind,
        "about": new.deed.packed(),
        "codebook_version_id": version or _codebook_version(connection, answer_id),
    }
    added = batches.insert().values(values).returning(batches.c.id)
    batch_id = BatchId(connection.execute(added).scalar_one())
    return Batch(batch_id, new.coder, at, new.label, new.undoes, new.deed, uid=uid)


def _after_all(connection: Connection, at: datetime) -> datetime:
    latest = connection.execute(select(func.max(batches.c.at))).scalar()
    return at if latest is None or latest < at else latest + timedelta(microseconds=1)


def _codebook_version(connection: Connection, answer_id: AnswerId | None) -> int | None:
    if answer_id is None:
        return None
    version = (
        select(func.max(codebook_versions.c.id))
        .join(questions, questions.c.codebook_id == codebook_versions.c.codebook_id)
        .join(answers, answers.c.question_id == questions.c.id)
        .where(answers.c.id == answer_id)
    )
    return connection.execute(version).scalar()


def _insert(connection: Connection, batch_id: BatchId, changes: Sequence[Decision]) -> None:
    if not changes:
        return
    rows = [
        {
            "batch_id": batch_id,
            "answer_id": change.answer_id,
            "mark": change.mark.value,
            "present": change.present,
            "code": change.code,
            "score": change.score,
        }
        for change in changes
    ]
    connection.execute(decisions.insert(), rows)


def last_batches(
    connection: Connection, answer_ids: Sequence[AnswerId], standing: Sequence[BatchId]
) -> dict[AnswerId, BatchId]:
    """The newest standing batch that touched each answer; `standing` oldest first.

    After an undo a coder decided last when the batch that stands says, not at the undo: whose
    coding counts is again as before.
    """
    place = {batch_id: number for number, batch_id in enumerate(standing)}
    table, last = decisions.c, dict[AnswerId, int]()
    for chunk in chunks(answer_ids):
        rows = connection.execute(
            select(table.answer_id, table.batch_id).distinct().where(table.answer_id.in_(chunk))
        )
        for answer_id, batch_id in rows:
            if batch_id in place:
                last[answer_id] = max(place[batch_id], last.get(answer_id, 0))
    return {answer_id: standing[number] for answer_id, number in last.items()}
