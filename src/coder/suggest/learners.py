"""The suggester of the app as a learner that can be judged again and again.

As in the app, the words of all answers are known beforehand and their codes are not: how rare a
word is comes from all of them, and they are turned into numbers once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from coder.domain.codebook import Codebook
from coder.domain.tokens import Lemmatizer
from coder.suggest.answer_coder import AnswerCoder
from coder.suggest.answer_features import AnswerFeatures
from coder.suggest.before import BeforeCoding
from coder.suggest.evaluation import Codes, Learner, MakeLearner
from coder.suggest.features import Document
from coder.suggest.metrics import Scores
from coder.suggest.ridge import DIRECT


class KnownFeatures(AnswerFeatures):
    """Features of answers that are known already: looked up, not made again."""

    def know(self, documents: Sequence[Document]) -> Self:
        """Learn from these documents, and remember the numbers of each."""
        self._rows = self.fit_transform(documents)
        self._row_of = {id(document): row for row, document in enumerate(documents)}
        return self

    def transform(self, documents: Sequence[Document]) -> Any:
        """The rows of these documents."""
        places = self.places(documents)
        return super().transform(documents) if places is None else self._rows[places]

    def without_topics(self, rows: Any) -> tuple[KnownFeatures, Any]:
        """The same without topics, and rows as it would have given them."""
        plain, stripped = super().without_topics(rows)
        if plain is not self:
            plain._rows = super().without_topics(self._rows)[1]
        return plain, stripped

    def places(self, documents: Sequence[Document]) -> NDArray[np.intp] | None:
        """The numbers of these documents; None when one of them is not known."""
        found = [self._row_of.get(id(document), -1) for document in documents]
        return None if -1 in found else np.array(found, dtype=np.intp)


class KnownAnswersLearner:
    """AnswerCoder over answers that are known beforehand."""

    def __init__(
        self, coder: AnswerCoder, features: KnownFeatures, before: BeforeCoding, said: Scores
    ) -> None:
        self._coder, self._features, self._before, self._said = coder, features, before, said

    @property
    def classes_(self) -> Any:
        """The codes that it knows."""
        return self._coder.classes_

    def fit(self, documents: Sequence[Document], codes: Codes) -> Self:
        """Learn from coded answers; with a codebook there need not be any."""
        places = self._features.places(documents)
        if places is None or not documents:
            self._coder.fit(documents, codes)
            return self
        features, rows = self._features, self._features.transform(documents)
        if len(documents) > DIRECT:  # as the app does
            features, rows = features.without_topics(rows)
        self._coder.fit_rows(
            documents, codes, features, rows, before=self._before, said=self._said[places]
        )
        return self

    def predict_proba(self, documents: Sequence[Document]) -> Scores:
        """Probabilities 0-1, columns as `classes_`."""
        places = self._features.places(documents)
        said = None if places is None else self._said[places]
        return np.asarray(self._coder.predict_proba(documents, said=said))

    def predict(self, documents: Sequence[Document]) -> list[frozenset[str]]:
        """The codes that it would give."""
        return self._coder.predict(documents)


def learner_maker(
    documents: Sequence[Document],
    codebook: Codebook | None,
    lemmatizer: Lemmatizer,
    *,
    single: bool,
) -> MakeLearner:
    """Makes learners that have learned nothing yet, and know these answers."""
    features = KnownFeatures().know(documents)
    before = BeforeCoding(codebook, lemmatizer)
    said = before.scores(documents)

    def make() -> Learner:
        coder = AnswerCoder(codebook, lemmatizer=lemmatizer, single=single)
        return KnownAnswersLearner(coder, features, before, said)

    return make
