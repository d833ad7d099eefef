"""What a step in the history did to a codebook."""

from __future__ import annotations

from coder.codebooks.document import loads
from coder.domain.codebook_diff import differences, told
from coder.domain.codebook_edits import EditKind
from coder.domain.codebook_steps import CodebookStep
from coder.domain.coding import BatchId
from coder.errors import CodebookError
from coder.storage.definitions import text_of
from coder.storage.journal import batch_of
from coder.storage.project import Project

_KINDS = frozenset(kind.value for kind in EditKind)


def codebook_changes(project: Project, batch: BatchId) -> list[str]:
    """The differences that a step made in a codebook, a line each; none when it was no such step.

    May take a moment: two versions of the codebook are read.
    """
    with project.reading() as connection:
        deed = batch_of(connection, batch).deed
        if deed.kind not in _KINDS:
            return []
        step = CodebookStep.of(deed)
        before, after = (text_of(connection, digest) for digest in (step.before, step.after))
    if before is None or after is None:
        return []
    try:
        found = differences(loads(before, "").codebook, loads(after, "").codebook)
    except CodebookError:  # kept by an older release whose rules were other ones
        return []
    return told(found)
