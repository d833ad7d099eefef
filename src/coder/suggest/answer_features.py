"""Four views of an answer as one row of numbers: lemmas, parts of compounds, letters twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any, Self

import numpy as np
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

from coder.domain.tokens import words
from coder.suggest.features import Document, lemma_grams

CHAR_RANGE = (2, 5)
MAX_LETTERS = 60  # of one word: a longer one is no word, and would bring thousands of n-grams
_NOTHING = ""  # a view without a single feature would have no vocabulary


def parts_of(document: Document) -> list[str]:
    """The parts of compounds, and the lemmas of words that are none."""
    return [part for token in document.tokens for part in (token.parts or (token.lemma,))]


def forms_of(document: Document) -> list[str]:
    """The words as typed, folded; found by themselves where no pipeline found any."""
    if document.tokens:
        return [token.form for token in document.tokens]
    return [word.form for word in words(document.text)]


def lemmas_of(document: Document) -> list[str]:
    """All lemmas, stop words too."""
    return [token.lemma for token in document.tokens]


class _Terms:
    """Counts of the terms that a function finds in an answer."""

    def __init__(self, find: Callable[[Document], list[str]]) -> None:
        self._find = find
        self._counter = CountVectorizer(analyzer=self._terms, dtype=np.float32)

    def _terms(self, document: Document) -> list[str]:
        return [_NOTHING, *self._find(document)]

    def fit(self, documents: Sequence[Document]) -> None:
        self._counter.fit(documents)

    def count(self, documents: Sequence[Document]) -> Any:
        return self._counter.transform(documents)

    def names(self) -> list[str]:
        return [str(name) for name in self._counter.get_feature_names_out()]

    def restore(self, names: Sequence[str]) -> None:
        self._counter.vocabulary_ = {name: column for column, name in enumerate(names)}


class _Letters(_Terms):
    """Counts of the n-grams of letters within the words that a function finds.

    Each distinct word is cut once, and answers add up their words: words recur, so that this is
    several times as fast as cutting every answer.
    """

    def __init__(self, find: Callable[[Document], list[str]]) -> None:
        self._find = find
        self._counter = CountVectorizer(
            analyzer="char_wb", ngram_range=CHAR_RANGE, lowercase=False, dtype=np.float32
        )

    def fit(self, documents: Sequence[Document]) -> None:
        self._counter.fit(self._per_word(documents)[1] or ["-"])

    def count(self, documents: Sequence[Document]) -> Any:
        counts, distinct = self._per_word(documents)
        return counts @ self._counter.transform(distinct or ["-"])

    def _per_word(self, documents: Sequence[Document]) -> tuple[Any, list[str]]:
        found = [[word[:MAX_LETTERS] for word in self._find(document)] for document in documents]
        place = {word: column for column, word in enumerate(dict.fromkeys(chain(*found)))}
        columns = [place[word] for row in found for word in row]
        starts = np.cumsum([0, *map(len, found)])
        shape = (len(found), max(len(place), 1))
        ones = np.ones(len(columns), dtype=np.float32)
        counts = sparse.csr_matrix((ones, np.asarray(columns, np.int32), starts), shape=shape)
        counts.sum_duplicates()
        return counts, list(place)


class AnswerFeatures(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """TF-IDF of each view, scaled to length one, the views side by side.

    Views: lemmas and neighbouring pairs of them, parts of compounds, letters (2-5) within words,
    letters within lemmas. Each says something that the others do not; what each brings is in
    docs/suggestions.md. May be fitted on answers without codes too: how rare a word is does not
    depend on codes.

    Attributes:
        starts_: First column of each view and, last, the number of columns; shape (n_views + 1,).
    """

    def fit(self, documents: Sequence[Document], y: object = None) -> Self:  # noqa: ARG002 - scikit-learn gives it
        """Learn which features there are and how rare each is. At least one answer."""
        self._make_views()
        self._weighers = []
        for view in self._views:
            view.fit(documents)
            weigher = TfidfTransformer(sublinear_tf=True)
            self._weighers.append(weigher.fit(view.count(documents)))
        self._place()
        return self

    def transform(self, documents: Sequence[Document]) -> Any:
        """Shape (n_documents, n_features), sparse rows of length one (or zero: nothing known)."""
        parts = [
            weigher.transform(view.count(documents))
            for view, weigher in zip(self._views, self._weighers, strict=True)
        ]
        rows = sparse.hstack(parts, format="csr", dtype=np.float32)
        rows /= np.float32(np.sqrt(len(self._views)))
        return rows

    def state(self) -> dict[str, Any]:
        """What was learned, as plain values."""
        names = [view.names() for view in self._views]
        return {
            "terms": ["\n".join(view) for view in names],
            "rarity": np.concatenate([weigher.idf_ for weigher in self._weighers]),
        }

    @classmethod
    def from_state(cls, state: Mapping[str, Any]) -> Self:
        """The features of `state`.

        Raises:
            ValueError: The parts do not fit together.
        """
        made = cls()
        made._make_views()
        made._weighers = []
        rarity = np.asarray(state["rarity"], dtype=np.float32)
        taken = 0
        for view, joined in zip(made._views, state["terms"], strict=True):
            names = str(joined).split("\n")
            view.restore(names)
            weigher = TfidfTransformer(sublinear_tf=True)
            weigher.idf_ = rarity[taken : taken + len(names)]
            made._weighers.append(weigher)
            taken += len(names)
        if taken != len(rarity):
            raise ValueError("terms and rarity differ in number")
        made._place()
        return made

    def _make_views(self) -> None:
        self._views = (
            _Terms(lemma_grams),
            _Terms(parts_of),
            _Letters(forms_of),
            _Letters(lemmas_of),
        )

    def _place(self) -> None:
        sizes = [len(weigher.idf_) for weigher in self._weighers]
        self.starts_ = np.cumsum([0, *sizes])
