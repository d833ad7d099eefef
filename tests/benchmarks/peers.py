"""Finding the answers with one code: coder beside asreview and small-text, same answers and starts.

    pip install -e '.[peers]'        or the peers in an environment of their own:
    python tests/benchmarks/peers.py FILE… [--peers-python PATH] [--seeds 3] [--json]

FILE: a coded csv with the columns `text` and `label` (several codes joined by |). Of each file
three codes: the 2nd, 8th and 16th most frequent. Identical answers are one. Every contender
starts from the same right and wrong answer and reads until 95 % of the code's answers are found.

- asreview: `asreview.Simulate` with its default (ELAS u4: TF-IDF 1-2, linear SVM, `max`),
  trained after every answer; and, as `asreview-10`, after every ten.
- small-text: its linear SVM on scikit-learn's TF-IDF 1-2, ten answers at a time, the likeliest
  first (small-text has no such strategy of its own; its BreakingTies does not look for a code).
- coder: the features and linear model of AnswerCoder, the queue `sure`, trained after every answer
  up to 40 and then after every 5 % more; as `coder-10`, after every ten, and as `coder-1`, after
  every answer.

Preparing is what happens once: reading the Dutch and making features. Milliseconds a label are all
trainings and rankings after that. Both are processor time, so that a busy machine does not
matter, on one core (else NumPy's threads count while they wait for each other, sixteen times as
much on a busy machine). Neither has the start of Python and its imports. Recall at 10 %:
share of the code's answers found when a tenth of all is read. WSS@95 is that of
`coder.suggest.metrics.work_saved`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path
from statistics import mean
from time import perf_counter, process_time
from typing import Any

import numpy as np

RANKS = (2, 8, 16)
CONTENDERS = ("coder", "coder-10", "asreview", "asreview-10", "small-text")
SHARE = 0.95
ONE_CORE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


class Clock:
    """When the contender began (imports done), and when it was ready to train."""

    def begin(self) -> None:
        """Imports are done."""
        self.began = process_time()

    def ready(self) -> None:
        """Features are made."""
        self.prepared, self.wall = process_time(), perf_counter()


def enough(wanted: np.ndarray, read: list[int]) -> bool:
    """Have 95 % of the wanted answers been read?"""
    return bool(wanted[read].sum() >= np.ceil(SHARE * wanted.sum()))


def run_coder(
    clock: Clock, texts: list[str], wanted: np.ndarray, start: list[int], pace: str
) -> list[int]:
    """The read order of coder."""
    from coder.services.judging import installed_dutch
    from coder.suggest.answer_features import AnswerFeatures
    from coder.suggest.features import Document
    from coder.suggest.queue import Pool, Queue, order_answers
    from coder.suggest.ridge import fit_ridge

    dutch = installed_dutch()
    list(dutch.analyse(["een"]))  # loads it
    clock.begin()
    analysed = zip(texts, dutch.analyse(texts), strict=True)
    documents = [Document.of(text, tokens) for text, tokens in analysed]
    rows = AnswerFeatures(topics=False).fit(documents).transform(documents)
    clock.ready()
    read = list(start)
    while not enough(wanted, read):
        given = wanted[read].astype(np.float32)[:, None]
        ridge = fit_ridge(rows[read], given, np.arange(len(read)), 0.7)
        scores = rows @ (rows[read].T @ ridge.weights)
        coded = np.zeros(len(texts), dtype=bool)
        coded[read] = True
        chances = 1 / (1 + np.exp(-scores.astype(np.float64)))
        ordered = order_answers(Queue.SURE, Pool(coded, probabilities=chances))
        more = {"growing": max(1, len(read) // 20), "ten": 10, "one": 1}[pace]
        read += ordered[:more].tolist()
    return read


def run_asreview(
    clock: Clock, texts: list[str], wanted: np.ndarray, start: list[int], n_query: int
) -> list[int]:
    """The read order of asreview's default model."""
    import pandas as pd
    from asreview import ActiveLearningCycle, Simulate
    from asreview.models.models import get_ai_config

    class Enough:
        def stop(self, results: Any, _labels: Any) -> bool:
            return enough(wanted, results["record_id"].tolist())

    clock.begin()
    cycle = ActiveLearningCycle.from_meta(get_ai_config()["value"])
    cycle.n_query = n_query
    table = pd.DataFrame({"title": texts, "abstract": [""] * len(texts)})
    rows = cycle.transform(table)
    clock.ready()
    simulation = Simulate(
        rows,
        pd.Series(wanted.astype(int)),
        cycle,
        stopper=Enough(),
        skip_transform=True,
        print_progress=False,
    )
    simulation.label(start)
    simulation.review()
    return [int(row) for row in simulation._results["record_id"]]


def run_small_text(
    clock: Clock, texts: list[str], wanted: np.ndarray, start: list[int]
) -> list[int]:
    """The read order of small-text, the likeliest first."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from small_text import (
        ConfidenceEnhancedLinearSVC,
        PoolBasedActiveLearner,
        SklearnClassifierFactory,
        SklearnDataset,
    )
    from small_text.query_strategies import QueryStrategy

    class Likeliest(QueryStrategy):  # type: ignore[misc]
        def query(  # noqa: PLR0917
            self, clf: Any, dataset: Any, unlabeled: Any, labeled: Any, y: Any, n: int = 10
        ) -> Any:
            chances = clf.predict_proba(dataset[unlabeled])[:, 1]
            return unlabeled[np.argsort(-chances, kind="stable")[:n]]

    clock.begin()
    rows = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True).fit_transform(texts)
    labels = wanted.astype(int)
    data = SklearnDataset(rows, labels, target_labels=np.array([0, 1]))
    factory = SklearnClassifierFactory(ConfidenceEnhancedLinearSVC(), 2)
    clock.ready()
    learner = PoolBasedActiveLearner(factory, Likeliest(), data)
    learner.initialize_data(np.array(start), labels[start])
    read = list(start)
    while not enough(wanted, read):
        chosen = learner.query(num_samples=min(10, len(texts) - len(read)))
        learner.update(labels[chosen])
        read += [int(row) for row in chosen]
    return read


def work(task: dict[str, Any]) -> dict[str, Any]:
    """One contender on one code from one start."""
    texts, wanted = task["texts"], np.array(task["wanted"], dtype=bool)
    start, contender = task["start"], task["contender"]
    clock = Clock()
    runners = {
        "coder": lambda: run_coder(clock, texts, wanted, start, "growing"),
        "coder-10": lambda: run_coder(clock, texts, wanted, start, "ten"),
        "coder-1": lambda: run_coder(clock, texts, wanted, start, "one"),
        "asreview": lambda: run_asreview(clock, texts, wanted, start, 1),
        "asreview-10": lambda: run_asreview(clock, texts, wanted, start, 10),
        "small-text": lambda: run_small_text(clock, texts, wanted, start),
    }
    read = runners[contender]()
    return {
        "read": read,
        "preparing": clock.prepared - clock.began,
        "seconds": process_time() - clock.prepared,
        "wall": perf_counter() - clock.wall,
    }


def judge(task: dict[str, Any], done: dict[str, Any]) -> dict[str, float]:
    """Recall, work saved and pace, by the same definitions for all."""
    from coder.suggest.metrics import recall_after, work_saved

    wanted = np.array(task["wanted"], dtype=bool)
    read = list(dict.fromkeys(done["read"]))
    rest = sorted(set(range(len(wanted))) - set(read))
    in_order = wanted[[*read, *rest]]
    return {
        "recall_at_10": recall_after(in_order, 0.10),
        "wss_95": work_saved(in_order, SHARE),
        "labels": len(read),
        "preparing": done["preparing"],
        "seconds": done["seconds"],
        "wall_seconds": done["wall"],
        "ms_per_label": 1000 * done["seconds"] / (len(read) - len(task["start"])),
    }


def items_of(path: Path) -> list[tuple[str, frozenset[str]]]:
    """The different answers of a file with their codes."""
    import csv

    from coder.domain.answers import normal_form

    found: dict[str, tuple[str, frozenset[str]]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            codes = frozenset(row["label"].split("|"))
            found.setdefault(normal_form(row["text"]), (row["text"], codes))
    return list(found.values())


def tasks_of(path: Path, seeds: int) -> list[dict[str, Any]]:
    """Three codes, each from several starts."""
    items = items_of(path)
    counts = Counter(code for _text, codes in items for code in codes)
    ranked = sorted(counts, key=lambda code: (-counts[code], code))
    tasks = []
    for code in (ranked[rank - 1] for rank in RANKS):
        wanted = np.array([code in codes for _text, codes in items])
        for seed in range(seeds):
            rng = np.random.default_rng(seed)
            start = [
                int(rng.choice(np.flatnonzero(wanted))),
                int(rng.choice(np.flatnonzero(~wanted))),
            ]
            tasks.append(
                {
                    "set": path.stem.split(".")[0],
                    "code": code,
                    "n": int(wanted.sum()),
                    "texts": [text for text, _codes in items],
                    "wanted": wanted.tolist(),
                    "start": start,
                }
            )
    return tasks


def in_process(task: dict[str, Any], python: str) -> dict[str, Any]:
    """The same work in a Python that has the peers."""
    with tempfile.TemporaryDirectory() as folder:  # asreview leaves a cache where it stands
        file = Path(folder, "task.json")
        file.write_text(json.dumps(task), encoding="utf-8")
        done = subprocess.run(
            [python, str(Path(__file__).resolve()), "--task", str(file)],
            capture_output=True,
            check=True,
            text=True,
            cwd=folder,
            env=os.environ | ONE_CORE,
        )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--peers-python", default=sys.executable)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--contenders", nargs="+", default=list(CONTENDERS))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--task", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.task:
        print(json.dumps(work(json.loads(chosen.task.read_text(encoding="utf-8")))))
        return
    print(f"{date.today()}, {platform.processor() or platform.machine()}", file=sys.stderr)
    rows = []
    print(
        "| set | code | n | contender | recall at 10 % | WSS@95 | labels | ms a label "
        "| preparing, s |"
    )
    print("|---|---|--:|---|--:|--:|--:|--:|--:|")
    for path in chosen.files:
        tasks = tasks_of(path, chosen.seeds)
        for code in dict.fromkeys(task["code"] for task in tasks):
            of_code = [task for task in tasks if task["code"] == code]
            for contender in chosen.contenders:
                python = sys.executable if contender.startswith("coder") else chosen.peers_python
                figures = [
                    judge(task, in_process({**task, "contender": contender}, python))
                    for task in of_code
                ]
                means = {name: mean(one[name] for one in figures) for name in figures[0]}
                first = of_code[0]
                rows.append({"set": first["set"], "code": code, "contender": contender, **means})
                print(
                    f"| {first['set']} | {code} | {first['n']} | {contender} "
                    f"| {means['recall_at_10']:.3f} | {means['wss_95']:.3f} "
                    f"| {means['labels']:.0f} | {means['ms_per_label']:.1f} "
                    f"| {means['preparing']:.1f} |",
                    flush=True,
                )
    if chosen.json:
        json.dump(rows, sys.stdout, indent=1)


if __name__ == "__main__":
    main()
