"""The suggester of the app as a learner that can be judged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import numpy as np

from coder.domain.codebook import AnswersPer, Codebook
from coder.domain.tokens import Lemmatizer
from coder.suggest.classifier import CodeClassifier
from coder.suggest.evaluation import Codes, Learner
from coder.suggest.features import Document
from coder.suggest.metrics import Scores
from coder.suggest.suggester import Suggester

LEAST_SCORE = 0.5


class SuggesterLearner:
    """Rules, codebook and classifier together, as the app suggests."""

    def __init__(self, codebook: Codebook, lemmatizer: Lemmatizer) -> None:
        self.classes_ = np.array([code.id for code in codebook.codable])
        self._suggester = Suggester.untrained(codebook, lemmatizer)
        self._single = codebook.answers is AnswersPer.ONE

    def fit(self, documents: Sequence[Document], codes: Codes) -> Self:
        """Learn from coded answers; without any, rules and codebook suggest."""
        if len(frozenset[str]().union(*codes)) > 1:
            self._suggester = self._suggester.trained(documents, codes)
        return self

    def predict_proba(self, documents: Sequence[Document]) -> Scores:
        """Scores 0-1, columns as `classes_`."""
        ranked = self._suggester.suggest_many(documents)
        by_code = [{found.code: found.score for found in one} for one in ranked]
        return np.array([[one.get(str(code), 0.0) for code in self.classes_] for one in by_code])

    def predict(self, documents: Sequence[Document]) -> list[frozenset[str]]:
        """The likeliest code, or all codes that score one half."""
        scores = self.predict_proba(documents)
        if self._single:
            return [frozenset({str(self.classes_[row.argmax()])}) for row in scores]
        return [frozenset(map(str, self.classes_[row >= LEAST_SCORE])) for row in scores]


def make_learner(codebook: Codebook | None, lemmatizer: Lemmatizer, *, single: bool) -> Learner:
    """What learns codes: with the codebook's knowledge where there is one."""
    try:
        from coder.suggest.answer_coder import AnswerCoder  # type: ignore[import-not-found]
    except ImportError:
        if codebook is not None:
            return SuggesterLearner(codebook, lemmatizer)
        return CodeClassifier(single=single)
    learner: Learner = AnswerCoder(codebook, lemmatizer=lemmatizer, single=single)
    return learner
