"""The journal: decisions are appended; see `travelling` for the way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import Connection, func, select

from coder.domain.answers import AnswerId
from coder.domain.coding import (
    NOTHING,
    Batch,
    BatchId,
    Change,
    Coder,
    Decision,
    Mark,
    Marks,
    NewBatch,
    Source,
    effects,
)
from coder.domain.deeds import Deed
from coder.errors import ChangedElsewhereError
from coder.i18n import _
from coder.storage import many_rows, note_store
from coder.storage.present import marks_of, store_marks
from coder.storage.schema import answers, batches, codebook_versions, coders, decisions, questions
from coder.storage.steps import last_batches

Seen = Mapping[AnswerId, Marks] | None


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
    changes, after = effects(before, wanted)
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


def put_changes(connection: Connection, batch: Batch, wanted: Sequence[Decision]) -> None:
    """Appends decisions that nobody made by looking at the answers: an undo, or a merge of codes.

    Who decided last on an answer stays who it was.
    """
    touched = list(dict.fromkeys(decision.answer_id for decision in wanted))
    before = marks_of(connection, batch.coder.id, touched)
    changes, after = effects(before, wanted)
    _insert(connection, batch.id, changes)
    last = last_batches(connection, batch.id, batch.coder.id, after)
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
    by_answer: dict[AnswerId, tuple[Change, ...]] = {}
    for one in changes:
        change = (one.mark, one.present, one.code, one.score)
        by_answer[one.answer_id] = (*by_answer.get(one.answer_id, ()), change)
    rows = (
        ((batch_id, mark.value, present, code, score), answer_ids)
        for together, answer_ids in many_rows.grouped(by_answer).items()
        for mark, present, code, score in together
    )
    columns = ("batch_id", "mark", "present", "code", "score")
    many_rows.insert(connection, decisions, columns, rows)
