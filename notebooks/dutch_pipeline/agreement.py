"""Do the embedded pipeline and a model like nl_core_news_md give the same lemmas?

    python agreement.py TREEBANK

The official model cannot be had from the package index, so one of its shape is trained: spaCy's
features without word vectors, tagged parts of speech, edit trees, "_" in lemmas. Compared are the
content words of 500 answers of the demo survey. Writes `agreement.json` for the model card.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path
from types import ModuleType

from treebank import read_part

from coder.language.embedded import EmbeddedLemmatizer
from coder.language.installed import SpacyLemmatizer

ROOT = Path(__file__).parents[2]
ANSWERS = 500
CONTENT = frozenset(["NOUN", "VERB", "ADJ", "PROPN"])
QUESTIONS = ("zorgen", "belemmeringen", "werkplezier", "samenwerking_zorg", "administratie")
OLD_NAMES = {"CONJ": "CCONJ", "PART": "ADP"}
ROUNDS = 4


def main(treebank: Path) -> None:
    helper = _helper()
    sentences = [
        [(word.form, word.lemma, OLD_NAMES.get(word.pos, word.pos)) for word in sentence.words]
        for sentence in read_part(treebank, "train")
    ]
    model = helper.train(sentences, rounds=ROUNDS, small=False)
    with tempfile.TemporaryDirectory() as site:
        helper.install(model, Path(site))
        sys.path.insert(0, site)
        compare()


def compare() -> None:
    texts = answers()
    ours = EmbeddedLemmatizer().analyse(texts)
    theirs = SpacyLemmatizer("nl_core_news_md").analyse(texts)
    total = 0
    differ: Counter[str] = Counter()
    for mine, other in zip(ours, theirs, strict=True):
        for one, two in zip(mine, other, strict=True):
            if one.pos in CONTENT or two.pos in CONTENT:
                total += 1
                if one.lemma != two.lemma:
                    differ[f"{one.form}: {one.lemma} ({one.pos}) / {two.lemma} ({two.pos})"] += 1
    agree = 100 * (1 - differ.total() / total)
    found = {"content_words": total, "agree": agree, "differ": differ.most_common()}
    path = Path(__file__).with_name("agreement.json")
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.stderr.write(f"{agree:.2f} % of {total} content words\n")


def answers() -> list[str]:
    """500 distinct answers to the open questions of the demo survey, drawn with seed 0."""
    with (ROOT / "data/raadpleging_2024.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    texts = sorted({row[question].strip() for row in rows for question in QUESTIONS} - {""})
    return random.Random(0).sample(texts, min(ANSWERS, len(texts)))  # noqa: S311 - no secret


def _helper() -> ModuleType:
    path = ROOT / "tests" / "unit" / "language_model.py"
    spec = importlib.util.spec_from_file_location("language_model", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main(Path(sys.argv[1]))
