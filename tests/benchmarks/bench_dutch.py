"""Measures the Dutch of coder against other options: accuracy, speed, memory, start-up.

    python tests/benchmarks/bench_dutch.py TREEBANK

TREEBANK holds the test files of UD Dutch Alpino and LassySmall. Needs wordfreq and
spacy-lookups-data for the rivals; Frog is measured where the program `frog` is installed. Prints
Markdown tables. Each option is timed in a process of its own, on 100,000 words of the test files.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "notebooks" / "dutch_pipeline"))

WORDS = 100_000
START_UPS = 3


def main(treebank: Path) -> None:
    from evaluate import field_errors, score
    from rivals import all_options
    from treebank import read_part

    from coder.domain.tokens import fold
    from coder.language.tokenizer import token_texts

    sentences = read_part(treebank, "test")
    print("| option | surface lemma | N | V | A | POS | field | noised |")
    print("|---|---|---|---|---|---|---|---|")
    for name, tag in all_options().items():
        row = score(sentences, tag).row()

        def analyse(text: str, tag=tag) -> str:
            (words,) = tag([token_texts(text)])
            return " ".join(fold(word.lemma) for word in words if word.form[0].isalnum())

        fields = [f"{field_errors(analyse, noised=noised)[0]:.1f}" for noised in (False, True)]
        print("|", " | ".join([name, *row, *fields]), "|")
    print(f"\n| option | words a CPU-second ({WORDS:,} words) | first 10,000 | peak MB | start s |")
    print("|---|---|---|---|---|")
    for name in all_options():
        print("|", " | ".join([name, *_cost(name, treebank)]), "|")


def _cost(name: str, treebank: Path) -> list[str]:
    command = [sys.executable, __file__, str(treebank), "--cost", name]
    runs = [
        json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        for _run in range(START_UPS)
    ]
    best = {key: max(run[key] for run in runs) for key in ("speed", "cold")}
    least = {key: min(run[key] for run in runs) for key in ("peak", "start")}
    return [
        f"{best['speed']:,.0f}", f"{best['cold']:,.0f}",
        f"{least['peak']:.0f}", f"{least['start']:.2f}",
    ]  # fmt: skip


def measure_cost(name: str, treebank: Path) -> dict[str, float]:
    """One option in this process; memory includes Python and what it imports."""
    from rivals import all_options
    from treebank import read_part

    count: Counter[str] = Counter()
    batch = []
    for sentence in cycle(read_part(treebank, "test")):
        batch.append([word.form for word in sentence.words])
        count["words"] += len(sentence.words)
        if count["words"] >= WORDS:
            break
    tag = all_options()[name]
    started = time.process_time()
    list(tag([["Dit", "is", "goed", "."]]))
    start = time.process_time() - started
    small = []
    while sum(map(len, small)) < WORDS // 10:
        small.append(batch[len(small)])
    started = time.process_time()
    list(tag(small))
    cold = sum(map(len, small)) / (time.process_time() - started)
    started = time.process_time()
    list(tag(batch))
    speed = count["words"] / (time.process_time() - started)
    return {"speed": speed, "cold": cold, "start": start, "peak": _peak_megabytes()}


def _peak_megabytes() -> float:
    """Of this process alone; `getrusage` would count the memory of the process that started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    return int(kilobytes) / 1024


if __name__ == "__main__":
    if "--cost" in sys.argv:
        print(json.dumps(measure_cost(sys.argv[3], Path(sys.argv[1]))))
    else:
        main(Path(sys.argv[1]))
