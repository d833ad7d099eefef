"""A model as bytes: plain arrays and JSON in a zip, with a format version. No code is in it.

Layout: `header.json` says what the file is and what it was made with; `state.json` holds the plain
values that the estimator learned; `arrays/N.npy` its arrays, in the order of the header's names.
Reading never unpickles, never runs what a file says, and takes no more memory than it may.
"""

from __future__ import annotations

import io
import json
import math
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coder.errors import ModelFileError
from coder.i18n import _

KIND = "coder-model"
FORMAT = 3
# Of format 1: without how far scores are evened out; of 2: without the first suggestion's curve.
READABLE = (1, 2, FORMAT)
MAX_BYTES = 1 << 30  # of all parts together, unpacked
MAX_PARTS = 1_000
_MOMENT = (1980, 1, 1, 0, 0, 0)  # the same model gives the same bytes
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, TypeError, OSError)

State = Mapping[str, Any]  # arrays, and values that JSON knows


def pack_model(header: Mapping[str, Any], state: State) -> bytes:
    """A model as bytes.

    Args:
        header: What it was made with, as JSON knows it.
        state: What it learned: arrays of numbers, truths or texts, and values that JSON knows.
    """
    arrays = {name: value for name, value in state.items() if isinstance(value, np.ndarray)}
    plain = {name: value for name, value in state.items() if name not in arrays}
    about = {"kind": KIND, "format": FORMAT, "arrays": list(arrays), "made_with": dict(header)}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as parts:
        _write(parts, "header.json", json.dumps(about, ensure_ascii=False).encode())
        _write(parts, "state.json", json.dumps(plain, ensure_ascii=False).encode())
        for number, array in enumerate(arrays.values()):
            _write(parts, f"arrays/{number}.npy", _array_bytes(array))
    return buffer.getvalue()


def unpack_model(data: bytes, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and state of a model.

    Args:
        data: What `pack_model` gave.
        name: What messages call it.

    Raises:
        ModelFileError: No model, of a later version, damaged, or larger than it may be.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            about = _header(parts, name)
            _check_size(parts, name)
            state = _json(parts, "state.json")
            for number, key in enumerate(about["arrays"]):
                state[str(key)] = _array(parts.read(f"arrays/{number}.npy"))
            return dict(about["made_with"]), state
    except _DAMAGE as error:
        if not zipfile.is_zipfile(io.BytesIO(data)) and not data.startswith(b"PK"):
            raise _no_model(name) from None
        raise damaged_model(name) from error


def damaged_model(name: str) -> ModelFileError:
    """The error for a model that cannot be trusted."""
    message = _("{file} is damaged: this model cannot be used.").format(file=name)
    return ModelFileError(message, _("Export it again, or train a new one with `coder train`."))


def _header(parts: zipfile.ZipFile, name: str) -> dict[str, Any]:
    if "header.json" not in parts.namelist():
        raise _no_model(name)
    about = _json(parts, "header.json")
    if about.get("kind") != KIND:
        raise _no_model(name)
    if about.get("format") not in READABLE:
        message = _("{file} has format {format} of models; this version of coder reads {known}.")
        raise ModelFileError(
            message.format(file=name, format=about.get("format"), known=FORMAT),
            _("Update coder, or export the model again with this version."),
        )
    return about


def _check_size(parts: zipfile.ZipFile, name: str) -> None:
    found = parts.infolist()
    if len(found) > MAX_PARTS or sum(part.file_size for part in found) > MAX_BYTES:
        raise ModelFileError(
            _("{file} is larger than any model that coder makes.").format(file=name),
            _("It was not read."),
        )


def _json(parts: zipfile.ZipFile, part: str) -> dict[str, Any]:
    if parts.getinfo(part).file_size > MAX_BYTES:
        raise ValueError(part)
    value = json.loads(parts.read(part))
    if not isinstance(value, dict):
        raise TypeError(part)
    return value


def _array(content: bytes) -> NDArray[Any]:
    """An array, after a look whether it is as large as its heading says: that room is taken first.

    Raises:
        ValueError: It is not, or it holds objects (which would have to be unpickled).
    """
    part = io.BytesIO(content)
    if np.lib.format.read_magic(part) != (1, 0):
        raise ValueError("an array of another version")
    shape, _fortran, dtype = np.lib.format.read_array_header_1_0(part)
    if dtype.hasobject or math.prod(shape) * dtype.itemsize != len(content) - part.tell():
        raise ValueError("an array of another size")
    part.seek(0)
    array: NDArray[Any] = np.lib.format.read_array(part, allow_pickle=False)
    return array


def _array_bytes(array: NDArray[Any]) -> bytes:
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, np.ascontiguousarray(array), (1, 0), allow_pickle=False)
    return buffer.getvalue()


def _write(parts: zipfile.ZipFile, name: str, content: bytes) -> None:
    part = zipfile.ZipInfo(name, _MOMENT)
    part.compress_type = zipfile.ZIP_DEFLATED
    parts.writestr(part, content)


def _no_model(name: str) -> ModelFileError:
    message = _("{file} is not a model of coder.").format(file=name)
    return ModelFileError(message, _("Models are written by `coder models … --export FILE`."))
