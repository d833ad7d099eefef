"""Measures a lemmatizer on the treebank's test part and on the field lists."""

from __future__ import annotations

import csv
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from treebank import Sentence

from coder.domain.tokens import fold
from coder.language.tagged import Tagged

Tag = Callable[[Iterable[Sequence[str]]], Iterable[list[Tagged]]]
FIELD = Path(__file__).parents[2] / "tests" / "data" / "dutch"


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares in percent; `surface` by part of speech and "all", punctuation left out."""

    surface: dict[str, float]
    pos: float  # all tokens, punctuation included
    words_per_second: float  # CPU time of one thread

    def row(self) -> list[str]:
        kinds = ("all", "NOUN", "VERB", "ADJ")
        return [*(f"{self.surface[kind]:.2f}" for kind in kinds), f"{self.pos:.2f}"]


def score(sentences: Sequence[Sentence], tag: Tag) -> Scores:
    """Gold tokens in, surface lemmas compared without case."""
    started = time.process_time()
    answers = list(tag([word.form for word in sentence.words] for sentence in sentences))
    seconds = time.process_time() - started
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for sentence, tagged in zip(sentences, answers, strict=True):
        for word, found in zip(sentence.words, tagged, strict=True):
            total["tokens"] += 1
            right["tokens"] += found.pos == word.pos
            if word.pos != "PUNCT":
                for kind in ("all", word.pos):
                    total[kind] += 1
                    right[kind] += found.lemma.lower() == word.surface.lower()
    surface = {kind: 100 * right[kind] / total[kind] for kind in total if kind != "tokens"}
    return Scores(surface, 100 * right["tokens"] / total["tokens"], total["tokens"] / seconds)


def read_field(noised: bool = False) -> list[tuple[str, str]]:
    """Forms of the field with their gold lemma."""
    name = "field_noised.tsv" if noised else "field.tsv"
    with (FIELD / name).open(encoding="utf-8") as file:
        return [(row["form"], row["lemma"]) for row in csv.DictReader(file, delimiter="\t")]


def field_errors(
    analyse: Callable[[str], str], *, noised: bool = False
) -> tuple[float, list[tuple[str, str, str]]]:
    """Share in percent of forms, each on its own, and (form, found, gold) of the others.

    `analyse` gives the folded lemmas of a text's words, joined by blanks.
    """
    rows = read_field(noised)
    found = [(form, analyse(form), fold(gold)) for form, gold in rows]
    wrong = [row for row in found if row[1] != row[2]]
    return 100 * (1 - len(wrong) / len(rows)), wrong
