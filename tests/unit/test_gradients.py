"""Least squares step by step: as good as solved at once, and blind to what is held out."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from coder.suggest.gradients import Gradients

PENALTY, N, COLUMNS, CODES = 1.5, 400, 300, 5


def coded(seed: int = 0) -> tuple[sparse.csr_matrix, np.ndarray]:
    """Rows of length one in which few columns are common and most rare, and targets."""
    chance = np.random.default_rng(seed)
    has = chance.random((N, COLUMNS)) < 0.9 / np.sqrt(np.arange(1, COLUMNS + 1))
    table = has * chance.random((N, COLUMNS))
    table /= np.linalg.norm(table, axis=1, keepdims=True) + 1e-9
    targets = np.where(np.eye(CODES)[chance.integers(0, CODES, N)] > 0, 1, -1)
    return sparse.csr_matrix(table.astype(np.float32)), targets.astype(np.float32)


def solved(rows: sparse.csr_matrix, targets: np.ndarray) -> np.ndarray:
    """The same at once: likenesses and targets about their mean."""
    table = rows.toarray().astype(float)
    middle = np.eye(len(table)) - 1 / len(table)
    alike = middle @ table @ table.T @ middle + PENALTY * np.eye(len(table))
    return np.linalg.solve(alike, middle @ targets)


@pytest.mark.parametrize("commonest", [0, 40, 1_000])
def test_enough_steps_give_what_solving_at_once_gives(
    commonest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coder.suggest.gradients.COMMONEST", commonest)
    rows, targets = coded()
    everything = np.ones(N, dtype=bool)
    found = Gradients(rows, PENALTY).follow(targets, np.zeros_like(targets), everything, 60)
    np.testing.assert_allclose(found, solved(rows, targets), atol=1e-3)


def test_answers_held_out_have_no_weight_and_teach_nothing() -> None:
    rows, targets = coded()
    known = np.arange(N) >= 100
    found = Gradients(rows, PENALTY).follow(targets, np.zeros_like(targets), known, 60)
    assert not found[:100].any()
    np.testing.assert_allclose(found[100:], solved(rows[100:], targets[100:]), atol=1e-3)


def test_solving_the_commonest_columns_first_saves_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    rows, targets = coded()
    everything, off = np.ones(N, dtype=bool), []
    for commonest in (0, 100):
        monkeypatch.setattr("coder.suggest.gradients.COMMONEST", commonest)
        found = Gradients(rows, PENALTY).follow(targets, np.zeros_like(targets), everything, 4)
        off.append(np.abs(found - solved(rows, targets)).max())
    assert off[1] < off[0] / 2
