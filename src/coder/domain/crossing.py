"""Cross-tables: the counts of one question side by side for groups of respondents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from coder.domain.answers import AnswerId
from coder.domain.codebook import Codebook
from coder.domain.count_lines import NO_CODES, REST, Tally, fold_rare, tree_of
from coder.domain.counting import (
    PLAIN,
    CodeCount,
    CodesOf,
    Counted,
    CountingTerms,
    CountTable,
    count_lines,
    percent,
    ranked_tree,
)
from coder.domain.suppression import Cell, Hidden, kept_back
from coder.i18n import _

UNKNOWN = ""  # group of those whose background is not known
BASE_LINE = ""  # the line of a cross-table that holds the bases; no code's id is empty

KEPT_BACK = "·"

_NUMBER = re.compile(r"\d+")

GroupsOf = Mapping[AnswerId, Collection[str]]


@dataclass(frozen=True, slots=True)
class GroupColumn(Counted):
    """The counts of one group; its own `n` is the base of its percentages.

    `value` is the group's background value, `UNKNOWN` for those of whom it is not known. `label` is
    what is shown. `folded` are the values of a column that takes small groups together.
    """

    value: str = ""
    label: str = ""
    folded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CrossTable:
    """Counts of one question side by side for groups of respondents, `total` for all together.

    Every group has the same codes as `total`, in the same order. The groups' `n` add up to the
    total's, unless a respondent may belong to several groups (`overlap`).

    Attributes:
        overlap: Does somebody stand in several groups?
        smallest_group: Groups of fewer respondents are taken together.
        smallest: Counts from 1 to below this are kept back; 0: none are.
        hidden: The cells that are kept back, by code id and group value; group None is the total.
    """

    question: str
    by: str
    total: CountTable
    groups: tuple[GroupColumn, ...]
    overlap: bool = False
    smallest_group: int = 0
    smallest: int = 0
    hidden: Hidden = frozenset()

    @property
    def several(self) -> bool:
        """Several answers possible: percentages may add up to more than 100."""
        return self.total.several

    def is_hidden(self, code: str, group: str | None) -> bool:
        """Is this cell kept back? Code "" is the base, group None the total."""
        return (code, group) in self.hidden

    def row_percent(self, code: str, group: GroupColumn) -> float:
        """Of all who have the code, what part is in this group; 0-100, weighted where all is."""
        return percent(_weight_of(group, code), _weight_of(self.total, code))

    def without_small_cells(self, smallest: int) -> CrossTable:
        """The table with counts from 1 to below `smallest` kept back.

        More is kept back where a single missing number could be worked out from the others.
        """
        if smallest <= 1:
            return self
        relations = _relations(self)
        return replace(self, smallest=smallest, hidden=kept_back(relations, smallest))

    def as_rows(self) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        """Headings and rows to show: the base under each group, then "91 (65 %)" per code."""
        columns: list[tuple[str, str | None, Counted]] = [(_("all"), None, self.total)]
        columns += [(group.label or _("(unknown)"), group.value, group) for group in self.groups]
        heads = (_("code"), *(label for label, _value, _column in columns))
        base = ("n", *(self._shown(BASE_LINE, value, str(c.n)) for _l, value, c in columns))
        counts = [{count.id: count for count in column.codes} for _l, _v, column in columns]
        rows = [
            (
                "  " * depth + count.label,
                *(
                    self._shown(count.id, column[1], _share(by_code[count.id]))
                    for column, by_code in zip(columns, counts, strict=True)
                ),
            )
            for depth, count in ranked_tree(self.total.codes)
        ]
        return heads, [base, *rows]

    def _shown(self, code: str, group: str | None, text: str) -> str:
        return KEPT_BACK if self.is_hidden(code, group) else text

    def as_json(self) -> dict[str, Any]:
        """What `coder counts --by … --json` prints: the total, and the same for each group."""
        total = {**self.total.as_json(), "codes": self._codes_json(self.total, None)}
        groups = []
        for group in self.groups:
            hidden = self.is_hidden(BASE_LINE, group.value)
            item: dict[str, Any] = {
                "value": group.value,
                "label": group.label,
                "n": None if hidden else group.n,
                "coded": None if hidden else group.coded,
                "codes": self._codes_json(group, group.value),
            }
            if group.folded:
                item["folded"] = list(group.folded)
            if group.weighting:
                item["weighting"] = group.weighting.as_json()
            groups.append(item)
        found = {**total, "by": self.by, "overlap": self.overlap, "groups": groups}
        return found | ({"smallest": self.smallest} if self.smallest else {})

    def _codes_json(self, column: Counted, group: str | None) -> list[dict[str, Any]]:
        found = []
        for count in column.codes:
            fields = count.as_json()
            if isinstance(column, GroupColumn):
                fields["percent_row"] = round(self.row_percent(count.id, column), 2)
            if self.is_hidden(count.id, group):
                kept = ("id", "label", "parent")
                fields = {key: fields[key] if key in kept else None for key in fields}
            found.append(fields)
        return found


def cross_codes(  # noqa: PLR0913 - what is counted, and how
    codebook: Codebook,
    codes_of: CodesOf,
    groups_of: GroupsOf,
    total: CountTable,
    by: str,
    *,
    terms: CountingTerms = PLAIN,
    smallest_group: int = 0,
    group_rest: Callable[[int], str] = str,
) -> CrossTable:
    """The counts of `total` for each group of respondents.

    Args:
        codebook: The one that `total` was counted with.
        codes_of: The present codes per answer.
        groups_of: For every answer of the question the groups its respondent belongs to: as a rule
            one, none where that is not known.
        total: The counts of all answers together.
        by: What the groups are of: a background attribute, for instance "organisatie".
        terms: Those that `total` was counted with.
        smallest_group: Groups of fewer respondents are taken together in one column.
        group_rest: Names that column, given how many groups it holds.
    """
    sizes, overlap = _sizes(groups_of)
    rare = rare_groups(groups_of, smallest_group)
    tallies = tally_groups(codes_of, groups_of, terms, rare)
    everything = Tally.of(groups_of, codes_of, terms.weights)
    tree = tree_of(codebook, everything)
    lines = fold_rare(tree, everything, terms.at_least, terms.rest_label)
    order = [value for value in group_order(sizes) if value not in rare]
    if rare:
        order.insert(len(order) - (UNKNOWN in sizes), REST)
    columns = []
    for value in order:
        folded = tuple(sorted(rare)) if value == REST else ()
        label = group_rest(len(rare)) if value == REST else value
        counted = count_lines(lines, tallies[value], terms.weight_name)
        columns.append(_group(counted, value, label, folded))
    return CrossTable(total.question, by, total, tuple(columns), overlap, smallest_group)


def rare_groups(groups_of: GroupsOf, smallest: int) -> frozenset[str]:
    """The groups of fewer respondents; none when there is one only: alone it is no "others"."""
    if smallest <= 0:
        return frozenset()
    sizes, _overlap = _sizes(groups_of)
    rare = frozenset(value for value, n in sizes.items() if value != UNKNOWN and n < smallest)
    return rare if len(rare) > 1 else frozenset()


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


def _natural(value: str) -> tuple[list[int], str]:
    # "minder dan 5" comes before "5-10", "10 of meer" after "5-10".
    numbers = [int(digits) for digits in _NUMBER.findall(value)]
    below = value.casefold().startswith(("<", "minder", "korter", "jonger", "tot "))
    return ([numbers[0] - 1] if below else numbers), value


def _is_rest(value: str) -> bool:
    return value.casefold().startswith(("anders", "andere", "overig", "other"))


def _sizes(groups_of: GroupsOf) -> tuple[dict[str, int], bool]:
    """Respondents per group, and whether somebody stands in several."""
    sizes: dict[str, int] = {}
    overlap = False
    for values, times in Counter(map(tuple, groups_of.values())).items():
        overlap = overlap or len(values) > 1
        for value in values or (UNKNOWN,):
            sizes[value] = sizes.get(value, 0) + times
    return sizes, overlap


def tally_groups(
    codes_of: CodesOf,
    groups_of: GroupsOf,
    terms: CountingTerms = PLAIN,
    rare: Collection[str] = (),
) -> dict[str, Tally]:
    """The sets of codes of each group; `rare` groups are taken together."""
    weights = terms.weights
    tallies: dict[str, Tally] = {}
    together = Counter(
        (codes_of.get(answer, NO_CODES), tuple(values)) for answer, values in groups_of.items()
    )
    for (codes, values), times in together.items():
        for value in _columns(values, rare):
            tally = tallies.setdefault(value, Tally(weights=None if weights is None else {}))
            if weights is None:
                tally.sets[codes] += times
    if weights is not None:
        for answer, groups in groups_of.items():
            for value in _columns(groups, rare):
                tallies[value].add(codes_of.get(answer, NO_CODES), weights[answer])
    return tallies


def _columns(values: Collection[str], rare: Collection[str]) -> Collection[str]:
    """The columns where a respondent of these groups counts, each once."""
    kept = values or (UNKNOWN,)
    return {REST if value in rare else value for value in kept} if rare else kept


def _group(counted: Counted, value: str, label: str, folded: tuple[str, ...]) -> GroupColumn:
    return GroupColumn(
        counted.n,
        counted.coded,
        counted.mentions,
        counted.codes,
        counted.weighting,
        value,
        label,
        folded,
    )


def _share(count: CodeCount) -> str:
    return f"{count.respondents} ({count.percent_respondents:.0f} %)"


def _weight_of(column: Counted, code: str) -> float:
    return next((count.weighted for count in column.codes if count.id == code), 0.0)


def _relations(cross: CrossTable) -> list[list[Cell]]:
    """The sums by which a missing number could be worked out: each a list of cells.

    Along a row a code's groups add up to its total (unless groups overlap). Where each answer has
    one code, the codes of a level add up to the net above them or to the base.
    """
    columns: list[tuple[str | None, Counted]] = [(None, cross.total)]
    columns += [(group.value, group) for group in cross.groups]
    found: list[list[Cell]] = []
    for place, count in enumerate(cross.total.codes):
        row = [Cell((count.id, name), column.codes[place].respondents) for name, column in columns]
        found += [row] if not cross.overlap else [[cell] for cell in row]
    bases = [Cell((BASE_LINE, name), column.n) for name, column in columns]
    found += [bases] if not cross.overlap else [[cell] for cell in bases]
    if not cross.several:
        for name, column in columns:
            found += _levels(name, column)
    return found


def _levels(name: str | None, column: Counted) -> list[list[Cell]]:
    levels: dict[str, list[CodeCount]] = {}
    for count in column.codes:
        levels.setdefault(count.parent or BASE_LINE, []).append(count)
    size = {count.id: count.respondents for count in column.codes} | {BASE_LINE: column.n}
    return [
        [
            Cell((parent, name), size[parent]),
            *(Cell((count.id, name), count.respondents) for count in counts),
        ]
        for parent, counts in levels.items()
        if parent in size
    ]
