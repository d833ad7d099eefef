"""Answers that are the same but for how they were typed.

Two answers are taken together when they have the same letters after a careful reading: without
case, accents, blanks, hyphens and inner punctuation, with a mistyped word read as the word that was
meant, and a word that breaks off ("maatschapp. werker") as the one word that stands there in
otherwise the same answer. Numbers and all other signs must be the same, and so must every word that
is a word: "lagere" is never "langere", "geen" never "een". There is no threshold of likeness: of
answers that are alike by nine letters in ten, the tenth is too often "geen" or a number.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import process
from rapidfuzz.distance import OSA

from coder.domain.tokens import fold
from coder.urgency import KEYS

SHORTEST = 6  # letters of a word in which a typing error is read; shorter have many neighbours
LONG = 9  # letters of a word in which two errors are read
SHORTEST_UNKNOWN = 8  # letters, where neither spelling is in a word list
_BROKEN_OFF, _BROKEN_WITHOUT_DOT = 3, 6  # letters that a word has left
_LEAST_LOST = 2  # letters
_ABBREVIATED = frozenset({"adm", "alg", "gem", "maatsch", "med", "org", "psych", "soc"})
_MOST_ALIKE = 60  # words one letter apart; more say that they are no typing errors
_TOKEN = re.compile(r"[^\W\d_]+(?:\.(?=\s*[^\W\d_]))?|\d+|[^\w\s.,;:!?'\"’‘“”()\[\]/\-–—…]")


@dataclass(frozen=True, slots=True)
class Spelling:
    """What is known of Dutch words.

    Attributes:
        known: Is it a word, in lower case?
        meant: The word that a mistyped form stands for; None when it is a word, or nothing is safe.
    """

    known: Callable[[str], bool]
    meant: Callable[[str], str | None]


def nearly_identical(normals: Sequence[str], spelling: Spelling) -> list[tuple[int, ...]]:
    """Places of the texts that are the same but for typing, two or more together.

    Args:
        normals: Different texts, each in its `normal_form`.
        spelling: What is known of Dutch words.
    """
    words: dict[str, str] = {}  # each once: 72,000 answers have 700,000 words, most of them alike
    read = [
        tuple([words.setdefault(token, token) for token in _TOKEN.findall(fold(text))])
        for text in KEYS.patiently(normals)
    ]
    counted = Counter(token for tokens in read for token in tokens if _can_be_mistyped(token))
    instead = _mistyped(counted, spelling)
    if instead:
        read = [tuple(instead.get(token, token) for token in tokens) for tokens in read]
    read = _completed(read, spelling)
    together: dict[str, list[int]] = defaultdict(list)
    for place, tokens in enumerate(KEYS.patiently(read)):
        if tokens:
            together["".join(_letters(tokens))].append(place)
    return [tuple(places) for places in together.values() if len(places) > 1]


def _letters(tokens: Iterable[str]) -> Iterator[str]:
    """Words run together ("teveel", "te veel"); numbers and signs stay apart ("1 2", "12")."""
    for token in tokens:
        word = token.removesuffix(".")
        yield word if word.isalpha() else f"|{word}|"


def _can_be_mistyped(token: str) -> bool:
    return len(token) >= SHORTEST and token.isalpha()


def _mistyped(counted: Counter[str], spelling: Spelling) -> dict[str, str]:
    """The word meant by each mistyped one that has its neighbour in these texts."""
    instead: dict[str, str] = {}
    near = _one_stroke_apart(counted)
    for first, second in [*sorted(near), *sorted(_two_strokes_apart(counted, spelling) - near)]:
        rarer, commoner = sorted((first, second), key=lambda word: (counted[word], word))
        for word, other in ((rarer, commoner), (commoner, rarer)):
            meant = _meant(word, other, spelling)
            if meant is not None:
                instead.setdefault(word, meant)
                break
        else:
            one_stroke = (first, second) in near and commoner not in instead
            if one_stroke and _both_unknown(rarer, commoner, spelling):
                instead.setdefault(rarer, commoner)
    return instead


def _meant(word: str, other: str, spelling: Spelling) -> str | None:
    """The word for which `word` stands, when that is `other` or what `other` stands for too."""
    meant = spelling.meant(word)
    if meant is None:
        return None
    meant = fold(meant)
    return meant if meant == other or meant == fold(spelling.meant(other) or "") else None


def _both_unknown(rarer: str, commoner: str, spelling: Spelling) -> bool:
    """Words of a field that no list has: a letter left out, typed twice, or two swapped."""
    if min(len(rarer), len(commoner)) < SHORTEST_UNKNOWN:
        return False
    if spelling.known(rarer) or spelling.known(commoner):
        return False
    return len(rarer) != len(commoner) or sorted(rarer) == sorted(commoner)


def _one_stroke_apart(words: Iterable[str]) -> set[tuple[str, str]]:
    """Pairs of words of which one letter was left out, added, changed or swapped with the next.

    Words that are the same without one letter meet under what is left: no word is compared with
    all others. The first letter is never in doubt.
    """
    met: dict[str, list[str]] = defaultdict(list)
    for word in KEYS.patiently(words):
        for rest in {word, *(word[:place] + word[place + 1 :] for place in range(1, len(word)))}:
            met[rest].append(word)
    pairs = {
        (min(pair), max(pair))
        for same in met.values()
        if 1 < len(same) <= _MOST_ALIKE
        for pair in combinations(same, 2)
    }
    return {pair for pair in pairs if OSA.distance(*pair, score_cutoff=1) == 1}


def _two_strokes_apart(words: Iterable[str], spelling: Spelling) -> set[tuple[str, str]]:
    """The same for two strokes, where one of the two is a long form that is no word."""
    by_letter: dict[str, list[str]] = defaultdict(list)
    for word in words:
        if len(word) >= LONG - 2:
            by_letter[word[0]].append(word)
    return {
        (min(word, near), max(word, near))
        for same in by_letter.values()
        for word in KEYS.patiently(same, 8)
        if len(word) >= LONG and not spelling.known(word)
        for near, _distance, _place in process.extract(
            word, same, scorer=OSA.distance, score_cutoff=2, limit=_MOST_ALIKE
        )
        if near != word
    }


def _completed(read: list[tuple[str, ...]], spelling: Spelling) -> list[tuple[str, ...]]:
    """Words that break off made whole, where otherwise the same answers have one word there."""
    broken = {
        (place, at): tokens
        for place, tokens in enumerate(KEYS.patiently(read))
        for at, token in enumerate(tokens)
        if _breaks_off(token, spelling)
    }
    if not broken:
        return read
    wanted = {_around(tokens, at) for (_place, at), tokens in broken.items()}
    whole: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for tokens in KEYS.patiently(set(read)):
        for at, token in enumerate(tokens):
            if (around := _around(tokens, at)) in wanted and token.isalpha():
                whole[around].add(token)
    completed = list(read)
    for (place, at), tokens in broken.items():
        word = _the_one(tokens[at], whole[_around(tokens, at)])
        if word is not None:
            now = completed[place]
            completed[place] = (*now[:at], word, *now[at + 1 :])
    return completed


def _breaks_off(token: str, spelling: Spelling) -> bool:
    word = token.removesuffix(".")
    least = _BROKEN_OFF if token.endswith(".") else _BROKEN_WITHOUT_DOT
    broken = word in _ABBREVIATED or not spelling.known(word)
    return word.isalpha() and len(word) >= least and broken


def _around(tokens: tuple[str, ...], at: int) -> tuple[str, ...]:
    """The rest of an answer, with a hole; one word alone has no surroundings to know it by."""
    if len(tokens) == 1:
        return (tokens[0][:1], "", "alone", tokens[0])
    return (*tokens[:at], "", *tokens[at + 1 :])


def _the_one(broken: str, words: Iterable[str]) -> str | None:
    begin = broken.removesuffix(".")
    longer = {
        word for word in words if word.startswith(begin) and len(word) >= len(begin) + _LEAST_LOST
    }
    return longer.pop() if len(longer) == 1 else None
