"""How a pattern of a codebook is written: text in, a small tree out.

The rule language is described in `codebooks/README.md`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from coder.domain.pattern_tree import (
    FORM_ONLY,
    PART,
    STAR,
    Choice,
    Mark,
    Node,
    Sequence,
    Term,
    may_be_empty,
    needed,
)
from coder.domain.tokens import words
from coder.errors import PatternError
from coder.i18n import _

LONGEST_PATTERN = 1_000  # characters
DEEPEST_NESTING = 20  # brackets in brackets
MOST_SPELLINGS = 256  # of one word with brackets inside

# `words` must split a pattern as it splits an answer, so for a moment a star becomes a letter that
# no Dutch answer has, that is not changed by `fold`, and that counts as a letter.
_STAR_LETTER = "ꙮ"
_PLAIN = re.compile(r"(?:(?!\.\.)[^\s()|?!^$=~])+")


@dataclass(frozen=True, slots=True)
class Syntax:
    """A parsed pattern: what to look for, and what must not stand in the same sentence."""

    wanted: Sequence
    unwanted: tuple[Sequence, ...] = ()


def parse_syntax(source: str) -> Syntax:
    """The tree of a pattern.

    Raises:
        PatternError: The pattern is malformed; `position` is where.
    """
    return _Parser(source).pattern()


class _Parser:
    """Recursive descent over the text of one pattern."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.depth = 0

    def fail(self, message: str, position: int | None = None) -> PatternError:
        place = self.position if position is None else position
        text = _("pattern '{pattern}': {problem}").format(pattern=self.source, problem=message)
        return PatternError(text, min(place, len(self.source)))

    @property
    def char(self) -> str:
        """The next character, "" at the end."""
        return self.source[self.position : self.position + 1]

    def pattern(self) -> Syntax:
        if len(self.source) > LONGEST_PATTERN:
            message = _("longer than {count} characters; write several patterns")
            raise self.fail(message.format(count=LONGEST_PATTERN), LONGEST_PATTERN)
        wanted = self.whole_sequence()
        unwanted = []
        while self.char == "!":
            self.position += 1
            unwanted.append(self.whole_sequence())
        if self.char == ")":
            raise self.fail(_("this bracket closes nothing"))
        if self.char == "|":
            raise self.fail(_("put alternatives in brackets: (this|that), or write two patterns"))
        return Syntax(wanted, tuple(unwanted))

    def whole_sequence(self) -> Sequence:
        """A sequence that must find at least one word."""
        start = self.position
        sequence = self.sequence()
        if not sequence:
            raise self.fail(_("there is no word to look for"), start)
        if self.char not in {"", "!"}:
            return sequence  # `pattern` says what is wrong there
        if may_be_empty(sequence):
            raise self.fail(_("every word may be missing; leave one without '?'"), start)
        if not needed(sequence):
            raise self.fail(_("'*' alone matches every word; add a word with letters"), start)
        return sequence

    def sequence(self) -> Sequence:
        """Nodes up to the end, "!", "|" or ")"."""
        start, nodes = self.position, list[Node]()
        while True:
            while self.char.isspace():
                self.position += 1
            if self.char in {"", "!", "|", ")"}:
                break
            nodes += self.item()
        self.check_marks(nodes, start)
        return tuple(nodes)

    def item(self) -> Sequence:
        for mark in Mark:
            if self.source.startswith(mark.value, self.position):
                self.position += len(mark.value)
                if mark is Mark.GAP and self.char == ".":
                    raise self.fail(_("write two dots for words that may stand between"))
                return (mark,)
        nodes = self.group() if self.stands_alone() else self.word()
        if self.char != "?":
            return nodes
        self.position += 1
        if self.char and not re.match(r"[\s)|!$]|\.\.", self.source[self.position :]):
            message = _("'?' ends a word; for letters that may be missing write (letters|)")
            raise self.fail(message, self.position - 1)
        return (Choice((nodes, ())),)

    def check_marks(self, nodes: list[Node], start: int) -> None:
        """Marks stand where they can mean something."""
        last = len(nodes) - 1
        for place, node in enumerate(nodes):
            if node is Mark.START and place != 0:
                raise self.fail(_("'^' can only stand before the first word"), start)
            if node is Mark.END and place != last:
                raise self.fail(_("'$' can only stand after the last word"), start)
        edges = [Mark.START, *nodes, Mark.END]
        for before, after in pairwise(edges):
            if Mark.GAP in {before, after} and isinstance(before, Mark) and isinstance(after, Mark):
                raise self.fail(_("'..' must stand between two words"), start)

    def stands_alone(self) -> bool:
        """Is here a bracket that is not glued to letters, so that it holds whole words?"""
        if self.char != "(":
            return False
        after = self.source[self.closing() + 1 :]
        return not (after.startswith("(") or _PLAIN.match(after))

    def closing(self) -> int:
        """Position of the bracket that closes the one here."""
        depth = 0
        for position in range(self.position, len(self.source)):
            depth += {"(": 1, ")": -1}.get(self.source[position], 0)
            if depth == 0:
                return position
        raise self.fail(_("this bracket is not closed"))

    def group(self) -> Sequence:
        """Alternatives of whole words: (te weinig|gebrek aan)."""
        opening = self.enter()
        alternatives = [self.sequence()]
        while self.char == "|":
            self.position += 1
            alternatives.append(self.sequence())
        self.leave()
        if not any(alternatives):
            raise self.fail(_("these brackets are empty"), opening)
        return (Choice(tuple(dict.fromkeys(alternatives))),)

    def enter(self) -> int:
        self.closing()
        self.depth += 1
        if self.depth > DEEPEST_NESTING:
            raise self.fail(_("too many brackets inside brackets"))
        self.position += 1
        return self.position - 1

    def leave(self) -> None:
        if self.char == "!":
            raise self.fail(_("'!' cannot stand inside brackets"))
        self.depth -= 1
        self.position += 1

    def word(self) -> Sequence:
        """One word as written, which `words` may split: sociaal-cultureel, werk(er|ster|)."""
        start, kind = self.position, ""
        if self.char in {FORM_ONLY, PART}:
            kind = self.char
            self.position += 1
        spellings = [self.split(kind, text, start) for text in self.spellings()]
        if self.char in {"^", FORM_ONLY, PART}:
            raise self.fail(_("'{char}' can only stand before a word").format(char=self.char))
        if len(spellings) == 1:
            return spellings[0]
        return (Choice(tuple(dict.fromkeys(spellings))),)

    def split(self, kind: str, text: str, start: int) -> tuple[Term, ...]:
        found = words(text.replace(STAR, _STAR_LETTER))
        if not found:
            raise self.fail(_("there is no word here"), start)
        forms = (re.sub(rf"{_STAR_LETTER}+", STAR, word.form) for word in found)
        return tuple(Term(kind + form) for form in forms)

    def spellings(self) -> list[str]:
        """All spellings of a word with brackets inside, in the order written."""
        found = [""]
        while True:
            if plain := _PLAIN.match(self.source, self.position):
                self.check_plain(plain)
                self.position = plain.end()
                found = [text + plain.group() for text in found]
            elif self.char == "(":
                opening, endings = self.position, self.endings()
                found = [text + ending for text in found for ending in endings]
                if len(found) > MOST_SPELLINGS:
                    raise self.fail(_("too many spellings of one word"), opening)
            else:
                return found

    def check_plain(self, plain: re.Match[str]) -> None:
        """A comma does nothing in a pattern, while its writer meant something by it."""
        if unclear := re.search(r"[,;]", plain.group()):
            message = _("'{char}' has no meaning here; write two patterns, or leave it out")
            raise self.fail(message.format(char=unclear.group()), plain.start() + unclear.start())

    def endings(self) -> list[str]:
        """Alternatives inside a word: (er|ster|)."""
        self.enter()
        found = self.spellings()
        while self.char == "|":
            self.position += 1
            found += self.spellings()
        if self.char != ")":
            raise self.fail(_("brackets glued to a word hold only letters, '*' and '|'"))
        self.leave()
        return found
