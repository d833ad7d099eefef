"""A model as bytes: what is written comes back, and nothing else is let in."""

from __future__ import annotations

import io
import json
import pickle
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from coder.errors import ModelFileError
from coder.suggest import model_file
from coder.suggest.model_file import FORMAT, pack_model, unpack_model

HEADER = {"program": "0.1.0", "codebook": "zorgen"}
STATE = {
    "coef": np.arange(6.0).reshape(2, 3),
    "words": np.array(["werkdruk", "coördinator"]),
    "single": True,
    "codes": ["a", "b"],
}


def test_what_is_packed_comes_back() -> None:
    header, state = unpack_model(pack_model(HEADER, STATE), "m")
    assert header == HEADER
    assert set(state) == set(STATE)
    assert (state["single"], state["codes"]) == (True, ["a", "b"])
    np.testing.assert_array_equal(state["coef"], STATE["coef"])
    assert state["words"].tolist() == ["werkdruk", "coördinator"]


@given(arrays(st.sampled_from([np.float32, np.int64, np.bool_]), array_shapes(min_side=0)))
def test_every_plain_array_survives(array: np.ndarray) -> None:
    _header, state = unpack_model(pack_model({}, {"a": array}), "m")
    np.testing.assert_array_equal(state["a"], array)
    assert state["a"].dtype == array.dtype


def test_the_same_model_gives_the_same_bytes() -> None:
    assert pack_model(HEADER, STATE) == pack_model(HEADER, STATE)


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in parts.items():
            written.writestr(name, content)
    return buffer.getvalue()


def changed(part: str, change: Callable[[bytes], bytes]) -> bytes:
    parts = parts_of(pack_model(HEADER, STATE))
    return zipped(parts | {part: change(parts[part])})


def with_format(number: object) -> bytes:
    def change(content: bytes) -> bytes:
        return json.dumps(json.loads(content) | {"format": number}).encode()

    return changed("header.json", change)


def array_of(dtype: object, shape: tuple[int, ...]) -> bytes:
    buffer = io.BytesIO()
    about = {"descr": dtype, "fortran_order": False, "shape": shape}
    np.lib.format.write_array_header_1_0(buffer, about)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not a model"),
        (b"id;antwoord\n1;werkdruk\n", "not a model"),
        (zipped({"word/document.xml": b"<w/>"}), "not a model"),
        (with_format(FORMAT + 1), f"format {FORMAT + 1}"),
        (with_format(None), "format None"),
        (pack_model(HEADER, STATE)[:-40], "damaged"),
        (pack_model(HEADER, STATE)[:200] + b"x" + pack_model(HEADER, STATE)[201:], "damaged"),
        (changed("state.json", lambda _: b"[1, 2]"), "damaged"),
        (changed("arrays/0.npy", lambda content: content[:-8]), "damaged"),
        (changed("arrays/0.npy", lambda _: array_of("<f8", (10**13,))), "damaged"),
    ],
)
def test_what_is_no_whole_model_of_this_version_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(ModelFileError, match=said) as refused:
        unpack_model(data, "vreemd.model")
    assert "vreemd.model" in refused.value.message
    assert refused.value.hint


@pytest.mark.parametrize("number", range(1, FORMAT))
def test_a_model_of_an_earlier_format_is_read(number: int) -> None:
    _header, state = unpack_model(with_format(number), "oud.model")
    assert state.keys() == STATE.keys()


class Mischief:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.path,)


def test_nothing_that_a_file_says_is_run(tmp_path: Path) -> None:
    done = tmp_path / "run"
    evil = np.array([Mischief(done)], dtype=object)
    buffer = io.BytesIO()
    np.save(buffer, evil, allow_pickle=True)
    np.load(io.BytesIO(buffer.getvalue()), allow_pickle=True)  # it would bite
    assert done.exists()
    done.unlink()
    for content in (buffer.getvalue(), pickle.dumps(Mischief(done))):
        with pytest.raises(ModelFileError, match="damaged"):
            unpack_model(changed("arrays/0.npy", lambda _, content=content: content), "m")
    assert not done.exists()


def test_a_file_that_unpacks_to_more_than_may_be_is_not_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = pack_model({}, {"zeros": np.zeros(100_000)})
    assert len(data) < 10_000
    monkeypatch.setattr(model_file, "MAX_BYTES", 50_000)
    with pytest.raises(ModelFileError, match="larger"):
        unpack_model(data, "m")
