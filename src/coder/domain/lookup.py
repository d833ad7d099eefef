"""Lookup lists: texts with their codes, as a user brings them, and what they offer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class LookupEntry:
    """One line of a list. `weight` counts beside the same text under other codes, above 0."""

    text: str
    code: str
    weight: float = 1.0


class HowFound(StrEnum):
    """What made a line of the list a candidate, the surest first."""

    EXACT = "exact"  # the same text, but for capitals, blanks and punctuation at the end
    NORMAL = "normal"  # the same words
    FUZZY = "fuzzy"  # much the same letters


@dataclass(frozen=True, slots=True)
class Candidate:
    """A code that the list offers, with the line that offers it.

    `score` 0-100: about how many of a hundred such candidates are right. Where the list has the
    same text under several codes it is shared between them by their weights.
    """

    code: str
    text: str
    score: float
    how: HowFound

    def as_json(self) -> dict[str, object]:
        """The shape that `coder lookup --find --json` promises."""
        return {"code": self.code, "score": self.score, "text": self.text, "how": self.how.value}
