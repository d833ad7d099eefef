"""The convolutions of a tagger's network in plain NumPy: the same figures in half the time.

thinc walks through a dozen small layers for each convolution; here one convolution is one matrix
product and a few operations in place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from thinc.api import Model

Floats = NDArray[np.float32]

_TINY = np.float32(1e-8)  # thinc's, in a variance


@dataclass(frozen=True, slots=True)
class Convolution:
    """Maxout over windows of three words, then layer normalisation; added to its input.

    Args:
        weights: Shape (3 × width, pieces × width); all first pieces stand first.
        bias: Shape (pieces × width,).
        scale: Of the normalisation, shape (width,).
        shift: The same.
    """

    weights: Floats
    bias: Floats
    scale: Floats
    shift: Floats


@dataclass(frozen=True, slots=True)
class Network:
    """The weights of one member behind its embeddings, laid out for `encoded`."""

    convolutions: tuple[Convolution, ...]
    output: Floats
    output_bias: Floats

    @classmethod
    def of(cls, member: Model[Any, Any]) -> Self:
        """The weights of a trained member."""
        _ragged, _embed, _list, encode, last = member.layers
        softmax: Any = last.layers[0]
        found = [layer for layer in encode.walk() if layer.name == "maxout"]
        norms = [layer for layer in encode.walk() if layer.name == "layernorm"]
        convolutions = tuple(
            _convolution(maxout, norm) for maxout, norm in zip(found, norms, strict=True)
        )
        output = np.ascontiguousarray(softmax.get_param("W").T)
        return cls(convolutions, output, np.asarray(softmax.get_param("b")))

    @property
    def tags(self) -> int:
        """How many tags it knows."""
        return len(self.output_bias)

    @property
    def reach(self) -> int:
        """Words seen to each side."""
        return len(self.convolutions)


def _convolution(maxout: Model[Any, Any], norm: Model[Any, Any]) -> Convolution:
    weights: NDArray[Any] = np.asarray(maxout.get_param("W"))  # (width, pieces, inputs)
    bias: NDArray[Any] = np.asarray(maxout.get_param("b"))
    inputs = weights.shape[2]
    return Convolution(
        np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(-1, inputs).T),
        np.ascontiguousarray(bias.T).reshape(-1),
        np.asarray(norm.get_param("G")),
        np.asarray(norm.get_param("b")),
    )


def encoded(network: Network, vectors: Floats, lengths: Sequence[int]) -> Floats:
    """Scores of tags for each word.

    Args:
        network: The weights.
        vectors: Of the words of all documents, shape (words, width).
        lengths: Words of each document.
    """
    places = _places(lengths, network.reach)
    width = vectors.shape[1]
    states = np.zeros((places[-1] + 2 + network.reach, width), np.float32)
    inner = states[1:-1]  # a row of zeros stays before and behind
    inner[places] = vectors
    for convolution in network.convolutions:
        windows = np.concatenate([states[:-2], inner, states[2:]], axis=1)
        inner += _normalised(_best_pieces(windows, convolution, width), convolution)
    scores: Floats = inner[places] @ network.output
    scores += network.output_bias
    return scores


def _places(lengths: Sequence[int], gap: int) -> NDArray[np.int64]:
    """Rows of the words when `gap` empty rows stand before each document."""
    before = np.arange(1, len(lengths) + 1) * gap
    return np.repeat(before, lengths) + np.arange(sum(lengths))


def _best_pieces(windows: Floats, convolution: Convolution, width: int) -> Floats:
    pieces: Floats = windows @ convolution.weights
    pieces += convolution.bias
    best = pieces[:, :width]
    for start in range(width, pieces.shape[1], width):
        np.maximum(best, pieces[:, start : start + width], out=best)
    return best


def _normalised(values: Floats, convolution: Convolution) -> Floats:
    width = np.float32(values.shape[1])
    values = values - values.sum(axis=1, keepdims=True) / width
    spread = np.einsum("ij,ij->i", values, values) / width
    values *= (1 / np.sqrt(spread + _TINY))[:, None]
    values *= convolution.scale
    values += convolution.shift
    return values
