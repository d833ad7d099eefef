"""Do several processes pay? Lemmas of many answers, by number of processes.

    python tests/benchmarks/bench_dutch_processes.py SURVEY.csv [--answers 100000] [--json]

The answers are made of the sentences of a survey (a csv with ";" and columns of open answers), each
one distinct. Timed are `coder lemmas` and a project's analysis, wall and processor time, in a
process of their own; nothing is asserted.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

LEAST_LETTERS = 15


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("survey", type=Path)
    parser.add_argument("--answers", type=int, default=100_000)
    parser.add_argument("--processes", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--json", action="store_true", dest="as_json")
    parser.add_argument("--job", choices=["lemmas", "project"])
    arguments = parser.parse_args()
    if arguments.job:
        print(json.dumps(_job(arguments.job, arguments.survey, arguments.answers)))
        return
    rows = [
        {"job": job, "processes": count, **_timed(job, count, arguments)}
        for job in ("lemmas", "project")
        for count in arguments.processes
    ]
    if arguments.as_json:
        print(json.dumps({"answers": arguments.answers, "rows": rows}, indent=1))
        return
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} processors, "
          f"{date.today()}, {arguments.answers:,} distinct answers")  # fmt: skip
    print("| job | processes | words | wall s | processor s | peak MB |")
    print("|---|--:|--:|--:|--:|--:|")
    for row in rows:
        print(f"| {row['job']} | {row['processes']} | {row['words']:,} | {row['wall']:.1f} | "
              f"{row['cpu']:.1f} | {row['peak']:.0f} |")  # fmt: skip


def _timed(job: str, processes: int, arguments: argparse.Namespace) -> dict[str, float]:
    command = [sys.executable, __file__, str(arguments.survey), "--job", job]
    done = subprocess.run(
        [*command, "--answers", str(arguments.answers)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "CODER_PROCESSES": str(processes), "OMP_NUM_THREADS": "1"},
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _job(job: str, survey: Path, count: int) -> dict[str, float]:
    texts = _answers(survey, count)
    started = time.perf_counter()
    words = _lemmas(texts) if job == "lemmas" else _project(texts)
    wall = time.perf_counter() - started
    own, others = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    cpu = own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime
    return {"words": words, "wall": wall, "cpu": cpu, "peak": own.ru_maxrss / 1024}


def _lemmas(texts: list[str]) -> int:
    from coder.services.lemmas import lemmas_of

    return sum(len(words) for words in lemmas_of(iter(texts), pipeline="coder_nl"))


def _project(texts: list[str]) -> int:
    from coder.language.embedded import EmbeddedLemmatizer
    from coder.services.analysing import analyse_texts
    from coder.storage.project import Project

    with (
        tempfile.TemporaryDirectory() as folder,
        Project.create(Path(folder) / "many.coder") as project,
    ):
        documents = analyse_texts(project, EmbeddedLemmatizer(), texts)
    return sum(len(document.tokens) for document in documents)


def _answers(survey: Path, count: int) -> list[str]:
    """Distinct answers of two sentences each."""
    with survey.open(encoding="utf-8-sig", newline="") as file:
        cells = {cell.strip() for row in csv.reader(file, delimiter=";") for cell in row[1:]}
    sentences = sorted(cell for cell in cells if len(cell) >= LEAST_LETTERS and " " in cell)
    chance = random.Random(0)
    found: dict[str, None] = {}
    while len(found) < count:
        found[". ".join(chance.sample(sentences, 2))] = None
    return list(found)


if __name__ == "__main__":
    main()
