"""The tagger's weights: half-precision numbers in one xz file."""

from __future__ import annotations

import io
import json
import lzma
from pathlib import Path
from typing import Any

import numpy as np
from thinc.api import Model

_STORED = np.float16  # measured: no token of the test files is tagged otherwise than with float32


def write_weights(path: Path, model: Model[Any, Any], labels: list[str]) -> None:
    """All parameters of a model, in the order of its layers, behind its labels."""
    buffer = io.BytesIO()
    buffer.write(json.dumps(labels).encode() + b"\n")
    for layer, name in _parameters(model):
        np.save(buffer, np.asarray(layer.get_param(name)).astype(_STORED))
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
        layer.set_param(name, np.load(buffer).astype(np.float32))


def _parameters(model: Model[Any, Any]) -> list[tuple[Model[Any, Any], str]]:
    return [
        (layer, name)
        for layer in model.walk()
        for name in layer.param_names
        if layer.has_param(name)
    ]
