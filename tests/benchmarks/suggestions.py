"""How good suggestions are before anybody coded an answer: against the intended codes of the demo.

    python tests/benchmarks/suggestions.py            tables in Markdown, as in the README
    python tests/benchmarks/suggestions.py --json     the same figures for a script

Measured are `data/gold` and the fresh sets `tests/data/nieuwe_*.yaml`. Neither may be read by who
writes a codebook. hit@k: one of the intended codes stands among the first k suggestions.
Precision and recall are those of the rules alone, as `coder code --by rules` gives codes.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from ruamel.yaml import YAML

from coder.domain.codebook import Codebook
from coder.language.pipeline import choose_lemmatizer
from coder.services.codebooks import read_codebook
from coder.suggest.features import Document
from coder.suggest.suggester import Suggester

ROOT = Path(__file__).parents[2]
QUESTIONS = (
    "functietitel",
    "zorgen",
    "belemmeringen",
    "werkplezier",
    "samenwerking_zorg",
    "administratie",
    "kennisbronnen",
)
Item = tuple[str, frozenset[str]]  # an answer and its intended codes


@dataclass(frozen=True, slots=True)
class PerCode:
    """The rules alone on one code. None where nothing was intended or nothing given."""

    code: str
    intended: int
    precision: float | None
    recall: float | None


@dataclass(frozen=True, slots=True)
class Measured:
    """One set of answers."""

    name: str
    n: int
    hit_at_1: float
    hit_at_3: float
    rules_hit_at_1: float
    rules_hit_at_3: float
    codes: tuple[PerCode, ...]


def gold_items(question: str) -> list[Item]:
    """The demo's answers to a question with their intended codes."""
    with (ROOT / "data/raadpleging_2024.csv").open(encoding="utf-8-sig", newline="") as file:
        texts = {row["respnr"]: row[question] for row in csv.DictReader(file, delimiter=";")}
    with (ROOT / f"data/gold/{question}.csv").open(encoding="utf-8", newline="") as file:
        return [
            (texts[row["id"]], frozenset(row["codes"].split("|"))) for row in csv.DictReader(file)
        ]


def fresh_items(question: str) -> list[Item]:
    """Answers written after the demo's, without sight of the codebook; none for most questions."""
    path = ROOT / f"tests/data/nieuwe_{question}.yaml"
    if not path.exists():
        return []
    return [(row["text"], frozenset(row["codes"])) for row in YAML(typ="safe").load(path)]


def measure(name: str, items: Sequence[Item], suggester: Suggester) -> Measured:
    """Suggestions and rules against the intended codes."""
    texts = [text for text, _ in items]
    documents = [
        Document.of(text, tokens)
        for text, tokens in zip(texts, choose_lemmatizer().analyse(texts), strict=True)
    ]
    ranked = [[s.code for s in found] for found in suggester.suggest_many(documents, 3)]
    by_rule = [
        [s.code for s in suggester.rules.suggest(document.text, document.tokens)][:3]
        for document in documents
    ]
    given = [suggester.rules.decide(document.text, document.tokens) for document in documents]
    intended = [codes for _, codes in items]
    return Measured(
        name,
        len(items),
        _hits(ranked, intended, 1),
        _hits(ranked, intended, 3),
        _hits(by_rule, intended, 1),
        _hits(by_rule, intended, 3),
        _per_code(suggester.codebook, given, intended),
    )


def _hits(ranked: Sequence[list[str]], intended: Sequence[frozenset[str]], k: int) -> float:
    hits = (bool(set(codes[:k]) & wanted) for codes, wanted in zip(ranked, intended, strict=True))
    return sum(hits) / len(intended)


def _per_code(
    codebook: Codebook, given: Sequence[frozenset[str]], intended: Sequence[frozenset[str]]
) -> tuple[PerCode, ...]:
    pairs = list(zip(given, intended, strict=True))
    rows = []
    for code in codebook.codable:
        right = sum(code.id in got and code.id in wanted for got, wanted in pairs)
        n_given = sum(code.id in got for got, _ in pairs)
        n_intended = sum(code.id in wanted for _, wanted in pairs)
        precision = right / n_given if n_given else None
        recall = right / n_intended if n_intended else None
        rows.append(PerCode(code.id, n_intended, precision, recall))
    return tuple(rows)


def measure_all() -> list[Measured]:
    """Every question, the fresh sets behind the demo's answers."""
    found = []
    for question in QUESTIONS:
        codebook = read_codebook(ROOT / f"codebooks/{question}.yaml")
        suggester = Suggester.untrained(codebook, choose_lemmatizer())
        found.append(measure(question, gold_items(question), suggester))
        if fresh := fresh_items(question):
            found.append(measure(f"{question}, fresh", fresh, suggester))
    return found


def markdown(found: Sequence[Measured]) -> str:
    """The tables of the README."""
    lines = [
        "| answers | n | hit@1 | hit@3 | rules alone: hit@1 | hit@3 |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {one.name} | {one.n} | {one.hit_at_1:.3f} | {one.hit_at_3:.3f} "
        f"| {one.rules_hit_at_1:.3f} | {one.rules_hit_at_3:.3f} |"
        for one in found
    ]
    lines += ["", "| question | code | n | precision | recall |", "|---|---|--:|--:|--:|"]
    lines += [
        f"| {one.name} | {code.code} | {code.intended} | {_share(code.precision)} "
        f"| {_share(code.recall)} |"
        for one in found
        if "fresh" not in one.name
        for code in one.codes
    ]
    return "\n".join(lines)


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    found = measure_all()
    pipeline = choose_lemmatizer()
    if arguments.json:
        json.dump([asdict(one) for one in found], sys.stdout, indent=1)
    else:
        print(f"Dutch: {pipeline.name} {pipeline.version}\n")
        print(markdown(found))


if __name__ == "__main__":
    main()
