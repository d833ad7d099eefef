"""Where answers lie beside each other: a few numbers an answer, so that likeness is cheap."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from coder.suggest.features import Document, make_vectorizer

DIMENSIONS = 64
CHAR_RANGE = (3, 4)
FITTED_ON = 10_000  # answers; more do not move the axes and cost a minute at 100,000


def landscape(documents: Sequence[Document], seed: int = 0) -> NDArray[np.float32]:
    """Unit vectors of which the inner product is the likeness of two answers, shape (n, d).

    Latent semantic analysis: TF-IDF of lemmas and characters, reduced to at most 64 dimensions.
    An answer without a word that any other shares has only zeros and is like none.

    Source:
        Deerwester et al. (1990), Journal of the American Society for Information Science 41(6).
    """
    if not documents:
        return np.zeros((0, 1), dtype=np.float32)
    rng = np.random.default_rng(seed)
    chosen = np.sort(rng.permutation(len(documents))[:FITTED_ON])
    vectorizer = make_vectorizer(CHAR_RANGE)
    try:
        fitted = vectorizer.fit_transform([documents[i] for i in chosen])
    except ValueError:  # no answer has a word: all are alike
        return np.zeros((len(documents), 1), dtype=np.float32)
    axes = _axes(fitted, seed)
    places = np.vstack(
        [
            np.asarray(vectorizer.transform(documents[start : start + FITTED_ON]) @ axes)
            for start in range(0, len(documents), FITTED_ON)
        ]
    ).astype(np.float32)
    lengths = np.linalg.norm(places, axis=1, keepdims=True)
    return np.asarray(places / np.where(lengths > 1e-6, lengths, 1), dtype=np.float32)


def _axes(matrix: object, seed: int) -> NDArray[np.float64]:
    from sklearn.utils.extmath import randomized_svd

    rank = min(DIMENSIONS, *(length for length in matrix.shape))  # type: ignore[attr-defined]
    _left, _sizes, right = randomized_svd(matrix, rank, n_iter=3, random_state=seed)
    return np.asarray(right.T)
