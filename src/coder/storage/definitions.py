"""Under which version of a codebook the present codings were made."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping

from sqlalchemy import Connection, select

from coder.domain.answers import AnswerId
from coder.domain.coding import CoderId
from coder.storage import meta, statements
from coder.storage.present import chunks
from coder.storage.rows import CodebookVersion
from coder.storage.schema import answers, batches, codebook_versions, present_codes, present_marks

Made = tuple[AnswerId, CoderId, str, int]  # a code that stands, and the version it was given under
_HASH = 32  # letters of a hash in a name


def versions_in_use(connection: Connection, codebook_id: str) -> list[CodebookVersion]:
    """The versions of a codebook under which something was decided."""
    used = select(batches.c.codebook_version_id).distinct()
    query = select(codebook_versions).where(
        codebook_versions.c.codebook_id == codebook_id, codebook_versions.c.id.in_(used)
    )
    return [CodebookVersion(*row) for row in connection.execute(query)]


def text_of(connection: Connection, digest: str) -> str | None:
    """The text of a codebook with this hash; None: the project never had it."""
    query = select(codebook_versions.c.yaml).where(codebook_versions.c.sha256 == digest)
    found = connection.execute(query.limit(1)).scalar()
    return None if found is None else str(found)


def made_under(
    connection: Connection,
    question: str,
    codes: Collection[str],
    versions: Collection[int],
    among: Collection[AnswerId] | None = None,
) -> list[Made]:
    """Where these codes stand on answers that their coder decided on last under these versions."""
    query = (
        select(
            present_codes.c.answer_id,
            present_codes.c.coder_id,
            present_codes.c.code,
            batches.c.codebook_version_id,
        )
        .select_from(
            present_codes.join(
                present_marks,
                (present_marks.c.answer_id == present_codes.c.answer_id)
                & (present_marks.c.coder_id == present_codes.c.coder_id),
            )
            .join(batches, batches.c.id == present_marks.c.last_batch_id)
            .join(answers, answers.c.id == present_codes.c.answer_id)
        )
        .where(
            answers.c.question_id == statements.question_id(question),
            present_codes.c.code.in_(list(codes)),
            batches.c.codebook_version_id.in_(list(versions)),
        )
    )
    if among is None:
        return [tuple(row) for row in connection.execute(query)]
    found: list[Made] = []
    for chunk in chunks(among):
        rows = connection.execute(query.where(present_codes.c.answer_id.in_(chunk)))
        found += [tuple(row) for row in rows]
    return found


def kept_meanings(connection: Connection, digest: str) -> dict[str, str] | None:
    """The meanings of the codes in one text of a codebook; None: not kept yet."""
    kept = meta.get(connection, meta.MEANINGS + digest[:_HASH])
    return dict(json.loads(kept)) if kept else None


def keep_meanings(connection: Connection, digest: str, meanings: Mapping[str, str]) -> None:
    """Keeps them, unless some were kept for this text."""
    if kept_meanings(connection, digest) is None:
        meta.put(connection, meta.MEANINGS + digest[:_HASH], json.dumps(dict(meanings)))
