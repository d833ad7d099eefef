"""How quick and how right a lookup list is: a list of texts with codes, looked up in itself.

    python tests/benchmarks/bench_lookup.py LIST.csv [--text text] [--code label] [--json]

Three ways in: texts as they are in the list; texts with one typing error; and texts that were left
out of the list while other texts of their code stayed. hit@k: the right code is among the first k.
"""

from __future__ import annotations

import argparse
import csv
import json
import platform
import random
import statistics
import string
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from coder.domain.answers import normal_form
from coder.domain.lookup import LookupEntry
from coder.suggest.lookup import LookupIndex

Asked = tuple[str, frozenset[str]]  # a text, and the codes that are right


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("list", type=Path)
    parser.add_argument("--text", default="text")
    parser.add_argument("--code", default="label")
    parser.add_argument("--n", type=int, default=1000, help="lookups of each kind")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    chance = random.Random(given.seed)
    codes = read(given.list, given.text, given.code)
    rows = [measure(*way) for way in ways(codes, given.n, chance)]
    about = {"machine": platform.processor() or platform.machine(), "lines": len(codes)}
    about["date"] = datetime.now(UTC).date().isoformat()
    if given.json:
        sys.stdout.write(json.dumps({**about, "rows": rows}, indent=2) + "\n")
        return
    print(" · ".join(f"{key} {value}" for key, value in about.items()))
    print("| looked up | n | hit@1 | hit@3 | median ms | slowest 1 % ms | index s |")
    print("|---|---|---|---|---|---|---|")
    for row in rows:
        print("| " + " | ".join(str(value) for value in row.values()) + " |")


def read(path: Path, text: str, code: str) -> dict[str, set[str]]:
    """The codes of each distinct text."""
    codes: dict[str, set[str]] = defaultdict(set)
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            codes[row[text].strip()].add(row[code])
    return codes


def ways(
    codes: dict[str, set[str]], n: int, chance: random.Random
) -> list[tuple[str, list[Asked], LookupIndex]]:
    whole = LookupIndex(LookupEntry(text, code) for text in codes for code in sorted(codes[text]))
    single = [text for text in codes if len(codes[text]) == 1 and len(text) > 5]
    some = chance.sample(single, n)
    same = [(text, frozenset(codes[text])) for text in some]
    typed = [(with_error(text, chance), right) for text, right in same]
    held, rest = held_out(codes, n, chance)
    return [
        ("as in the list", same, whole),
        ("with a typing error", typed, whole),
        ("left out of the list", held, rest),
    ]


def held_out(
    codes: dict[str, set[str]], n: int, chance: random.Random
) -> tuple[list[Asked], LookupIndex]:
    texts_of = Counter(code for text in codes for code in codes[text])
    fit = [text for text in codes if any(texts_of[code] > 1 for code in codes[text])]
    out = chance.sample(fit, n)
    forms = {normal_form(text) for text in out}
    rest = [
        LookupEntry(text, code)
        for text in codes
        if normal_form(text) not in forms
        for code in sorted(codes[text])
    ]
    left = {entry.code for entry in rest}
    asked = [(text, frozenset(codes[text])) for text in out if codes[text] & left]
    return asked, LookupIndex(rest)


def with_error(text: str, chance: random.Random) -> str:
    """One letter left out, doubled, swapped with the next, or wrong."""
    at, letter = chance.randrange(len(text) - 1), chance.choice(string.ascii_lowercase)
    before, here, after = text[:at], text[at], text[at + 1 :]
    return chance.choice(
        [before + after, before + 2 * here + after, before + after[0] + here + after[1:],
         before + letter + after]
    )  # fmt: skip


def measure(name: str, asked: Sequence[Asked], index: LookupIndex) -> dict[str, object]:
    started = time.perf_counter()
    index.find("zomaar iets anders")  # the first fuzzy lookup makes the index
    index_seconds = time.perf_counter() - started
    first, third, times = 0, 0, []
    for text, right in asked:
        started = time.perf_counter()
        found = [candidate.code for candidate in index.find(text)]
        times.append(1000 * (time.perf_counter() - started))
        first += bool(right & set(found[:1]))
        third += bool(right & set(found[:3]))
    return {
        "looked up": name,
        "n": len(asked),
        "hit@1": round(first / len(asked), 3),
        "hit@3": round(third / len(asked), 3),
        "median ms": round(statistics.median(times), 2),
        "slowest 1 % ms": round(statistics.quantiles(times, n=100)[-1], 2),
        "index s": round(index_seconds, 2),
    }


if __name__ == "__main__":
    main()
