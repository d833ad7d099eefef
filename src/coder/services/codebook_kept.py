"""The codebook of a project on a server: no file, but the text that the project keeps."""

from __future__ import annotations

from coder.codebooks.document import Document, loads
from coder.domain.answers import Question
from coder.domain.coding import Batch
from coder.errors import CoderError
from coder.i18n import _
from coder.services.codebook_file import CodebookFile, Outside, Store
from coder.storage.project import Project


class KeptCodebook(CodebookFile):
    """As `CodebookFile`, where a team shares one text: what is read and written is the latest.

    Attributes:
        document: The version that this coder works with.
        outside: What the last look found that is not taken over; None: it is as in use.

    Raises:
        CoderError: The question has no codebook.
    """

    def __init__(self, project: Project, question: Question) -> None:
        self.project, self.question = project, question
        self.path = project.path.parent / f"{question.codebook_id}.yaml"  # as it is called
        self.outside = None
        self._seen = self._latest()
        self.document = self._seen

    def reread(self) -> None:
        """An undo, or another screen of ours, changed it."""
        self.document = self._seen = self._latest()

    def look(self) -> Outside | None:
        """What somebody else changed since it was last read or written here; None: nothing."""
        latest = self._latest()
        if latest.sha256 == self._seen.sha256:
            return None
        self._seen = latest
        return self.differs()

    def forget(self) -> None:
        """Tell what others changed again at the next look."""
        self._seen = self.document

    def differs(self) -> Outside | None:
        """The same, also when it was told before: the latest against the version in use."""
        latest = self._latest()
        self.outside = None if latest.sha256 == self.document.sha256 else Outside(latest)
        return self.outside

    def write(self, document: Document, store: Store) -> Batch:
        """Store a step about the codebook, with its text.

        Raises:
            CoderError: Somebody else changed it, or it cannot be stored; nothing was changed.
        """
        with self.project.writing() as connection:  # nobody else writes from here on
            self.must_be_ours()
            batch = store(connection)
        self.take_over(document)
        return batch

    def take_over(self, document: Document) -> None:
        """Work with this version from now on."""
        self.document = self._seen = document
        self.outside = None

    def must_be_ours(self) -> None:
        """Nothing may be written over what somebody else wrote.

        Raises:
            CoderError: It was changed and not taken over yet.
        """
        if self.project.read_only:
            raise CoderError(_("This project was opened for reading only."))
        if self.differs():
            message = _("{name} was changed by somebody else.").format(name=self.path.name)
            raise CoderError(message, _("Take that change over first."))

    def _latest(self) -> Document:
        kept = self.project.codebook_version(self.question.codebook_id)
        if not self.question.codebook_id or kept is None:
            raise CoderError(
                _("The question {key} has no codebook yet.").format(key=self.question.key),
                _("Give one with `coder import … --codebook FILE.yaml`."),
            )
        return loads(kept.yaml, self.path.name)


def codebook_of(project: Project, question: Question) -> CodebookFile:
    """The codebook of a question where it is kept: in its file, or in the project.

    Raises:
        CoderError: The question has no codebook, or its file is not right.
    """
    return (KeptCodebook if project.shared else CodebookFile)(project, question)
