"""Measures the shipped pipeline on the treebank's test part and writes its model card."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from evaluate import Scores, field_errors, score
from measure_compounds import gold_nouns, score_compounds
from strict import strict_accuracy
from treebank import Sentence, read_part

from coder.language.embedded import EmbeddedLemmatizer
from coder.language.packing import data_folder

TEXT = Path(__file__).with_name("model_card.txt")
PUBLISHED_MD = 95.37  # lemma accuracy of nl_core_news_md 3.x on UD v2.8, from its release page


def write_card(treebank: Path) -> None:
    """Fill `model_card.txt` with figures and write it beside the data."""
    sentences = read_part(treebank, "test")
    embedded = EmbeddedLemmatizer()
    score(sentences, embedded.tag)  # fills the caches: speed is that of the second pass
    figures = {
        "accuracy": _accuracy(sentences, embedded),
        "speed": f"{score(sentences, embedded.tag).words_per_second:,.0f}",
        "row": _row(sentences, embedded),
        "strict": _strict(sentences, embedded),
        "field": _field(embedded),
        "compounds": _compounds(treebank, sentences),
        "agreement": _agreement(),
        "sizes": _sizes(),
    }
    text = TEXT.read_text(encoding="utf-8")
    (data_folder() / "MODEL_CARD.md").write_text(text.format(**figures), encoding="utf-8")


def _accuracy(sentences: list[Sentence], embedded: EmbeddedLemmatizer) -> str:
    groups = {
        "UD Dutch Alpino, test": [one for one in sentences if one.source == "Alpino"],
        "UD Dutch LassySmall, test": [one for one in sentences if one.source != "Alpino"],
        "both": sentences,
    }
    lines = ["| test file | words | lemma | nouns | verbs | adjectives | POS |"]
    lines.append("|---|--:|--:|--:|--:|--:|--:|")
    for name, group in groups.items():
        words = sum(word.pos != "PUNCT" for one in group for word in one.words)
        result: Scores = score(group, embedded.tag)
        lines.append("| " + " | ".join([name, f"{words:,}", *result.row()]) + " |")
    return "\n".join(lines)


def _row(sentences: list[Sentence], embedded: EmbeddedLemmatizer) -> str:
    """Ours in the table of rivals."""
    field = [
        f"{field_errors(_analyser(embedded), noised=noised)[0]:.1f}" for noised in (False, True)
    ]
    return " | ".join([*score(sentences, embedded.tag).row(), *field])


def _strict(sentences: list[Sentence], embedded: EmbeddedLemmatizer) -> str:
    tagged = list(embedded.tag([word.form for word in one.words] for one in sentences))
    return f"{strict_accuracy(sentences, tagged):.2f} (published for md: {PUBLISHED_MD})"


def _analyser(embedded: EmbeddedLemmatizer) -> Callable[[str], str]:
    def analyse(text: str) -> str:
        return " ".join(token.lemma for token in next(iter(embedded.analyse([text]))))

    return analyse


def _field(embedded: EmbeddedLemmatizer) -> str:
    analyse = _analyser(embedded)
    lines = []
    for noised, name in ((False, "as they are"), (True, "noised")):
        share, wrong = field_errors(analyse, noised=noised)
        missed = "; ".join(f"{form}: {found}, not {gold}" for form, found, gold in wrong)
        lines.append(f"* {name}: {share:.1f} % right. Missed: {missed or 'none'}.")
    return "\n".join(lines)


def _compounds(treebank: Path, sentences: list[Sentence]) -> str:
    nouns = gold_nouns(sentences)
    seen = gold_nouns(read_part(treebank, "train") + read_part(treebank, "dev"))
    unseen = {noun: head for noun, head in nouns.items() if noun not in seen}
    lines = [
        "| nouns (types) of the test files | compounds | right head | others | wrongly split |"
    ]
    lines.append("|---|--:|--:|--:|--:|")
    for name, group in (("all", nouns), ("not in the training part", unseen)):
        found = score_compounds(group)
        cells = [name, f"{found.compounds}", f"{100 * found.right_head:.1f} %"]
        cells += [f"{found.others}", f"{100 * found.wrongly_split:.1f} %"]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _agreement() -> str:
    path = Path(__file__).with_name("agreement.json")
    if not path.exists():
        return "Not measured; run `agreement.py`."
    found = json.loads(path.read_text(encoding="utf-8"))
    differ = "; ".join(text + (f" ×{n}" if n > 1 else "") for text, n in found["differ"])
    return (
        f"{found['agree']:.1f} % of {found['content_words']:,} content words of 500 answers get "
        f"the same lemma. The others (form: ours / theirs): {differ}."
    )


def _sizes() -> str:
    paths = sorted(path for path in data_folder().iterdir() if path.suffix in {".xz", ".txt"})
    total = sum(path.stat().st_size for path in paths)
    listed = ", ".join(f"{path.name} {path.stat().st_size / 1e6:.2f}" for path in paths)
    return f"{total / 1e6:.2f} MB: {listed}"
