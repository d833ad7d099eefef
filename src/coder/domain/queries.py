"""What a filter asks of answers, as a tree of values; the database knows how to find them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from coder.domain.answers import AnswerId
from coder.domain.review import Review
from coder.domain.tokens import fold


class Status(StrEnum):
    """Where an answer stands for the person who codes."""

    OPEN = "open"  # nobody decided
    MACHINE = "machine"  # only rules or model decided
    CODED = "coded"  # a person decided
    LATER = "later"  # set aside


class Place(StrEnum):
    """Where in a word or a value the letters must stand."""

    WHOLE = "whole"
    START = "start"
    END = "end"
    ANYWHERE = "anywhere"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Letters that are looked for; case and accents do not matter."""

    text: str
    place: Place = Place.WHOLE

    def fits(self, value: str) -> bool:
        """Is this value wanted?

        >>> Wanted("opbouw", Place.START).fits("Opbouwwerker")
        True
        """
        folded, letters = fold(value.strip()), fold(self.text)
        if self.place is Place.WHOLE:
            return folded == letters
        if self.place is Place.START:
            return folded.startswith(letters)
        return folded.endswith(letters) if self.place is Place.END else letters in folded


@dataclass(frozen=True, slots=True)
class InText:
    """Words of the answer. WHOLE: these words in this order; START: the last one may go on."""

    wanted: Wanted


@dataclass(frozen=True, slots=True)
class HasCode:
    """One of these codes counts on the answer."""

    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Stands:
    """The answer has this status."""

    status: Status


@dataclass(frozen=True, slots=True)
class Starred:
    """Somebody starred it."""


@dataclass(frozen=True, slots=True)
class WantsReview:
    """A person's coding wants another look since the codebook changed, for one of these reasons."""

    reasons: frozenset[Review]


@dataclass(frozen=True, slots=True)
class HasMemo:
    """Somebody wrote a memo on it in which this stands; None: any memo."""

    wanted: Wanted | None = None


@dataclass(frozen=True, slots=True)
class DecidedBy:
    """One of these coders (persons or machines, by name) decided on it."""

    coders: frozenset[str]


@dataclass(frozen=True, slots=True)
class InWave:
    """It was given in one of these waves."""

    waves: frozenset[str]


@dataclass(frozen=True, slots=True)
class OfRespondent:
    """The respondent's id in the survey file."""

    wanted: Wanted


@dataclass(frozen=True, slots=True)
class OfBackground:
    """A background attribute of the respondent; an empty WHOLE: it has no value."""

    attribute: str
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class Among:
    """One of these answers: a list that was made otherwise than by a filter that was written."""

    answers: frozenset[AnswerId]


@dataclass(frozen=True, slots=True)
class Not:
    """What does not hold."""

    part: Query


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; without parts: every answer."""

    parts: tuple[Query, ...] = ()


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part holds."""

    parts: tuple[Query, ...]


Condition: TypeAlias = (
    InText
    | HasCode
    | Stands
    | Starred
    | WantsReview
    | HasMemo
    | DecidedBy
    | InWave
    | OfRespondent
    | OfBackground
    | Among
)
Query: TypeAlias = Condition | Not | All | Any
EVERYTHING = All()


def asks_for_review(query: Query) -> bool:
    """Is this about what wants another look (whatever it asks besides)?"""
    if isinstance(query, All):
        return any(asks_for_review(part) for part in query.parts)
    return isinstance(query, WantsReview)
