"""Finds a sequence of a pattern in the words of an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from coder.domain.pattern_tree import PART, STAR, Choice, Mark, Node, Term, letters, needed, openers
from coder.domain.pattern_tree import Sequence as Nodes
from coder.domain.suggestions import Span
from coder.domain.tokens import Token

WIDEST_GAP = 3  # other words that may stand where a pattern has ".."

_FULL_WORD = 5  # letters; a shorter word ("te", "geen") says less
_LOOSE_WORD = 0.8  # what a word with a star or a part of a word says, against the word itself
_EDGE = 0.5  # what "^" or "$" adds

Places = Mapping[Term, int]  # of the terms that occur; bit i of the number stands for token i
_Place = tuple[int, bool]  # the next token, may words be skipped before it
_Way = tuple[int, float]  # minus the words skipped so far, specificity: the highest is the best
_Reached = dict[_Place, _Way]


@dataclass(frozen=True, slots=True)
class Match:
    """Where a pattern was found: text[start:end], tokens token_first to token_last inclusive.

    `specificity` adds up what its words say: 1 for a full word, less for a short or loose one.
    """

    start: int
    end: int
    token_first: int
    token_last: int
    specificity: float

    @property
    def span(self) -> Span:
        """(start, end) in the text."""
        return self.start, self.end

    @property
    def word_count(self) -> int:
        """Words from the first to the last, skipped ones included."""
        return self.token_last - self.token_first + 1


@dataclass(frozen=True, slots=True)
class Sought:
    """A sequence of words to look for, with what speeds up the search."""

    nodes: Nodes
    openers: frozenset[Term]  # one of these begins every match
    needed: tuple[frozenset[Term], ...]  # one of each stands in every match, the rarest first

    @classmethod
    def of(cls, nodes: Nodes) -> Sought:
        """The sequence, looked through once."""
        return cls(nodes, openers(nodes), needed(nodes))


def matches(sought: Sought, places: Places, tokens: Sequence[Token], text: str) -> Iterator[Match]:
    """Matches from left to right, none overlap; at each place the one with most words."""
    if any(places.keys().isdisjoint(terms) for terms in sought.needed):
        return
    starts = 0
    for term in places.keys() & sought.openers:
        starts |= places[term]
    while starts:
        start = (starts & -starts).bit_length() - 1  # the lowest bit
        scan = _Scan(places, tokens, text, start)
        reached = _reach(sought.nodes, {(start, False): (0, 0.0)}, scan)
        after, specificity = _fullest(reached, start)
        if after > start:
            yield Match(tokens[start].start, tokens[after - 1].end, start, after - 1, specificity)
        following = max(after, start + 1)
        starts = starts >> following << following


def _fullest(reached: _Reached, start: int) -> tuple[int, float]:
    """The end with the most words of the pattern; of equals, the one that skips the fewest."""
    if not reached:
        return start, 0.0
    _words, _skipped, worth, after = max(
        (at - start + skipped, skipped, worth, at)
        for (at, _gap), (skipped, worth) in reached.items()
    )
    return after, worth


@dataclass(frozen=True, slots=True)
class _Scan:
    """What stays the same while a sequence is tried at one start."""

    places: Places
    tokens: Sequence[Token]
    text: str
    start: int


def _reach(nodes: Nodes, reached: _Reached, scan: _Scan) -> _Reached:
    """Where the sequence can end. All ways go side by side, so that none is tried twice."""
    for node in nodes:
        if not reached:
            break
        reached = _after(node, reached, scan)
    return reached


def _after(node: Node, reached: _Reached, scan: _Scan) -> _Reached:
    if isinstance(node, Choice):
        present = scan.places.keys() & node.by_first.keys()
        possible = [alternative for term in present for alternative in node.by_first[term]]
        return _best(
            way
            for alternative in (*possible, *node.others)
            for way in _reach(alternative, reached, scan).items()
        )
    if node is Mark.GAP:  # before the first word there is nothing to skip from
        return _best(((at, at > scan.start), way) for (at, _gap), way in reached.items())
    if isinstance(node, Mark):
        edge = 0 if node is Mark.START else len(scan.tokens)
        return {
            place: (skipped, worth + _EDGE)
            for place, (skipped, worth) in reached.items()
            if place[0] == edge
        }
    return _after_word(node, reached, scan)


def _after_word(term: Term, reached: _Reached, scan: _Scan) -> _Reached:
    places, worth_of_term = scan.places.get(term, 0), _worth(term)
    best: _Reached = {}
    for (at, gap), (skipped, worth) in reached.items() if places else ():
        for more in range(WIDEST_GAP + 1 if gap else 1):
            if places >> at + more & 1 and _goes_on(scan, at, more):
                way = (skipped - more, worth + worth_of_term)
                place = (at + more + 1, False)
                best[place] = max(best.get(place, way), way)
    return best


def _goes_on(scan: _Scan, at: int, more: int) -> bool:
    """Do the words before `at` and the one `more` words on stand in one sentence?

    "Maatsch. werker": a full stop before a small letter is taken for an abbreviation.
    """
    before, word = scan.tokens[at - 1], scan.tokens[at + more]
    if at == scan.start or before.sentence == word.sentence:
        return True
    between = scan.text[before.end : word.start]
    return not more and between.strip() == "." and scan.text[word.start].islower()


def _best(ways: Iterable[tuple[_Place, _Way]]) -> _Reached:
    """The best way to each place."""
    best: _Reached = {}
    for place, way in ways:
        best[place] = max(best.get(place, way), way)
    return best


@cache
def _worth(term: Term) -> float:
    share = min(letters(term) / _FULL_WORD, 1.0)
    return share * _LOOSE_WORD if STAR in term or term.startswith(PART) else share
