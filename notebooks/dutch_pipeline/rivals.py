"""Other ways to Dutch lemmas, to compare with; each gives `Tagged` words for ready-made tokens."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from build_compounds import lookups
from evaluate import Tag

from coder.language.embedded import EmbeddedLemmatizer
from coder.language.simple import SimpleLemmatizer
from coder.language.surface import surface_lemma
from coder.language.tagged import Tagged

Sentences = Iterable[Sequence[str]]


def raw_form(sentences: Sentences) -> Iterator[list[Tagged]]:
    for sentence in sentences:
        yield [Tagged(form, form) for form in sentence]


def spacy_lookup(sentences: Sentences) -> Iterator[list[Tagged]]:
    """spaCy's Dutch lemmatizer in lookup mode, without spaCy around it."""
    table = lookups("lookup")
    for sentence in sentences:
        yield [Tagged(form, table.get(form, table.get(form.lower(), form))) for form in sentence]


def simplemma_as_it_is(sentences: Sentences) -> Iterator[list[Tagged]]:
    import simplemma

    for sentence in sentences:
        yield [Tagged(form, simplemma.lemmatize(form, lang="nl")) for form in sentence]


def frog(sentences: Sentences) -> Iterator[list[Tagged]]:
    """Frog (GPL) where it is installed as a program; tagger and lemmatizer only."""
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "text.txt"
        lines = [" ".join(sentence) for sentence in sentences]
        text.write_text("\n".join(lines) + "\n", encoding="utf-8")
        command = ["frog", "-n", "--skip=mptnc", "-t", str(text)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    words: list[Tagged] = []
    for line in done.stdout.splitlines():
        if line:
            columns = line.split("\t")
            words.append(Tagged(columns[1], surface_lemma(columns[1], columns[2], "")))
        elif words:
            yield words
            words = []


def all_options() -> dict[str, Tag]:
    options: dict[str, Tag] = {
        "coder_nl (embedded)": EmbeddedLemmatizer().tag,
        "simplemma": simplemma_as_it_is,
        "simplemma, our exceptions": SimpleLemmatizer().tag,
        "spaCy lookup": spacy_lookup,
        "form as typed": raw_form,
    }
    if shutil.which("frog"):
        options["Frog"] = frog
    return options
