"""Words of an answer as rules and classifier see them: form, lemma, place in the text."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Token:
    """One word. `text[start:end]` is what was typed, brackets inside a word included.

    `form` and `lemma` are folded (see `fold`); `parts` are the folded parts of a compound, empty
    when the word is not one; `sentence` counts from 0.
    """

    form: str
    lemma: str
    start: int
    end: int
    sentence: int = 0
    pos: str = ""  # Universal Dependencies tag, "" when the pipeline gives none
    parts: tuple[str, ...] = ()


def pack(tokens: Sequence[Token]) -> str:
    """Tokens as JSON, for the lemma cache."""
    rows = [(t.form, t.lemma, t.start, t.end, t.sentence, t.pos, t.parts) for t in tokens]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def unpack(packed: str) -> tuple[Token, ...]:
    """The tokens of `pack`."""
    rows = json.loads(packed)
    return tuple(
        Token(form, lemma, start, end, sentence, pos, tuple(parts))
        for form, lemma, start, end, sentence, pos, parts in rows
    )


class Lemmatizer(Protocol):
    """Turns answers into tokens with lemmas; what it is called keys the lemma cache."""

    @property
    def name(self) -> str:
        """For instance "nl_core_news_md"."""

    @property
    def version(self) -> str:
        """The version of the data that decide lemmas."""

    def analyse(self, texts: Iterable[str]) -> Iterator[Sequence[Token]]:
        """Tokens of each text, in the same order; an empty text has none."""


_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ", "'"))


def straight(text: str) -> str:
    """The text with straight apostrophes, letter for letter, so that places in it stay the same.

    Word processors and phones type "collega’s"; word lists hold "collega's".
    """
    return text.translate(_APOSTROPHES)


def fold(text: str) -> str:
    """Lower case without accents, so that "Coördinator" and "coordinator" are one word.

    >>> fold("Coördinator")
    'coordinator'
    """
    if text.isascii():  # nearly every word: four times as fast
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return plain.casefold()  # a letter of mathematics is decomposed into a capital


@dataclass(frozen=True, slots=True)
class Word:
    """A word before it has a lemma."""

    form: str
    start: int
    end: int
    sentence: int


# Letters and digits; an apostrophe or bracket counts only between (or before) letters of one word.
_WORD = re.compile(r"\((?=\w+\)\w)\w+\)\w+|\w+(?:\(\w+\)\w*)+|\w+(?:['’]\w+)*", re.UNICODE)
_SENTENCE_END = re.compile(r"[.!?…]+(?=\s)|\n+|;")


def words(text: str) -> list[Word]:
    """The words of a text, folded, with their place and sentence.

    Hyphen, slash and punctuation separate words; brackets inside a word vanish from its form:
    "(school)maatschappelijk" is one word.

    >>> [word.form for word in words("(school)maatschappelijk werker, zzp'er")]
    ['schoolmaatschappelijk', 'werker', "zzp'er"]
    """
    ends = [match.start() for match in _SENTENCE_END.finditer(text)]
    found, sentence = [], 0
    for match in _WORD.finditer(text):
        while sentence < len(ends) and ends[sentence] < match.start():
            sentence += 1
        form = fold(match.group()).replace("(", "").replace(")", "")
        if form:
            found.append(Word(form, match.start(), match.end(), sentence))
    return found
