"""Builds `nl/compounds.xz`: words with their frequencies, and the treebank's known compounds."""

from __future__ import annotations

import gzip
import json
import math
from collections import Counter
from collections.abc import Iterable
from importlib.resources import files

import wordfreq
from treebank import NEW, Sentence

from coder.domain.tokens import fold
from coder.language.compounds import (
    ENDING_KEPT,
    LINKERS,
    USE_LAST,
    USE_PART,
    USE_WHOLE,
    level_of,
)
from coder.language.packing import data_folder, front_coded, write_sections

LEAST_ZIPF = 1.8  # of a word that is listed only to stay whole
PART_ZIPF = {3: 3.8, 4: 3.0}  # a short part must be common
PART_ZIPF_LONG = 2.0
LONGEST = 25
# Endings and small words that look like parts.
_NO_PARTS = (
    "ing heid lijk ster aar eren aren eer ers den ten gen ver ber be ge en er el te de het een "
    "van aan met uit over ter tot door naar ons wie dit dat die was has had hij zij dan als ook "
    "nog wel niet bij of om na tel ste sche isch schap baar zaam loos achtig tie atie iteit ment "
    "age erij teit rij nis sel der ner eur rice heden lijke ling lingen ringen ende erende stel "
    "eel men king ding ring lin ren ker per sin zin sen sten oudere jongere"
)
_PREPOSITIONS = "voor onder tussen achter binnen boven buiten tegen hoofd mede over"
NO_PARTS = frozenset(_NO_PARTS.split())
PREPOSITIONS = frozenset(_PREPOSITIONS.split())
VOWELS = "aeiou"


def lookups(name: str) -> dict:
    """A Dutch table of the spacy-lookups-data package (needed to build, never to run)."""
    path = files("spacy_lookups_data") / "data" / f"nl_lemma_{name}.json.gz"
    return json.loads(gzip.decompress(path.read_bytes()))


def build_compounds(sentences: Iterable[Sentence]) -> None:
    """Writes the package data from word frequencies, lookup tables and training sentences."""
    zipf = frequencies()
    may_be_part = _parts(zipf)
    words = [
        word
        for word, value in zipf.items()
        if len(word) < LONGEST and (value >= LEAST_ZIPF or word in may_be_part)
    ]
    words.sort()
    plurals = _plurals(may_be_part)
    known = known_compounds(sentences)
    write_sections(
        data_folder() / "compounds.xz",
        [
            front_coded(words),
            "".join(level_of(zipf[word]) for word in words),
            "".join(_use(word, may_be_part, plurals) for word in words),
            "\n".join(f"{word}:{' '.join(parts)}" for word, parts in sorted(known.items())),
        ],
    )


def frequencies() -> dict[str, float]:
    """Zipf frequency of each folded word."""
    shares: Counter[str] = Counter()
    for word, share in wordfreq.get_frequency_dict("nl", wordlist="large").items():
        if word.isalpha():
            shares[fold(word)] += share
    return {word: math.log10(share) + 9 for word, share in shares.items()}


def known_compounds(sentences: Iterable[Sentence]) -> dict[str, tuple[str, ...]]:
    """Parts of each noun of the newer treebanks; () for a noun that is no compound."""
    votes: dict[str, Counter[str]] = {}
    for sentence in sentences:
        for word in sentence.words if sentence.date >= NEW else ():
            if word.pos == "NOUN" and word.surface.isalpha():
                votes.setdefault(fold(word.surface), Counter())[fold(word.lemma)] += 1
    best = {word: counts.most_common(1)[0][0] for word, counts in votes.items()}
    return {word: tuple(lemma.split("_")) if "_" in lemma else () for word, lemma in best.items()}


def _parts(zipf: dict[str, float]) -> set[str]:
    index, lookup = lookups("index"), lookups("lookup")
    content = {fold(word) for kind in ("noun", "adj", "verb") for word in index[kind]}
    base = {fold(form): fold(lemma) for form, lemma in lookup.items()}
    verbs = {fold(word) for word in index["verb"]}
    return {
        word
        for word, value in zipf.items()
        if len(word) >= 3
        and word not in NO_PARTS
        and value >= PART_ZIPF.get(len(word), PART_ZIPF_LONG)
        and (
            word in content
            or base.get(word, word) in content
            or word in PREPOSITIONS
            or is_verb_stem(word, verbs)
        )
    }


def _use(word: str, parts: set[str], plurals: set[str]) -> str:
    if word not in parts:
        return USE_WHOLE
    return USE_LAST if word in plurals else USE_PART


def _plurals(parts: set[str]) -> set[str]:
    """Parts that are another part with a linker: gezins, studenten."""
    base = {fold(form): fold(lemma) for form, lemma in lookups("lookup").items()}
    return {
        word
        for word in parts
        if word not in ENDING_KEPT
        and base.get(word) in parts
        and any(word == base[word] + linker for linker in LINKERS if linker)
    }


def is_verb_stem(word: str, verbs: set[str]) -> bool:
    """Whether a verb is made of it: speel (spelen), schrijf (schrijven), zit (zitten)."""
    infinitives = {word + "en", word + word[-1] + "en"}
    if len(word) > 3 and word[-2] == word[-3] and word[-2] in VOWELS:
        infinitives.add(word[:-3] + word[-2:] + "en")
    voiced = {"f": "v", "s": "z"}
    infinitives |= {
        verb[:-3] + voiced[verb[-3]] + "en" for verb in infinitives if verb[-3] in voiced
    }
    return not infinitives.isdisjoint(verbs)
