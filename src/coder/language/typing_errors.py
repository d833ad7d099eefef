"""Mends a typing error where that is safe: bezuningingen is read as bezuinigingen.

Only a word that no list knows and that is no compound is looked at, and only a common word one
stroke away is taken: a letter left out, typed twice or too much, two letters swapped, or the key
beside the right one; of a long word that is common, two strokes. When two words are about as
likely, none is taken. The text itself never changes, only the lemma.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from coder.domain.tokens import fold
from coder.language.compounds import split, splitter
from coder.language.lexicon import OPEN, Lexicon, lexicon

SHORTEST = 6  # letters; shorter words have too many neighbours
LONGEST = 30
_LONG = 9
_COMMON, _COMMON_LONG = 2.9, 1.6  # Zipf frequency that a mended short or long word must have ...
_RARELY_LISTED = 2.3  # ... and that a doubtful form may have
_COMMON_PART, _LISTED_PART = 3.2, 2.3
_SHORTEST_PART = 4
_MARGIN = 0.6  # tenfolds by which the best must lead
_PLURALS = ("", "s", "en", "n")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
# What a stroke costs against the frequency, in tenfolds: the likelier the error, the cheaper.
_SWAPPED, _TWICE, _BESIDE, _LEFT_OUT, _ADDED, _OTHER = 0.0, 0.0, 0.1, 0.2, 0.6, 1.2
_KEYS_BESIDE = {
    first + second
    for row in _ROWS
    for left, right in pairwise(row)
    for first, second in ((left, right), (right, left))
}


@lru_cache(maxsize=50_000)
def mended(form: str) -> str | None:
    """The word that was meant, in lower case; None when the form is a word or nothing is safe.

    >>> mended("bezuningingen")
    'bezuinigingen'
    >>> mended("werkdruk") is None
    True
    """
    word = fold(form)
    if not (SHORTEST <= len(word) <= LONGEST and word.isascii() and word.isalpha()):
        return None
    known = lexicon()
    if _is_word(known.restored(form), word, known):
        return None
    found = _common_word(word, known) or _compound(word) or _two_strokes_away(word, known)
    return known.restored(found) if found else None


def _common_word(word: str, known: Lexicon) -> str | None:
    """The one common word that is a stroke away."""
    least = _COMMON if len(word) < _LONG else _COMMON_LONG
    scored = []
    for near, cost in _one_stroke_away(word).items():
        zipf = _zipf(near, known, guess=len(word) >= _LONG)
        if zipf - cost >= least:
            scored.append((cost - zipf, near))
    if not scored:
        return None
    best_score, best = min(scored)
    base = _base(best, known)
    rivals = (score for score, near in scored if _base(near, known) != base)
    return best if min(rivals, default=99.0) - best_score >= _MARGIN else None


def _compound(word: str) -> str | None:
    """A compound of which one part is mistyped: jongerenwerkrrs, jongerenwerkers."""
    wholes = splitter().wholes
    for place in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        first, rest = word[:place], word[place:]
        if wholes.get(first, 0.0) >= _COMMON_PART and len(rest) >= SHORTEST:
            fixed = mended(rest)
            if fixed and split(first + fold(fixed)):
                return first + fold(fixed)
        if wholes.get(rest, 0.0) >= _COMMON_PART and len(first) >= SHORTEST:
            fixed = mended(first)
            if fixed and split(fold(fixed) + rest):
                return fold(fixed) + rest
    return None


def _two_strokes_away(word: str, known: Lexicon) -> str | None:
    """The one long and common word that differs in two strokes: bezuningingen, bezuinigingen."""
    if len(word) < _LONG:
        return None
    near = process.extract(
        word, _long_words().get(word[0], ()), scorer=OSA.distance, score_cutoff=2, limit=None
    )
    bases = {_base(match, known) for match, _distance, _index in near}
    return str(near[0][0]) if len(bases) == 1 else None


@cache
def _long_words() -> dict[str, list[str]]:
    """Long and common words by their first letter."""
    found: dict[str, list[str]] = defaultdict(list)
    for word, zipf in splitter().wholes.items():
        if len(word) >= _LONG - 1 and zipf >= _COMMON and _base(word, lexicon()):
            found[word[0]].append(word)
    return found


def _is_word(form: str, word: str, known: Lexicon) -> bool:
    wholes = splitter().wholes
    if wholes.get(word, 0.0) >= _RARELY_LISTED or known.listed(form):
        return True
    parts = split(word)
    if parts and all(map(_is_sure_part, parts)):
        return True
    return _base(form, known) is not None or known.diminutive(form) is not None


def _is_sure_part(part: str) -> bool:
    zipf = splitter().wholes.get(part, 0.0)
    return zipf >= (_COMMON_PART if len(part) <= _SHORTEST_PART else _LISTED_PART)


def _zipf(near: str, known: Lexicon, *, guess: bool) -> float:
    listed = splitter().wholes.get(near)
    if listed is not None and (listed >= _COMMON or _base(near, known)):
        return listed
    looks_listed = guess and any(
        known.listed(near.removesuffix(ending)) for ending in _PLURALS if near.endswith(ending)
    )
    return _COMMON_LONG if looks_listed and _base(near, known) else 0.0


def _base(form: str, known: Lexicon) -> str | None:
    restored = known.restored(form)
    lemmas = (known.listed_lemma(restored, kind) for kind in OPEN)
    return next((lemma for lemma in lemmas if lemma), None)


def _one_stroke_away(word: str) -> dict[str, float]:
    """Words one stroke away with the cost of the stroke; the first letter stays."""
    found: dict[str, float] = {}
    for near, cost in _strokes(word):
        if near != word and cost < found.get(near, 99.0):
            found[near] = cost
    return found


def _strokes(word: str) -> Iterator[tuple[str, float]]:
    for place in range(1, len(word)):
        before, letter, after = word[:place], word[place], word[place + 1 :]
        twice = letter in (word[place - 1], after[:1])
        yield before + after, _TWICE if twice else _ADDED
        if after:
            yield before + after[0] + letter + after[1:], _SWAPPED
        for other in _LETTERS:
            yield before + other + after, _BESIDE if letter + other in _KEYS_BESIDE else _OTHER
            yield before + other + letter + after, _LEFT_OUT
    for other in _LETTERS:
        yield word + other, _LEFT_OUT
