"""Undo and redo: what a coder did last is taken back by appending its inverse."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, select

from coder.domain.codebook_steps import CodebookStep, renamed
from coder.domain.coding import Batch, Coder, NewBatch
from coder.i18n import _
from coder.storage import codebook_steps, journal, note_store
from coder.storage.journal import batch_of
from coder.storage.schema import decisions
from coder.storage.steps import LatestSteps

__all__ = ["batch_of", "decided_more_than", "redo", "to_redo", "to_undo", "turn_back", "undo"]


def to_undo(connection: Connection, coder: Coder) -> Batch | None:
    """The coder's newest batch that stands; None when there is none."""
    latest = LatestSteps(connection, coder.id).to_undo()
    return None if latest is None else batch_of(connection, latest)


def to_redo(connection: Connection, coder: Coder) -> Batch | None:
    """The undo that would be taken back; None when there is none, or something came after."""
    latest = LatestSteps(connection, coder.id).to_redo()
    return None if latest is None else batch_of(connection, latest)


def decided_more_than(connection: Connection, batch: Batch, most: int) -> bool:
    """Has a batch more decisions than this? Looks no further."""
    found = select(decisions.c.id).where(decisions.c.batch_id == batch.id).limit(most + 1)
    return len(connection.execute(found).all()) > most


def undo(connection: Connection, coder: Coder, at: datetime) -> Batch | None:
    """Takes back the coder's newest batch that stands; None when there is none."""
    taken = to_undo(connection, coder)
    if taken is None:
        return None
    label = _("Undo: {label}").format(label=taken.label)
    new = _inverse(connection, taken, NewBatch(coder, label, (), taken.id, taken.deed))
    batch = journal.open_batch(connection, new, at)
    note_store.insert(connection, batch.id, note_store.inverse(connection, taken.id))
    journal.put_changes(connection, batch, new.decisions)
    return batch


def redo(connection: Connection, coder: Coder, at: datetime) -> Batch | None:
    """Makes again what was undone last; None when there is nothing, or something came after."""
    undoing = to_redo(connection, coder)
    if undoing is None:
        return None
    assert undoing.undoes is not None
    made = batch_of(connection, undoing.undoes)
    notes = note_store.inverse(connection, undoing.id)
    new = NewBatch(coder, made.label, (), undoing.id, made.deed, notes)
    return journal.append(connection, _inverse(connection, undoing, new), at)


def turn_back(connection: Connection, target: Batch, label: str, yaml: str, at: datetime) -> Batch:
    """Takes back a step about a codebook (or an undo of one), with the codings that followed.

    `yaml` is the text that the codebook has after it.
    """
    deed = CodebookStep.of(target.deed).back().deed(target.deed.kind)
    new = NewBatch(target.coder, label, (), target.id, deed)
    changes = codebook_steps.going_back(connection, target)
    return codebook_steps.append(connection, new, yaml, changes, at)


def _inverse(connection: Connection, taken: Batch, new: NewBatch) -> NewBatch:
    """The new batch with the inverse of `taken`, in the codes that there are now."""
    back = journal.inverse(connection, taken.id)
    went = codebook_steps.since(connection, taken, taken.coder)
    decisions = tuple(renamed(back, went)) if went else back
    return replace(new, decisions=decisions)
