"""What an `AnswerCoder` learned as arrays and plain values, and back: nothing to be run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from coder.suggest.answer_features import AnswerFeatures
from coder.suggest.before import BeforeCoding
from coder.suggest.blend import Blend
from coder.suggest.coded_answers import CodedAnswers

if TYPE_CHECKING:
    from coder.suggest.answer_coder import AnswerCoder


def state_of(coder: AnswerCoder) -> dict[str, Any]:
    """Arrays of numbers, truths and texts, and values that JSON knows. No answer is in it."""
    state: dict[str, Any] = {
        "classes": np.array(coder.classes_, dtype=str),
        "n_coded": coder.n_coded_,
        "penalty": float(coder.penalty),
        "blend": coder.blend_.state(),
        "thresholds": coder.thresholds_,
        "always_coded": coder.always_coded_,
        "single": coder.single_,
    }
    learned = coder.learned_
    if learned is None:
        return state
    return state | {
        **learned.features.state(),
        "row_values": learned.rows.data,
        "row_columns": learned.rows.indices,
        "row_starts": learned.rows.indptr,
        "weights": learned.weights,
        "bias": learned.bias,
        "given": learned.given > 0,
    }


def restore(coder: AnswerCoder, state: Mapping[str, Any], before: BeforeCoding) -> None:
    """Give a coder that knows its codes the rest of what was learned.

    Raises:
        KeyError: A part is missing.
        ValueError: The parts do not fit together.
    """
    coder.n_coded_ = int(state["n_coded"])
    coder.before_ = before
    coder.blend_ = Blend.from_state(state["blend"])
    coder.thresholds_ = np.asarray(state["thresholds"], dtype=float)
    coder.always_coded_ = bool(state["always_coded"])
    coder.learned_ = _coded_answers(state) if coder.n_coded_ else None
    n_codes = len(coder.classes_)
    learned = coder.learned_
    if coder.thresholds_.shape != (n_codes,):
        raise ValueError("thresholds and codes differ in number")
    if learned is not None and learned.weights.shape != (coder.n_coded_, n_codes):
        raise ValueError("weights and codes differ in number")


def _coded_answers(state: Mapping[str, Any]) -> CodedAnswers:
    features = AnswerFeatures.from_state(state)
    weights = np.asarray(state["weights"], dtype=np.float32)
    given = np.asarray(state["given"], dtype=np.float32)
    if weights.shape != given.shape or weights.ndim != 2:
        raise ValueError("weights and answers differ in number")
    bias = np.asarray(state["bias"], dtype=np.float32)
    if bias.shape != weights.shape[1:]:
        raise ValueError("bias and weights differ in number")
    parts = (state["row_values"], state["row_columns"], state["row_starts"])
    rows = sparse.csr_matrix(parts, shape=(len(weights), features.n_columns_))
    rows.check_format(full_check=True)
    return CodedAnswers(features, rows, given, weights, bias)
