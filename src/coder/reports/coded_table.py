"""One row a respondent, a 0/1 column a code: what other programs take over from a project."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from coder.i18n import _

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Flags = NDArray[np.int8]

NAMED, NOT_NAMED = 1, 0
UNCODED = -1  # answered, but nobody decided on codes
NO_ANSWER = -2


class Role(StrEnum):
    """What a column tells."""

    RESPONDENT = "respondent"  # the id in the survey file
    WAVE = "wave"
    BACKGROUND = "background"
    TEXT = "text"  # the answer, to the letter
    STATE = "state"  # one of `STATES`
    CODER = "coder"  # whose coding counts
    SOURCE = "source"  # person, model or rules
    MEMO = "memo"  # what coders noted; for the team only
    CATEGORY = "category"  # the label of the one code, where a question takes one
    CODE = "code"  # 0/1
    NET = "net"  # 0/1 over all codes below it: no second mention of the same answer


class State(StrEnum):
    """How far an answer is."""

    CODED = "coded"
    UNCODED = "uncoded"
    NO_ANSWER = "no answer"


@dataclass(frozen=True, slots=True, eq=False)
class Variable:
    """One column.

    Attributes:
        name: Letters, digits and _, unique in its table whatever the case: zorgen_bezuinigingen.
        label: In words: the code's label, the question's text.
        role: What it tells.
        question: Key of the question, "" for who the respondent is.
        code: Id of the code or net, else "".
        texts: A text a row, None where there is none; empty for codes and nets.
        flags: Of a code or net: 1 named, 0 not, `UNCODED`, `NO_ANSWER`; shape (n_rows,).
    """

    name: str
    label: str
    role: Role
    question: str = ""
    code: str = ""
    texts: Sequence[str | None] = ()
    flags: Flags | None = None

    @property
    def flagged(self) -> bool:
        """Is it a 0/1 column?"""
        return self.flags is not None


@dataclass(frozen=True, slots=True, eq=False)
class CodedTable:
    """Respondents with their answers and codes; `labels`: question key → its text."""

    variables: tuple[Variable, ...]
    n: int
    labels: Mapping[str, str]

    @property
    def questions(self) -> tuple[str, ...]:
        """Keys of the questions, in order."""
        return tuple(dict.fromkeys(v.question for v in self.variables if v.question))

    def of(self, question: str, *roles: Role) -> tuple[Variable, ...]:
        """The columns of one question, in these roles (none given: in all)."""
        return tuple(
            variable
            for variable in self.variables
            if variable.question == question and (not roles or variable.role in roles)
        )


def with_unique_names(variables: Iterable[Variable]) -> tuple[Variable, ...]:
    """The same columns; a name that is in use already gets a number behind it.

    >>> made = with_unique_names(Variable(n, "", Role.BACKGROUND) for n in ("golf", "Golf"))
    >>> [variable.name for variable in made]
    ['golf', 'Golf_2']
    """
    used: set[str] = set()
    found = []
    for variable in variables:
        name, number = variable.name, 2
        while name.casefold() in used:
            name, number = f"{variable.name}_{number}", number + 1
        used.add(name.casefold())
        found.append(variable if name == variable.name else replace(variable, name=name))
    return tuple(found)


def distinct_rows(variables: Sequence[Variable], n: int) -> tuple[list[tuple[int, ...]], list[int]]:
    """The different rows of 0/1 columns, and which of them each row is.

    100,000 answers hold a few thousand patterns: writers make the text of each once.
    """
    import numpy as np

    columns = [variable.flags for variable in variables if variable.flags is not None]
    if not columns or not n:
        return [()], [0] * n
    matrix = np.ascontiguousarray(np.column_stack(columns))
    packed = matrix.view(np.dtype((np.void, matrix.shape[1]))).ravel()
    _values, first, inverse = np.unique(packed, return_index=True, return_inverse=True)
    return [tuple(row) for row in matrix[first].tolist()], inverse.ravel().tolist()


def in_words(table: CodedTable) -> CodedTable:
    """The same table with states and sources in words, for files that people read."""
    words = {
        State.CODED.value: _("Coded"),
        State.UNCODED.value: _("Answered, not coded"),
        State.NO_ANSWER.value: _("Not answered"),
        "person": _("A person"),
        "model": _("The model"),
        "rules": _("The rules"),
    }
    changed = tuple(
        replace(v, texts=[words.get(text or "", text) for text in v.texts])
        if v.role in (Role.STATE, Role.SOURCE)
        else v
        for v in table.variables
    )
    return replace(table, variables=changed)
