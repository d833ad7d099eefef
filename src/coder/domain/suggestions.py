"""A suggested code with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Span = tuple[int, int]  # text[start:end]


class ReasonKind(StrEnum):
    """What speaks for a code."""

    RULE = "rule"  # a pattern of the codebook matched
    WORDS = "words"  # words that weighed in the classifier
    CODEBOOK = "codebook"  # words shared with the code's definition or examples
    LOOKUP = "lookup"  # a line of the user's own list; `text` is that line
    FALLBACK = "fallback"  # nothing else matched
    NEAREST = "nearest"  # the most similar answer that a person coded so


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason. `text` is the pattern, the word or the coded answer; `spans` lie in the answer.

    `share` is the part of the suggestion's score that this reason brought, 0-1.
    """

    kind: ReasonKind
    text: str
    spans: tuple[Span, ...] = ()
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code for an answer; `score` 0-1 ranks suggestions of one answer."""

    code: str
    score: float
    reasons: tuple[Reason, ...] = ()
