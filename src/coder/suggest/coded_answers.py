"""The coded answers that a model rests on: how alike a new answer is to each, and what follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coder.suggest.answer_features import AnswerFeatures
from coder.suggest.features import Document

FEW = 0.2  # share of the answers up to which they are taken out to be compared
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class CodedAnswers:
    """What a model remembers.

    Attributes:
        features: Turns an answer into numbers.
        rows: Those of the coded answers, sparse, rows of length one, shape (n, n_features).
        given: 1 where an answer has a code, else 0; shape (n, n_codes).
        weights: What each answer says of each code, see `Ridge`; shape (n, n_codes).
        bias: What is said of a code whatever the answer, shape (n_codes,).
        texts: The coded answers as typed; empty for a model that was read from a file.
    """

    features: AnswerFeatures
    rows: Any
    given: Floats
    weights: Floats
    bias: Floats
    texts: Sequence[str] = ()
    of_features: Floats = field(init=False)  # what each feature says of each code

    def __post_init__(self) -> None:
        object.__setattr__(self, "of_features", np.asarray(self.rows.T @ self.weights))

    @property
    def common(self) -> NDArray[np.float64]:
        """Share of the answers that has each code, never quite 0; shape (n_codes,)."""
        return np.asarray((self.given.sum(axis=0) + 0.5) / (len(self.given) + 1), dtype=np.float64)

    def with_code(self, column: int) -> NDArray[np.intp]:
        """Places of the answers that have a code."""
        return np.flatnonzero(self.given[:, column])

    def likeness(self, row: Any, places: NDArray[np.intp]) -> Floats:
        """Cosine of an answer with the coded ones in these places; `row`: of `features`, sparse."""
        wanted = row.toarray().ravel()
        if len(places) > len(self.given) * FEW:  # taking rows out would cost more
            return np.asarray(self.rows @ wanted)[places]
        return np.asarray(self.rows[places] @ wanted)

    def scores(self, rows: Any) -> Floats:
        """Of each code, about -1 to 1, shape (n_rows, n_codes); `rows`: of `features`.

        The same as the likeness to each coded answer times its weights, in a fortieth of the time.
        """
        return np.asarray(rows @ self.of_features + self.bias)

    def nearest(self, document: Document, column: int, k: int) -> list[int]:
        """Places of the coded answers with a code that are most like it, likest first."""
        places = self.with_code(column)
        alike = self.likeness(self.features.transform([document]), places)
        order = np.argsort(-alike, kind="stable")[:k]
        return [int(places[row]) for row in order if alike[row] > 0]
