"""Suggestions for a notebook: an estimator with scikit-learn's manners that takes plain texts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted

from coder.api.reading import Reader, reader_of
from coder.domain.codebook import Codebook
from coder.domain.suggestions import Suggestion
from coder.errors import UsageError
from coder.i18n import _
from coder.suggest.answer_coder import AnswerCoder
from coder.suggest.features import Document

if TYPE_CHECKING:
    from coder.suggest.model_io import Learned

Codes = str | Collection[str]  # of one answer


class Suggester(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Learns codes from coded texts, and suggests codes for others.

    Works in scikit-learn's tools (`clone`, `cross_val_score`, `GridSearchCV`); its score is the
    share of answers whose first suggestion is right.

    Args:
        codebook: Its rules and texts help; without one only the coded texts count.
        pipeline: The Dutch to use, as the setting `pipeline`; "": the best that is installed.
        random_state: Seed of whatever is left to chance.

    Attributes:
        classes_: Code ids, shape (n_codes,), the columns of `predict_proba`.
        single_: Does each answer get exactly one code?
    """

    def __init__(
        self, codebook: Codebook | None = None, *, pipeline: str = "", random_state: int = 0
    ) -> None:
        self.codebook = codebook
        self.pipeline = pipeline
        self.random_state = random_state

    def fit(self, X: Iterable[str], y: Iterable[Codes]) -> Self:  # noqa: N803 - scikit-learn's name
        """Learn from coded texts.

        Args:
            X: The texts, shape (n_answers,).
            y: A code for each, or a collection of codes for each.

        Raises:
            ValueError: They are not equally many.
            CoderError: There is nothing to learn from.
        """
        texts, given = list(X), list(y)
        if len(texts) != len(given):
            raise ValueError(f"{len(texts)} texts, but {len(given)} codings")
        one = bool(given) and all(isinstance(codes, str) for codes in given)
        coder = AnswerCoder(
            self.codebook,
            lemmatizer=self._reader.lemmatizer,
            single=True if one else None,
            random_state=self.random_state,
        )
        codes = [frozenset([item]) if isinstance(item, str) else frozenset(item) for item in given]
        return self._take(coder.fit(self._documents(texts), codes), single=one)

    def predict_proba(self, X: Iterable[str]) -> NDArray[np.float64]:  # noqa: N803
        """Probability of each code, 0-1, shape (n_answers, n_codes), columns as `classes_`."""
        check_is_fitted(self)
        return np.asarray(self.coder_.predict_proba(self._documents(X)))

    def predict(self, X: Iterable[str]) -> NDArray[Any]:  # noqa: N803
        """The code of each text; after learning from sets of codes a frozenset for each."""
        check_is_fitted(self)
        found = self.coder_.predict(self._documents(X))
        if self.single_:
            return np.array([next(iter(codes), "") for codes in found])
        sets = np.empty(len(found), dtype=object)
        sets[:] = found
        return sets

    def score(
        self,
        X: Iterable[str],  # noqa: N803
        y: Iterable[Codes],
        sample_weight: Sequence[float] | None = None,
    ) -> float:
        """Share of texts whose first suggestion is right, 0-1 (hit@1)."""
        first = self.classes_[self.predict_proba(X).argmax(axis=1)]
        right = [
            code == codes if isinstance(codes, str) else code in codes
            for code, codes in zip(first, y, strict=True)
        ]
        return float(np.average(right, weights=sample_weight))

    def suggest(self, text: str, k: int = 3) -> list[Suggestion]:
        """The `k` likeliest codes for a text, with what speaks for each."""
        check_is_fitted(self)
        [document] = self._documents([text])
        scores = self.coder_.predict_proba([document])[0]
        best = np.argsort(-scores, kind="stable")[:k]
        return [
            Suggestion(
                str(self.classes_[column]),
                round(float(scores[column]), 4),
                self.coder_.explain(document, str(self.classes_[column])),
            )
            for column in best
        ]

    def save(self, path: str | Path) -> Path:
        """Write the model to a file that `load` and `coder models --load` read.

        The file holds words of the answers that it learned from: treat it as you treat them.

        Raises:
            CoderError: It cannot be written.
        """
        from coder.reports.files import write_whole
        from coder.services.models import run_of
        from coder.suggest.model_io import pack_learned

        check_is_fitted(self)
        run = run_of(self.coder_, self._reader.lemmatizer, used=len(self.classes_))
        write_whole(Path(path), pack_learned(self.coder_, run))
        return Path(path)

    @classmethod
    def load(cls, path: str | Path, *, pipeline: str = "") -> Self:
        """A model from a file, of this program or of `coder models --export`. No code is run.

        Raises:
            ModelFileError: It is no model, damaged, or of another version.
        """
        from coder.services.models import read_model_file
        from coder.suggest.model_io import unpack_learned

        suggester, data = cls(pipeline=pipeline), read_model_file(Path(path))
        return suggester._adopt(unpack_learned(data, str(path), suggester._reader.lemmatizer))

    @classmethod
    def of(cls, learned: Learned) -> Self:
        """The suggester of a model that is kept in a project."""
        return cls()._adopt(learned)

    def _adopt(self, learned: Learned) -> Self:
        self.codebook = learned.coder.codebook
        return self._take(learned.coder, single=bool(learned.coder.single_))

    def _take(self, coder: AnswerCoder, *, single: bool) -> Self:
        self.coder_, self.single_ = coder, single
        self.classes_ = coder.classes_
        return self

    @property
    def _reader(self) -> Reader:
        from coder.settings import load_settings

        return reader_of(self.pipeline or load_settings().pipeline)

    def _documents(self, texts: Iterable[str]) -> list[Document]:
        if isinstance(texts, str):
            raise UsageError(_("Give a list of texts, not one text."))
        return self._reader.read([str(text) for text in texts])
