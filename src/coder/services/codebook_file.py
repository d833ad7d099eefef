"""The codebook file of a question: read when it changed, written together with the journal."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection

from coder.codebooks.document import Document, load, loads
from coder.domain.answers import Question
from coder.domain.coding import Batch
from coder.errors import CodebookError, CoderError, Problem
from coder.i18n import _
from coder.storage import meta, travelling
from coder.storage.definitions import text_of
from coder.storage.project import Project

Stamp = tuple[int, int, int]  # when it was written and put there, in nanoseconds; its size
NEVER: Stamp = (0, 0, 0)  # the date of no file
Store = Callable[[Connection], Batch]


@dataclass(frozen=True, slots=True)
class Outside:
    """What somebody did to the file in another program.

    `document` is None when it cannot be taken over: `problems` say why, with line and column.
    """

    document: Document | None
    problems: tuple[Problem, ...] = ()


class CodebookFile:
    """One codebook file and what was last read from it.

    Attributes:
        document: The last version that was right; the app works with it.
        outside: What the last look found that is not taken over; None: the file is as in use.

    Raises:
        CoderError: The question has no codebook, or its file is not right.
    """

    def __init__(self, project: Project, question: Question) -> None:
        if not question.codebook_path:
            raise CoderError(
                _("The question {key} has no codebook yet.").format(key=question.key),
                _("Give one with `coder import … --codebook FILE.yaml`."),
            )
        self.project, self.question = project, question
        self.path = project.path.parent / question.codebook_path
        finish_writing(project)
        self.outside: Outside | None = None
        self._stamp: Stamp | None = None
        self._lock = threading.RLock()  # a look must not see a write half done
        self.document = self._in_use()

    def reread(self) -> None:
        """Something else of ours wrote the file: an undo, another screen."""
        with self._lock:
            self.document = self._in_use()

    def look(self) -> Outside | None:
        """What was done to the file since it was last read or written here; None: nothing.

        Costs a look at its date as long as nothing was done.
        """
        with self._lock:
            return self._look()

    def _look(self) -> Outside | None:
        stamp = _stamp(self.path)
        if stamp == self._stamp:
            return None
        # The date is read before the text: who is still writing gives it another one.
        self._stamp = stamp
        self.outside = self._read(there=stamp is not None)
        return self.outside

    def _read(self, *, there: bool) -> Outside | None:
        if not there:
            problem = Problem(_("the file is gone; the codebook as it was stays in use"))
            return Outside(None, (problem,))
        try:
            document = load(self.path)
        except CodebookError as error:
            return Outside(None, error.problems)
        return None if document.sha256 == self.document.sha256 else Outside(document)

    def forget(self) -> None:
        """Tell the present state of the file again at the next look."""
        with self._lock:
            self._stamp = NEVER

    def differs(self) -> Outside | None:
        """The same, also when it was told before: the file against the version in use."""
        with self._lock:
            self._stamp = NEVER
            return self._look()

    def write(self, document: Document, store: Store) -> Batch:
        """Write the file and store a step about it: both, or neither.

        The step is stored first, with a note that the file is still to come: when the machine
        stops in between, the file is written when the project is opened again.

        Raises:
            CoderError: One of them cannot be written; nothing was changed.
        """
        with self._lock:
            return self._write(document, store)

    def _write(self, document: Document, store: Store) -> Batch:
        self.must_be_ours()
        new = document.prepared(self.path)
        note = {
            "path": str(self.path.resolve()),
            "before": self.document.sha256,
            "after": document.sha256,
        }
        try:
            with self.project.writing() as connection:
                batch = store(connection)
                meta.put(connection, meta.WRITING, json.dumps(note))
        except BaseException:
            new.drop()
            raise
        try:
            new.put()
        except CoderError:
            self._take_back(batch)
            raise
        _clear(self.project)
        self.take_over(document)
        return batch

    def take_over(self, document: Document) -> None:
        """Work with this version from now on.

        The next look reads the file: it may have been changed since this version was read from it
        or written to it, and its date of now would hide that.
        """
        with self._lock:
            self.document, self.outside, self._stamp = document, None, NEVER

    def must_be_ours(self) -> None:
        """Nothing may be written over what somebody else wrote.

        Raises:
            CoderError: The file is gone, or it was changed and not taken over yet.
        """
        if self.project.read_only:
            raise CoderError(_("This project was opened for reading only."))
        if not self.path.is_file():
            message = _("{path} is gone: the codebook cannot be changed.").format(path=self.path)
            raise CoderError(message, _("Put the file back where it was."))
        if sha256(_text_bytes(self.path)).hexdigest() != self.document.sha256:
            message = _("{name} was changed in another program.").format(name=self.path.name)
            raise CoderError(message, _("Take that change over first."))

    def _take_back(self, batch: Batch) -> None:
        """The file could not be moved to its place: the step is as if it never was."""
        label = _("Undo: {label}").format(label=batch.label)
        with self.project.writing() as connection:
            now = self.project.now()
            travelling.turn_back(connection, batch, label, self.document.text, now)
            meta.put(connection, meta.WRITING, "")

    def _in_use(self) -> Document:
        """The version that is coded with; what the file has otherwise, the next look tells."""
        self._stamp = _stamp(self.path)
        kept = self.project.codebook_version(self.question.codebook_id)
        if kept is None:
            return load(self.path)
        with suppress(CodebookError):
            document = load(self.path)
            if document.sha256 == kept.sha256:
                self.outside = None
                return document
        self._stamp = NEVER if self._stamp else None
        return loads(kept.yaml, str(self.path))


def finish_writing(project: Project) -> None:
    """Write the codebook file that a step was stored for when the machine stopped.

    Does nothing where somebody changed the file since.
    """
    with project.reading() as connection:
        kept = meta.get(connection, meta.WRITING)
    if not kept or project.read_only:
        return
    note = json.loads(kept)
    path = Path(note["path"])
    with suppress(OSError, CoderError):
        if sha256(_text_bytes(path)).hexdigest() == note["before"]:
            with project.reading() as connection:
                text = text_of(connection, note["after"])
            if text is not None:
                loads(text, str(path)).save(path)
    _clear(project)


def _clear(project: Project) -> None:
    with project.writing() as connection:
        meta.put(connection, meta.WRITING, "")


def _stamp(path: Path) -> Stamp | None:
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_mtime_ns, about.st_ctime_ns, about.st_size


def _text_bytes(path: Path) -> bytes:
    return path.read_bytes().removeprefix(b"\xef\xbb\xbf")
