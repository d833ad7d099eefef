"""Four views of an answer as one row of numbers: lemmas, parts of compounds, letters twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from itertools import chain
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction.text import CountVectorizer

from coder.domain.tokens import words
from coder.suggest.features import Document, lemma_grams
from coder.suggest.topics import Topics
from coder.urgency import KEYS

Floats = NDArray[np.float32]
CHAR_RANGE = (2, 5)
MAX_LETTERS = 60  # of one word: a longer one is no word, and would bring thousands of n-grams
TOPIC_SHARE = 0.2  # of the length of a row; 0.4 cost hit@1 once all is coded, see docs
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

    def fit(self, documents: Sequence[Document]) -> tuple[Any, Floats]:
        """Learn the terms; what `count` says of these answers."""
        counts = self._counter.fit_transform(KEYS.patiently(documents))
        return counts, np.asarray(counts.sum(axis=1), dtype=np.float32).ravel()

    def count(self, documents: Sequence[Document]) -> tuple[Any, Floats]:
        """Counts of the known terms, and how many terms each answer has, unknown ones included."""
        total = [len(self._terms(document)) for document in documents]
        return self._counter.transform(KEYS.patiently(documents)), np.array(total, dtype=np.float32)

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

    def fit(self, documents: Sequence[Document]) -> tuple[Any, Floats]:
        counts, distinct = self._per_word(documents)
        counts = counts @ self._counter.fit_transform(distinct or ["-"])
        return counts, np.asarray(counts.sum(axis=1), dtype=np.float32).ravel()

    def count(self, documents: Sequence[Document]) -> tuple[Any, Floats]:
        counts, distinct = self._per_word(documents)
        sizes = np.array([_n_grams(len(word)) for word in distinct] or [0], dtype=np.float32)
        return counts @ self._counter.transform(distinct or ["-"]), np.asarray(counts @ sizes)

    def _per_word(self, documents: Sequence[Document]) -> tuple[Any, list[str]]:
        patiently = KEYS.patiently(documents)
        found = [[word[:MAX_LETTERS] for word in self._find(document)] for document in patiently]
        place = {word: column for column, word in enumerate(dict.fromkeys(chain(*found)))}
        columns = [place[word] for row in found for word in row]
        starts = np.cumsum([0, *map(len, found)])
        shape = (len(found), max(len(place), 1))
        ones = np.ones(len(columns), dtype=np.float32)
        counts = sparse.csr_matrix((ones, np.asarray(columns, np.int32), starts), shape=shape)
        counts.sum_duplicates()
        return counts, list(place)


def _n_grams(letters: int) -> int:
    """N-grams within a word of so many letters, its edges counted as letters."""
    padded, (least, most) = letters + 2, CHAR_RANGE
    return sum(padded - n + 1 for n in range(least, most + 1) if n <= padded)


def _rarity_of(counts: Any) -> Floats:
    """Inverse document frequency of each term, smoothed as scikit-learn does."""
    found_in = np.bincount(counts.indices, minlength=counts.shape[1])
    return np.asarray(np.log((1 + counts.shape[0]) / (1 + found_in)) + 1, dtype=np.float32)


def _unit_rows(counts: Any, total: Floats, rarity: Floats) -> Any:
    """TF-IDF with rows of length one, in which unknown terms count: as rare as the rarest known.

    Without them an answer of unknown words is stretched over the odd pair of letters that it
    shares with others, and looks surer than it is: with 100 coded answers ECE was 0.19.
    """
    unknown = np.maximum(total - np.asarray(counts.sum(axis=1)).ravel(), 0)
    counts.data = (np.log(counts.data) + 1) * rarity[counts.indices]
    mass = np.asarray(counts.multiply(counts).sum(axis=1)).ravel()
    length = np.maximum(np.sqrt(mass + unknown * rarity.max() ** 2), 1e-9)
    counts.data /= np.repeat(length, np.diff(counts.indptr))
    return counts


class AnswerFeatures(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """TF-IDF of each view, scaled to length one, the views side by side.

    Views: lemmas and neighbouring pairs of them, parts of compounds, letters (2-5) within words,
    letters within lemmas. Each says something that the others do not; what each brings is in
    docs/suggestions.md. May be fitted on answers without codes too: how rare a word is does not
    depend on codes. Beside the views stand the topics of all answers, which tell that two words
    belong together before both were coded: with 100 coded answers 1-2 points of hit@3.

    Args:
        topics: With topics; for thousands of coded answers they cost time and bring nothing.

    Attributes:
        starts_: First column of each view and, last, the number of columns; shape (n_views + 1,).
    """

    def __init__(self, *, topics: bool = True) -> None:
        self.topics = topics

    def fit(self, documents: Sequence[Document], y: object = None) -> Self:  # noqa: ARG002 - scikit-learn gives it
        """Learn which features there are and how rare each is. At least one answer."""
        self._learn(documents)
        return self

    def fit_transform(self, documents: Sequence[Document], y: object = None) -> Any:  # noqa: ARG002
        """As `fit` and then `transform`, cutting the answers into terms once."""
        return self._with_topics(self._learn(documents))

    def transform(self, documents: Sequence[Document]) -> Any:
        """Shape (n_documents, n_features), sparse rows, at most one long."""
        return self._with_topics(self._views_of(documents))

    def _learn(self, documents: Sequence[Document]) -> Any:
        """Views, rarity and topics of these answers; gives their rows, topics left out."""
        self._make_views()
        counted = [view.fit(documents) for view in self._views]
        self._rarity = [_rarity_of(counts) for counts, _total in counted]
        self._place()
        rows = self._side_by_side(counted)
        self.topics_ = Topics.of(rows) if self.topics else None
        return rows

    def _with_topics(self, rows: Any) -> Any:
        if self.topics_ is None:
            return rows
        places = sparse.csr_matrix(self.topics_.place(rows) * np.sqrt(TOPIC_SHARE))
        rows *= np.float32(np.sqrt(1 - TOPIC_SHARE))
        return sparse.hstack([rows, places], format="csr", dtype=np.float32)

    def without_topics(self, rows: Any) -> tuple[AnswerFeatures, Any]:
        """The same without topics, and rows of `transform` as it would have given them."""
        if self.topics_ is None:
            return self, rows
        plain = copy(self)
        plain.topics, plain.topics_ = False, None
        rows = rows[:, : self.starts_[-1]]
        rows.data /= np.float32(np.sqrt(1 - TOPIC_SHARE))
        return plain, rows

    @property
    def n_columns_(self) -> int:
        """Columns of a row, those of topics included."""
        return int(self.starts_[-1]) + (self.topics_.projection.shape[1] if self.topics_ else 0)

    def _views_of(self, documents: Sequence[Document]) -> Any:
        return self._side_by_side([view.count(documents) for view in self._views])

    def _side_by_side(self, counted: Sequence[tuple[Any, Floats]]) -> Any:
        parts = [
            _unit_rows(counts, total, rarity)
            for (counts, total), rarity in zip(
                KEYS.patiently(counted, 1), self._rarity, strict=True
            )
        ]
        KEYS.give_way()
        rows = sparse.hstack(parts, format="csr", dtype=np.float32)
        rows /= np.float32(np.sqrt(len(self._views)))
        return rows

    def state(self) -> dict[str, Any]:
        """What was learned, as plain values."""
        names = [view.names() for view in self._views]
        return {
            "terms": ["\n".join(view) for view in names],
            "rarity": np.concatenate(self._rarity),
            **(self.topics_.state() if self.topics_ else {}),
        }

    @classmethod
    def from_state(cls, state: Mapping[str, Any]) -> Self:
        """The features of `state`.

        Raises:
            ValueError: The parts do not fit together.
        """
        made = cls()
        made._make_views()
        made._rarity = []
        rarity = np.asarray(state["rarity"], dtype=np.float32)
        taken = 0
        for view, joined in zip(made._views, state["terms"], strict=True):
            names = str(joined).split("\n")
            view.restore(names)
            made._rarity.append(rarity[taken : taken + len(names)])
            taken += len(names)
        if taken != len(rarity):
            raise ValueError("terms and rarity differ in number")
        made._place()
        made.topics_ = Topics.from_state(state, int(made.starts_[-1]))
        made.topics = made.topics_ is not None
        return made

    def _make_views(self) -> None:
        self._views = (
            _Terms(lemma_grams),
            _Terms(parts_of),
            _Letters(forms_of),
            _Letters(lemmas_of),
        )

    def _place(self) -> None:
        sizes = [len(rarity) for rarity in self._rarity]
        self.starts_ = np.cumsum([0, *sizes])
