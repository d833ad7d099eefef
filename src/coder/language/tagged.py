"""A word as `coder lemmas` prints it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from coder.domain.tokens import Lemmatizer


@dataclass(frozen=True, slots=True)
class Tagged:
    """Form as typed, lemma with its accents, Universal Dependencies tag ("" without a tagger)."""

    form: str
    lemma: str
    pos: str = ""


class Tagger(Lemmatizer, Protocol):
    """A lemmatizer that also takes ready-made tokens."""

    def tag(self, sentences: Iterable[Sequence[str]]) -> Iterator[list[Tagged]]:
        """Form, lemma and part of speech of each token of each sentence."""
