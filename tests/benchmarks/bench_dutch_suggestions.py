"""What lemmas buy: suggestions with the raw form, simplemma and the embedded pipeline.

    python tests/benchmarks/bench_dutch_suggestions.py [FILE.csv ...]

Rules: the demo's codebooks against `data/gold`, before anybody coded an answer. Learning: a linear
SVM over TF-IDF, 80/20 split (seed 0, duplicates removed), on `data/gold` (first code) and on any
CSV files with columns text and label; "words" is lemmas alone, "both" adds letters within words (as
coder does), "parts" adds the parts of compounds to that. Prints Markdown.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion
from sklearn.svm import LinearSVC

from coder.domain.tokens import Lemmatizer, Token, words
from coder.language.embedded import EmbeddedLemmatizer
from coder.language.simple import SimpleLemmatizer
from coder.services.codebooks import read_codebook
from coder.suggest.features import Document, lemma_grams, make_vectorizer
from coder.suggest.suggester import Suggester

ROOT = Path(__file__).parents[2]
QUESTIONS = ("functietitel", "zorgen", "belemmeringen", "werkplezier", "administratie")
LETTERS = (2, 5)
Item = tuple[str, list[str]]


class RawForms:
    """No lemmas at all: the form is its own."""

    name = "raw form"
    version = "1"

    def analyse(self, texts: Iterable[str]) -> Iterator[Sequence[Token]]:
        for text in texts:
            yield tuple(
                Token(word.form, word.form, word.start, word.end, word.sentence)
                for word in words(text)
            )


LEMMATIZERS: tuple[Lemmatizer, ...] = (RawForms(), SimpleLemmatizer(), EmbeddedLemmatizer())


def gold(question: str) -> list[Item]:
    with (ROOT / "data/raadpleging_2024.csv").open(encoding="utf-8-sig", newline="") as file:
        texts = {row["respnr"]: row[question] for row in csv.DictReader(file, delimiter=";")}
    with (ROOT / f"data/gold/{question}.csv").open(encoding="utf-8", newline="") as file:
        return [(texts[row["id"]], row["codes"].split("|")) for row in csv.DictReader(file)]


def read_set(path: Path) -> list[Item]:
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["text"], row["label"].split("|")) for row in csv.DictReader(file)]


def documents(texts: Sequence[str], lemmatizer: Lemmatizer) -> list[Document]:
    analysed = lemmatizer.analyse(texts)
    return [Document.of(text, tokens) for text, tokens in zip(texts, analysed, strict=True)]


def by_rules(question: str, lemmatizer: Lemmatizer) -> list[str]:
    items = gold(question)
    codebook = read_codebook(ROOT / f"codebooks/{question}.yaml")
    suggester = Suggester.untrained(codebook, lemmatizer)
    found = documents([text for text, _codes in items], lemmatizer)
    ranked = [
        [one.code for one in suggester.rules.suggest(document.text, document.tokens)]
        for document in found
    ]
    suggested = [[one.code for one in row] for row in suggester.suggest_many(found, 3)]
    wanted = [set(codes) for _text, codes in items]
    return [_hit(ranked, wanted, 1), _hit(ranked, wanted, 3), _hit(suggested, wanted, 1)]


def by_learning(items: Sequence[Item], lemmatizer: Lemmatizer) -> list[str]:
    distinct = list({text: (text, codes) for text, codes in items if text.strip()}.values())
    random.Random(0).shuffle(distinct)
    cut = len(distinct) * 4 // 5
    found = documents([text for text, _codes in distinct], lemmatizer)
    labels = [codes[0] for _text, codes in distinct]
    wanted = [set(codes) for _text, codes in distinct[cut:]]
    makers: list[Callable[[], object]] = [
        lambda: TfidfVectorizer(analyzer=lemma_grams, sublinear_tf=True),
        lambda: make_vectorizer(LETTERS),
        lambda: FeatureUnion(
            [
                ("coder", make_vectorizer(LETTERS)),
                ("parts", TfidfVectorizer(analyzer=parts, use_idf=False)),
            ]
        ),
    ]
    cells = []
    for make in makers:
        vectorizer = make()
        model = LinearSVC(C=1.0, class_weight="balanced", random_state=0)
        model.fit(vectorizer.fit_transform(found[:cut]), labels[:cut])
        scores = model.decision_function(vectorizer.transform(found[cut:]))
        order = np.argsort(-scores, axis=1, kind="stable")
        ranked = [[str(model.classes_[index]) for index in row] for row in order]
        cells += [_hit(ranked, wanted, 1), _hit(ranked, wanted, 3)]
    return cells


def parts(document: Document) -> list[str]:
    """Parts of the compounds in an answer, behind a mark that all answers have."""
    return ["-"] + [part for token in document.tokens for part in token.parts]


def _hit(ranked: Sequence[list[str]], wanted: Sequence[set[str]], k: int) -> str:
    hits = [bool(set(codes[:k]) & want) for codes, want in zip(ranked, wanted, strict=True)]
    return f"{sum(hits) / len(hits):.3f}"


def main(paths: Sequence[Path]) -> None:
    print("| gold, before coding | lemmas | rules hit@1 | rules hit@3 | all hit@1 |")
    print("|---|---|--:|--:|--:|")
    for question in QUESTIONS:
        for lemmatizer in LEMMATIZERS:
            print(
                "|", " | ".join([question, lemmatizer.name, *by_rules(question, lemmatizer)]), "|"
            )
    heads = "words @1 | words @3 | both @1 | both @3 | parts @1 | parts @3"
    print(f"\n| learning | n | lemmas | {heads} |")
    print("|---|--:|---|--:|--:|--:|--:|--:|--:|")
    sets = {f"gold {question}": gold(question) for question in QUESTIONS[:2]}
    sets |= {path.stem: read_set(path) for path in paths}
    for name, items in sets.items():
        for lemmatizer in LEMMATIZERS:
            cells = by_learning(items, lemmatizer)
            print("|", " | ".join([name, str(len(items)), lemmatizer.name, *cells]), "|")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
