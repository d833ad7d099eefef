"""Changing a codebook: the file, the step in the history and the codings that follow, together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from coder.codebooks.document import Document, loads
from coder.domain.answers import Question
from coder.domain.codebook import Codebook
from coder.domain.codebook_diff import CodebookDiff, differences
from coder.domain.codebook_edits import (
    ChangeCode,
    Edit,
    EditKind,
    MergeCodes,
    SplitCode,
    subject,
)
from coder.domain.codebook_steps import CodebookStep
from coder.domain.coding import Batch, Coder, NewBatch
from coder.domain.definitions import carried
from coder.errors import CoderError
from coder.i18n import _, ngettext
from coder.services.codebook_file import Outside
from coder.services.codebook_kept import codebook_of
from coder.services.definitions import meanings_of
from coder.storage import codebook_steps, definitions
from coder.storage.codebook_counts import present_counts
from coder.storage.project import Project

__all__ = ["CodebookDesk", "Difference", "Outside"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A change that was made in another program, and what it leaves without a code.

    `homeless`: codings by the code that is gone; they stay, and wait to be coded again.
    """

    document: Document
    diff: CodebookDiff
    homeless: Mapping[str, int]


class CodebookDesk:
    """The codebook of a question in the hands of one coder.

    From now on nothing in this program takes over by itself what another program does to the file.

    Raises:
        CoderError: The question has no codebook, or its file is not right.
    """

    def __init__(self, project: Project, question: Question, coder: Coder) -> None:
        self.project, self.question, self.coder = project, question, coder
        self.file = codebook_of(project, question)
        project.held_codebooks.add(question.codebook_id)

    @property
    def codebook(self) -> Codebook:
        """As it is now."""
        return self.file.document.codebook

    def reread(self) -> None:
        """Something else of ours changed the codebook: an undo, another screen."""
        self.file.reread()

    def edited(self, edit: Edit) -> Document:
        """The file as it would be; nothing is written.

        Raises:
            CoderError: The edit cannot be done, or would break a rule; says which, and where.
        """
        return self.file.document.brought_to(edit.applied(self.codebook))

    def apply(self, edit: Edit) -> Batch | None:
        """Do an edit: written, stored and followed by the codings. None: nothing would change.

        Raises:
            CoderError: It cannot be done or not be stored; nothing was changed.
        """
        document = self.edited(edit)
        if document.codebook == self.codebook:
            return None
        label = _sentence(edit.kind).format(code=subject(edit, self.codebook))
        kept = _same_meaning(edit)
        return self._write(document, edit.kind, label, edit.follows, kept)

    def add_example(self, code_id: str, answer: str) -> Batch | None:
        """Put an answer among the examples of a code; None: it is one already.

        Raises:
            CoderError: It cannot be stored; nothing was changed.
        """
        said = " ".join(answer.split())
        examples = self.codebook.find(code_id).examples
        if said in examples:
            return None
        return self.apply(ChangeCode(code_id, {"examples": (*examples, said)}))

    def answers_by_code(self) -> Counter[str]:
        """On how many answers each code stands, whoever put it there: what an edit would touch."""
        with self.project.reading() as connection:
            return present_counts(connection, self.question.codebook_id)

    def is_news(self, outside: Outside) -> bool:
        """Is this still otherwise than what is coded with? It may have been our own undo."""
        document = outside.document
        return document is None or document.sha256 != self.file.document.sha256

    def compared(self, outside: Outside) -> Difference | None:
        """What a change made in another program means; None: it cannot be taken over."""
        if outside.document is None:
            return None
        counts = self.answers_by_code()
        known = {code.id for code in outside.document.codebook.walk()}
        homeless = {code: count for code, count in counts.items() if code not in known}
        diff = differences(self.codebook, outside.document.codebook)
        return Difference(outside.document, diff, homeless)

    def take_over(self, found: Difference) -> Batch:
        """Work with what somebody wrote in another program; codings stay as they are.

        It is told in the history; only its author can take it back, in the file.

        Raises:
            CoderError: It is a codebook of another id, or it cannot be stored.
        """
        document = found.document
        if document.codebook.id != self.question.codebook_id:
            raise CoderError(
                _("The file now holds the codebook {other}, not {id}.").format(
                    other=document.codebook.id, id=self.question.codebook_id
                ),
                _("Give it its own id again, or attach it with `coder import … --codebook`."),
            )
        step = self._step(document, {})
        label = _("Codebook changed in another program: {what}").format(what=brief(found.diff))
        with self.project.writing() as connection:
            self._keep_meanings(connection, document, ())
            new = NewBatch(self.coder, label, deed=step.deed(EditKind.OUTSIDE.value))
            now = self.project.now()
            batch = codebook_steps.append(connection, new, document.text, {}, now)
        self.file.take_over(document)
        return batch

    def _write(
        self,
        document: Document,
        kind: EditKind,
        label: str,
        follows: Mapping[str, str],
        kept: list[str],
    ) -> Batch:
        step = self._step(document, follows)
        new = NewBatch(self.coder, label, deed=step.deed(kind.value))

        def store(connection: Connection) -> Batch:
            now = self.project.now()
            codebook_steps.keep_text(connection, step.codebook, self.file.document.text, now)
            self._keep_meanings(connection, document, kept)
            changes = codebook_steps.following(connection, step)
            return codebook_steps.append(connection, new, document.text, changes, now)

        return self.file.write(document, store)

    def _step(self, document: Document, follows: Mapping[str, str]) -> CodebookStep:
        before, after = self.file.document.sha256, document.sha256
        return CodebookStep(self.question.codebook_id, before, after, follows)

    def _keep_meanings(
        self, connection: Connection, document: Document, kept: list[str] | tuple[str, ...]
    ) -> None:
        before = self.file.document
        version = self.project.codebook_version(self.question.codebook_id)
        known = meanings_of(self.project, version) if version else {}
        after = carried(before.codebook, document.codebook, known, kept)
        definitions.keep_meanings(connection, document.sha256, after)


def _same_meaning(edit: Edit) -> list[str]:
    """Codes whose text an edit changes though they mean the same: see `definitions.carried`."""
    if isinstance(edit, MergeCodes):
        return [edit.into]
    return [edit.code] if isinstance(edit, SplitCode) else []


def brief(diff: CodebookDiff) -> str:
    """How many codes came, went and changed, in a few words."""
    parts = [
        (len(diff.added), ngettext("{count} code added", "{count} codes added", len(diff.added))),
        (len(diff.gone), ngettext("{count} code gone", "{count} codes gone", len(diff.gone))),
        (
            len(diff.changed or {}),
            ngettext("{count} code changed", "{count} codes changed", len(diff.changed or {})),
        ),
        (len(diff.moved), ngettext("{count} code moved", "{count} codes moved", len(diff.moved))),
    ]
    told = [text.format(count=count) for count, text in parts if count]
    return ", ".join(told) or _("nothing about its codes")


def read_text(text: str, name: str) -> Document:
    """A codebook from its text; see `codebooks.document.loads`."""
    return loads(text, name)


def _sentence(kind: EditKind) -> str:
    return {
        EditKind.ADD: _("Codebook: {code} added"),
        EditKind.CHANGE: _("Codebook: {code} changed"),
        EditKind.MOVE: _("Codebook: {code} moved"),
        EditKind.DELETE: _("Codebook: {code} deleted"),
        EditKind.MERGE: _("Codebook: merged {code}"),
        EditKind.SPLIT: _("Codebook: {code} split"),
        EditKind.NET: _("Codebook: net {code} made"),
    }[kind]
