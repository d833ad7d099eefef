"""The estimator beside two reference models on the same splits, and what few answers give.

    python tests/benchmarks/models.py DIR [--sets NAME,...] [--seeds 3] [--json]
    python tests/benchmarks/models.py DIR --few 100 [--each] [--sets NAME,...] [--seeds 5]
    python tests/benchmarks/models.py DIR --speed

DIR holds CSV files with columns id, text, label (several codes joined by "|"; a name that ends in
`_multi` says that answers have several). Each distinct text counts once. 80/20 split by groups:
identical normalised texts never stand on both sides; in a set named `esco*` neither do the titles
of one occupation (the first 8 letters of the id). With `--each` every row counts and identical
texts may stand on both sides, as when answers are taken by lot. A codebook is used by the model
that says so, where NAME.codebook.json (id: "label: definition") lies beside the set. References:
scikit-learn's LogisticRegression (C=10) and LinearSVC (C=1), plain and balanced, one against the
rest, over TF-IDF of words (1-2) and char_wb (2-5), both sublinear. Mean and standard deviation
over seeds. ECE is that of the first suggestion, 15 bins.
"""

from __future__ import annotations

import argparse
import csv
import json
import platform
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_union
from sklearn.svm import LinearSVC

from coder.domain.codebook import Code, Codebook
from coder.domain.tokens import fold
from coder.language.pipeline import choose_lemmatizer
from coder.suggest.answer_coder import AnswerCoder
from coder.suggest.features import Document
from coder.suggest.metrics import (
    as_flags,
    calibration,
    calibration_error,
    hit_at,
    macro_f1,
    micro_f1,
)

Codes = list[frozenset[str]]
WITH_CODEBOOK = "coder, with the codebook"
FIGURES = ("hit@1", "hit@3", "macro-F1", "micro-F1", "ECE", "fit s")


class Answers:
    """One set: documents, codes, groups, and whether an answer has one code."""

    def __init__(self, path: Path, *, each: bool = False) -> None:
        with path.open(encoding="utf-8", newline="") as file:
            every = list(csv.DictReader(file))
        rows = {_normal(row["text"]): row for row in reversed(every)}
        kept = [row for text, row in rows.items() if text]
        if each:
            kept = [row for row in every if _normal(row["text"])]
        texts = [row["text"] for row in kept]
        analysed = choose_lemmatizer().analyse(texts)
        self.name = path.stem
        self.documents = [Document.of(t, k) for t, k in zip(texts, analysed, strict=True)]
        self.codes = [frozenset(row["label"].split("|")) for row in kept]
        self.single = not path.stem.endswith("_multi")
        by_id = path.stem.startswith("esco")
        self.codebook = _codebook(path.with_suffix(".codebook.json"))
        self.groups = [row["id"][:8] if by_id else str(i) for i, row in enumerate(kept)]

    def splits(self, seeds: int, n_train: int | None) -> Iterator[tuple[list[int], list[int]]]:
        """Rows to learn from and rows to be judged by, for each seed."""
        for seed in range(seeds):
            chance = np.random.default_rng(seed)
            names = chance.permutation(sorted(set(self.groups)))
            held = set(names[: len(names) // 5])
            order = chance.permutation(len(self.groups))
            learn = [int(row) for row in order if self.groups[row] not in held]
            yield learn[:n_train], [int(row) for row in order if self.groups[row] in held]

    def pick(self, rows: Sequence[int]) -> tuple[list[Document], Codes]:
        return [self.documents[row] for row in rows], [self.codes[row] for row in rows]


def _codebook(path: Path) -> Codebook | None:
    if not path.exists():
        return None
    said = [(code, *text.partition(":")) for code, text in json.loads(path.read_text()).items()]
    codes = (Code(id=id_, label=label.strip(), definition=text) for id_, label, _, text in said)
    return Codebook(id=path.stem, title=path.stem, codes=tuple(codes))


def _normal(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


def of_coder(answers: Answers, learn: Sequence[int], judge: Sequence[int]) -> list[float]:
    """Learned from coded answers alone."""
    return _of_coder(answers, learn, judge, [])


def of_coder_in_app(answers: Answers, learn: Sequence[int], judge: Sequence[int]) -> list[float]:
    """As in the app: the words of all answers are known, codes only of those learned from."""
    rest = set(range(len(answers.documents))).difference(learn)
    return _of_coder(answers, learn, judge, [answers.documents[row] for row in sorted(rest)])


def of_coder_with_codebook(
    answers: Answers, learn: Sequence[int], judge: Sequence[int]
) -> list[float]:
    """As in the app, where there is always a codebook."""
    rest = sorted(set(range(len(answers.documents))).difference(learn))
    unread = [answers.documents[row] for row in rest]
    return _of_coder(answers, learn, judge, unread, answers.codebook)


def _of_coder(
    answers: Answers,
    learn: Sequence[int],
    judge: Sequence[int],
    unread: Sequence[Document],
    codebook: Codebook | None = None,
) -> list[float]:
    documents, codes = answers.pick(learn)
    started = time.perf_counter()
    groups = [answers.groups[row] for row in learn]
    model = AnswerCoder(codebook, lemmatizer=choose_lemmatizer(), single=answers.single).fit(
        documents, codes, groups=groups, unlabelled=unread
    )
    seconds = time.perf_counter() - started
    fresh, truth = answers.pick(judge)
    scores = model.predict_proba(fresh)
    return figures(model.classes_, scores, model.predict(fresh), truth, seconds, calibrated=True)


def of_reference(make: Callable[[], Any]) -> Callable[..., list[float]]:
    def measure(answers: Answers, learn: Sequence[int], judge: Sequence[int]) -> list[float]:
        documents, codes = answers.pick(learn)
        fresh, truth = answers.pick(judge)
        words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
        letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
        names = sorted(frozenset[str]().union(*codes))
        started = time.perf_counter()
        features = make_union(words, letters)
        rows = features.fit_transform([document.text for document in documents])
        targets: Any = as_flags(codes, names).astype(int)
        if answers.single:
            targets = [next(iter(given)) for given in codes]
        model = OneVsRestClassifier(make()).fit(rows, targets)
        seconds = time.perf_counter() - started
        scores = model.decision_function(features.transform([d.text for d in fresh]))
        chosen = scores > 0
        if answers.single:
            chosen = scores == scores.max(axis=1, keepdims=True)
        found = [frozenset(np.array(names)[row]) for row in chosen]
        return figures(names, scores, found, truth, seconds, calibrated=False)

    return measure


def figures(  # noqa: PLR0917 - what one run gave
    names: Sequence[str],
    scores: Any,
    predicted: Codes,
    truth: Codes,
    seconds: float,
    calibrated: bool,
) -> list[float]:
    """Codes that were never seen count as missed; a code counts in macro-F1 when it occurs."""
    every = sorted(frozenset(map(str, names)).union(*truth))
    wide = np.full((len(truth), len(every)), -np.inf)
    wide[:, [every.index(str(name)) for name in names]] = scores
    wanted, given = as_flags(truth, every), as_flags(predicted, every)
    return [
        hit_at(wanted, wide, 1),
        hit_at(wanted, wide, 3),
        macro_f1(wanted, given),
        micro_f1(wanted, given),
        calibration_error(calibration(wanted, np.maximum(wide, 0))) if calibrated else np.nan,
        seconds,
    ]


MODELS: dict[str, Callable[..., list[float]]] = {
    "coder": of_coder,
    "coder, all answers known": of_coder_in_app,
    WITH_CODEBOOK: of_coder_with_codebook,
    "LinearSVC": of_reference(lambda: LinearSVC(C=1, random_state=0)),
    "LinearSVC balanced": of_reference(
        lambda: LinearSVC(C=1, class_weight="balanced", random_state=0)
    ),
    "LR": of_reference(lambda: LogisticRegression(C=10, solver="liblinear")),
    "LR balanced": of_reference(
        lambda: LogisticRegression(C=10, solver="liblinear", class_weight="balanced")
    ),
}


def compare(
    answers: Answers, seeds: int, n_train: int | None, models: Sequence[str]
) -> Iterator[dict[str, Any]]:
    for name in models:
        if name == WITH_CODEBOOK and answers.codebook is None:
            continue
        runs = [MODELS[name](answers, *split) for split in answers.splits(seeds, n_train)]
        mean, spread = np.mean(runs, axis=0), np.std(runs, axis=0)
        yield {
            "set": answers.name,
            "model": name,
            "seeds": seeds,
            "coded": n_train,
            **{key: float(value) for key, value in zip(FIGURES, mean, strict=True)},
            **{f"{key} sd": float(value) for key, value in zip(FIGURES, spread, strict=True)},
        }


def speed(answers: Answers) -> Iterator[dict[str, Any]]:
    """Seconds to learn from so many answers, and milliseconds for one answer."""
    for n in (500, 2_000, 20_000):
        rows = list(range(min(n, len(answers.documents))))
        documents, codes = answers.pick(rows)
        started = time.perf_counter()
        model = AnswerCoder(single=answers.single).fit(documents, codes)
        fitted = time.perf_counter()
        for document in documents[:50]:
            model.predict_proba([document])
        each = (time.perf_counter() - fitted) / min(50, len(documents)) * 1000
        yield {
            "set": answers.name,
            "coded": len(rows),
            "codes": len(model.classes_),
            "fit s": fitted - started,
            "one answer ms": each,
        }


def show(row: dict[str, Any]) -> None:
    cells = [str(row["set"]), str(row["model"]), str(row["coded"] or "80 %")]
    cells += [
        "–" if np.isnan(row[key]) else f"{row[key]:.3f} ±{row[f'{key} sd']:.3f}" for key in FIGURES
    ]
    print("|", " | ".join(cells), "|", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", default="")
    parser.add_argument("--models", default=";".join(MODELS))
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--few", type=int, default=None)
    parser.add_argument("--each", action="store_true")
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    paths = sorted(given.folder.glob("*.csv"))
    if given.sets:
        paths = [
            path for path in paths if any(path.stem.startswith(s) for s in given.sets.split(","))
        ]
    print(
        f"{datetime.now(UTC):%Y-%m-%d} {platform.machine()} Python {platform.python_version()}",
        file=sys.stderr,
    )
    if not given.json and not given.speed:
        print("| set | model | coded |", " | ".join(FIGURES), "|")
        print("|---|---|--:|" + "--:|" * len(FIGURES))
    for path in paths:
        answers = Answers(path, each=given.each)
        found = (
            speed(answers)
            if given.speed
            else compare(answers, given.seeds, given.few, given.models.split(";"))
        )
        for row in found:
            if given.json or given.speed:
                print(json.dumps(row), flush=True)
            else:
                show(row)


if __name__ == "__main__":
    main()
