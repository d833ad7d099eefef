"""Cuts a text into the pieces that the tagger reads: our own words, and marks between them.

The words are exactly those of `coder.domain.tokens.words`, so that a lemma can never belong to
another stretch of text than its word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coder.domain.tokens import Word, words

# Blanks; or one mark, repeated ("...", "!!").
_BETWEEN = re.compile(r"\s+|(\S)\1*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: a word, a mark, or blanks (`text.isspace()`)."""

    text: str
    word: Word | None = None


def pieces(text: str) -> Iterator[Piece]:
    """All of the text, in order; the pieces joined are the text again."""
    place = 0
    for word in words(text):
        yield from _between(text[place : word.start])
        yield Piece(text[word.start : word.end], word)
        place = word.end
    yield from _between(text[place:])


def _between(text: str) -> Iterator[Piece]:
    for match in _BETWEEN.finditer(text):
        yield Piece(match.group())


def token_texts(text: str) -> list[str]:
    """Words and marks of a text, blanks left out."""
    return [piece.text for piece in pieces(text) if not piece.text.isspace()]
