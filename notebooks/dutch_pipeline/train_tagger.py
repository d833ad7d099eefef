"""Trains the tagger of the embedded pipeline, on neat and on noised text.

Older treebank releases tag some words by older conventions ("moeten" a verb, "werd" always an
auxiliary). A word of an older sentence therefore carries the release in what the tagger sees of
it; at work no word does, so the tagger answers by the newest convention and still learns from all.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from noise import typing_error, without_accents
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import load_model_from_config
from thinc.api import Adam, Config, fix_random_seed, set_dropout_rate
from treebank import NEW, Sentence

from coder.language.clauses import AUXILIARIES, clause_hint
from coder.language.components import class_of
from coder.language.packing import data_folder
from coder.language.tagger import FORM, features_of
from coder.language.weights import write_weights

POS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PRON PROPN PUNCT SCONJ SYM VERB X".split()
OLD_NAMES = {"CONJ": "CCONJ", "PART": "ADP"}
INDEX = {pos: index for index, pos in enumerate(POS)}


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and on what; chosen on the dev part."""

    epochs: int = 15
    batch_words: int = 1500
    learn_rate: float = 0.001
    dropout: float = 0.2
    new_weight: int = 3  # sentences of newer releases are seen so often an epoch
    noised: float = 0.35  # share of sentences
    fragments: float = 0.35  # share of the noised that are a few words, as short answers are
    warm_up: int = 150  # steps
    hidden: float = 1.0  # forms are hidden so often, divided by that and their count
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Sample:
    """Words as the tagger sees them, and their tags as one-hot rows."""

    features: np.ndarray
    gold: np.ndarray


def train_tagger(
    sentences: Sequence[Sentence], plan: Plan, *, watch: Callable[[str], None] = print
) -> Language:
    """Train on `sentences` and write `nl/tagger.xz`; the pipeline as it is in memory."""
    fix_random_seed(plan.seed)
    nlp = untrained()
    model = nlp.get_pipe("morphologizer").model
    for number, member in enumerate(model.layers):
        _train_member(nlp, member, sentences, replace(plan, seed=plan.seed + number), watch)
    write_weights(data_folder() / "tagger.xz", model, [f"POS={pos}" for pos in POS])
    return nlp


def _train_member(
    nlp: Language,
    model: Any,
    sentences: Sequence[Sentence],
    plan: Plan,
    watch: Callable[[str], None],
) -> None:
    fix_random_seed(plan.seed)
    chance = random.Random(plan.seed)  # noqa: S311 - no secret
    order = [
        index
        for index, sentence in enumerate(sentences)
        for _again in range(plan.new_weight if sentence.date >= NEW else 1)
    ]
    steps = plan.epochs * sum(len(sentences[i].words) for i in order) // plan.batch_words
    counts = Counter(word.form.lower() for one in sentences for word in one.words)
    optimizer = Adam(plan.learn_rate, L2=0.01, grad_clip=1.0, use_averages=True)
    step = 0
    for epoch in range(plan.epochs):
        chance.shuffle(order)
        samples = (_sample(nlp, sentences[i], plan, chance, counts) for i in order)
        loss = 0.0
        for batch in _batches(samples, plan.batch_words):
            step += 1
            rising, falling = min(1.0, step / plan.warm_up), max(0.02, 1 - step / steps)
            optimizer.learn_rate = plan.learn_rate * rising * falling
            loss += _update(model, batch, optimizer, plan.dropout)
        watch(f"member {plan.seed}, epoch {epoch + 1} of {plan.epochs}, loss {loss:.0f}")
    _average(model, optimizer)


def untrained(config: Path | None = None) -> Language:
    """The pipeline with random weights."""
    config = config or data_folder() / "pipeline.cfg"
    nlp = load_model_from_config(Config().from_disk(config), auto_fill=True)
    tagger: Any = nlp.get_pipe("morphologizer")
    for pos in POS:
        tagger.add_label(f"POS={pos}")
    example = Example.from_dict(nlp.make_doc("goed"), {"pos": ["ADJ"], "morphs": [""]})
    tagger.initialize(lambda: [example], nlp=nlp)
    return nlp


def _update(model: Any, batch: list[Sample], optimizer: Adam, dropout: float) -> float:
    set_dropout_rate(model, dropout)
    guesses, back = model.begin_update([sample.features for sample in batch])
    errors = [
        (np.asarray(guess) - sample.gold).astype("f")
        for guess, sample in zip(guesses, batch, strict=True)
    ]
    back(errors)
    model.finish_update(optimizer)
    set_dropout_rate(model, 0.0)
    return float(sum((error**2).sum() for error in errors))


def _average(model: Any, optimizer: Adam) -> None:
    """Put the running average of the weights in their place: it tags a little better."""
    for layer in model.walk():
        for name in layer.param_names:
            if layer.has_param(name) and (layer.id, name) in optimizer.averages:
                layer.set_param(name, optimizer.averages[layer.id, name])


def _batches(samples: Iterator[Sample], words: int) -> Iterator[list[Sample]]:
    batch: list[Sample] = []
    size = 0
    for sample in samples:
        batch.append(sample)
        size += len(sample.gold)
        if size >= words:
            yield batch
            batch, size = [], 0


def _sample(
    nlp: Language, sentence: Sentence, plan: Plan, chance: random.Random, counts: Counter[str]
) -> Sample:
    forms, kept = [word.form for word in sentence.words], list(range(len(sentence.words)))
    if chance.random() < plan.noised:
        make = _fragment if chance.random() < plan.fragments else _typed
        forms, kept = make(sentence, chance)
    gold = np.zeros((len(kept), len(POS)), "f")
    for row, index in enumerate(kept):
        pos = sentence.words[index].pos
        gold[row, INDEX[OLD_NAMES.get(pos, pos)]] = 1
    (features,) = features_of([_doc(nlp, forms, sentence.date)])
    hide = [chance.random() < plan.hidden / (plan.hidden + counts[form.lower()]) for form in forms]
    features[hide, FORM] = 0
    return Sample(features, gold)


def _doc(nlp: Language, forms: list[str], date: str) -> Doc:
    doc = Doc(nlp.vocab, words=forms)
    lower = [form.lower() for form in forms]
    release = "" if date >= NEW else date[:4]
    for place, (token, form) in enumerate(zip(doc, lower, strict=True)):
        hint = clause_hint(lower, place) if form in AUXILIARIES else ""
        token.norm_ = class_of(form) + hint + release
    return doc


def _fragment(sentence: Sentence, chance: random.Random) -> tuple[list[str], list[int]]:
    """One to four words, often up to a noun, as typed into a short answer."""
    words = sentence.words
    ends = [i for i, word in enumerate(words) if word.pos != "PUNCT"] or [0]
    nouns = [i for i in ends if words[i].pos == "NOUN"]
    end = chance.choice(nouns if nouns and chance.random() < 0.5 else ends)
    start = max(0, end - chance.choice([0, 0, 1, 2, 3]))
    kept = [i for i in range(start, end + 1) if words[i].pos != "PUNCT"] or [end]
    forms = [words[i].form for i in kept]
    case = chance.random()
    if case < 0.5:
        forms = [form.lower() for form in forms]
    elif case < 0.75:
        if words[kept[0]].pos != "PROPN":
            forms[0] = forms[0].capitalize()
    elif case < 0.9:
        forms = [form.upper() for form in forms]
    if chance.random() < 0.2:
        forms = [without_accents(form) or form for form in forms]
    return forms, kept


def _typed(sentence: Sentence, chance: random.Random) -> tuple[list[str], list[int]]:
    """A sentence in lower case, without marks or accents, with typing errors: some of these."""
    forms = [word.form for word in sentence.words]
    kept = list(range(len(forms)))
    if chance.random() < 0.8:
        forms = [form.lower() for form in forms]
    if chance.random() < 0.5:
        kept = [i for i in kept if sentence.words[i].pos != "PUNCT"] or kept
    if chance.random() < 0.3:
        forms = [without_accents(form) or form for form in forms]
    if chance.random() < 0.5:
        forms = [_mistyped(form, chance) for form in forms]
    return [forms[i] for i in kept], kept


def _mistyped(form: str, chance: random.Random) -> str:
    often = len(form) > 5 and form.isalpha() and chance.random() < 0.08
    return typing_error(form, chance) if often else form
