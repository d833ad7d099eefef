"""Topics of a question: which words go together in its answers, coded or not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

TOPICS = 100  # at most; as many as there are answers would tell nothing that words do not
ANSWERS_PER_TOPIC = 12
SAMPLE = 1_500  # answers that the topics are made from; more changed hit@3 by less than 0.005
Floats = NDArray[np.float32]


class Topics:
    """Places of answers in the space of the main directions in which answers differ.

    An answer is placed by its likeness to a sample of answers, so that what is kept is small.

    Source:
        Deerwester et al. (1990), Indexing by latent semantic analysis, Journal of the American
        Society for Information Science 41(6), 391-407.
    """

    def __init__(self, sample: Any, projection: Floats) -> None:
        self._across = sample.T.tocsr()  # sparse, shape (n_features, n_sample)
        self.projection = projection  # shape (n_sample, n_topics)

    @classmethod
    def of(cls, rows: Any) -> Self | None:
        """The topics of these answers; None for too few to have any."""
        known = np.flatnonzero(np.diff(rows.indptr))
        if len(known) < 3:
            return None
        chosen = np.sort(np.random.default_rng(0).permutation(known)[:SAMPLE])
        sample = rows[chosen]
        alike = (sample @ sample.T).toarray().astype(np.float64)
        wanted = min(TOPICS, max(len(chosen) // ANSWERS_PER_TOPIC, 2))
        # NumPy's lets other threads go on; scipy's finds only those wanted, but nobody can press a
        # key for a second meanwhile.
        strength, vectors = np.linalg.eigh(alike)
        strength, vectors = strength[-wanted:], vectors[:, -wanted:]
        kept = strength > 1e-6 * max(float(strength[-1]), 1e-12)
        projection = vectors[:, kept] / np.sqrt(strength[kept])
        return cls(sample, projection.astype(np.float32))

    def place(self, rows: Any) -> Floats:
        """Unit vectors, shape (n_rows, n_topics); zero for answers without a known word."""
        places = (rows @ self._across) @ self.projection
        lengths = np.linalg.norm(places, axis=1, keepdims=True)
        return np.asarray(places / np.maximum(lengths, 1e-9) * (lengths > 1e-6), dtype=np.float32)

    def state(self) -> dict[str, Any]:
        """As arrays."""
        sample = self._across.T.tocsr()
        return {
            "topic_values": sample.data,
            "topic_columns": sample.indices,
            "topic_starts": sample.indptr,
            "topic_projection": self.projection,
        }

    @classmethod
    def from_state(cls, state: Mapping[str, Any], n_features: int) -> Self | None:
        """The topics of `state`; None when there were none.

        Raises:
            ValueError: The parts do not fit together.
        """
        if "topic_projection" not in state:
            return None
        projection = np.asarray(state["topic_projection"], dtype=np.float32)
        parts = (state["topic_values"], state["topic_columns"], state["topic_starts"])
        sample = sparse.csr_matrix(parts, shape=(len(projection), n_features))
        sample.check_format(full_check=True)
        return cls(sample, projection)
