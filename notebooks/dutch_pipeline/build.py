"""Rebuilds the Dutch of coder: compounds, lexicon, tagger, measurements, model card.

    pip install wordfreq spacy-lookups-data
    python build.py TREEBANK [compounds] [lexicon] [tagger] [agreement] [card] [--seed 1]

TREEBANK is a folder with the CoNLL-U files of UD Dutch Alpino and LassySmall (`treebank.py` tells
which names). Without step names all are done, in that order; README.md tells how long each takes.
The test part is only read by `card`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from treebank import read_part

STEPS = ("compounds", "lexicon", "tagger", "agreement", "card")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebank", type=Path)
    parser.add_argument("steps", nargs="*", metavar="step", help=f"of {', '.join(STEPS)}")
    parser.add_argument("--seed", type=int, default=1, help="of the tagger's first member")
    arguments = parser.parse_args()
    wanted = arguments.steps or STEPS
    if unknown := set(wanted) - set(STEPS):
        parser.error(f"no such step: {', '.join(sorted(unknown))}")
    sentences = read_part(arguments.treebank, "train") + read_part(arguments.treebank, "dev")
    for step in STEPS:
        if step in wanted:
            sys.stderr.write(f"{step} ...\n")
            _do(step, arguments.treebank, sentences, arguments.seed)


def _do(step: str, treebank: Path, sentences: list, seed: int) -> None:
    # Each step reads what the one before wrote, so its modules are imported only now.
    if step == "compounds":
        from build_compounds import build_compounds

        build_compounds(sentences)
    elif step == "lexicon":
        from build_lexicon import build_lexicon

        build_lexicon(sentences)
    elif step == "tagger":
        from train_tagger import Plan, train_tagger

        train_tagger(sentences, Plan(seed=seed))
    elif step == "agreement":
        from agreement import main as measure_agreement

        measure_agreement(treebank)
    else:
        from model_card import write_card

        write_card(treebank)


if __name__ == "__main__":
    main()
