"""Undo and redo of whatever a coder did last: codings, batches, and changes of a codebook."""

from __future__ import annotations

from sqlalchemy import Connection

from coder.codebooks.document import Document, loads
from coder.domain.codebook_steps import UNDOABLE, CodebookStep
from coder.domain.coding import Batch, Coder
from coder.domain.text_merge import merged
from coder.errors import CodebookError, CoderError
from coder.i18n import _
from coder.services.codebook_kept import codebook_of
from coder.storage import travelling
from coder.storage.definitions import text_of
from coder.storage.project import Project

LONG = 500  # decisions, at 45 µs each; a key should take 50 ms at most
MANY = 2_000  # answers, that a changed codebook is read with anew


def takes_long(project: Project, coder: Coder, answers: int, *, redo: bool = False) -> bool:
    """Would undo (or redo) take longer than a key may?

    Args:
        answers: How many the coder has before them.
    """
    with project.reading() as connection:
        target = (travelling.to_redo if redo else travelling.to_undo)(connection, coder)
        if target is None:
            return False
        if about_codebook(target) and answers > MANY:
            return True
        return travelling.decided_more_than(connection, target, LONG)


def undo(project: Project, coder: Coder) -> Batch | None:
    """Take back the coder's latest step, in whichever question; None when there is none.

    Raises:
        CoderError: It changed a codebook that cannot be changed back now; says why.
    """
    with project.reading() as connection:
        target = travelling.to_undo(connection, coder)
    if target is None or not about_codebook(target):
        return project.undo(coder)
    return _turn_back(project, target, _("Undo: {label}").format(label=target.label))


def redo(project: Project, coder: Coder) -> Batch | None:
    """Do again what the coder took back last; None when something else came after.

    Raises:
        CoderError: It changed a codebook that cannot be changed now; says why.
    """
    with project.reading() as connection:
        target = travelling.to_redo(connection, coder)
        if target is None or not about_codebook(target) or target.undoes is None:
            made = None
        else:
            made = travelling.batch_of(connection, target.undoes)
    if target is None or made is None:
        return project.redo(coder)
    return _turn_back(project, target, made.label)


def about_codebook(batch: Batch) -> bool:
    """Did this step change a codebook?"""
    return batch.deed.kind in UNDOABLE


def _turn_back(project: Project, target: Batch, label: str) -> Batch:
    step = CodebookStep.of(target.deed)
    question = next(
        (asked for asked in project.questions() if asked.codebook_id == step.codebook), None
    )
    if question is None:
        raise CoderError(_("No question is coded with {id} any more.").format(id=step.codebook))
    file = codebook_of(project, question)
    document = _as_before(project, file.document, step)

    def store(connection: Connection) -> Batch:
        return travelling.turn_back(connection, target, label, document.text, project.now())

    return file.write(document, store)


def _as_before(project: Project, now: Document, step: CodebookStep) -> Document:
    """The file without what the step did; what others changed in it since stays.

    Raises:
        CoderError: They changed the same lines, or what is left would not be right.
    """
    with project.reading() as connection:
        before, after = (text_of(connection, digest) for digest in (step.before, step.after))
    conflict = CoderError(
        _("{name} was changed since at the same place: this step cannot be taken back.").format(
            name=now.name
        ),
        _("Change it by hand, in the codebook screen or in an editor."),
    )
    if before is None or after is None:
        raise conflict
    text = before if now.sha256 == step.after else merged(after, now.text, before)
    if text is None:
        raise conflict
    try:
        return loads(text, now.name).with_bom(now.bom)
    except CodebookError:
        raise conflict from None
