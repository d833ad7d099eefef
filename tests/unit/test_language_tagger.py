"""The tagger's plain NumPy gives the figures of thinc, and its weights survive packing."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from spacy.tokens import Doc

from coder.language import tagger
from coder.language.embedded import load_embedded
from coder.language.weights import quantised, read_labels, read_weights, restored, write_weights

TEXTS = ["dit is een zin", "", "Nog een", "en hier een langere zin van meer dan zeven woorden"]


def docs() -> list[Doc]:
    nlp = load_embedded()
    classes = nlp.get_pipe("lexicon_classes")
    return [classes(Doc(nlp.vocab, words=text.split())) for text in TEXTS]


def test_our_convolutions_give_the_scores_of_thinc() -> None:
    model = load_embedded().get_pipe("morphologizer").model  # type: ignore[attr-defined]
    rows = [of_doc for of_doc in tagger.features_of(docs()) if len(of_doc)]
    each = [member.predict(rows) for member in model.layers]
    wanted = [sum(scores[1:], scores[0]) for scores in zip(*each, strict=True)]
    found = [scores for scores in model.predict(docs()) if len(scores)]
    for mine, theirs in zip(found, wanted, strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-3, atol=1e-3)


def test_what_is_kept_of_words_does_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagger, "_MOST_KEPT", 5)
    kept = tagger.Kept(members=1, width=1)

    def embed(rows: tagger.Rows) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        return rows[None, :, :1].astype(np.float32)

    for start in range(0, 60, 3):
        rows = np.arange(start, start + 3, dtype=np.uint64)[:, None].repeat(5, axis=1)
        assert kept.of(rows, embed)[0, :, 0].tolist() == [start, start + 1, start + 2]
        assert len(kept._place_of) <= 5


def test_packed_weights_give_the_same_model_again(tmp_path: Path) -> None:
    model = load_embedded().get_pipe("morphologizer").model  # type: ignore[attr-defined]
    before = [scores.copy() for scores in model.predict(docs())]
    write_weights(tmp_path / "again.xz", model, ["POS=NOUN", "POS=VERB"])
    assert read_labels(tmp_path / "again.xz") == ["POS=NOUN", "POS=VERB"]
    read_weights(tmp_path / "again.xz", model)
    tagger.forget(model)
    for mine, earlier in zip(model.predict(docs()), before, strict=True):
        np.testing.assert_allclose(mine, earlier, rtol=2e-2, atol=2e-2)


@given(arrays(np.float32, (3, 7), elements=st.floats(-50, 50, width=32)))
def test_a_weight_is_off_by_less_than_a_step(
    values: "np.ndarray[tuple[int, int], np.dtype[np.float32]]",
) -> None:
    scales, steps = quantised(values)
    step = np.maximum(np.abs(values).max(axis=1, keepdims=True), 1e-4) / 31
    assert (np.abs(restored(scales, steps) - values) <= step * 0.55).all()
    assert np.abs(steps).max(initial=0) <= 31
