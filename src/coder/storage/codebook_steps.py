"""Changes of a codebook in the journal: the new text, and the codings of everybody that follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, select

from coder.domain.answers import AnswerId
from coder.domain.codebook_steps import FOLLOWED, CodebookStep, followed
from coder.domain.coding import Batch, BatchId, Coder, CoderId, Decision, Mark, NewBatch, changes_to
from coder.domain.deeds import Deed
from coder.storage import journal
from coder.storage.present import marks_of
from coder.storage.queries import coders_of, latest_codebook
from coder.storage.schema import answers, batches, codebook_versions, present_codes, questions
from coder.storage.steps import standing_batches

Changes = Mapping[CoderId, Sequence[Decision]]


def keep_text(connection: Connection, codebook_id: str, yaml: str, at: datetime) -> int:
    """Keeps the text of a codebook, when it differs from the latest that was kept; its id."""
    digest = sha256(yaml.encode()).hexdigest()
    latest = latest_codebook(connection, codebook_id)
    if latest is not None and latest.sha256 == digest:
        return latest.id
    values = {"codebook_id": codebook_id, "sha256": digest, "yaml": yaml, "at": at}
    added = codebook_versions.insert().values(values).returning(codebook_versions.c.id)
    return int(connection.execute(added).scalar_one())


def append(
    connection: Connection, new: NewBatch, yaml: str, changes: Changes, at: datetime
) -> Batch:
    """Appends a step about a codebook: its text, the coder's own decisions, and the others'."""
    step = CodebookStep.of(new.deed)
    version = keep_text(connection, step.codebook, yaml, at)
    batch = journal.open_batch(connection, new, at, version)
    journal.put_changes(connection, batch, changes.get(new.coder.id, ()))
    everybody = coders_of(connection)
    for coder_id, decisions in changes.items():
        if coder_id != new.coder.id and decisions:
            deed = Deed(FOLLOWED, {"of": str(batch.uid)})
            other = NewBatch(everybody[coder_id], new.label, deed=deed)
            journal.put_changes(
                connection, journal.open_batch(connection, other, at, version), decisions
            )
    return batch


def following(connection: Connection, step: CodebookStep) -> Changes:
    """The decisions, by coder, that bring all codings to where they go."""
    if not step.follows:
        return {}
    query = (
        select(present_codes.c.coder_id, present_codes.c.answer_id)
        .distinct()
        .select_from(
            present_codes.join(answers, answers.c.id == present_codes.c.answer_id).join(questions)
        )
        .where(
            questions.c.codebook_id == step.codebook,
            present_codes.c.code.in_(list(step.follows)),
        )
        .order_by(present_codes.c.answer_id)
    )
    touched: dict[CoderId, list[AnswerId]] = {}
    for coder_id, answer_id in connection.execute(query):
        touched.setdefault(coder_id, []).append(answer_id)
    found: dict[CoderId, Sequence[Decision]] = {}
    for coder_id, ids in touched.items():
        present = marks_of(connection, coder_id, ids)
        found[coder_id] = [
            decision
            for answer_id in ids
            for decision in changes_to(
                [answer_id], present, followed(present[answer_id], step.follows)
            )
        ]
    return found


def going_back(connection: Connection, target: Batch) -> Changes:
    """The decisions, by coder, that take a step back.

    What another coder decided since on an answer stays: it is only taken back where the codes
    still stand that the step put there.
    """
    made: dict[CoderId, list[Decision]] = {
        target.coder.id: list(journal.inverse(connection, target.id))
    }
    for batch_id, coder_id in _follow_ups(connection, target):
        inverse = journal.inverse(connection, batch_id)
        untouched = _untouched(connection, coder_id, inverse)
        made[coder_id] = [back for back in inverse if back.answer_id in untouched]
    return made


def _follow_ups(connection: Connection, target: Batch) -> list[tuple[BatchId, CoderId]]:
    query = select(batches.c.id, batches.c.coder_id, batches.c.kind, batches.c.about)
    rows = connection.execute(query.where(batches.c.kind == FOLLOWED))
    uid = str(target.uid)
    return [
        (row[0], row[1]) for row in rows if Deed.unpacked(row[2], row[3]).about.get("of") == uid
    ]


def _untouched(
    connection: Connection, coder_id: CoderId, inverse: Iterable[Decision]
) -> set[AnswerId]:
    put_on: dict[AnswerId, set[str]] = {}
    for back in inverse:
        codes = put_on.setdefault(back.answer_id, set())
        if back.mark is Mark.CODE and not back.present:
            codes.add(back.code)
    present = marks_of(connection, coder_id, list(put_on))
    return {
        answer_id
        for answer_id, codes in put_on.items()
        if codes <= (present[answer_id].codes if answer_id in present else frozenset())
    }


def since(connection: Connection, batch: Batch, coder: Coder) -> dict[str, str]:
    """Where the codes of a batch went since, by changes that others made and that stand."""
    query = select(batches.c.id, batches.c.coder_id, batches.c.kind, batches.c.about).where(
        batches.c.kind.in_(("merge", "delete")),
        batches.c.coder_id != coder.id,
        batches.c.at > batch.at,
    )
    went: dict[str, str] = {}
    for batch_id, coder_id, kind, about in connection.execute(query.order_by(batches.c.at)):
        follows = CodebookStep.of(Deed.unpacked(kind, about)).follows
        if follows and batch_id in standing_batches(connection, coder_id).standing:
            went = {code: follows.get(to, to) for code, to in went.items()}
            went |= {code: to for code, to in follows.items() if code not in went}
    return went
