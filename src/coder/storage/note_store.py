"""Notes of batches: appended with them, inverted with them, and what they add up to."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, cast

from sqlalchemy import Connection, Select, Table, exists, or_, select
from sqlalchemy.sql.elements import ColumnElement

from coder.domain.answers import AnswerId, QuestionId
from coder.domain.coding import BatchId, CoderId
from coder.domain.notes import Memo, MemoChange, Note, Part, PartChange, SpellingChange
from coder.storage.present import chunks
from coder.storage.schema import answer_parts, answers, batches, coders, memos, spellings

TABLES: dict[type, Table] = {
    MemoChange: memos,
    PartChange: answer_parts,
    SpellingChange: spellings,
}
Parts = dict[AnswerId, dict[str, frozenset[Part]]]  # the marked parts by answer and code


def insert(connection: Connection, batch_id: BatchId, notes: Iterable[Note]) -> None:
    """Appends the notes of a batch."""
    for note in notes:
        table = TABLES[type(note)]
        values = {name: getattr(note, name) for name in _fields(table)}
        connection.execute(table.insert().values(batch_id=batch_id, **values))


def inverse(connection: Connection, batch_id: BatchId) -> tuple[Note, ...]:
    """What takes a batch's notes back, the last first."""
    found: list[Note] = []
    for kind, table in TABLES.items():
        columns = [table.c[name] for name in _fields(table)]
        query = select(*columns).where(table.c.batch_id == batch_id).order_by(table.c.id.desc())
        found += [cast("Note", kind(*row).inverse()) for row in connection.execute(query)]
    return tuple(found)


def noted() -> ColumnElement[bool]:
    """Has a batch, in a query over batches, any note?"""
    return or_(*(exists().where(table.c.batch_id == batches.c.id) for table in TABLES.values()))


def batches_of_notes(connection: Connection, batch_ids: Collection[BatchId]) -> set[BatchId]:
    """Those of these batches that have notes."""
    found: set[BatchId] = set()
    for table in TABLES.values():
        query = select(table.c.batch_id).where(table.c.batch_id.in_(batch_ids))
        found |= set(connection.execute(query).scalars())
    return found


def answers_of_notes(connection: Connection, batch_id: BatchId) -> set[AnswerId]:
    """The answers that a batch's notes are about."""
    found: set[AnswerId] = set()
    for table in (memos, answer_parts):
        query = select(table.c.answer_id).where(table.c.batch_id == batch_id)
        found |= {AnswerId(row[0]) for row in connection.execute(query) if row[0] is not None}
    return found


def memos_of(
    connection: Connection, question_id: QuestionId, coder: CoderId | None
) -> tuple[Memo, ...]:
    """The memos on a question's answers and codes, oldest first; one coder's or all (None)."""
    table = memos.c
    who = batches.c.coder_id, coders.c.name
    query = select(table.answer_id, table.code, *who, table.text, batches.c.at)
    query = _in_order(query.where(table.question_id == question_id), memos, coder)
    standing: dict[tuple[AnswerId | None, str, CoderId], Memo] = {}
    for row in connection.execute(query):
        memo = Memo(*row)
        key = memo.answer_id, memo.code, memo.coder_id
        standing.pop(key, None)
        if memo.text:
            standing[key] = memo
    return tuple(standing.values())


def parts_of(connection: Connection, question_id: QuestionId, coder: CoderId | None) -> Parts:
    """The parts marked in a question's answers by one coder, or by all together (None)."""
    table = answer_parts.c
    query = select(
        batches.c.coder_id, table.answer_id, table.code, table.start, table.end, table.present
    )
    query = _in_order(query, answer_parts, coder).join(answers, answers.c.id == table.answer_id)
    standing: dict[tuple[int, AnswerId, str, int, int], bool] = {}
    for row in connection.execute(query.where(answers.c.question_id == question_id)):
        standing[row[0], row[1], row[2], row[3], row[4]] = row[5]
    found: dict[AnswerId, dict[str, set[Part]]] = {}
    for (_coder, answer_id, code, start, end), present in standing.items():
        if present:
            found.setdefault(answer_id, {}).setdefault(code, set()).add((start, end))
    return {
        answer_id: {code: frozenset(parts) for code, parts in by_code.items()}
        for answer_id, by_code in found.items()
    }


def apart_of(connection: Connection, question_id: QuestionId) -> frozenset[str]:
    """The normal forms that a person took out of the nearly identical ones."""
    query = select(spellings.c.normal, spellings.c.apart)
    query = _in_order(query.where(spellings.c.question_id == question_id), spellings, None)
    standing = {row[0]: row[1] for row in connection.execute(query)}
    return frozenset(normal for normal, apart in standing.items() if apart)


def texts_of(connection: Connection, answer_ids: Collection[AnswerId]) -> dict[AnswerId, str]:
    """What was typed, to the letter: parts are places in it."""
    found: dict[AnswerId, str] = {}
    for chunk in chunks(answer_ids):
        query = select(answers.c.id, answers.c.text).where(answers.c.id.in_(chunk))
        found |= {AnswerId(row[0]): row[1] for row in connection.execute(query)}
    return found


def _fields(table: Table) -> list[str]:
    return [column.name for column in table.c if column.name not in {"id", "batch_id"}]


def _in_order(
    query: Select[*tuple[Any, ...]], table: Table, coder: CoderId | None
) -> Select[*tuple[Any, ...]]:
    """Joined with who noted it, the oldest first in every copy of the project."""
    query = query.select_from(table.join(batches, batches.c.id == table.c.batch_id).join(coders))
    query = query.order_by(batches.c.at, batches.c.uid, table.c.id)
    return query if coder is None else query.where(batches.c.coder_id == coder)
