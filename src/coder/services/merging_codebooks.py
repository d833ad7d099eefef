"""The codebooks of two copies of a project, brought together before their codings are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from coder.codebooks.document import Document, load, loads
from coder.domain.answers import Question
from coder.domain.codebook_merge import (
    MergedPart,
    What,
    differences,
    merge_codebooks,
)
from coder.errors import CodebookError, CoderError
from coder.i18n import _
from coder.services.codebooks import codebook_file
from coder.storage.project import Project
from coder.storage.schema import codebook_versions, present_codes

TOP = ("title", "question", "language", "answers", "ignore_after")  # not brought together


@dataclass(frozen=True, slots=True)
class CodebookMerge:
    """What became of a codebook of which the copies had different texts.

    Attributes:
        codebook: Its id.
        file: Where it was written; None: it was left as it is.
        changes: What is other in it than it was here.
        clashes: What both changed, with the text that does not count; codes that stayed.
        why_not: Why it could not be brought together; "" when it was.
    """

    codebook: str
    file: Path | None
    changes: tuple[MergedPart, ...]
    clashes: tuple[MergedPart, ...]
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class _Version:
    """A text of a codebook, and when it came to be."""

    document: Document
    at: datetime

    @property
    def order(self) -> tuple[datetime, str]:
        return self.at, self.document.sha256


def merge_codebook_files(own: Project, other: Project) -> list[CodebookMerge]:
    """Bring each codebook that differs together, in our file; the other's is only read.

    What both grew from is the latest text that both projects kept. Our file as it was is kept in
    the project.
    """
    theirs = {asked.codebook_id: asked for asked in other.questions() if asked.codebook_id}
    done: list[CodebookMerge] = []
    for codebook_id, question in {
        asked.codebook_id: asked for asked in own.questions() if asked.codebook_id
    }.items():
        if codebook_id in theirs:
            merged = _merge_one(own, question, other, theirs[codebook_id])
            done += [merged] if merged else []
    return done


def _merge_one(
    own: Project, question: Question, other: Project, asked: Question
) -> CodebookMerge | None:
    codebook_id = question.codebook_id
    try:
        ours, theirs = _version(own, question), _version(other, asked)
        if ours is None or theirs is None or ours.document.text == theirs.document.text:
            return None
        shared = _shared(own, other, codebook_id)
        if shared is not None and theirs.document.sha256 == shared.sha256:
            return None  # theirs came in before, or was never changed
        return _brought_together(own, question, ours, theirs, shared, _in_use(own, other))
    except CoderError as error:
        return CodebookMerge(codebook_id, None, (), (), str(error))


def _brought_together(  # noqa: PLR0913, PLR0917 - two sides, what they share, and where
    own: Project,
    question: Question,
    ours: _Version,
    theirs: _Version,
    shared: Document | None,
    in_use: Collection[str],
) -> CodebookMerge | None:
    earlier, later = sorted((ours, theirs), key=lambda version: version.order)
    merged = merge_codebooks(
        shared.codebook if shared else None,
        earlier.document.codebook,
        later.document.codebook,
        in_use,
    )
    before = ours.document.codebook
    # The lines of codes are moved and changed; what is about the whole book stays as it is here.
    kept = {name: getattr(before, name) for name in TOP}
    wanted = type(before)(before.id, **kept, codes=merged.codebook.codes)
    top = [part for part in differences(before, merged.codebook) if not part.code]
    left = tuple(MergedPart(What.CLASH, "", part.field) for part in top)
    clashes = tuple(part for part in merged.clashes if part.code) + left
    changes = tuple(differences(before, wanted))
    if not changes:
        return CodebookMerge(question.codebook_id, None, (), clashes) if clashes else None
    document = ours.document.brought_to(wanted)
    file = codebook_file(own, question)
    own.add_codebook_version(question.codebook_id, ours.document.text)
    if file is not None:
        document.save(file)
    own.add_codebook_version(question.codebook_id, document.text)
    return CodebookMerge(question.codebook_id, file, changes, clashes)


def _version(project: Project, question: Question) -> _Version | None:
    """The text as it is now: of the file, else what the project kept."""
    kept = project.codebook_version(question.codebook_id)
    file = codebook_file(project, question)
    if file is None:
        return _Version(loads(kept.yaml, question.codebook_id), kept.at) if kept else None
    document = load(file)
    if kept is not None and kept.yaml == document.text:
        return _Version(document, kept.at)
    return _Version(document, datetime.fromtimestamp(file.stat().st_mtime, UTC))


def _shared(own: Project, other: Project, codebook_id: str) -> Document | None:
    """The latest text that both kept; None when there is none, or it is no right codebook."""
    here, there = _kept(own, codebook_id), _kept(other, codebook_id)
    for digest in here:
        if digest in there:
            try:
                return loads(here[digest], _("{id} (kept in the project)").format(id=codebook_id))
            except CodebookError:
                continue
    return None


def _kept(project: Project, codebook_id: str) -> dict[str, str]:
    """Hash and text of each version, the newest first."""
    table = codebook_versions.c
    query = (
        select(table.sha256, table.yaml)
        .where(table.codebook_id == codebook_id)
        .order_by(table.at.desc(), table.id.desc())
    )
    with project.reading() as connection:
        return {row[0]: row[1] for row in connection.execute(query)}


def _in_use(*projects: Project) -> set[str]:
    found: set[str] = set()
    for project in projects:
        with project.reading() as connection:
            found |= set(connection.execute(select(present_codes.c.code).distinct()).scalars())
    return found
