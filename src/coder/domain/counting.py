"""Counts per code. The base is always stated; a respondent counts once per code and per net."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from coder.domain.answers import AnswerId
from coder.domain.codebook import AnswersPer, Codebook
from coder.domain.count_lines import REST, Line, Tally, fold_rare, tree_of
from coder.domain.intervals import LEVEL, Interval, wilson

Weights = Mapping[AnswerId, float]
CodesOf = Mapping[AnswerId, frozenset[str]]


class Base(StrEnum):
    """Of what percentages are."""

    ANSWERED = "answered"  # respondents who answered the question
    CODED = "coded"  # those of them who have a code
    MENTIONS = "mentions"  # codes given


class Sort(StrEnum):
    """In which order codes stand; what rests comes last."""

    COUNT = "count"  # the most respondents first, equals as in the codebook
    CODEBOOK = "codebook"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class CodeCount:
    """How often a code (or a net with all below it) was given.

    `respondents` counts people, `mentions` counts codes given: a net's mentions may pass its
    respondents. Percentages 0-100, unrounded; 0 when the base is empty. With weights percentages
    are weighted, and `weighted` is what the respondents weigh together.
    """

    id: str
    label: str
    parent: str | None
    respondents: int
    percent_respondents: float
    mentions: int
    percent_mentions: float
    percent_coded: float = 0.0
    weighted: float = 0.0

    @property
    def is_rest(self) -> bool:
        """Is it what fewer respondents gave than the threshold, taken together?"""
        return self.id.endswith(REST)

    def percent_of(self, base: Base) -> float:
        """The percentage of this base."""
        return {
            Base.ANSWERED: self.percent_respondents,
            Base.CODED: self.percent_coded,
            Base.MENTIONS: self.percent_mentions,
        }[base]

    def as_json(self) -> dict[str, Any]:
        """The fields by name, percentages to two decimals."""
        fields = asdict(self)
        for name in ("percent_respondents", "percent_coded", "percent_mentions", "weighted"):
            fields[name] = round(fields[name], 2)
        return fields


@dataclass(frozen=True, slots=True)
class Weighting:
    """What weights do to a base.

    Attributes:
        attribute: The background attribute that holds the weights.
        n: What all respondents weigh together.
        effective: How many unweighted respondents they are worth: (Σw)² / Σw² (Kish 1965).
        coded: What those with a code weigh together.
    """

    attribute: str
    n: float
    effective: float
    coded: float

    def as_json(self) -> dict[str, Any]:
        """The fields by name, to two decimals."""
        numbers = {"n": self.n, "effective": self.effective, "coded": self.coded}
        return {"attribute": self.attribute} | {key: round(x, 2) for key, x in numbers.items()}


@dataclass(frozen=True, slots=True)
class Counted:
    """The counts of some respondents: of a question, or of one group in a cross-table."""

    n: int
    coded: int
    mentions: int
    codes: tuple[CodeCount, ...]
    weighting: Weighting | None = None

    def interval(self, count: CodeCount, base: Base, level: float = LEVEL) -> Interval:
        """Wilson's interval of a code's percentage; mentions have none (they are no sample).

        Raises:
            ValueError: `base` is mentions.
        """
        if base is Base.MENTIONS:
            raise ValueError(base)
        size = float(self.n if base is Base.ANSWERED else self.coded)
        if self.weighting and self.n:
            size *= self.weighting.effective / self.n
        return wilson(count.percent_of(base) / 100 * size, size, level)


@dataclass(frozen=True, slots=True)
class CountTable(Counted):
    """Counts of one question. `n` answered (base of percent_respondents), `coded` have codes."""

    question: str = ""
    several: bool = False  # several answers possible: percentages may pass 100
    wave: str = ""
    at_least: int = 0
    folded: tuple[CodeCount, ...] = ()  # what the rest holds, each counted by itself

    def as_json(self) -> dict[str, Any]:
        """What `coder counts --json` prints."""
        found: dict[str, Any] = {
            "question": self.question,
            "wave": self.wave,
            "n": self.n,
            "coded": self.coded,
            "mentions": self.mentions,
            "several": self.several,
            "codes": [count.as_json() for count in self.codes],
        }
        if self.weighting:
            found["weighting"] = self.weighting.as_json()
        if self.folded:
            found["at_least"] = self.at_least
            found["folded"] = [count.as_json() for count in self.folded]
        return found


def percent(part: float, base: float) -> float:
    """Part of a base in percent, 0-100; 0 for an empty base."""
    return 100 * part / base if base else 0.0


@dataclass(frozen=True, slots=True)
class CountingTerms:
    """How to count.

    Attributes:
        at_least: Codes of fewer respondents are taken together as the rest of their level.
        rest_label: What that is called where the codebook has no fallback code for it.
        weights: The weight of each answer's respondent; None: everybody weighs 1.
        weight_name: The attribute they come from.
    """

    at_least: int = 0
    rest_label: str = ""
    weights: Weights | None = None
    weight_name: str = ""


PLAIN = CountingTerms()


def count_codes(  # noqa: PLR0913 - what is counted, and how
    codebook: Codebook,
    codes_of: CodesOf,
    answered: Iterable[AnswerId],
    question: str = "",
    wave: str = "",
    *,
    terms: CountingTerms = PLAIN,
) -> CountTable:
    """Counts per code and per net over the answers of one question.

    Args:
        codebook: Gives the tree and the order; codes outside it are counted at the end.
        codes_of: The present codes per answer; answers that are missing count as uncoded.
        answered: All answers of the question, one a respondent: the base.
        question: Key shown with the table.
        wave: Wave shown with the table.
        terms: Threshold and weights.
    """
    tally = Tally.of(answered, codes_of, terms.weights)
    tree = tree_of(codebook, tally)
    lines = fold_rare(tree, tally, terms.at_least, terms.rest_label)
    column = count_lines(lines, tally, terms.weight_name)
    shown = {line.id for line in lines}
    rare = [line for line in tree if line.id not in shown]
    return CountTable(
        column.n,
        column.coded,
        column.mentions,
        column.codes,
        column.weighting,
        question,
        codebook.answers is AnswersPer.MANY,
        wave,
        terms.at_least,
        count_lines(rare, tally, terms.weight_name).codes,
    )


def count_lines(lines: Sequence[Line], tally: Tally, weight_name: str = "") -> Counted:
    """The counts of these lines among the respondents of a tally."""
    coded, hits, weight = tally.with_codes(), tally.counted(lines), tally.weight
    codes = tuple(
        CodeCount(
            line.id,
            line.label,
            line.parent,
            hits.people[place],
            percent(hits.weight[place], weight),
            hits.mentions[place],
            percent(hits.weighted_mentions[place], hits.all_weighted),
            percent(hits.weight[place], coded.weight),
            float(hits.weight[place]),
        )
        for place, line in enumerate(lines)
    )
    weighting = Weighting(weight_name, weight, tally.effective, coded.weight)
    return Counted(
        tally.people,
        coded.people,
        hits.all_mentions,
        codes,
        weighting if weight_name else None,
    )


def ranked_tree(codes: Iterable[CodeCount], sort: Sort = Sort.COUNT) -> list[tuple[int, CodeCount]]:
    """Depth (0 at the top) and code: each level sorted, what counts towards a net below it."""
    children: dict[str | None, list[CodeCount]] = {}
    for count in codes:
        children.setdefault(count.parent, []).append(count)
    return list(_descend(children, None, 0, sort))


def _descend(
    children: Mapping[str | None, Sequence[CodeCount]], parent: str | None, depth: int, sort: Sort
) -> Iterator[tuple[int, CodeCount]]:
    for count in sorted(children.get(parent, ()), key=lambda count: _rank(count, sort)):
        yield depth, count
        yield from _descend(children, count.id, depth + 1, sort)


def _rank(count: CodeCount, sort: Sort) -> tuple[bool, float, str]:
    if sort is Sort.COUNT:
        return count.is_rest, -count.weighted, ""
    return count.is_rest, 0, count.label.casefold() if sort is Sort.LABEL else ""
