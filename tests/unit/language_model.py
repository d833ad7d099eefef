"""Trains a small spaCy model in the format of nl_core_news_md and installs it into a folder.

The real model cannot be had from the package index. This one has its shape: spaCy's own tokenizer,
tagged parts of speech, a trainable lemmatizer (edit trees) with "_" in its lemmas.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import fix_random_seed

DATA = Path(__file__).parents[1] / "data" / "dutch" / "sentences.tsv"

SMALL = {
    "@architectures": "spacy.Tagger.v2",
    "tok2vec": {
        "@architectures": "spacy.HashEmbedCNN.v2",
        "pretrained_vectors": None,
        "width": 48,
        "depth": 1,
        "embed_size": 500,
        "window_size": 1,
        "maxout_pieces": 2,
        "subword_features": True,
    },
}


def read_sentences(path: Path = DATA) -> list[list[tuple[str, str, str]]]:
    """Sentences of (form, UD lemma, part of speech); written for this test."""
    blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
    return [
        [tuple(line.split("\t")) for line in block.splitlines()]  # type: ignore[misc]
        for block in blocks
    ]


def train(
    sentences: list[list[tuple[str, str, str]]], rounds: int = 25, *, small: bool = True
) -> Any:
    """A pipeline of morphologizer and edit-tree lemmatizer; `small` for a handful of sentences."""
    fix_random_seed(0)
    nlp = spacy.blank("nl")
    model = {"model": SMALL} if small else {}
    nlp.add_pipe("morphologizer", config=model)
    nlp.add_pipe("trainable_lemmatizer", config={**model, "min_tree_freq": 1, "top_k": 3})
    examples = [
        Example.from_dict(
            Doc(nlp.vocab, words=[form for form, _l, _p in sentence]),
            {
                "lemmas": [lemma for _f, lemma, _p in sentence],
                "pos": [pos for _f, _l, pos in sentence],
                "morphs": [""] * len(sentence),
            },
        )
        for sentence in sentences
    ]
    optimizer = nlp.initialize(lambda: examples)
    chance = random.Random(0)
    for _round in range(rounds):
        chance.shuffle(examples)
        for batch in spacy.util.minibatch(examples, 16):
            nlp.update(batch, sgd=optimizer, drop=0.1)
    return nlp


def install(nlp: Any, site: Path, name: str = "nl_core_news_md", version: str = "3.8.0") -> None:
    """Make a model importable by name: a package and its metadata in a site folder."""
    lang, _dash, short = name.partition("_")
    nlp.meta.update(lang=lang, name=short, version=version, spacy_version=">=3.8.0,<3.9.0")
    package = site / name
    package.mkdir(parents=True)
    data = package / f"{name}-{version}"
    nlp.to_disk(data)
    (package / "meta.json").write_text(json.dumps(nlp.meta), encoding="utf-8")
    (package / "__init__.py").write_text(
        "from pathlib import Path\n"
        "from spacy.util import load_model_from_init_py, get_model_meta\n"
        "__version__ = get_model_meta(Path(__file__).parent)['version']\n"
        "def load(**overrides):\n"
        "    return load_model_from_init_py(__file__, **overrides)\n",
        encoding="utf-8",
    )
    metadata = site / f"{name}-{version}.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8"
    )
