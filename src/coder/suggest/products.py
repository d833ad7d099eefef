"""Products and inverses of likenesses, which let other threads go on.

How alike all answers are is quick to find because common columns go as a full table.

A few hundred pairs of letters stand in more than one answer in sixteen. They are a third of all
numbers and nine tenths of the work of comparing every answer with every other (parliamentary
titles, ANES and ESCO alike); as a full table they go to BLAS, and the rest stays sparse: 0.14 s
instead of 0.35 s for 2,000 titles.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lapack

from coder.urgency import KEYS

Floats = NDArray[np.float32]

COMMON = 1 / 16  # share of the answers from which a column is common
MOST_COMMON = 2_000  # columns of the full table at most: the room it takes
AT_ONCE = 512  # rows multiplied before a key may go first
SMALL = 256  # rows of a matrix that is inverted at once: 5 ms


def likeness(rows: Any) -> Floats:
    """The product of the rows with themselves, shape (n, n).

    Args:
        rows: Sparse, of float32, shape (n, n_features).
    """
    found_in = np.bincount(rows.indices, minlength=rows.shape[1])
    common = np.flatnonzero(found_in > COMMON * rows.shape[0])
    common = common[np.argsort(-found_in[common], kind="stable")][:MOST_COMMON]
    rare = np.ones(rows.shape[1], dtype=bool)
    rare[common] = False
    KEYS.give_way()
    table = rows[:, common].toarray()
    sparse = rows[:, np.flatnonzero(rare)]
    alike = np.asarray(table @ table.T, dtype=np.float32)
    across = sparse.T.tocsr()
    for start in range(0, len(alike), AT_ONCE):
        KEYS.give_way()
        some = slice(start, start + AT_ONCE)
        alike[some] += (sparse[some] @ across).toarray()
    return alike


def inverse(matrix: Floats) -> Floats:
    """Of a symmetric matrix without negative directions, halved until the parts are small.

    By products of NumPy, which let other threads go on; scipy's LAPACK does not, and at 4,000
    answers it kept a key waiting for a second.
    """
    KEYS.give_way()
    n = len(matrix)
    if n <= SMALL:
        return _small_inverse(matrix)
    half = n // 2
    first = inverse(matrix[:half, :half])
    shared = first @ matrix[:half, half:]
    second = inverse(matrix[half:, half:] - matrix[half:, :half] @ shared)
    across = shared @ second
    found = np.empty_like(matrix)
    found[:half, :half] = first + across @ shared.T
    found[:half, half:] = -across
    found[half:, :half] = -across.T
    found[half:, half:] = second
    return found


def _small_inverse(matrix: Floats) -> Floats:
    """By Cholesky: half the work of an inverse of any matrix."""
    root, failed = lapack.spotrf(matrix, lower=1)
    if not failed:
        half, failed = lapack.spotri(root, lower=1)
    if failed:  # rounding, where the penalty is next to nothing
        return np.asarray(np.linalg.inv(matrix), dtype=np.float32)
    return np.asarray(np.tril(half) + np.tril(half, -1).T, dtype=np.float32)
