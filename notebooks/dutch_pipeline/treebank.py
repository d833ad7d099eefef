"""Reads the treebank: sentences of words with gold lemma and part of speech.

Two layouts are understood: the CoNLL-U files of UD Dutch Alpino and LassySmall as they are
published (`nl_*-ud-{train,dev,test}.conllu`), or `traindev.json` for train and dev.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

NEW = "2019"  # treebanks of later date write compounds and particles with "_"


@dataclass(frozen=True, slots=True)
class Word:
    form: str
    lemma: str  # as UD writes it: gemeente_raad
    pos: str
    space: bool = True  # a blank follows
    surface: str = ""  # gemeenteraad


@dataclass(frozen=True, slots=True)
class Sentence:
    words: tuple[Word, ...]
    date: str  # of the treebank release; conventions changed over time
    source: str  # Alpino or LassySmall


def read_part(folder: Path, part: str) -> list[Sentence]:
    """Sentences of "train", "dev" or "test"."""
    files = sorted(folder.glob(f"nl_*-ud-{part}.conllu"))
    if files and (part == "test" or not (folder / "traindev.json").exists()):
        return [sentence for file in files for sentence in read_conllu(file)]
    rows = json.loads((folder / "traindev.json").read_text(encoding="utf-8"))[part]
    return [
        Sentence(
            tuple(Word(f, ud, p, bool(space), surf) for f, surf, p, space, ud in words),
            date,
            source,
        )
        for date, source, words in rows
    ]


def read_conllu(path: Path) -> list[Sentence]:
    """Sentences of one CoNLL-U file; ranges and empty nodes left out."""
    source = "Alpino" if "alpino" in path.name else "LassySmall"
    sentences: list[Sentence] = []
    words: list[Word] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.startswith("#"):
            continue
        if line:
            columns = line.split("\t")
            if columns[0].isdigit():
                words.append(_word(columns))
        elif words:
            sentences.append(Sentence(tuple(words), "9999", source))
            words = []
    return sentences


def _word(columns: list[str]) -> Word:
    form, lemma, pos = columns[1:4]
    return Word(form, lemma, pos, "SpaceAfter=No" not in columns[9], surface(form, lemma, pos))


def surface(form: str, lemma: str, pos: str) -> str:
    """The base form that a reader expects.

    gemeente_raad: gemeenteraad; student_vereniging (studentenverenigingen): studentenvereniging;
    terug_keren: keren where the form is "keerde", terugkeren where it is "terugkeerde".
    """
    from coder.language.surface import surface_lemma

    return surface_lemma(form, lemma, pos)
