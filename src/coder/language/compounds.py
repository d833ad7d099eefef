"""Parts of a Dutch compound: buurtteammedewerker is buurt + team + medewerker.

A dynamic programme over a shipped list of words with their frequencies finds the cheapest way to
read a word as parts, with linkers (s, en, n, e, er) between them, and compares it with the price of
reading it as one word: common words stay whole. Words that the treebank or the field list show as a
compound, or as none, are looked up. The prices were tuned on half of the treebank's training
nouns and checked on the other half (see the model card).

A linker belongs to no part (gezinscoach: gezin + coach), except where the plural is the word that
coders use: ouderen and jongeren.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from functools import cache, lru_cache

from coder.domain.tokens import fold
from coder.language.packing import data_folder, read_front_coded, read_sections

LINKERS = {"": 0.0, "s": 0.18, "en": 0.31, "n": 0.37, "e": 0.49, "er": 0.61}  # price of each
ENDING_KEPT = ("ouderen", "jongeren")  # their ending is no linker
_PART = 8.1  # price of a part of frequency 0 ...
_PER_ZIPF = 1.0  # ... less this for each tenfold of its frequency ...
_PER_LETTER = 0.487  # ... and this for each letter, of the first nine at most
_MORE_PARTS = 1.68
_SEEN_FIRST, _SEEN_LAST, _SEEN_OFTEN = 0.19, 0.26, 0.3  # rebate for parts of known compounds
_LEAST = 0.3  # no part is cheaper
_WHOLE = 16.0  # price of reading a word of frequency 0 as one ...
_WHOLE_PER_ZIPF = 2.47
_WHOLE_PER_LETTER = 0.31
_WHOLE_UNKNOWN = 11.3  # ... and of a word that is not in the list at all
_RARE = 2.0  # Zipf frequency given to a part that only known compounds show
_SHORTEST = 3
_LONGEST = 60  # letters; longer strings are no words
_COUNTED_LETTERS = 9
_SPLIT_AGAIN = 7  # a part of so many letters may be a compound itself
_FIRST_LEVEL = "A"  # frequency 0 in the packed list; each further letter is a quarter
LEVELS_PER_ZIPF = 4
USE_WHOLE, USE_PART, USE_LAST = "012"  # what a listed word may be


@dataclass(frozen=True)
class Splitter:
    """Splits compounds with the given words.

    Args:
        parts: Zipf frequency (log10 of occurrences in a billion words) of what may be a part.
        last_only: Those of `parts` that are plurals: a linker explains their ending elsewhere.
        wholes: The same of all common words.
        known: Words whose parts are known; () for a word that is none.
    """

    parts: Mapping[str, float]
    last_only: Set[str]
    wholes: Mapping[str, float]
    known: Mapping[str, tuple[str, ...]]
    _first: Counter[str] = field(init=False, default_factory=Counter)
    _last: Counter[str] = field(init=False, default_factory=Counter)

    def __post_init__(self) -> None:
        for parts in filter(None, self.known.values()):
            self._last[parts[-1]] += 1
            self._first.update(parts[:-1])

    def split(self, word: str) -> tuple[str, ...]:
        """Folded parts of a word, first to last; () when it is no compound."""
        found = self._split_once(word)
        smaller = (
            self.split(part) if len(part) >= _SPLIT_AGAIN and part != word else () for part in found
        )
        return tuple(
            leaf for part, inner in zip(found, smaller, strict=True) for leaf in inner or (part,)
        )

    def _split_once(self, word: str) -> tuple[str, ...]:
        known = self.known.get(word)
        if known is not None:
            return known
        if not 2 * _SHORTEST <= len(word) <= _LONGEST:
            return ()
        price, parts = self._cheapest(word)
        return parts if price < self._whole_price(word) else ()

    def _cheapest(self, word: str) -> tuple[float, tuple[str, ...]]:
        size = len(word)
        best: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}
        for start in range(size - _SHORTEST + 1):
            if start not in best:
                continue
            price, before = best[start]
            for end in range(start + _SHORTEST, size + 1):
                if end - start == size:
                    continue
                part = word[start:end]
                cost = self._part_price(part, last=end == size)
                if cost is None:
                    continue
                cost += price + (_MORE_PARTS if start else 0.0)
                for place, with_linker in _places_after(word, start, end, cost):
                    if place not in best or with_linker < best[place][0]:
                        best[place] = (with_linker, (*before, part))
        return best.get(size, (math.inf, ()))

    def _part_price(self, part: str, *, last: bool) -> float | None:
        zipf = self.parts.get(part) if last or part not in self.last_only else None
        seen = (self._last if last else self._first)[part]
        if zipf is None and not seen:
            return None
        price = _PART - _PER_ZIPF * (_RARE if zipf is None else zipf)
        price -= _PER_LETTER * min(len(part), _COUNTED_LETTERS)
        if seen:
            price -= (_SEEN_LAST if last else _SEEN_FIRST) + _SEEN_OFTEN * math.log(seen)
        return max(_LEAST, price)

    def _whole_price(self, word: str) -> float:
        zipf = self.wholes.get(word)
        if zipf is None:
            return _WHOLE_UNKNOWN
        letters = min(len(word), _COUNTED_LETTERS)
        return max(0.0, _WHOLE - _WHOLE_PER_ZIPF * zipf - _WHOLE_PER_LETTER * letters)


def _places_after(word: str, start: int, end: int, cost: float) -> list[tuple[int, float]]:
    """Where the next part may start, with the price so far; the end of the word takes no linker."""
    if end == len(word):
        return [(end, cost)]
    if word.startswith(ENDING_KEPT, start) and not word.startswith(ENDING_KEPT, start, end):
        return []
    return [
        (end + len(linker), cost + price)
        for linker, price in LINKERS.items()
        if word.startswith(linker, end) and end + len(linker) <= len(word) - _SHORTEST
    ]


def level_of(zipf: float) -> str:
    """One character for a frequency, in quarters of a tenfold."""
    return chr(ord(_FIRST_LEVEL) + round(LEVELS_PER_ZIPF * zipf))


def _zipf_of(level: str) -> float:
    return (ord(level) - ord(_FIRST_LEVEL)) / LEVELS_PER_ZIPF


@cache
def splitter() -> Splitter:
    """The splitter over the shipped list; read at the first use (0.1 s, 25 MB)."""
    words, levels, uses, known = read_sections(data_folder() / "compounds.xz")
    wholes = dict(zip(read_front_coded(words), map(_zipf_of, levels), strict=True))
    use_of = dict(zip(wholes, uses, strict=True))
    parts = {word: zipf for word, zipf in wholes.items() if use_of[word] != USE_WHOLE}
    last_only = frozenset(word for word in parts if use_of[word] == USE_LAST)
    learned = _read_known(known)
    by_hand = (data_folder() / "compounds.txt").read_text(encoding="utf-8")
    return Splitter(parts, last_only, wholes, {**learned, **_read_known(by_hand)})


def _read_known(text: str) -> dict[str, tuple[str, ...]]:
    """Lines "word: part part"; no part: the word is none. Lines that start with "#" are remarks."""
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    entries = (line.partition(":") for line in lines)
    return {word.strip(): tuple(parts.split()) for word, _colon, parts in entries}


@lru_cache(maxsize=100_000)
def split(form: str) -> tuple[str, ...]:
    """Parts of a compound, folded and without linkers; () when the word is no compound.

    >>> split("buurtteammedewerker")
    ('buurt', 'team', 'medewerker')
    >>> split("werk")
    ()
    """
    return splitter().split(fold(form))


def parts_of(form: str, lemma: str) -> tuple[str, ...]:
    """Parts of a word whose lemma is known: those of the lemma, so that plurals do not matter."""
    return split(lemma) or (split(form) if form != lemma else ())


def head(form: str) -> str:
    """The last part of a compound, which says what it is; the word itself when it is none.

    >>> head("wijkcoach")
    'coach'
    """
    parts = split(form)
    return parts[-1] if parts else fold(form)


def has_part(form: str, part: str) -> bool:
    """Whether `part` is the word, one of its parts, or several of them in a row.

    >>> has_part("buurtteammedewerker", "buurtteam"), has_part("onderwijs", "wijs")
    (True, False)
    """
    wanted, word = fold(part), fold(form)
    parts = split(word)
    return wanted == word or any(
        "".join(parts[start:end]) == wanted
        for start in range(len(parts))
        for end in range(start + 1, len(parts) + 1)
    )
