"""A classifier that learns codes from coded answers, with scikit-learn's manners."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.special import expit
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression

from coder.errors import CoderError
from coder.i18n import _
from coder.suggest.features import Document, make_vectorizer

CHAR_RANGE = (2, 5)
CERTAIN = 10.0  # log-odds of a code that every answer has
Evidence = Mapping[str, NDArray[np.float64]]  # code -> what rules and codebook say, shape (n,)


class CodeClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """One logistic regression a code over TF-IDF of lemmas and characters, and the prior evidence.

    What rules and codebook say of an answer is a feature beside its words, so that the model
    learns how far to trust them for each code.

    Args:
        single: Exactly one code an answer: probabilities are scaled to sum to 1.
        strength: Inverse of the regularisation (C of scikit-learn); higher trusts the data more.
        evidence_scale: Factor of the evidence: the larger, the less it is regularised beside words.

    Attributes:
        classes_: Code ids, shape (n_codes,), sorted.
        coef_: Weights of the word features, shape (n_codes, n_features).
        evidence_coef_: Weight of the scaled evidence, shape (n_codes,).
        intercept_: Shape (n_codes,).
        feature_names_: Names of the word features, shape (n_features,).
    """

    def __init__(
        self, *, single: bool = False, strength: float = 3.0, evidence_scale: float = 10.0
    ) -> None:
        self.single = single
        self.strength = strength
        self.evidence_scale = evidence_scale

    def fit(
        self,
        documents: Sequence[Document],
        codes: Sequence[frozenset[str]],
        evidence: Evidence | None = None,
    ) -> Self:
        """Learn from coded answers.

        Args:
            documents: Shape (n_answers,).
            codes: The codes of each, shape (n_answers,); an empty set says that none applies.
            evidence: What rules and codebook say of these answers, 0-1; none counts as 0.

        Raises:
            CoderError: There is nothing to tell apart: fewer than two codes.
        """
        self.classes_ = np.array(sorted(frozenset[str]().union(*codes)))
        if len(self.classes_) < 2:
            raise CoderError(
                _("The model needs answers with at least two different codes."),
                _("Code a few more answers; rules and codebook give suggestions meanwhile."),
            )
        self.vectorizer_ = make_vectorizer(CHAR_RANGE)
        words = self.vectorizer_.fit_transform(list(documents))
        self.feature_names_ = self.vectorizer_.get_feature_names_out()
        fitted = [
            self._one(words, self._evidence(evidence, code, len(codes)), np.array(given))
            for code, given in (
                (code, [code in answer for answer in codes]) for code in self.classes_
            )
        ]
        self.coef_ = np.array([weights[:-1] for weights, _ in fitted])
        self.evidence_coef_ = np.array([weights[-1] for weights, _ in fitted])
        self.intercept_ = np.array([intercept for _, intercept in fitted])
        return self

    def _evidence(
        self, evidence: Evidence | None, code: str, n_answers: int
    ) -> NDArray[np.float64]:
        said = (evidence or {}).get(code)
        return np.zeros(n_answers) if said is None else self.evidence_scale * said

    def _one(
        self, words: Any, evidence: NDArray[np.float64], wanted: NDArray[np.bool_]
    ) -> tuple[NDArray[np.float64], float]:
        """Weights of the words and, last, of the evidence; and the intercept."""
        if wanted.all():  # nothing to tell apart
            return np.zeros(words.shape[1] + 1), CERTAIN
        features = sparse.hstack([words, sparse.csr_matrix(evidence[:, None])])
        model = LogisticRegression(C=self.strength, solver="liblinear")
        model.fit(features.tocsr(), wanted)
        return model.coef_[0], float(model.intercept_[0])

    def predict_proba(
        self, documents: Sequence[Document], evidence: Evidence | None = None
    ) -> NDArray[np.float64]:
        """Probability of each code, 0-1, shape (n_answers, n_codes), columns as `classes_`."""
        words = self.vectorizer_.transform(list(documents))
        said = np.column_stack(
            [self._evidence(evidence, code, len(documents)) for code in self.classes_]
        )
        scores = expit(words @ self.coef_.T + said * self.evidence_coef_ + self.intercept_)
        if self.single:
            scores = scores / scores.sum(axis=1, keepdims=True)
        return np.asarray(scores)

    def predict(
        self, documents: Sequence[Document], evidence: Evidence | None = None
    ) -> list[frozenset[str]]:
        """The likeliest code (single), or all codes with a probability over one half."""
        scores = self.predict_proba(documents, evidence)
        if self.single:
            return [frozenset({str(self.classes_[row.argmax()])}) for row in scores]
        return [frozenset(map(str, self.classes_[row > 0.5])) for row in scores]

    def weights(self, document: Document, codes: Sequence[str]) -> dict[str, dict[str, float]]:
        """For each code the lemmas of an answer that spoke for it, with their weight, best first.

        Codes that were never given are left out.
        """
        row = self.vectorizer_.transform([document])
        lemmas = [
            (column, value, str(self.feature_names_[column]).removeprefix("lemma__"))
            for column, value in zip(row.indices, row.data, strict=True)
            if str(self.feature_names_[column]).startswith("lemma__")
        ]
        return {code: self._pulls(lemmas, code) for code in codes if code in self.classes_}

    def _pulls(self, lemmas: Sequence[tuple[int, float, str]], code: str) -> dict[str, float]:
        weights = self.coef_[int(np.searchsorted(self.classes_, code))]
        pulls = ((word, float(value * weights[column])) for column, value, word in lemmas)
        return dict(sorted(((w, p) for w, p in pulls if p > 0), key=lambda item: -item[1]))
