"""The errors that a user can meet: what went wrong, where, what to do next, and the exit code.

Engines raise these; the two edges (command line and app) show them. Exit codes are a contract:
0 done, 1 something the user can put right, 2 wrong usage, 3 a damaged project.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum


class ExitCode(IntEnum):
    """What a finished command tells the shell."""

    DONE = 0
    USER_ERROR = 1
    USAGE = 2
    DAMAGED = 3


class CoderError(Exception):
    """Something that the user can put right.

    Args:
        message: One clear line: what is wrong, and where (file, line, row, column).
        hint: What to do next; empty when the message says it all.
    """

    exit_code = ExitCode.USER_ERROR

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n{self.hint}" if self.hint else self.message


class CoderWarning(UserWarning):
    """Something that the user should know while the work goes on; the command line shows it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file that people edit or supply.

    `line`, `column` and `row` count from 1; None where they have no meaning.
    """

    message: str
    file: str = ""
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        return f"{place}: {self.message}" if place else self.message


class ProblemsError(CoderError):
    """Several problems found in one go, so that a person can mend them in one go."""

    def __init__(self, problems: Sequence[Problem], hint: str = "") -> None:
        super().__init__("\n".join(map(str, problems)), hint)
        self.problems = tuple(problems)


class UsageError(CoderError):
    """The command was called with words or values that it does not know."""

    exit_code = ExitCode.USAGE


class ImportFileError(ProblemsError):
    """A survey file cannot be read as a whole; nothing of it was taken over."""


class CodebookError(ProblemsError):
    """A codebook breaks the rules of `codebooks/README.md`."""


class PatternError(CoderError):
    """A pattern of a codebook is malformed; `position` counts characters from 0."""

    def __init__(self, message: str, position: int = 0) -> None:
        super().__init__(message)
        self.position = position


class FilterError(CoderError):
    """A filter that cannot be understood; `column` counts characters from 1."""

    def __init__(self, message: str, column: int, hint: str = "") -> None:
        super().__init__(message, hint)
        self.column = column


class ModelFileError(CoderError):
    """A trained model cannot be read: no model, damaged, or of another version."""


class ProjectError(CoderError):
    """A project cannot be opened, or not be used in this way."""


class ProjectLockedError(ProjectError):
    """Another program holds the project's write lock."""


class ChangedElsewhereError(ProjectError):
    """What a decision was based on changed meanwhile; the decision was not stored."""


class OutdatedProjectError(ProjectError):
    """An earlier version made the project, and it was opened for reading only."""


class ProjectTooNewError(ProjectError):
    """The project was made by a later version of coder."""


class ProjectUnreachableError(ProjectError):
    """The server that keeps the project does not answer; the decision was not stored."""


class StorageFullError(ProjectError):
    """The disk is full or read-only; the decision was not stored."""


class DamagedProjectError(ProjectError):
    """The project file is damaged."""

    exit_code = ExitCode.DAMAGED
