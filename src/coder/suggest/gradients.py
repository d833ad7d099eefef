"""Least squares with a penalty for many coded answers: step by step, all codes side by side.

The likenesses of all answers to each other are never made: a step multiplies by the rows and back.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from coder.suggest.products import inverse
from coder.urgency import KEYS

# Columns that most answers have make the steps many: the few hundred commonest, solved exactly
# first, took 14 steps to 8 (and 30 to 12) on ESCO and on made-up answers of 20,000.
COMMONEST = 1_000
MOST_NUMBERS = 40_000_000  # of the table of those columns: 160 MB
BESIDE = 0.5  # what the other columns add to the penalty there; 0.5-1.5 made no difference

Floats = NDArray[np.float32]


class Gradients:
    """Conjugate gradients for all codes, from anywhere, about the mean.

    Args:
        rows: Features of the coded answers, sparse, rows of length one, shape (n, n_features).
        penalty: Above 0; the larger, the less the data are trusted.

    Source:
        Hestenes and Stiefel (1952), Journal of Research of the National Bureau of Standards 49;
        preconditioned as in Golub and Van Loan (2013), Matrix Computations, 11.5, by the identity
        of Woodbury over the commonest columns.
    """

    def __init__(self, rows: Any, penalty: float) -> None:
        self._rows, self._across = rows, rows.T.tocsr()
        self._penalty = np.float32(penalty)
        self._common = _commonest(rows)
        self._firm = np.float32(penalty + BESIDE)
        among = self._common.T @ self._common
        among[np.diag_indices_from(among)] += self._firm
        self._inverse = inverse(among)

    def said(self, weights: Floats) -> Floats:
        """What these weights of the answers say of each answer, without bias; (n, n_codes)."""
        return np.asarray(self._rows @ (self._across @ weights), dtype=np.float32)

    def follow(
        self, targets: Floats, start: Floats, known: NDArray[np.bool_], steps: int
    ) -> Floats:
        """Weights that bring what is said nearer to the targets, so many steps from `start`.

        Args:
            targets: Shape (n, n_codes).
            start: Weights, the same shape; 0 where an answer is not known.
            known: The answers to learn from, shape (n,); the others' weights stay 0.
        """
        found, rest = start.copy(), _centred(targets, known) - self._times(start, known)
        eased = self._eased(rest, known)
        towards, size = eased, _sizes(rest, eased)
        for _step in range(steps):
            KEYS.give_way()
            image = self._times(towards, known)
            length = size / _above_zero(_sizes(towards, image))
            found += length * towards
            rest -= length * image
            eased = self._eased(rest, known)
            size, before = _sizes(rest, eased), _above_zero(size)
            towards = eased + (size / before) * towards
        return found

    def _times(self, vectors: Floats, known: NDArray[np.bool_]) -> Floats:
        return _centred(self.said(vectors), known) + self._penalty * vectors

    def _eased(self, vectors: Floats, known: NDArray[np.bool_]) -> Floats:
        """About what solving would give, exact for the commonest columns."""
        taken = self._common @ (self._inverse @ (self._common.T @ vectors))
        return np.asarray((vectors - taken) * (known[:, None] / self._firm), dtype=np.float32)


def _commonest(rows: Any) -> Floats:
    """The columns that most answers have, about their mean, as a full table."""
    found_in = np.bincount(rows.indices, minlength=rows.shape[1])
    most = min(COMMONEST, MOST_NUMBERS // max(rows.shape[0], 1))
    columns = np.sort(np.argsort(-found_in, kind="stable")[:most])
    table = rows[:, columns].toarray()
    return np.asarray(table - table.mean(axis=0), dtype=np.float32)


def _centred(vectors: Floats, known: NDArray[np.bool_]) -> Floats:
    share = (known / max(known.sum(), 1)).astype(np.float32)
    return np.asarray((vectors - share @ vectors) * known[:, None], dtype=np.float32)


def _sizes(one: Floats, other: Floats) -> Floats:
    return np.asarray(np.einsum("ij,ij->j", one, other), dtype=np.float32)


def _above_zero(sizes: Floats) -> Floats:
    return np.maximum(sizes, np.float32(1e-12))
