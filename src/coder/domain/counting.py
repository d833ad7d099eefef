"""Counts per code. The base is always stated; a respondent counts once per code and per net."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coder.domain.answers import AnswerId
from coder.domain.codebook import Code, Codebook


@dataclass(frozen=True, slots=True)
class CodeCount:
    """How often a code (or a net with all below it) was given.

    `respondents` counts people, `mentions` counts codes given: a net's mentions may pass its
    respondents. Percentages 0-100, unrounded; 0 when the base is empty.
    """

    id: str
    label: str
    parent: str | None
    respondents: int
    percent_respondents: float
    mentions: int
    percent_mentions: float


@dataclass(frozen=True, slots=True)
class CountTable:
    """Counts of one question. `n` answered (base of percent_respondents), `coded` have codes."""

    question: str
    n: int
    coded: int
    mentions: int
    codes: tuple[CodeCount, ...]
    several: bool  # several answers possible: percentages may pass 100


def percent(part: float, base: float) -> float:
    """Part of a base in percent, 0-100; 0 for an empty base."""
    return 100 * part / base if base else 0.0


def count_codes(
    codebook: Codebook,
    codes_of: Mapping[AnswerId, frozenset[str]],
    answered: Iterable[AnswerId],
    question: str = "",
) -> CountTable:
    """Counts per code and per net over the answers of one question.

    Args:
        codebook: Gives the tree and the order; codes outside it are counted at the end.
        codes_of: The present codes per answer; answers that are missing count as uncoded.
        answered: All answers of the question, one a respondent: the base.
        question: Key shown with the table.
    """
    base = list(answered)
    sets = [codes_of.get(answer, frozenset()) for answer in base]
    mentions = sum(map(len, sets))
    unknown = sorted(frozenset[str]().union(*sets) - {code.id for code in codebook.walk()})
    lines = [
        *(_line(code, parent, sets, mentions) for code, parent in _with_parents(codebook.codes)),
        *(_line(Code(code, code), None, sets, mentions) for code in unknown),
    ]
    several = codebook.answers.value == "many"
    return CountTable(
        question, len(base), sum(map(bool, sets)), mentions, tuple(lines), several=several
    )


def _with_parents(
    codes: Sequence[Code], parent: str | None = None
) -> Iterable[tuple[Code, str | None]]:
    for code in codes:
        yield code, parent
        yield from _with_parents(code.codes, code.id)


def _line(
    code: Code, parent: str | None, sets: Sequence[frozenset[str]], all_mentions: int
) -> CodeCount:
    family = frozenset(below.id for below in code.walk())
    hits = [len(family & codes) for codes in sets]
    respondents, mentions = sum(map(bool, hits)), sum(hits)
    return CodeCount(
        code.id,
        code.label,
        parent,
        respondents,
        percent(respondents, len(sets)),
        mentions,
        percent(mentions, all_mentions),
    )


def ranked(table: CountTable) -> list[CodeCount]:
    """The codes by number of respondents, most first; equals in the codebook's order."""
    return sorted(table.codes, key=lambda count: -count.respondents)
