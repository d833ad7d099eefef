"""Puts "_" back into surface lemmas, to compare with what is published for nl_core_news_md.

Only for measuring: its strict accuracy counts punctuation, case and the treebank's "_".
"""

from __future__ import annotations

from collections.abc import Sequence

from treebank import Sentence

from coder.language.compounds import split
from coder.language.lexicon import PARTICLES, VERB, lexicon
from coder.language.tagged import Tagged

REACH = 14  # words in which a detached particle is looked for
STAYS_ATTACHED = frozenset("over onder door voor om weer aan".split())
STOPS = frozenset(".;:?!")
AFTER_PARTICLE = frozenset(["PUNCT", "CCONJ", "SCONJ", "AUX"])
LONGEST_FIRST = sorted(PARTICLES, key=len, reverse=True)


def with_marks(words: Sequence[Tagged]) -> list[str]:
    """Lemmas of a sentence as UD Dutch writes them."""
    return [_marked(words, place) for place in range(len(words))]


def _marked(words: Sequence[Tagged], place: int) -> str:
    word = words[place]
    if word.pos == "NOUN" and "_" not in word.lemma:
        parts = split(word.lemma)
        return "_".join(parts) if parts and word.lemma.isascii() else word.lemma.replace("-", "_")
    if word.pos in {"VERB", "AUX"}:
        return _attached(word) or _detached(words, place) or word.lemma
    return word.lemma


def _attached(word: Tagged) -> str | None:
    form, lemma = word.form.lower(), word.lemma
    for particle in LONGEST_FIRST:
        verb = lemma.removeprefix(particle)
        if verb == lemma or len(verb) < 4 or not lexicon().is_lemma(verb, VERB):
            continue
        if particle in STAYS_ATTACHED and not form.startswith((particle + "ge", particle + "te")):
            continue
        return f"{particle}_{verb}"
    return None


def _detached(words: Sequence[Tagged], place: int) -> str | None:
    for index in range(place + 1, min(place + REACH, len(words))):
        word = words[index]
        if word.form in STOPS:
            return None
        particle = word.form.lower()
        known = lexicon().is_lemma(particle + words[place].lemma, VERB)
        if word.pos in {"ADP", "ADV", "ADJ"} and particle in PARTICLES and known:
            after = words[index + 1] if index + 1 < len(words) else None
            if after is None or after.pos in AFTER_PARTICLE or after.form == "te":
                return f"{particle}_{words[place].lemma}"
    return None


def strict_accuracy(sentences: Sequence[Sentence], answers: Sequence[Sequence[Tagged]]) -> float:
    """Percent of all tokens, punctuation included, whose lemma equals UD's, case and all."""
    pairs = [
        (word.lemma, found)
        for sentence, words in zip(sentences, answers, strict=True)
        for word, found in zip(sentence.words, with_marks(words), strict=True)
    ]
    return 100 * sum(gold == found for gold, found in pairs) / len(pairs)
