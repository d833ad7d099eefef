"""What reading a project gives besides the values of the domain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NewType
from uuid import UUID

from coder.domain.coding import Batch, Decision

CodebookVersionId = NewType("CodebookVersionId", int)


@dataclass(frozen=True, slots=True)
class Attribute:
    """A background attribute of respondents; `label` is what a survey tool calls it."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class CodebookVersion:
    """The text of a codebook as it was at one time."""

    id: CodebookVersionId
    codebook_id: str
    sha256: str
    yaml: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ImportLogEntry:
    """A survey file that was taken in."""

    file_name: str
    sha256: str
    at: datetime
    rows: int


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One decision with the batch it was made in."""

    batch: Batch
    batch_uid: UUID
    codebook_version: CodebookVersionId | None
    decision: Decision


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """A batch as a history screen shows it.

    `undone`: taken back since, and not redone. `fixed`: nobody can take it back by itself.
    """

    batch: Batch
    decisions: int
    answers: int
    undone: bool
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the coding of a question is; each answer counts once.

    `by_person` and `by_machine_only` add up to the answers somebody decided on.
    """

    answers: int
    by_person: int
    by_machine_only: int
    later: int  # set aside and not decided on by a person
    starred: int

    @property
    def undecided(self) -> int:
        """Answers that nobody decided on."""
        return self.answers - self.by_person - self.by_machine_only


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value that a survey file has otherwise than the project; the project's stays."""

    external_id: str
    name: str  # the question's key or the attribute's name
    stored: str
    offered: str  # "" when the file has nothing there


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import added, and what differed."""

    respondents: int = 0
    answers: int = 0
    background_values: int = 0
    conflicts: tuple[Conflict, ...] = ()
