"""Builds `nl/lexicon.xz` from the lookup tables and the treebank's training part.

Each source has its errors (the lists: platen, plat; legde, legen; older treebanks: maanden,
publiceer), so for each form and word class the candidates are voted on. The weights were tuned on
the newer training sentences with the table of the older ones.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import wordfreq
from build_compounds import lookups
from treebank import NEW, Sentence

from coder.domain.tokens import fold
from coder.language.lexicon import (
    ADJ,
    ENDINGS,
    LETTER_OF,
    NOUN,
    OPEN,
    VERB,
    Lexicon,
    encoded,
)
from coder.language.packing import data_folder, front_coded, write_sections

TABLES = {NOUN: "noun", VERB: "verb", ADJ: "adj"}
CLOSED = {"i": "adp", "d": "det", "p": "pron", "b": "adv"}
UNSEEN_ZIPF = 0.5
LEAST_STEM = 3
RULE_FADES = 0.5  # each further rule that fits is half as credible
_WORD = re.compile(r"[^\W\d_][^\s\d_]*")  # no digits: 30-jarige goes by its last part

Entries = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each source says for a candidate lemma."""

    base_form: float  # the form is listed as a lemma itself
    exception: float
    lookup: float
    rule: float
    share: float  # of the older treebank's tokens
    tokens: float  # per factor e of its number
    zipf: float  # per tenfold of the lemma's frequency


WEIGHTS = {
    NOUN: Weights(6.0, 5.7, 1.7, 1.4, 2.5, 0.3, 0.0),
    VERB: Weights(2.0, 2.2, 2.0, 0.4, 0.1, 2.0, 0.05),
    ADJ: Weights(0.0, 3.5, 10.0, 0.8, 0.25, 1.9, 0.4),
}


@dataclass
class Sources:
    """The lists, and the treebank's older and newer training sentences."""

    index: dict[str, set[str]]
    exceptions: dict[str, dict[str, list[str]]]
    lookup: dict[str, str]
    old: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    new: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    frequency: dict[str, float] = field(default_factory=dict)

    def forms(self) -> set[str]:
        found = set(self.lookup) | {form for form, _pos in self.old}
        for kind in OPEN:
            found |= self.index[kind] | set(self.exceptions[kind])
        return {form for form in found if _WORD.fullmatch(form)}

    def lemma(self, form: str, kind: str) -> str | None:
        """The candidate with the most votes."""
        votes = self._votes(form, kind)
        return max(sorted(votes), key=votes.__getitem__) if votes else None

    def _votes(self, form: str, kind: str) -> dict[str, float]:
        weights, index = WEIGHTS[kind], self.index[kind]
        votes: dict[str, float] = defaultdict(float)
        if form in index:
            votes[form] += weights.base_form
        for lemma in self.exceptions[kind].get(form, ()):
            votes[lemma] += weights.exception
        looked_up = self.lookup.get(form, form)
        if looked_up != form and looked_up in index:
            votes[looked_up] += weights.lookup
        for lemma, credit in self._by_rule(form, kind).items():
            votes[lemma] += weights.rule * credit
        counts = self.old.get((form, kind), Counter())
        for lemma, count in counts.items():
            votes[lemma] += weights.share * count / counts.total()
            votes[lemma] += weights.tokens * math.log(1 + count)
        for lemma in votes:
            votes[lemma] += weights.zipf * self._zipf(lemma)
        return {lemma: vote for lemma, vote in votes.items() if _WORD.fullmatch(lemma)}

    def _by_rule(self, form: str, kind: str) -> dict[str, float]:
        found: dict[str, float] = {}
        credit = 1.0
        for ending, instead in ENDINGS[kind]:
            lemma = form.removesuffix(ending) + instead
            if len(lemma) < LEAST_STEM:  # tbs is no plural of tb
                continue
            if form.endswith(ending) and lemma in self.index[kind] and lemma != form:
                found.setdefault(lemma, credit)
                credit *= RULE_FADES
        return found

    def _zipf(self, word: str) -> float:
        share = self.frequency.get(word)
        return math.log10(share) + 9 if share else UNSEEN_ZIPF


def build_lexicon(sentences: Iterable[Sentence]) -> None:
    from coder.language import lemmas as rules

    sources = read_sources(sentences)
    entries: Entries = defaultdict(dict)
    for form in sources.forms():
        for kind in OPEN:
            lemma = sources.lemma(form, kind)
            if lemma is not None:
                entries[form][kind] = lemma
    _add_closed(entries)
    listed = _as_lexicon(entries)
    for (form, pos), counts in sorted((sources.old | sources.new).items()):
        lemma = counts.most_common(1)[0][0]
        if pos in OPEN or rules.lemma_of(form, pos, listed).lower() == lemma:
            continue
        entries[form][LETTER_OF[pos].upper()] = lemma
    redundant = _redundant(entries, listed)
    words = sorted(form for form in entries if entries[form] and form not in redundant)
    codes = [_packed(form, entries[form]) for form in words]
    write_sections(data_folder() / "lexicon.xz", [front_coded(words), "\n".join(codes)])


def read_sources(sentences: Iterable[Sentence]) -> Sources:
    index, exceptions = lookups("index"), lookups("exc")
    sources = Sources(
        {kind: set(index[name]) for kind, name in TABLES.items()},
        {kind: exceptions[name] for kind, name in TABLES.items()},
        lookups("lookup"),
        frequency=wordfreq.get_frequency_dict("nl", wordlist="large"),
    )
    sources.index[VERB] = {word for word in sources.index[VERB] if word.endswith("n")}
    old: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    new: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        is_new = sentence.date >= NEW
        for word in sentence.words:
            form, lemma = word.form.lower(), word.surface.lower()
            if word.pos not in LETTER_OF or not _WORD.fullmatch(form):
                continue
            if is_new:
                new[form, "VERB" if word.pos == "AUX" else word.pos][lemma] += 1
            elif _is_sane(form, word.pos, lemma):
                kind = LETTER_OF[word.pos]
                old[form, kind if kind in OPEN else word.pos][lemma] += 1
    accented = {fold(form) for form in sources.forms() if not form.isascii()}
    lost = accented - sources.forms()  # cliënten is listed, clienten is not
    sources.old = {key: counts for key, counts in old.items() if key[0] not in lost}
    sources.new = new
    return sources


def _is_sane(form: str, pos: str, lemma: str) -> bool:
    """Whether an older treebank's lemma may be believed."""
    if LETTER_OF[pos] == VERB:
        return lemma.endswith("n")
    return pos != "PROPN" and (LETTER_OF[pos] not in OPEN or form.isalpha())


def _add_closed(entries: Entries) -> None:
    index, exceptions = lookups("index"), lookups("exc")
    for letter, name in CLOSED.items():
        for form in [*exceptions.get(name, ()), *index.get(name, ())]:
            if _WORD.fullmatch(form):
                entries[form].setdefault(letter, form)


def _redundant(entries: Entries, listed: Lexicon) -> set[str]:
    """Inflected forms whose lemmas the regular endings give anyway, and no others."""
    lemmas = {lemma for found in entries.values() for lemma in found.values()}
    return {
        form
        for form, found in entries.items()
        if form not in lemmas
        and form.isascii()  # accents are restored from the listed forms
        and set(found) <= set(OPEN)
        and all(listed.by_ending(form, kind) == found.get(kind) for kind in OPEN)
    }


def _as_lexicon(entries: Entries) -> Lexicon:
    return Lexicon({form: _packed(form, found) for form, found in entries.items()})


def _packed(form: str, found: dict[str, str]) -> str:
    return " ".join(encoded(form, kind, lemma) for kind, lemma in found.items())
