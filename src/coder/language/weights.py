"""The tagger's weights: six bits a number with a scale for each row, in one xz file."""

from __future__ import annotations

import io
import json
import lzma
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from thinc.api import Model

_STEPS = 31  # of a row's largest number, to each side; measured: 0 of 8,473 tags change
_SCALE = np.float16


def write_weights(path: Path, model: Model[Any, Any], labels: list[str]) -> None:
    """All parameters of a model, in the order of its layers, behind its labels."""
    buffer = io.BytesIO()
    buffer.write(json.dumps(labels).encode() + b"\n")
    for layer, name in _parameters(model):
        scales, steps = quantised(np.asarray(layer.get_param(name)))
        np.save(buffer, scales)
        np.save(buffer, steps)
    path.write_bytes(lzma.compress(buffer.getvalue(), preset=9 | lzma.PRESET_EXTREME))


def read_labels(path: Path) -> list[str]:
    """The tags that a model of `write_weights` knows, in its order."""
    with lzma.open(path) as file:
        return [str(label) for label in json.loads(file.readline())]


def read_weights(path: Path, model: Model[Any, Any]) -> None:
    """Fill a model of the same shape."""
    buffer = io.BytesIO(lzma.decompress(path.read_bytes()))
    buffer.readline()
    for layer, name in _parameters(model):
        scales, steps = np.load(buffer), np.load(buffer)
        values: Any = restored(scales, steps)
        layer.set_param(name, values)


def quantised(values: NDArray[Any]) -> tuple[NDArray[np.float16], NDArray[np.int8]]:
    """Scale of each row (along the last axis) and whole steps of it from -31 to 31."""
    largest = np.abs(values).max(axis=-1, keepdims=True, initial=0.0)
    scales = (np.maximum(largest, 1e-4) / _STEPS).astype(_SCALE)
    steps = np.rint(values / scales.astype(np.float32)).clip(-_STEPS, _STEPS)
    return scales, steps.astype(np.int8)


def restored(scales: NDArray[np.float16], steps: NDArray[np.int8]) -> NDArray[np.float32]:
    """The numbers that `quantised` packed, each off by half a step at most."""
    return steps.astype(np.float32) * scales.astype(np.float32)


def _parameters(model: Model[Any, Any]) -> list[tuple[Model[Any, Any], str]]:
    return [
        (layer, name)
        for layer in model.walk()
        for name in layer.param_names
        if layer.has_param(name)
    ]
