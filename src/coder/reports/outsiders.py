"""What leaves the team: no ids, no answers, no background, no title that points to one person.

A title that fewer than k respondents gave is rare. It is left out of lists, a code that fewer than
k fall under is put with the others, and a rare title in a codebook's text is blanked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from coder.domain.answers import normal_form
from coder.domain.codebook import Code, Codebook
from coder.domain.disclosure import DEFAULT_LEAST
from coder.i18n import _
from coder.reports.coded_table import (
    NAMED,
    NO_ANSWER,
    NOT_NAMED,
    UNCODED,
    CodedTable,
    Role,
    Variable,
)
from coder.reports.name_counts import NamesReport
from coder.reports.table import Table

BLANK = "[…]"

_LEFT_OUT = frozenset({Role.RESPONDENT, Role.BACKGROUND, Role.TEXT, Role.CODER, Role.MEMO})
_WORD = re.compile(r"\w+")
REST = "overig_zeldzaam"  # the column of all codes that too few fall under

Words = tuple[str, ...]


class RareTitles:
    """Knows which titles fewer than k respondents gave.

    Stricter than `disclosure.rare_titles`, which marks for a person: titles of any length, whatever
    stands between their words.

    Args:
        titles: What respondents gave as names, one a respondent, each wave (or question) apart: a
            title is rare when it is rare in all of them.
        fewest: k, at least 1; 1 makes nothing rare.
        common: Labels of codes that k respondents or more share: where a title is no more than
            such a label, it is the name of a group.
    """

    def __init__(
        self,
        titles: Iterable[Sequence[str]],
        fewest: int = DEFAULT_LEAST,
        common: Iterable[str] = (),
    ) -> None:
        self.fewest = fewest
        most: Counter[str] = Counter()
        for given in titles:
            for normal, count in Counter(map(normal_form, given)).items():
                most[normal] = max(most[normal], count)
        self._rare = {normal for normal, count in most.items() if normal and count < fewest}
        shared = [normal for normal, count in most.items() if count >= fewest]
        known = {run for text in shared for run in _runs(_words(text))}
        known |= {_words(text) for text in common}
        self._by_first: dict[str, list[Words]] = {}
        for normal in self._rare:
            words = _words(normal)
            if words and words not in known:
                self._by_first.setdefault(words[0], []).append(words)

    def is_rare(self, title: str) -> bool:
        """Did fewer than k respondents give this title, and at least one?"""
        return normal_form(title) in self._rare

    def cleaned(self, text: str) -> str:
        """The text with `BLANK` in the place of each rare title in it."""
        found = list(_WORD.finditer(text))
        words = [match.group().casefold() for match in found]
        pieces, end, at = [], 0, 0
        while at < len(words):
            length = self._longest(words, at)
            if length:
                pieces += [text[end : found[at].start()], BLANK]
                end = found[at + length - 1].end()
            at += max(length, 1)
        return "".join([*pieces, text[end:]])

    def _longest(self, words: Sequence[str], at: int) -> int:
        lengths = (
            len(title)
            for title in self._by_first.get(words[at], ())
            if tuple(words[at : at + len(title)]) == title
        )
        return max(lengths, default=0)


def _words(text: str) -> Words:
    return tuple(match.group().casefold() for match in _WORD.finditer(text))


def _runs(words: Words) -> Iterable[Words]:
    """All runs of neighbouring words: "sociaal werker" makes "werker" everybody's."""
    return (
        words[start:end] for start in range(len(words)) for end in range(start + 1, len(words) + 1)
    )


def table_for_outsiders(table: CodedTable, rare: RareTitles) -> CodedTable:
    """Codes alone, without who and what; rows in an order of their own, that tells nothing."""
    import numpy as np

    kept = [v for v in table.variables if not v.question and v.role not in _LEFT_OUT]
    for question in table.questions:
        kept += _question_for_outsiders(table.of(question), rare)
    keys = [variable.flags for variable in kept if variable.flags is not None]
    waves = [variable.texts for variable in kept if variable.role is Role.WAVE]
    order = np.lexsort((*reversed(keys), *(np.array(wave) for wave in waves)))[::-1].tolist()
    ordered = tuple(_in_order(variable, order) for variable in kept)
    labels = {question: rare.cleaned(text) for question, text in table.labels.items()}
    return CodedTable(ordered, table.n, labels)


def _question_for_outsiders(columns: Sequence[Variable], rare: RareTitles) -> list[Variable]:
    few = [column for column in columns if column.flagged and _named(column) < rare.fewest]
    hidden = {column.name for column in few}
    labels = {column.label for column in few}
    kept = [
        replace(_without(column, labels, rare), label=rare.cleaned(column.label))
        for column in columns
        if column.name not in hidden and column.role not in _LEFT_OUT
    ]
    rest = [column for column in few if column.role is Role.CODE]
    return [*kept, _together(rest)] if rest else kept


def _named(column: Variable) -> int:
    return int((column.flags == NAMED).sum()) if column.flags is not None else 0


def _without(column: Variable, labels: set[str], rare: RareTitles) -> Variable:
    """The category of an answer, its rare codes as one."""
    if column.role is not Role.CATEGORY:
        return column
    shown = {text: rare.cleaned(text) for text in set(column.texts) if text}
    shown |= dict.fromkeys(labels, _rest_label())
    return replace(column, texts=[shown[text] if text else None for text in column.texts])


def _together(few: Sequence[Variable]) -> Variable:
    flags = few[0].flags
    assert flags is not None
    flags = flags.copy()
    for column in few:
        flags[column.flags == NAMED] = NAMED
    assert set(flags.tolist()) <= {NAMED, NOT_NAMED, UNCODED, NO_ANSWER}
    question = few[0].question
    return replace(few[0], name=f"{question}_{REST}", label=_rest_label(), code=REST, flags=flags)


def _rest_label() -> str:
    return _("Other codes, each given by too few")


def _in_order(variable: Variable, order: Sequence[int]) -> Variable:
    if variable.flags is not None:
        return replace(variable, flags=variable.flags[order])
    return replace(variable, texts=[variable.texts[row] for row in order])


def codebook_for_outsiders(
    codebook: Codebook, respondents: Mapping[str, int], rare: RareTitles
) -> Codebook:
    """The codebook without examples and rules, which may be answers, and without rare titles.

    Args:
        codebook: The codebook.
        respondents: How many fall under each code; a code with one to k-1 keeps its id alone.
        rare: The rare titles.
    """
    codes = tuple(_code_for_outsiders(code, respondents, rare) for code in codebook.codes)
    return replace(
        codebook,
        title=rare.cleaned(codebook.title),
        question=rare.cleaned(codebook.question),
        ignore_after=(),
        codes=tuple(code for code in codes if code is not None),
    )


def _code_for_outsiders(
    code: Code, respondents: Mapping[str, int], rare: RareTitles
) -> Code | None:
    if 0 < respondents.get(code.id, 0) < rare.fewest:
        return None
    below = (_code_for_outsiders(child, respondents, rare) for child in code.codes)
    return replace(
        code,
        label=rare.cleaned(code.label),
        definition=rare.cleaned(code.definition),
        use_when=tuple(map(rare.cleaned, code.use_when)),
        not_when=tuple(map(rare.cleaned, code.not_when)),
        examples=(),
        patterns=(),
        codes=tuple(child for child in below if child is not None),
    )


def report_for_outsiders(table: Table, rare: RareTitles) -> Table:
    """A table of a report with rare titles blanked in all its texts."""
    return replace(
        table,
        title=rare.cleaned(table.title),
        notes=tuple(map(rare.cleaned, table.notes)),
        heads=tuple(map(rare.cleaned, table.heads)),
        over=tuple(map(rare.cleaned, table.over)),
        rows=tuple(
            tuple(rare.cleaned(cell) if isinstance(cell, str) else cell for cell in row)
            for row in table.rows
        ),
    )


def names_for_outsiders(report: NamesReport, rare: RareTitles) -> NamesReport:
    """Names and families that k respondents or more share; the figures of all stay."""
    names = (name for name in report.names if name.count >= rare.fewest)
    families = (family for family in report.families if family.respondents >= rare.fewest)
    return replace(
        report,
        names=tuple(names),
        families=tuple(
            replace(family, additions=tuple(a for a in family.additions if a[1] >= rare.fewest))
            for family in families
        ),
    )
