"""The words of the filter language, in English and Dutch: both are understood, always."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from coder.domain.codebook import Codebook
from coder.domain.queries import HasMemo, Query, Stands, Starred, Status, WantsReview
from coder.domain.review import Review
from coder.domain.tokens import fold


class Field(StrEnum):
    """What can be asked besides the background."""

    TEXT = "text"
    CODE = "code"
    STATUS = "status"
    CODER = "coder"
    WAVE = "wave"
    MEMO = "memo"
    RESPONDENT = "respondent"


ENGLISH, DUTCH = 0, 1

FIELD_WORDS: Mapping[Field, tuple[str, str]] = {
    Field.TEXT: ("text", "tekst"),
    Field.CODE: ("code", "code"),
    Field.STATUS: ("status", "status"),
    Field.CODER: ("coder", "codeur"),
    Field.WAVE: ("wave", "meting"),
    Field.MEMO: ("memo", "memo"),
    Field.RESPONDENT: ("respondent", "respondent"),
}

# Words that stand alone (`-later`) or behind `status:`; the first two are shown, others understood.
STATUS_WORDS: Mapping[tuple[str, ...], Query] = {
    ("open", "open"): Stands(Status.OPEN),
    ("proposed", "voorgesteld"): Stands(Status.MACHINE),
    ("coded", "gecodeerd"): Stands(Status.CODED),
    ("later", "later", "aside", "opzij"): Stands(Status.LATER),
    ("starred", "ster", "star"): Starred(),
    ("memo", "memo"): HasMemo(),
    ("review", "herzien"): WantsReview(frozenset(Review)),
    ("outdated", "verouderd"): WantsReview(frozenset({Review.OUTDATED})),
    ("split", "gesplitst"): WantsReview(frozenset({Review.SPLIT})),
    ("lost", "vervallen"): WantsReview(frozenset({Review.LOST})),
}

OR_WORDS = ("OR", "OF", "|")
AND_WORDS = ("AND", "EN", "&")
NOT_WORDS = ("NOT", "NIET")

_FIELDS = {word: asked for asked, words in FIELD_WORDS.items() for word in words}
_STANDS = {word: query for words, query in STATUS_WORDS.items() for word in words}


def field_named(word: str) -> Field | None:
    """The field of this name in either language."""
    return _FIELDS.get(fold(word))


def status_named(word: str) -> Query | None:
    """What a status word in either language asks."""
    return _STANDS.get(fold(word))


@dataclass(frozen=True, slots=True)
class CodeName:
    """A code or net as it can be asked for; `ids` are the codes that count for it."""

    id: str
    label: str
    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Names:
    """What can be named in a project: a filter that names something else is a mistake."""

    codes: tuple[CodeName, ...] = ()
    attributes: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    waves: tuple[str, ...] = ()
    _attribute: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_name = {fold(name): name for name in reversed(self.attributes)}
        object.__setattr__(self, "_attribute", by_name)

    def attribute(self, word: str) -> str | None:
        """The attribute of this name, whatever its case."""
        return self._attribute.get(fold(word))


def code_names(codebook: Codebook, others: Iterable[str] = ()) -> tuple[CodeName, ...]:
    """The codes and nets of a codebook; `others` are codes in use that it has lost.

    A net, or a code with codes below it, is asked for with all that stands below it.
    """
    known = [
        CodeName(code.id, code.label, frozenset(below.id for below in code.walk()))
        for code in codebook.walk()
    ]
    ids = {name.id for name in known}
    lost = [CodeName(code, code, frozenset((code,))) for code in sorted(others) if code not in ids]
    return (*known, *lost)
