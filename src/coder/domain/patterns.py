"""The rule language of a codebook: find patterns in an answer, with their place in its text.

>>> from coder.domain.tokens import Token
>>> token = Token(form="bezuinigingen", lemma="bezuiniging", start=4, end=17)
>>> [match.span for match in parse("bezuinig*").find([token], "Die bezuinigingen")]
[(4, 17)]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from coder.domain import pattern_terms
from coder.domain.codebook import Codebook
from coder.domain.pattern_search import Match, Places, Sought, matches
from coder.domain.pattern_syntax import parse_syntax
from coder.domain.pattern_tree import Term, terms
from coder.domain.suggestions import Span
from coder.domain.tokens import Token, words

__all__ = ["Hit", "Match", "Pattern", "RuleBook", "considered", "parse"]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A parsed pattern; `source` is what the codebook says."""

    source: str
    wanted: Sought
    unwanted: tuple[Sought, ...] = ()

    @property
    def terms(self) -> frozenset[Term]:
        """All words of the pattern, those of its exclusions included."""
        return frozenset(
            term for sought in (self.wanted, *self.unwanted) for term in terms(sought.nodes)
        )

    def find(self, tokens: Sequence[Token], text: str) -> list[Match]:
        """Matches from left to right, none overlap; at each place the one with most words.

        Args:
            tokens: The words of `text`, in order.
            text: The answer as typed; spans lie in it.
        Returns:
            At most one match a word; a match does not run over the end of a sentence.
        """
        places = pattern_terms.TermIndex(self.terms).places(tokens)
        return self.find_places(places, tokens, text)

    def find_places(self, places: Places, tokens: Sequence[Token], text: str) -> list[Match]:
        """The same, where somebody already looked up which term matches which tokens."""
        found = list(matches(self.wanted, places, tokens, text))
        for sought in self.unwanted if found else ():
            refused = {
                tokens[match.token_first].sentence
                for match in matches(sought, places, tokens, text)
            }
            found = [match for match in found if tokens[match.token_first].sentence not in refused]
        return found


@lru_cache(maxsize=10_000)
def parse(pattern: str) -> Pattern:
    """Reads a pattern; one that was read before costs nothing.

    Raises:
        PatternError: It is malformed; the message says how to write it, `position` where.
    """
    syntax = parse_syntax(pattern)
    return Pattern(pattern, Sought.of(syntax.wanted), tuple(map(Sought.of, syntax.unwanted)))


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
            for term in pattern.wanted.needed[0]:
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
