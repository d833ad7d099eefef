"""What the first coded answers add to a shipped codebook: against the intended codes of the demo.

    python tests/benchmarks/suggestions_learning.py [--seeds 3] [--sizes 25,50,100] [--json]

For each question answers are coded in random order; judged are those that were not, spelled
otherwise than any that was. Both columns are measured on the same answers: what the codebook alone
suggests, and what it suggests after learning as the app does, knowing the words of all answers.
hit@k: one of the intended codes stands among the first k suggestions. Mean over seeds.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from suggestions import QUESTIONS, ROOT, gold_items

from coder.domain.tokens import Lemmatizer, fold
from coder.language.pipeline import choose_lemmatizer
from coder.services.codebooks import read_codebook
from coder.suggest.features import Document
from coder.suggest.metrics import as_flags, hit_at
from coder.suggest.suggester import Suggester

LEAST = 30  # answers to judge by; fewer say nothing


def measure(
    question: str, sizes: Sequence[int], seeds: int, dutch: Lemmatizer
) -> Iterator[dict[str, Any]]:
    """For each number of coded answers hit@1 and hit@3, before and after learning."""
    items = gold_items(question)
    texts = [text for text, _codes in items]
    documents = [Document.of(t, k) for t, k in zip(texts, dutch.analyse(texts), strict=True)]
    codebook = read_codebook(ROOT / f"codebooks/{question}.yaml")
    before = Suggester.untrained(codebook, dutch).prepared(documents)
    truth = as_flags([codes for _text, codes in items], before.codes)
    for size in sizes:
        runs = []
        for seed in range(seeds):
            order = np.random.default_rng(seed).permutation(len(items))
            coded, known = order[:size], {fold(texts[row]).strip() for row in order[:size]}
            judged = [row for row in order[size:] if fold(texts[row]).strip() not in known]
            if len(judged) < LEAST:
                continue
            learned = before.trained([documents[r] for r in coded], [items[r][1] for r in coded])
            fresh = [documents[row] for row in judged]
            scores = [one.scores(fresh) for one in (before, learned)]
            runs.append([hit_at(truth[judged], found, k) for k in (1, 3) for found in scores])
        if runs:
            mean = [float(value) for value in np.mean(runs, axis=0)]
            yield {
                "question": question,
                "answers": len(items),
                "coded": size,
                "hit_at_1": {"codebook": mean[0], "learned": mean[1]},
                "hit_at_3": {"codebook": mean[2], "learned": mean[3]},
            }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--sizes", default="25,50,100")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    sizes = [int(size) for size in given.sizes.split(",")]
    dutch = choose_lemmatizer()
    if not given.json:
        print("| answers | n | coded | hit@1 codebook | learned | hit@3 codebook | learned |")
        print("|---|--:|--:|--:|--:|--:|--:|")
    for question in QUESTIONS:
        for row in measure(question, sizes, given.seeds, dutch):
            first, third = row["hit_at_1"], row["hit_at_3"]
            cells = [first["codebook"], first["learned"], third["codebook"], third["learned"]]
            shown = " | ".join(f"{cell:.3f}" for cell in cells)
            head = f"| {question} | {row['answers']} | {row['coded']} | "
            print(json.dumps(row) if given.json else f"{head}{shown} |", flush=True)


if __name__ == "__main__":
    main()
