"""The rule language of a codebook: find patterns in an answer, with their place in its text.

>>> from coder.domain.tokens import Token
>>> token = Token(form="bezuinigingen", lemma="bezuiniging", start=4, end=17)
>>> [match.span for match in parse("bezuinig*").find([token], "Die bezuinigingen")]
[(4, 17)]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from coder.domain import pattern_terms
from coder.domain.codebook import Codebook
from coder.domain.pattern_syntax import (
    PART,
    STAR,
    Choice,
    Mark,
    Node,
    Syntax,
    Term,
    letters,
    openers,
    parse_syntax,
    rarest,
    terms,
)
from coder.domain.pattern_syntax import Sequence as Nodes
from coder.domain.suggestions import Span
from coder.domain.tokens import Token, words

WIDEST_GAP = 3  # other words that may stand where a pattern has ".."

_FULL_WORD = 5  # letters; a shorter word ("te", "geen") says less
_LOOSE_WORD = 0.8  # what a word with a star or a part of a word says, against the word itself
_EDGE = 0.5  # what "^" or "$" adds

_Places = Mapping[Term, int]  # bit i of the number stands for token i
_Reached = dict[tuple[int, bool], float]  # (next token, may words be skipped) -> specificity


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
class Pattern:
    """A parsed pattern; `source` is what the codebook says."""

    source: str
    syntax: Syntax

    @property
    def terms(self) -> frozenset[Term]:
        """All words of the pattern, those of its exclusions included."""
        sequences = (self.syntax.wanted, *self.syntax.unwanted)
        return frozenset(term for sequence in sequences for term in terms(sequence))

    def find(self, tokens: Sequence[Token], text: str) -> list[Match]:
        """Matches from left to right, the longest at each place; none overlap.

        Args:
            tokens: The words of `text`, in order.
            text: The answer as typed; spans lie in it.
        Returns:
            At most one match a word; a match never runs over the end of a sentence.
        """
        places: dict[Term, int] = {}
        for term in self.terms:
            fits = (pattern_terms.matches(term, token) for token in tokens)
            places[term] = sum(1 << index for index, fit in enumerate(fits) if fit)
        return self.find_places(places, tokens, text)

    def find_places(self, places: _Places, tokens: Sequence[Token], text: str) -> list[Match]:
        """The same, where somebody already looked up which term matches which tokens."""
        found = list(_matches(self.syntax.wanted, places, tokens, len(text)))
        for sequence in self.syntax.unwanted if found else ():
            refused = {
                tokens[match.token_first].sentence
                for match in _matches(sequence, places, tokens, len(text))
            }
            found = [match for match in found if tokens[match.token_first].sentence not in refused]
        return found


def parse(pattern: str) -> Pattern:
    """Reads a pattern.

    Raises:
        PatternError: It is malformed; the message says how to write it, `position` where.
    """
    return Pattern(pattern, parse_syntax(pattern))


def considered(tokens: Sequence[Token], ignore_after: Sequence[str]) -> Sequence[Token]:
    """The tokens that patterns look at: those before the first of these words or phrases.

    A phrase at the very beginning ends nothing: "bij de jeugd werkzaam" stays whole.
    """
    phrases = [[word.form for word in words(phrase)] for phrase in ignore_after]
    return _before(tokens, phrases)


def _before(tokens: Sequence[Token], phrases: Sequence[Sequence[str]]) -> Sequence[Token]:
    forms = [token.form for token in tokens] if phrases else []
    for index in range(1, len(forms)):
        for phrase in phrases:
            if phrase and forms[index : index + len(phrase)] == list(phrase):
                return tokens[:index]
    return tokens


@dataclass(frozen=True, slots=True)
class Hit:
    """One pattern of one code that was found in an answer."""

    code_id: str
    pattern: str
    matches: tuple[Match, ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where it was found in the text."""
        return tuple(match.span for match in self.matches)

    @property
    def specificity(self) -> float:
        """That of its most specific match."""
        return max(match.specificity for match in self.matches)


class RuleBook:
    """All patterns of a codebook, made ready to be found in one pass over an answer.

    Raises:
        PatternError: A pattern of the codebook is malformed.
    """

    def __init__(self, codebook: Codebook) -> None:
        self._rules = [
            (code.id, parse(pattern)) for code in codebook.codable for pattern in code.patterns
        ]
        self._ends = [[word.form for word in words(phrase)] for phrase in codebook.ignore_after]
        self._index = pattern_terms.TermIndex(
            term for _code_id, pattern in self._rules for term in pattern.terms
        )
        self._rules_by_term: dict[Term, list[int]] = {}
        for number, (_code_id, pattern) in enumerate(self._rules):
            for term in rarest(pattern.syntax.wanted):
                self._rules_by_term.setdefault(term, []).append(number)

    def considered(self, tokens: Sequence[Token]) -> Sequence[Token]:
        """The tokens that the patterns look at, see `ignore_after` of the codebook."""
        return _before(tokens, self._ends)

    def hits(self, tokens: Sequence[Token], text: str) -> list[Hit]:
        """Every pattern that the answer contains, in the order of the codebook."""
        tokens = self.considered(tokens)
        places = self._index.places(tokens)
        numbers = {number for term in places for number in self._rules_by_term.get(term, ())}
        found = []
        for number in sorted(numbers):
            code_id, pattern = self._rules[number]
            if matches := pattern.find_places(places, tokens, text):
                found.append(Hit(code_id, pattern.source, tuple(matches)))
        return found


def _matches(
    nodes: Nodes, places: _Places, tokens: Sequence[Token], text_end: int
) -> Iterator[Match]:
    """Matches of a sequence; a span is cut at the end of the text."""
    starts = 0
    for term in openers(nodes):
        starts |= places.get(term, 0)
    following = 0
    while starts >> following:
        start = following + _lowest_bit(starts >> following)
        reached = _reach(nodes, {(start, False): 0.0}, _Scan(places, tokens, start))
        after, specificity = max(
            ((after, worth) for (after, _gap), worth in reached.items()), default=(start, 0.0)
        )
        following = max(after, start + 1)
        if after > start:
            end = min(tokens[after - 1].end, text_end)
            yield Match(tokens[start].start, end, start, after - 1, specificity)


def _lowest_bit(number: int) -> int:
    return (number & -number).bit_length() - 1


@dataclass(frozen=True, slots=True)
class _Scan:
    """What stays the same while a sequence is tried at one start."""

    places: _Places
    tokens: Sequence[Token]
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
        return _best(
            way
            for alternative in node.alternatives
            for way in _reach(alternative, reached, scan).items()
        )
    if node is Mark.GAP:  # before the first word there is nothing to skip from
        return _best(((at, at > scan.start), worth) for (at, _gap), worth in reached.items())
    if isinstance(node, Mark):
        edge = 0 if node is Mark.START else len(scan.tokens)
        return {place: worth + _EDGE for place, worth in reached.items() if place[0] == edge}
    return _best(
        ((after, False), worth + _worth(node))
        for (at, gap), worth in reached.items()
        for after in _word_ends(node, at, gap, scan)
    )


def _best(ways: Iterable[tuple[tuple[int, bool], float]]) -> _Reached:
    """The most specific way to each place."""
    best: _Reached = {}
    for place, worth in ways:
        best[place] = max(best.get(place, 0.0), worth)
    return best


def _word_ends(term: Term, at: int, gap: bool, scan: _Scan) -> Iterator[int]:
    ahead = scan.places.get(term, 0) >> at
    sentence = scan.tokens[scan.start].sentence
    for skipped in range(WIDEST_GAP + 1 if gap else 1):
        if ahead >> skipped & 1 and scan.tokens[at + skipped].sentence == sentence:
            yield at + skipped + 1


def _worth(term: Term) -> float:
    share = min(letters(term) / _FULL_WORD, 1.0)
    return share * _LOOSE_WORD if STAR in term or term.startswith(PART) else share
