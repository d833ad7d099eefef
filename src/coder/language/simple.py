"""Lemmas by word list (simplemma): word by word, no parts of speech; for comparison."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.metadata import version

from coder.domain.tokens import Token, Word, fold, straight, words
from coder.language.compounds import parts_of
from coder.language.tagged import Tagged

# The word list maps these to each other or to another word; a coder wants the word that was typed.
KEPT = frozenset({"werker", "werkster", "jongeren", "ouderen", "jeugd", "druk", "regels"})
SURFACE = {"werkers": "werker", "werksters": "werkster"}


@lru_cache(maxsize=200_000)
def lemma_of(form: str) -> str:
    """The base form of one word, in lower case with its accents; itself when it is unknown."""
    if form in KEPT:
        return form
    if form in SURFACE:
        return SURFACE[form]
    import simplemma  # 0.1 s: only once text is read

    return str(simplemma.lemmatize(form, lang="nl")).lower()


class SimpleLemmatizer:
    """Lemmas word by word: fast, needs no model, knows no parts of speech."""

    name = "simplemma"

    @property
    def version(self) -> str:
        """The version of the word list."""
        return version("simplemma")

    def analyse(self, texts: Iterable[str]) -> Iterator[Sequence[Token]]:
        """Tokens of each text; see `Lemmatizer`."""
        for text in map(straight, texts):
            yield tuple(_token(word, text) for word in words(text))

    def tag(self, sentences: Iterable[Sequence[str]]) -> Iterator[list[Tagged]]:
        """Form and lemma of ready-made tokens, without parts of speech."""
        for sentence in sentences:
            yield [Tagged(form, lemma_of(form.casefold())) for form in sentence]


def _token(word: Word, text: str) -> Token:
    lemma = fold(lemma_of(text[word.start : word.end].casefold().strip("()")))
    parts = parts_of(word.form, lemma)
    return Token(word.form, lemma, word.start, word.end, word.sentence, parts=parts)
