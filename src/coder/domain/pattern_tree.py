"""The tree that a pattern of a codebook is read into, and what can be told from it.

A sequence of nodes stands for words that follow each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NewType

Term = NewType("Term", str)  # one folded word of a pattern, with its "=", "~" and "*"

FORM_ONLY, PART, STAR = "=", "~", "*"


class Mark(Enum):
    """What stands between or around words."""

    GAP = ".."
    START = "^"
    END = "$"


@dataclass(frozen=True, slots=True)
class Choice:
    """Alternatives; an empty one says that the whole may be missing.

    Codebooks hold groups of thirty words: `by_first` finds the alternatives that an answer can
    match by their first word, `others` begin with something else than a word.
    """

    alternatives: tuple[Sequence, ...]
    by_first: Mapping[Term, tuple[Sequence, ...]] = field(init=False, repr=False, compare=False)
    others: tuple[Sequence, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_first: dict[Term, tuple[Sequence, ...]] = {}
        others = []
        for alternative in self.alternatives:
            first = alternative[0] if alternative else Mark.GAP
            if isinstance(first, Choice | Mark):
                others.append(alternative)
            else:
                by_first[first] = (*by_first.get(first, ()), alternative)
        object.__setattr__(self, "by_first", by_first)  # frozen, and known only now
        object.__setattr__(self, "others", tuple(others))


Node = Term | Mark | Choice
Sequence = tuple[Node, ...]


def may_be_empty(sequence: Sequence) -> bool:
    """Can it match without a single word?"""
    return all(
        any(map(may_be_empty, node.alternatives))
        if isinstance(node, Choice)
        else isinstance(node, Mark)
        for node in sequence
    )


def openers(sequence: Sequence) -> frozenset[Term]:
    """The terms of which one begins every match."""
    found: set[Term] = set()
    for node in sequence:
        if isinstance(node, Choice):
            found.update(*map(openers, node.alternatives))
            if not may_be_empty((node,)):
                break
        elif not isinstance(node, Mark):
            found.add(node)
            break
    return frozenset(found)


def terms(sequence: Sequence) -> Iterator[Term]:
    """All terms of a sequence, those of alternatives included."""
    for node in sequence:
        if isinstance(node, Choice):
            for alternative in node.alternatives:
                yield from terms(alternative)
        elif not isinstance(node, Mark):
            yield node


def letters(term: Term) -> int:
    """Number of letters that a term fixes."""
    return len(term.lstrip(FORM_ONLY + PART).replace(STAR, ""))


def needed(sequence: Sequence) -> tuple[frozenset[Term], ...]:
    """Sets of terms of each of which at least one stands in every match, the rarest first.

    Empty when nothing with letters is certain to be there.
    """
    options = (
        _one_of(node) if isinstance(node, Choice) else frozenset({node})
        for node in sequence
        if not isinstance(node, Mark)
    )
    usable = {option for option in options if option and all(map(letters, option))}
    return tuple(sorted(usable, key=lambda option: (_commonness(option), sorted(option))))


def _one_of(choice: Choice) -> frozenset[Term]:
    """Terms of which one stands in every alternative; empty when an alternative needs none."""
    found = [needed(alternative) for alternative in choice.alternatives]
    if not all(found):
        return frozenset()
    return frozenset[Term]().union(*(options[0] for options in found))


def _commonness(option: frozenset[Term]) -> float:
    """A guess: short words are common words, a star makes a word commoner."""
    return sum((2 if STAR in term else 1) / letters(term) for term in option)
