"""Measures the Dutch of coder against other options: accuracy, speed, memory, start-up.

    python tests/benchmarks/bench_dutch.py TREEBANK

TREEBANK holds the test files of UD Dutch Alpino and LassySmall. Needs wordfreq and
spacy-lookups-data for the rivals; Frog is measured where the program `frog` is installed. Prints
Markdown tables. Each option is timed in a process of its own, on 100,000 words of the test files.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
from collections import Counter
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evaluate import Tag

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "notebooks" / "dutch_pipeline"))

WORDS = 100_000
START_UPS = 3
SLOW = {"Frog": 10_000}  # words for what would take minutes


def main(treebank: Path) -> None:
    from evaluate import field_errors, score
    from rivals import all_options
    from treebank import read_part

    sentences = read_part(treebank, "test")
    print(
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} processors, {date.today()}"
    )
    print("| option | surface lemma | N | V | A | POS | field | noised |")
    print("|---|---|---|---|---|---|---|---|")
    for name, tag in all_options().items():
        row = score(sentences, tag).row()

        found = _field_lemmas(tag)
        fields = [
            f"{field_errors(found.__getitem__, noised=noised)[0]:.1f}" for noised in (False, True)
        ]
        print("|", " | ".join([name, *row, *fields]), "|")
    print(f"\nWords a CPU-second: {WORDS:,} words met before, at first, their first tenth.")
    print("| option | met before | at first | first tenth | peak MB | start s |")
    print("|---|---|---|---|---|---|")
    for name in all_options():
        print("|", " | ".join([name, *_cost(name, treebank)]), "|")


def _field_lemmas(tag: Tag) -> dict[str, str]:
    """Folded lemmas of the words of each form of the field lists, in one go."""
    from evaluate import read_field

    from coder.domain.tokens import fold
    from coder.language.tokenizer import token_texts

    forms = [form for noised in (False, True) for form, _gold in read_field(noised)]
    tagged = tag([token_texts(form) for form in forms])
    return {
        form: " ".join(fold(word.lemma) for word in words if word.form[0].isalnum())
        for form, words in zip(forms, tagged, strict=True)
    }


def _cost(name: str, treebank: Path) -> list[str]:
    command = [sys.executable, __file__, str(treebank), "--cost", name]
    runs = [
        json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        for _run in range(START_UPS)
    ]
    best = {key: max(run[key] for run in runs) for key in ("warm", "speed", "cold")}
    least = {key: min(run[key] for run in runs) for key in ("peak", "start")}
    return [
        f"{best['warm']:,.0f}", f"{best['speed']:,.0f}", f"{best['cold']:,.0f}",
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
        if count["words"] >= SLOW.get(name, WORDS):
            break
    tag = all_options()[name]
    started = _cpu_seconds()
    list(tag([["Dit", "is", "goed", "."]]))
    start = _cpu_seconds() - started
    small = []
    while sum(map(len, small)) < SLOW.get(name, WORDS) // 10:
        small.append(batch[len(small)])
    started = _cpu_seconds()
    list(tag(small))
    cold = sum(map(len, small)) / (_cpu_seconds() - started)
    started = _cpu_seconds()
    list(tag(batch))
    speed = count["words"] / (_cpu_seconds() - started)
    started = _cpu_seconds()
    list(tag(batch))  # every word was met before
    warm = count["words"] / (_cpu_seconds() - started)
    return {"warm": warm, "speed": speed, "cold": cold, "start": start, "peak": _peak_megabytes()}


def _cpu_seconds() -> float:
    """Of this process and of programs that it ran to their end, such as Frog."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _peak_megabytes() -> float:
    """Of this process, or of the program that it ran if that took more.

    `getrusage` of this process would count the memory of the process that started it.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    ran = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return max(int(kilobytes), ran) / 1024


if __name__ == "__main__":
    if "--cost" in sys.argv:
        print(json.dumps(measure_cost(sys.argv[3], Path(sys.argv[1]))))
    else:
        main(Path(sys.argv[1]))
