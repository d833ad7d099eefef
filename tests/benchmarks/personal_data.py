"""How much of the personal data in a list of marked sentences is found, and how much in vain.

    python tests/benchmarks/personal_data.py tests/data/persoonsgegevens.yaml [--json] [--show HALF]

In the list, `{name:Fatima}` marks a name. A marked thing is found when a finding of its kind
overlaps it; a finding that overlaps nothing marked is one in vain.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from ruamel.yaml import YAML

from coder.domain.personal_data import personal_data
from coder.domain.personal_kinds import Finding

MARKED = re.compile(r"\{(\w+):([^}]*)\}")
Span = tuple[str, int, int]


@dataclass
class Score:
    """Counts per kind."""

    marked: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    in_vain: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def unmarked(sentence: str) -> tuple[str, list[Span]]:
    """The sentence as typed, and where what is in it."""
    text, spans, at = "", [], 0
    for match in MARKED.finditer(sentence):
        text += sentence[at : match.start()]
        spans.append((match[1], len(text), len(text) + len(match[2])))
        text, at = text + match[2], match.end()
    return text + sentence[at:], spans


def measure(sentences: list[str]) -> Score:
    """Recall by kind, and findings in vain."""
    score = Score()
    for sentence in sentences:
        text, spans = unmarked(sentence)
        findings = personal_data(text)
        for kind, start, end in spans:
            hit = any(_meets(one, start, end) and one.kind == kind for one in findings)
            score.marked[kind] += 1
            score.found[kind] += hit
            if not hit:
                score.missed.append(f"{kind}: {text[start:end]}")
        for one in findings:
            right = any(_meets(one, start, end) for _kind, start, end in spans)
            score.findings[one.kind] += 1
            score.in_vain[one.kind] += not right
            if not right:
                score.wrong.append(f"{one.kind}: {text[one.start : one.end]}")
    return score


def _meets(finding: Finding, start: int, end: int) -> bool:
    return finding.start < end and start < finding.end


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("sentences", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--show", default="", help="the half of which misses are shown")
    options = parser.parse_args()
    halves = YAML(typ="safe").load(options.sentences)
    began = perf_counter()
    scores = {name: measure(sentences) for name, sentences in halves.items()}
    scores["samen"] = measure([sentence for part in halves.values() for sentence in part])
    seconds = perf_counter() - began
    rows = {
        name: {
            kind: {
                "marked": score.marked[kind],
                "found": score.found[kind],
                "findings": score.findings[kind],
                "in_vain": score.in_vain[kind],
            }
            for kind in sorted(score.marked | score.findings)
        }
        for name, score in scores.items()
    }
    if options.json:
        json.dump({"seconds": seconds, "halves": rows}, sys.stdout, indent=2)
        return
    print(f"{datetime.now(UTC):%Y-%m-%d}, {platform.platform()}, {seconds:.2f} s")
    for name, kinds in rows.items():
        print(f"\n{name}\n{'kind':14}{'recall':>14}{'precision':>16}")
        for kind, row in kinds.items():
            right = row["findings"] - row["in_vain"]
            print(f"{kind:14}{row['found']:>8}/{row['marked']:<5}{right:>10}/{row['findings']:<5}")
    if options.show:
        print("\nmissed", scores[options.show].missed, "\nin vain", scores[options.show].wrong)


if __name__ == "__main__":
    main()
