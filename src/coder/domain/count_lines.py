"""What a table of counts is made of: its lines, and how many respondents gave each set of codes.

100,000 answers hold only a few thousand distinct sets of codes; everything is counted over those.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from coder.domain.answers import AnswerId
from coder.domain.codebook import Code, Codebook

NO_CODES: frozenset[str] = frozenset()
REST = ":rest"  # end of the id of what is taken together; no code's id has a colon


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: a code, a net, or the rest of a level.

    `family` holds all ids that count towards it, `is_fallback` says that the codebook keeps it for
    what fits nowhere else.
    """

    id: str
    label: str
    parent: str | None
    family: frozenset[str]
    is_fallback: bool = False


@dataclass(frozen=True, slots=True)
class Hits:
    """Respondents, and what they weigh."""

    people: int
    weight: float


class LineHits:
    """What a tally counts for each line: people once, mentions as often as codes were given."""

    def __init__(self, lines: int) -> None:
        self.people = [0] * lines
        self.weight = [0.0] * lines
        self.mentions = [0] * lines
        self.weighted_mentions = [0.0] * lines
        self.all_mentions = 0
        self.all_weighted = 0.0


@dataclass(slots=True)
class Tally:
    """How many respondents gave each set of codes, and what they weigh together."""

    sets: Counter[frozenset[str]] = field(default_factory=Counter)
    weights: dict[frozenset[str], float] | None = None  # None: everybody weighs 1
    squares: float = 0.0  # sum of the squared weights

    @classmethod
    def of(
        cls,
        answers: Iterable[AnswerId],
        codes_of: Mapping[AnswerId, frozenset[str]],
        weights: Mapping[AnswerId, float] | None = None,
    ) -> Tally:
        """The sets of codes of these answers; an answer without codes has the empty set."""
        if weights is None:
            return cls(Counter(codes_of.get(answer, NO_CODES) for answer in answers))
        tally = cls(weights={})
        for answer in answers:
            tally.add(codes_of.get(answer, NO_CODES), weights[answer])
        return tally

    def add(self, codes: frozenset[str], weight: float) -> None:
        """One respondent more."""
        assert self.weights is not None
        self.sets[codes] += 1
        self.weights[codes] = self.weights.get(codes, 0.0) + weight
        self.squares += weight * weight

    @property
    def people(self) -> int:
        """All respondents."""
        return self.sets.total()

    @property
    def weight(self) -> float:
        """What all respondents weigh together."""
        return float(self.people) if self.weights is None else sum(self.weights.values())

    @property
    def effective(self) -> float:
        """How many unweighted respondents they are worth: (Σw)² / Σw² (Kish 1965, p. 259)."""
        if self.weights is None:
            return float(self.people)
        return self.weight**2 / self.squares if self.squares else 0.0

    def having(self, family: frozenset[str]) -> Hits:
        """Those who have one of these codes, each once."""
        return self._sum(codes for codes in self.sets if not family.isdisjoint(codes))

    def with_codes(self) -> Hits:
        """Those who have any code."""
        return self._sum(codes for codes in self.sets if codes)

    def counted(self, lines: Sequence[Line]) -> LineHits:
        """Respondents and mentions of each line, in one pass over the sets of codes."""
        lines_of: dict[str, list[int]] = {}
        for place, line in enumerate(lines):
            for code in line.family:
                lines_of.setdefault(code, []).append(place)
        found = LineHits(len(lines))
        for codes, times in self.sets.items():
            weight = times if self.weights is None else self.weights[codes]
            found.all_mentions += len(codes) * times
            found.all_weighted += len(codes) * weight
            touched: set[int] = set()
            for code in codes:
                for place in lines_of.get(code, ()):
                    found.mentions[place] += times
                    found.weighted_mentions[place] += weight
                    touched.add(place)
            for place in touched:
                found.people[place] += times
                found.weight[place] += weight
        return found

    def _sum(self, chosen: Iterable[frozenset[str]]) -> Hits:
        found = list(chosen)
        people = sum(self.sets[codes] for codes in found)
        if self.weights is None:
            return Hits(people, float(people))
        return Hits(people, sum(self.weights[codes] for codes in found))


def tree_of(codebook: Codebook, *tallies: Tally) -> list[Line]:
    """The lines of a table: the codebook's, then codes that are in use but not in it."""
    lines = list(_lines(codebook.codes))
    used = NO_CODES.union(*(codes for tally in tallies for codes in tally.sets))
    unknown = used - {line.id for line in lines}
    return lines + [Line(code, code, None, frozenset({code})) for code in sorted(unknown)]


def _lines(codes: Sequence[Code], parent: str | None = None) -> Iterable[Line]:
    for code in codes:
        family = frozenset(below.id for below in code.walk())
        yield Line(code.id, code.label, parent, family, code.fallback)
        yield from _lines(code.codes, code.id)


def fold_rare(tree: Sequence[Line], tally: Tally, at_least: int, rest_label: str) -> list[Line]:
    """The lines that enough respondents have, and at each level one for the others together.

    What the codebook keeps for the rest (its fallback code) belongs to the rest of its level.
    A level of which nothing is rare keeps its fallback as it is.
    """
    if at_least <= 1:
        return list(tree)
    people = tally.counted(tree).people
    rare = {line.id for line, n in zip(tree, people, strict=True) if n < at_least}
    levels = {line.parent for line in tree if line.id in rare}
    rare |= {line.id for line in tree if line.is_fallback and line.parent in levels}
    gone = set(rare)
    for line in tree:  # parents stand before children
        if line.parent in gone:
            gone.add(line.id)
    kept = [line for line in tree if line.id not in gone]
    for parent in dict.fromkeys(line.parent for line in tree):
        rest = [line for line in tree if line.parent == parent and line.id in rare]
        if rest and parent not in gone:
            place = max((i for i, line in enumerate(kept) if _within(line, parent)), default=-1)
            kept.insert(place + 1, _rest(parent, rest, rest_label))
    return kept


def _within(line: Line, parent: str | None) -> bool:
    return parent is None or parent in (line.parent, line.id)


def _rest(parent: str | None, lines: Sequence[Line], label: str) -> Line:
    fallback = next((line.label for line in lines if line.is_fallback), label)
    family = NO_CODES.union(*(line.family for line in lines))
    return Line(f"{parent or ''}{REST}", fallback, parent, family)
