"""The model of the tagger: several small networks over one set of features, their scores added.

Several small networks tag better than one large one of the same cost. A network sees of each word
its form, what the lexicon knows of it, and its letters; three convolutions of three words each let
it see three words to both sides.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import LOWER, NORM, PREFIX, SHAPE, SUFFIX
from spacy.ml.models import MaxoutWindowEncoder
from spacy.strings import StringStore, hash_string  # type: ignore[attr-defined]
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import (
    HashEmbed,
    Maxout,
    Model,
    Softmax_v2,
    chain,
    concatenate,
    list2ragged,
    ragged2list,
    with_array,
    zero_init,
)

from coder.language.encoding import Network, encoded

Rows = NDArray[np.uint64]  # shape (words, features)

FORM = 0  # column of the form itself
_FROM_SPACY = [LOWER, NORM, PREFIX, SUFFIX, SHAPE]
_PARTS = (slice(-2, None), slice(None, 3), slice(-4, None))  # letters of the lower-case form
_PIECES = 3
_FIRST_SEED = 8
_PORTION = 600  # words; measured: 400-800 are quickest, 10,000 take a third longer
_ONE_AT_A_TIME = threading.Lock()  # threads share what is kept
_FIRST_ROOM = 4096  # words
_MOST_KEPT = 20_000  # distinct words whose vectors are kept: 1 kB each for four networks
_MIXERS = np.random.default_rng(0).integers(
    1, 2**63, len(_FROM_SPACY), dtype=np.uint64
) | np.uint64(1)


@registry.architectures("coder.Taggers.v1")  # type: ignore[untyped-decorator]
def taggers(
    members: int,
    width: int,
    depth: int,
    rows: list[int],
    nO: int | None = None,  # noqa: N803
) -> Model[Any, Any]:
    """Networks of one shape with weights of their own.

    They are trained one by one (`model.layers`, on what `features_of` gives); together they only
    predict, from documents.

    Args:
        members: How many networks.
        width: Of each vector.
        depth: Convolutions of three words.
        rows: Of the embedding table of each feature, eight.
        nO: Tags; spaCy sets it.
    """
    layers = [_network(width, depth, rows, nO) for _number in range(members)]
    attributes = {"kept": Kept(members, width), "networks": []}
    return Model(
        "taggers", _predict, init=_initialize, layers=layers, attrs=attributes, dims={"nO": nO}
    )


def _network(width: int, depth: int, rows: list[int], tags: int | None) -> Model[Any, Any]:
    tables: list[Any] = [
        HashEmbed(width, count, column=column, seed=_FIRST_SEED + column, dropout=0.0)
        for column, count in enumerate(rows)
    ]
    mixer: Any = Maxout(width, width * len(rows), nP=_PIECES, dropout=0.0, normalize=True)
    embed: Any = with_array(chain(concatenate(*tables), mixer))
    encode = MaxoutWindowEncoder(width=width, window_size=1, maxout_pieces=_PIECES, depth=depth)
    output: Any = Softmax_v2(tags, width, init_W=zero_init, normalize_outputs=False)
    return chain(list2ragged(), embed, ragged2list(), encode, with_array(output))


def features_of(docs: Sequence[Doc]) -> list[Rows]:
    """What the networks see: a row of features for each word of each document."""
    return [
        _with_letters(rows, doc.vocab.strings) for doc, rows in zip(docs, _rows(docs), strict=True)
    ]


def _rows(docs: Sequence[Doc]) -> list[Rows]:
    """What spaCy knows of each word."""
    arrays: list[Any] = [doc.to_array(_FROM_SPACY) for doc in docs]
    return [array.reshape(-1, len(_FROM_SPACY)) for array in arrays]


def _with_letters(rows: Rows, strings: StringStore) -> Rows:
    """The same with the first and last letters of each word."""
    forms = [strings[form] for form in rows[:, FORM].tolist()]
    letters = [[hash_string(form[part]) for part in _PARTS] for form in forms]
    return np.hstack([rows, np.array(letters, np.uint64).reshape(len(forms), len(_PARTS))])


class Kept:
    """Vectors of words that were met before: most words of a survey are.

    Args:
        members: Networks.
        width: Of a vector.
    """

    def __init__(self, members: int, width: int) -> None:
        self._store = np.zeros((members, _FIRST_ROOM, width), np.float32)
        self._place_of: dict[int, int] = {}

    def of(self, rows: Rows, embed: Callable[[Rows], NDArray[np.float32]]) -> NDArray[np.float32]:
        """Vectors of the rows, shape (members, rows, width); rows that are new are embedded."""
        mixed = rows @ _MIXERS  # one number a row, so that looking up is quick
        values, first, inverse = np.unique(mixed, return_index=True, return_inverse=True)
        keys = values.tolist()
        if len(self._place_of) + len(keys) > _MOST_KEPT:
            self.clear()
        places = [self._place_of.get(key, -1) for key in keys]
        new = [index for index, place in enumerate(places) if place < 0]
        if new:
            start = len(self._place_of)
            for place, index in enumerate(new, start):
                self._place_of[keys[index]] = places[index] = place
            self._make_room()
            self._store[:, start : len(self._place_of)] = embed(rows[first[new]])
        return self._store[:, np.asarray(places, np.int64)[inverse.reshape(-1)]]

    def clear(self) -> None:
        """Forget all; also needed when weights change."""
        self._place_of.clear()

    def _make_room(self) -> None:
        members, room, width = self._store.shape
        while room < len(self._place_of):
            room *= 2
        if room > self._store.shape[1]:
            larger = np.zeros((members, room, width), np.float32)
            larger[:, : self._store.shape[1]] = self._store
            self._store = larger


def forget(model: Model[Any, Any]) -> None:
    """Drop what was worked out from earlier weights."""
    model.attrs["kept"].clear()
    model.attrs["networks"] = []


def _predict(model: Model[Any, Any], docs: Any, is_train: bool) -> tuple[Any, Callable[[Any], Any]]:
    if is_train:
        raise NotImplementedError("train the members, not their sum")
    networks = model.attrs["networks"] or [Network.of(member) for member in model.layers]
    model.attrs["networks"] = networks
    kept: Kept = model.attrs["kept"]

    def embed(new: Rows) -> Any:
        features = _with_letters(new, docs[0].vocab.strings)
        return np.stack([member.layers[1].predict(features) for member in model.layers])

    scores: list[Any] = []
    for some in _portions(docs):
        lengths = [len(doc) for doc in some]
        with _ONE_AT_A_TIME:
            vectors = kept.of(np.concatenate(_rows(some)), embed)
        each = zip(networks, vectors, strict=True)
        summed: Any = sum(encoded(network, seen, lengths) for network, seen in each)
        scores.extend(np.split(summed, np.cumsum(lengths)[:-1]))
    return scores, _no_way_back


def _portions(docs: Sequence[Doc]) -> Iterator[list[Doc]]:
    """Documents of some hundreds of words together: what the processor keeps at hand."""
    some: list[Doc] = []
    words = 0
    for doc in docs:
        some.append(doc)
        words += len(doc)
        if words >= _PORTION:
            yield some
            some, words = [], 0
    if some:
        yield some


def _no_way_back(_gradient: Any) -> Any:
    raise NotImplementedError("train the members, not their sum")


def _initialize(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:  # noqa: N803
    rows = features_of(X) if X else None
    for layer in model.layers:
        layer.initialize(X=rows, Y=Y)
