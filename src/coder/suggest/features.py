"""Answers as estimators take them, and the numbers that the codebook comparison sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from coder.domain.tokens import Token, fold

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import FeatureUnion

# Words that say nothing about a theme. "geen", "te", "niet", "weinig" stay: they carry meaning.
STOP_WORDS = frozenset(
    """
    de het een en of maar want dus dat die dit deze er hier daar van in op aan met voor bij
    uit door om tot als dan ook nog al wel je jij jou jouw ik mij me mijn wij we ons onze zij
    ze hij hem haar hun u uw zich zijn hebben worden zullen kunnen zou is ben bent was waren
    heb hebt heeft had wordt werd kan naar over heel erg zo wat waar wie hoe
    """.split()
)


@dataclass(frozen=True, slots=True)
class Document:
    """An answer with its tokens, as the estimators take it."""

    text: str
    tokens: tuple[Token, ...]

    @classmethod
    def of(cls, text: str, tokens: Sequence[Token]) -> Document:
        """The document of one answer."""
        return cls(text, tuple(tokens))


def lemma_grams(document: Document) -> list[str]:
    """Lemmas and pairs of neighbouring lemmas, stop words left out."""
    lemmas = [token.lemma for token in document.tokens if token.lemma not in STOP_WORDS]
    pairs = [f"{first} {second}" for first, second in pairwise(lemmas)]
    return lemmas + pairs


def lemmas_and_parts(document: Document) -> list[str]:
    """Lemmas and, beside them, the parts of compounds; stop words left out."""
    lemmas = [token.lemma for token in document.tokens if token.lemma not in STOP_WORDS]
    return lemmas + [part for token in document.tokens for part in token.parts]


def folded_text(document: Document) -> str:
    """The words as typed, folded, for the character n-grams."""
    return " ".join(token.form for token in document.tokens) or fold(document.text)


def make_vectorizer(char_range: tuple[int, int]) -> FeatureUnion:
    """TF-IDF over lemmas (1-2) and over characters within words, side by side, for a learner."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import FeatureUnion

    lemmas = TfidfVectorizer(analyzer=lemma_grams, sublinear_tf=True)
    return FeatureUnion([("lemma", lemmas), ("char", _characters(char_range))])


def make_vectorizers(char_range: tuple[int, int]) -> list[TfidfVectorizer]:
    """TF-IDF over words with their parts, and over characters within words, for comparing."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    words = TfidfVectorizer(analyzer=lemmas_and_parts, sublinear_tf=True)
    return [words, _characters(char_range)]


def _characters(char_range: tuple[int, int]) -> TfidfVectorizer:
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(
        preprocessor=folded_text, analyzer="char_wb", ngram_range=char_range, sublinear_tf=True
    )
