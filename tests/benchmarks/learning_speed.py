"""How long learning and suggesting take, beside a plain classifier in the same run.

    python tests/benchmarks/learning_speed.py [--sizes 2000,20000] [--codes 50] [--batch 100000]

The answers are made up here, so that nothing else is needed: Dutch words and compounds of two to
twelve words, frequent words more often (Zipf), each code with words of its own; 10 % of the labels
are wrong. No codebook's rules and no Dutch are in the figures but those named so.

- *retraining*: as the app does it after some answers: numbers of all answers are known, the model
  is learned anew. *from scratch*: features too.
- *plain*: scikit-learn's TfidfVectorizer (words 1-2) and LogisticRegression, from scratch.
- *one answer*: probabilities of one answer, median of 200; *with reasons*: and why, three codes.
- *a batch*: `--batch` answers through `coder suggest` in a process of its own, its Dutch analysis
  and rules included; with its highest memory use.

Seconds are wall time; processor seconds (CPU) beside them say what a busy machine hides.
"""

from __future__ import annotations

import argparse
import csv
import json
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np

from coder.domain.codebook import AnswersPer, Code, Codebook
from coder.suggest.before import PlainWords
from coder.suggest.features import Document
from coder.suggest.suggester import Suggester

ROOT = Path(__file__).resolve().parents[2]
ONSETS = "b d f g h j k kl l m n p r s st t v w z br dr gr pl pr sch sl sp tr vr zw".split()
VOWELS = "a aa e ee i ie o oo u uu ei ij oe ou eu".split()
CODAS = ["", "", "l", "n", "r", "s", "t", "k", "m", "p", "ng", "cht", "nd", "rt", "st"]
PER_CODE, COMMON = 40, 4_000  # words of one code, words of all


def words(n: int, chance: np.random.Generator) -> list[str]:
    """Different made-up words of one to four syllables, mostly two."""
    found: dict[str, None] = {}
    while len(found) < n:
        n_parts = chance.choice([1, 2, 3, 4], p=[0.25, 0.45, 0.2, 0.1])
        parts = [chance.choice(some) for _ in range(n_parts) for some in (ONSETS, VOWELS, CODAS)]
        found["".join(parts)] = None
    return list(found)


def answers(n: int, n_codes: int, seed: int) -> tuple[list[str], list[frozenset[str]]]:
    """Made-up answers and the code of each."""
    chance = np.random.default_rng(seed)
    known = np.array(words(COMMON + PER_CODE * n_codes, np.random.default_rng(0)))
    common, own = known[:COMMON], known[COMMON:].reshape(n_codes, PER_CODE)
    weight = 1 / np.arange(1, COMMON + 1)
    weight /= weight.sum()
    texts, codes = [], []
    for code in chance.integers(0, n_codes, n):
        general = chance.choice(common, size=chance.integers(1, 9), p=weight)
        special = chance.choice(own[code], size=chance.integers(1, 4))
        texts.append(" ".join(chance.permutation([*general, *special])))
        wrong = chance.random() < 0.1
        codes.append(frozenset({f"c{chance.integers(n_codes) if wrong else code}"}))
    return texts, codes


def timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
    """What it gives, wall seconds, processor seconds."""
    wall, cpu = perf_counter(), process_time()
    made = work()
    return made, perf_counter() - wall, process_time() - cpu


def plain(texts: list[str], codes: list[frozenset[str]]) -> Any:
    """What anybody would try first."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    model = make_pipeline(TfidfVectorizer(ngram_range=(1, 2)), LogisticRegression(max_iter=200))
    return model.fit(texts, [next(iter(given)) for given in codes])


def codebook(n_codes: int) -> Codebook:
    """Codes with a name and nothing else."""
    codes = tuple(Code(id=f"c{i}", label=f"c{i}") for i in range(n_codes))
    return Codebook(id="speed", title="Speed", answers=AnswersPer.ONE, codes=codes)


def learning(n: int, n_codes: int) -> Iterator[dict[str, Any]]:
    """One size: retraining, from scratch, plain, and one answer."""
    texts, codes = answers(n, n_codes, 1)
    documents = [
        Document.of(text, tokens)
        for text, tokens in zip(texts, PlainWords().analyse(texts), strict=True)
    ]
    bare = Suggester.untrained(codebook(n_codes), PlainWords())
    ready, *preparing = timed(lambda: bare.prepared(documents))
    learned, *again = timed(lambda: ready.trained(documents, codes))
    _scratch, *whole = timed(lambda: bare.trained(documents, codes))
    reference, *beside = timed(lambda: plain(texts, codes))
    for what, (wall, cpu) in (
        ("preparing, once", preparing),
        ("retraining", again),
        ("from scratch", whole),
        ("plain, from scratch", beside),
    ):
        yield {"coded": n, "codes": n_codes, "what": what, "seconds": wall, "cpu": cpu}
    fresh = [
        Document.of(text, tokens)
        for text in answers(200, n_codes, 2)[0]
        for tokens in PlainWords().analyse([text])
    ]
    asked: dict[str, Callable[[Document], Any]] = {
        "one answer": lambda one: learned.scores([one]),
        "one answer, with reasons": lambda one: learned.suggest(one, 3),
        "one answer, plain": lambda one: reference.predict_proba([one.text]),
    }
    for what, ask in asked.items():
        took = [timed(partial(ask, one))[1:] for one in fresh]
        wall, cpu = (statistics.median(column) for column in zip(*took, strict=True))
        yield {"coded": n, "codes": n_codes, "what": what, "seconds": wall, "cpu": cpu}


def batch(n: int) -> dict[str, Any]:
    """`coder suggest` on a file of so many answers with a shipped codebook."""
    texts, _codes = answers(n, 50, 3)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "answers.csv"
        with file.open("w", encoding="utf-8", newline="") as made:
            rows = csv.writer(made)
            rows.writerow(["answer"])
            rows.writerows([text] for text in texts)
        book = ROOT / "codebooks/zorgen.yaml"
        command = [str(Path(sys.executable).parent / "coder"), "suggest", str(file)]
        command += ["--text", "answer"]
        command += ["--codebook", str(book), "--json"]
        with (Path(folder) / "found.jsonl").open("w") as found:
            _done, wall, _cpu = timed(lambda: subprocess.run(command, stdout=found, check=True))
        n_found = sum(1 for _line in (Path(folder) / "found.jsonl").open())
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    megabytes = used.ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)
    cpu = used.ru_utime + used.ru_stime
    what = f"a batch: {n_found} answers, at most {megabytes:.0f} MB"
    return {"coded": 0, "codes": 0, "what": what, "seconds": wall, "cpu": cpu, "mb": megabytes}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", default="2000,20000")
    parser.add_argument("--codes", type=int, default=50)
    parser.add_argument("--batch", type=int, default=100_000, help="0: no batch")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    print(f"{date.today()}, {platform.processor() or platform.machine()}", file=sys.stderr)
    if not chosen.json:
        print("| coded | codes | what | seconds | CPU seconds |\n|--:|--:|---|--:|--:|")

    def show(row: dict[str, Any]) -> None:
        cells = f"| {row['coded'] or ''} | {row['codes'] or ''} | {row['what']} "
        line = f"{cells}| {row['seconds']:.4f} | {row['cpu']:.4f} |"
        print(json.dumps(row) if chosen.json else line, flush=True)

    if chosen.batch:  # first: the memory of a new process starts with that of this one
        show(batch(chosen.batch))
    for size in map(int, filter(None, chosen.sizes.split(","))):
        for row in learning(size, chosen.codes):
            show(row)


if __name__ == "__main__":
    main()
