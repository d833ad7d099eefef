"""Words that recur inside answers, also as a part of a compound: who says them, and how.

Works on distinct words: 100,000 answers hold two million words, of which 35,000 are distinct.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from coder.domain.tokens import Token, fold
from coder.reports.family_index import FamilyIndex
from coder.reports.word_families import WordFamilies

SHORTEST_WORD = 2  # letters; "ro", but no "a"
SHORTEST_PART = 3
SHORTEST_LETTERS = 3  # fewer letters stand in nearly every answer
RECURS = 2  # respondents; a word of one respondent does not recur
_SPELLINGS_SEEN = 300  # answers a word; enough to know how people spell it


WordKind = tuple[str, str, tuple[str, ...]]  # form, lemma, parts


@dataclass(frozen=True, slots=True)
class CountedText:
    """An answer that `respondents` people gave, with its words."""

    text: str
    tokens: Sequence[Token]
    respondents: int


@dataclass(frozen=True, slots=True)
class WordCount:
    """How many respondents say a word.

    Attributes:
        word: As people write it, or the name of its family.
        kind: What it points to (doelgroep, taak, plaats), "" where nobody said so.
        respondents: People who say it as a word or as a part of a compound.
        letters: People in whose words its letters stand, meant or not ("wijk" in "afwijken").
        bare: People whose whole answer it is.
        forms: The words as typed in which it stands, with the people who typed them.
        whole: People who say it as a word of its own.
        kinds: Form, lemma and parts of every word that counts: finds the answers again.
    """

    word: str
    kind: str
    respondents: int
    letters: int
    bare: int
    forms: tuple[tuple[str, int], ...]
    whole: int
    kinds: frozenset[WordKind] = frozenset()


@dataclass(frozen=True, slots=True)
class WordsReport:
    """The recurring words of one question in one wave; `n` answered."""

    question: str
    wave: str
    n: int
    words: tuple[WordCount, ...]

    def as_json(self) -> dict[str, Any]:
        """What `coder words --json` prints."""
        words = [
            {
                "word": word.word,
                "kind": word.kind,
                "respondents": word.respondents,
                "whole": word.whole,
                "letters": word.letters,
                "bare": word.bare,
                "forms": [{"form": form, "count": count} for form, count in word.forms],
            }
            for word in self.words
        ]
        return {"question": self.question, "wave": self.wave, "n": self.n, "words": words}


def count_words(
    texts: Iterable[CountedText],
    families: WordFamilies,
    stop_words: Collection[str] = frozenset(),
    recurs: int = RECURS,
) -> list[WordCount]:
    """The words of these answers, those of most respondents first.

    Args:
        texts: Distinct answers; each counts for its number of respondents. Read once.
        families: Words that count as one.
        stop_words: Folded words that are left out, unless a family names them.
        recurs: Words of fewer respondents are left out.
    """
    collected = _collect(texts)
    index = FamilyIndex(families)
    units = _units(collected.kinds, index, stop_words)
    counted = {
        name: unit
        for name, unit in units.items()
        if (index.label(name) or _tells(unit)) and collected.may_reach(unit.kinds, recurs)
    }
    with_letters = _kinds_with_letters(collected.kinds, counted, index)
    found = [
        _count(name, unit, collected, index, with_letters[name]) for name, unit in counted.items()
    ]
    recurring = [count for count in found if count.respondents >= recurs]
    return sorted(recurring, key=lambda count: (-count.respondents, fold(count.word), count.word))


@dataclass(slots=True, eq=False)
class _Kind:
    """One distinct word of all answers (form, lemma and parts the same)."""

    token: Token
    places: list[int] = field(default_factory=list)  # answers, rising
    typed: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class _Unit:
    """A word of the list in the making."""

    whole: list[_Kind] = field(default_factory=list)
    inside: list[_Kind] = field(default_factory=list)

    @property
    def kinds(self) -> list[_Kind]:
        return self.whole + self.inside


@dataclass(slots=True)
class _Collected:
    """What was read. `weights` per answer; `alone` are the answers of one word."""

    kinds: list[_Kind]
    weights: list[int]
    alone: set[int]

    def weigh(self, kinds: Iterable[_Kind]) -> int:
        """Respondents whose answers hold one of these words; each respondent once."""
        return sum(map(self.weights.__getitem__, _places(kinds)))

    def may_reach(self, kinds: Sequence[_Kind], respondents: int) -> bool:
        """Could these words have so many respondents? A quick no for the many rare words."""
        if sum(len(kind.places) for kind in kinds) >= respondents:
            return True
        return self.weigh(kinds) >= respondents


def _places(kinds: Iterable[_Kind]) -> set[int]:
    return set().union(*(kind.places for kind in kinds))


def _collect(texts: Iterable[CountedText]) -> _Collected:
    kinds: dict[tuple[str, str, tuple[str, ...]], _Kind] = {}
    weights: list[int] = []
    alone: set[int] = set()
    for place, text in enumerate(texts):
        weights.append(text.respondents)
        if len(text.tokens) == 1:
            alone.add(place)
        for token in text.tokens:
            key = (token.form, token.lemma, token.parts)
            kind = kinds.get(key)
            if kind is None:
                kind = kinds[key] = _Kind(token)
            places = kind.places
            if not places or places[-1] != place:
                places.append(place)
                if len(places) <= _SPELLINGS_SEEN:
                    kind.typed[text.text[token.start : token.end].casefold()] += text.respondents
    return _Collected(list(kinds.values()), weights, alone)


def _units(
    kinds: Sequence[_Kind], index: FamilyIndex, stop_words: Collection[str]
) -> dict[str, _Unit]:
    units: dict[str, _Unit] = defaultdict(_Unit)
    lemmas = _lemma_of_form(kinds)
    for kind in kinds:
        token = kind.token
        whole, inside = index.families_of(token)
        if not whole and _counts(token.lemma, token.form, stop_words):
            whole = {token.lemma}
        for part in token.parts:
            lemma = lemmas.get(part, part)
            if len(part) >= SHORTEST_PART and _counts(lemma, part, stop_words):
                inside |= index.keys_of_words((part, lemma)) or {lemma}
        for name in whole:
            units[name].whole.append(kind)
        for name in inside - whole:
            units[name].inside.append(kind)
    return units


def _tells(unit: _Unit) -> bool:
    """A part that stands in one word only says no more than that word."""
    return bool(unit.whole) or len({kind.token.lemma for kind in unit.inside}) > 1


def _counts(lemma: str, form: str, stop_words: Collection[str]) -> bool:
    long_enough = len(lemma) >= SHORTEST_WORD and not lemma.isdigit()
    return long_enough and lemma not in stop_words and form not in stop_words


def _lemma_of_form(kinds: Iterable[_Kind]) -> dict[str, str]:
    """The lemma that a form has most often, so that parts and words count together."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for kind in kinds:
        seen[kind.token.form][kind.token.lemma] += len(kind.places)
    return {form: lemmas.most_common(1)[0][0] for form, lemmas in seen.items()}


def _kinds_with_letters(
    kinds: Sequence[_Kind], names: Iterable[str], index: FamilyIndex
) -> dict[str, list[_Kind]]:
    """The words in which the letters of each name stand; each word is cut up once."""
    names_of: dict[str, set[str]] = defaultdict(set)
    found: dict[str, list[_Kind]] = {}
    for name in names:
        found[name] = []
        for stem in index.stems(name):
            if len(stem) >= SHORTEST_LETTERS:
                names_of[stem].add(name)
    lengths = sorted(set(map(len, names_of)))
    for kind in kinds:
        cuts = names_of.keys() & _cuts(kind.token.form, lengths)
        for name in set().union(*(names_of[cut] for cut in cuts)):
            found[name].append(kind)
    return found


def _cuts(form: str, lengths: Sequence[int]) -> set[str]:
    """All rows of letters of these lengths in a word."""
    return {
        form[start : start + length]
        for length in lengths
        for start in range(len(form) - length + 1)
    }


def _count(
    name: str,
    unit: _Unit,
    collected: _Collected,
    index: FamilyIndex,
    with_letters: Sequence[_Kind],
) -> WordCount:
    whole = _places(unit.whole)
    weights = collected.weights
    respondents = collected.weigh(unit.kinds)
    same = set(map(id, with_letters)) == set(map(id, unit.kinds))
    return WordCount(
        word=index.label(name) or _spelled(name, unit),
        kind=index.kind(name),
        respondents=respondents,
        letters=respondents if same else collected.weigh(with_letters),
        bare=sum(weights[place] for place in whole & collected.alone),
        forms=_forms(unit.kinds, collected),
        whole=sum(map(weights.__getitem__, whole)) if unit.inside else respondents,
        kinds=frozenset((k.token.form, k.token.lemma, k.token.parts) for k in unit.kinds),
    )


def _forms(kinds: Sequence[_Kind], collected: _Collected) -> tuple[tuple[str, int], ...]:
    by_form: dict[str, list[_Kind]] = defaultdict(list)
    for kind in kinds:
        by_form[kind.token.form].append(kind)
    counted = [(_commonest(group), collected.weigh(group)) for group in by_form.values()]
    return tuple(sorted(counted, key=lambda form: (-form[1], form[0])))


def _commonest(kinds: Sequence[_Kind]) -> str:
    typed: Counter[str] = Counter()
    for kind in kinds:
        typed.update(kind.typed)
    return min(typed, key=lambda text: (-typed[text], text)).replace("(", "").replace(")", "")


def _spelled(lemma: str, unit: _Unit) -> str:
    """A lemma as people type it: "client" is shown as "cliënt".

    Where people typed one other form only, that one is shown: pipelines make up lemmas
    ("internetten" of internet), and "bezuinigingen" says more than a form that nobody wrote.
    """
    forms = {kind.token.form for kind in unit.whole}
    if len(forms) == 1 and lemma not in forms:
        return _commonest(unit.whole)
    spellings: Counter[str] = Counter()
    for kind in unit.kinds:
        for typed, times in kind.typed.items():
            folded = fold(typed)
            start = folded.find(lemma)
            if start >= 0 and len(folded) == len(typed):
                spellings[typed[start : start + len(lemma)]] += times
    if not spellings:
        return lemma
    return min(spellings, key=lambda text: (-spellings[text], text))
