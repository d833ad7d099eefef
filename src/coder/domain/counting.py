"""Counts per code. The base is always stated; a respondent counts once per code and per net."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from coder.domain.answers import AnswerId
from coder.domain.codebook import AnswersPer, Code, Codebook
from coder.i18n import _

NO_CODES: frozenset[str] = frozenset()
UNKNOWN = ""  # group of those whose background is not known

_NUMBER = re.compile(r"\d+")


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

    def as_json(self) -> dict[str, Any]:
        """The fields by name, percentages to two decimals."""
        fields = asdict(self)
        for name in ("percent_respondents", "percent_mentions"):
            fields[name] = round(fields[name], 2)
        return fields


@dataclass(frozen=True, slots=True)
class CountTable:
    """Counts of one question. `n` answered (base of percent_respondents), `coded` have codes."""

    question: str
    n: int
    coded: int
    mentions: int
    codes: tuple[CodeCount, ...]
    several: bool  # several answers possible: percentages may pass 100
    wave: str = ""

    def as_json(self) -> dict[str, Any]:
        """What `coder counts --json` prints."""
        return {
            "question": self.question,
            "wave": self.wave,
            "n": self.n,
            "coded": self.coded,
            "mentions": self.mentions,
            "several": self.several,
            "codes": [count.as_json() for count in self.codes],
        }


@dataclass(frozen=True, slots=True)
class GroupColumn:
    """The counts of one group; its own `n` is the base of its percentages.

    `value` is the group's background value, `UNKNOWN` for those of whom it is not known.
    """

    value: str
    n: int
    coded: int
    mentions: int
    codes: tuple[CodeCount, ...]


@dataclass(frozen=True, slots=True)
class CrossTable:
    """Counts of one question side by side for groups of respondents, `total` for all together.

    Every group has the same codes as `total`, in the same order. The groups' `n` add up to the
    total's, unless a respondent may belong to several groups.
    """

    question: str
    by: str
    total: CountTable
    groups: tuple[GroupColumn, ...]

    @property
    def several(self) -> bool:
        """Several answers possible: percentages may add up to more than 100."""
        return self.total.several

    def as_rows(self) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        """Headings and rows to show: the base under each group, then "91 (65 %)" per code."""
        columns: list[tuple[str, CountTable | GroupColumn]] = [(_("all"), self.total)]
        columns += [(group.value, group) for group in self.groups]
        heads = (_("code"), *(name or _("(unknown)") for name, _column in columns))
        base = ("n", *(str(column.n) for _name, column in columns))
        shares = [{count.id: _share(count) for count in column.codes} for _name, column in columns]
        rows = [
            ("  " * depth + count.label, *(share[count.id] for share in shares))
            for depth, count in ranked_tree(self.total.codes)
        ]
        return heads, [base, *rows]

    def as_json(self) -> dict[str, Any]:
        """What `coder counts --by … --json` prints: the total, and the same for each group."""
        groups = [
            {
                "value": group.value,
                "n": group.n,
                "coded": group.coded,
                "codes": [count.as_json() for count in group.codes],
            }
            for group in self.groups
        ]
        return {**self.total.as_json(), "by": self.by, "groups": groups}


def percent(part: float, base: float) -> float:
    """Part of a base in percent, 0-100; 0 for an empty base."""
    return 100 * part / base if base else 0.0


def count_codes(
    codebook: Codebook,
    codes_of: Mapping[AnswerId, frozenset[str]],
    answered: Iterable[AnswerId],
    question: str = "",
    wave: str = "",
) -> CountTable:
    """Counts per code and per net over the answers of one question.

    Args:
        codebook: Gives the tree and the order; codes outside it are counted at the end.
        codes_of: The present codes per answer; answers that are missing count as uncoded.
        answered: All answers of the question, one a respondent: the base.
        question: Key shown with the table.
        wave: Wave shown with the table.
    """
    sets = Counter(codes_of.get(answer, NO_CODES) for answer in answered)
    column = _column("", sets, _tree(codebook, sets))
    several = codebook.answers is AnswersPer.MANY
    return CountTable(
        question, column.n, column.coded, column.mentions, column.codes, several, wave
    )


def cross_codes(
    codebook: Codebook,
    codes_of: Mapping[AnswerId, frozenset[str]],
    groups_of: Mapping[AnswerId, Collection[str]],
    total: CountTable,
    by: str,
) -> CrossTable:
    """The counts of `total` for each group of respondents.

    Args:
        codebook: The one that `total` was counted with.
        codes_of: The present codes per answer.
        groups_of: For every answer of the question the groups its respondent belongs to: as a rule
            one, none where that is not known.
        total: The counts of all answers together.
        by: What the groups are of: a background attribute, for instance "organisatie".
    """
    sets: dict[str, Counter[frozenset[str]]] = {}
    for answer, values in groups_of.items():
        codes = codes_of.get(answer, NO_CODES)
        for value in values or (UNKNOWN,):
            sets.setdefault(value, Counter())[codes] += 1
    everything = Counter({codes: 1 for counted in sets.values() for codes in counted})
    tree = _tree(codebook, everything)
    sizes = {value: counted.total() for value, counted in sets.items()}
    groups = tuple(_column(value, sets[value], tree) for value in group_order(sizes))
    return CrossTable(total.question, by, total, groups)


def group_order(sizes: Mapping[str, int]) -> list[str]:
    """Groups in the order a reader expects, the unknown last.

    Values that all hold a number ("0-2 jaar", "10 jaar of meer") go by their first number; other
    values go by size, the largest first, a rest group ("Anders") after them.
    """
    known = [value for value in sizes if value != UNKNOWN]
    if all(map(_NUMBER.search, known)):
        known.sort(key=_natural)
    else:
        known.sort(key=lambda value: (_is_rest(value), -sizes[value], value.casefold()))
    return [*known, UNKNOWN] if UNKNOWN in sizes else known


def ranked(table: CountTable) -> list[CodeCount]:
    """The codes by number of respondents, most first; equals in the codebook's order."""
    return sorted(table.codes, key=lambda count: -count.respondents)


def ranked_tree(codes: Iterable[CodeCount]) -> list[tuple[int, CodeCount]]:
    """Depth (0 at the top) and code: each level ranked, what counts towards a net below it."""
    children: dict[str | None, list[CodeCount]] = {}
    for count in codes:
        children.setdefault(count.parent, []).append(count)
    return list(_descend(children, None, 0))


def _share(count: CodeCount) -> str:
    return f"{count.respondents} ({count.percent_respondents:.0f} %)"


def _descend(
    children: Mapping[str | None, Sequence[CodeCount]], parent: str | None, depth: int
) -> Iterator[tuple[int, CodeCount]]:
    for count in sorted(children.get(parent, ()), key=lambda count: -count.respondents):
        yield depth, count
        yield from _descend(children, count.id, depth + 1)


@dataclass(frozen=True, slots=True)
class _Line:
    """A code with its parent and all ids that count towards it, its own included."""

    code: Code
    parent: str | None
    family: frozenset[str]


def _natural(value: str) -> tuple[list[int], str]:
    # "minder dan 5" comes before "5-10", "10 of meer" after "5-10".
    numbers = [int(digits) for digits in _NUMBER.findall(value)]
    below = value.casefold().startswith(("<", "minder", "korter", "jonger", "tot "))
    return ([numbers[0] - 1] if below else numbers), value


def _is_rest(value: str) -> bool:
    return value.casefold().startswith(("anders", "overig", "other"))


def _tree(codebook: Codebook, used: Iterable[frozenset[str]]) -> list[_Line]:
    """The lines of a table: the codebook's, then codes that are in use but not in it."""
    lines = list(_lines(codebook.codes))
    unknown = NO_CODES.union(*used) - {line.code.id for line in lines}
    return lines + [_Line(Code(code, code), None, frozenset({code})) for code in sorted(unknown)]


def _lines(codes: Sequence[Code], parent: str | None = None) -> Iterable[_Line]:
    for code in codes:
        yield _Line(code, parent, frozenset(below.id for below in code.walk()))
        yield from _lines(code.codes, code.id)


def _column(value: str, sets: Mapping[frozenset[str], int], tree: Sequence[_Line]) -> GroupColumn:
    """Counts over distinct sets of codes: 100,000 answers hold only a few thousand of them."""
    n = sum(sets.values())
    coded = sum(times for codes, times in sets.items() if codes)
    mentions = sum(len(codes) * times for codes, times in sets.items())
    lines = tuple(_count(line, sets, n, mentions) for line in tree)
    return GroupColumn(value, n, coded, mentions, lines)


def _count(line: _Line, sets: Mapping[frozenset[str], int], n: int, all_mentions: int) -> CodeCount:
    hits = [(len(line.family & codes), times) for codes, times in sets.items()]
    respondents = sum(times for hit, times in hits if hit)
    mentions = sum(hit * times for hit, times in hits)
    return CodeCount(
        line.code.id,
        line.code.label,
        line.parent,
        respondents,
        percent(respondents, n),
        mentions,
        percent(mentions, all_mentions),
    )
