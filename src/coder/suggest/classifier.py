"""A classifier that learns codes from coded answers, with scikit-learn's manners."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression

from coder.errors import CoderError
from coder.i18n import _
from coder.suggest.features import Document, make_vectorizer

CHAR_RANGE = (2, 5)


class CodeClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """One logistic regression a code over TF-IDF of lemmas and characters.

    Args:
        single: Exactly one code an answer: probabilities are scaled to sum to 1.
        strength: Inverse of the regularisation (C of scikit-learn); higher trusts the data more.
        balanced: Weigh rare codes up.

    Attributes:
        classes_: Code ids, shape (n_codes,), sorted.
        models_: The fitted model of each code, None where all or no answers have it.
    """

    def __init__(
        self, *, single: bool = False, strength: float = 10.0, balanced: bool = True
    ) -> None:
        self.single = single
        self.strength = strength
        self.balanced = balanced

    def fit(self, documents: Sequence[Document], codes: Sequence[frozenset[str]]) -> Self:
        """Learn from coded answers.

        Args:
            documents: Shape (n_answers,).
            codes: The codes of each, shape (n_answers,); an empty set says that none applies.

        Raises:
            CoderError: There is nothing to tell apart: no answers, or fewer than two codes.
        """
        self.classes_ = np.array(sorted(frozenset[str]().union(*codes)))
        if len(self.classes_) < 2:
            raise CoderError(
                _("The model needs answers with at least two different codes."),
                _("Code a few more answers; rules and codebook give suggestions meanwhile."),
            )
        self.vectorizer_ = make_vectorizer(CHAR_RANGE)
        matrix = self.vectorizer_.fit_transform(list(documents))
        self.models_ = [
            self._one(matrix, np.array([code in given for given in codes]))
            for code in self.classes_
        ]
        return self

    def _one(self, matrix: Any, wanted: NDArray[np.bool_]) -> LogisticRegression | None:
        if wanted.all():  # nothing to tell apart; predicted as certain
            return None
        weight = "balanced" if self.balanced else None
        model = LogisticRegression(C=self.strength, class_weight=weight, solver="liblinear")
        return model.fit(matrix, wanted)

    def predict_proba(self, documents: Sequence[Document]) -> NDArray[np.float64]:
        """Probability of each code, 0-1, shape (n_answers, n_codes), columns as `classes_`."""
        matrix = self.vectorizer_.transform(list(documents))
        columns = [
            np.ones(matrix.shape[0]) if model is None else model.predict_proba(matrix)[:, 1]
            for model in self.models_
        ]
        scores = np.column_stack(columns)
        return scores / scores.sum(axis=1, keepdims=True) if self.single else scores

    def predict(self, documents: Sequence[Document]) -> list[frozenset[str]]:
        """The likeliest code (single), or all codes with a probability over one half."""
        scores = self.predict_proba(documents)
        if self.single:
            return [frozenset({str(self.classes_[row.argmax()])}) for row in scores]
        return [frozenset(map(str, self.classes_[row > 0.5])) for row in scores]

    def weights(self, document: Document, code: str) -> dict[str, float]:
        """The lemma features of an answer that spoke for a code, with their weight, best first."""
        model = self.models_[int(np.searchsorted(self.classes_, code))]
        if model is None:
            return {}
        row = self.vectorizer_.transform([document])
        names = self.vectorizer_.get_feature_names_out()
        pulls = {
            str(names[column]).removeprefix("lemma__"): float(value * model.coef_[0, column])
            for column, value in zip(row.indices, row.data, strict=True)
            if str(names[column]).startswith("lemma__")
        }
        return dict(
            sorted(
                ((word, pull) for word, pull in pulls.items() if pull > 0),
                key=lambda item: -item[1],
            )
        )
