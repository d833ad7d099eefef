"""How often the splitter finds the head of the treebank's compounds, and splits what is none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from treebank import Sentence

from coder.domain.tokens import fold
from coder.language.compounds import split


@dataclass(frozen=True, slots=True)
class CompoundScore:
    compounds: int
    right_head: float  # share of compounds whose last part is the gold one, 0-1
    others: int
    wrongly_split: float  # share of nouns without "_" in the gold lemma that are split, 0-1


def gold_nouns(sentences: Iterable[Sentence]) -> dict[str, str]:
    """Head of each noun lemma (type), "" when UD does not split it."""
    nouns = {}
    for sentence in sentences:
        for word in sentence.words:
            lemma = fold(word.surface)
            if word.pos == "NOUN" and lemma.isalpha():
                parts = fold(word.lemma).split("_")
                if len(parts) == 1 or lemma.endswith(parts[-1]):
                    nouns[lemma] = parts[-1] if len(parts) > 1 else ""
    return nouns


def score_compounds(nouns: dict[str, str]) -> CompoundScore:
    heads = {word: head for word, head in nouns.items() if head}
    others = [word for word, head in nouns.items() if not head]
    right = sum((split(word) or ("",))[-1] == head for word, head in heads.items())
    wrong = sum(bool(split(word)) for word in others)
    return CompoundScore(len(heads), right / len(heads), len(others), wrong / len(others))
