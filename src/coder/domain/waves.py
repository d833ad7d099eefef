"""Waves side by side: counts, percentages, and the difference with its interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coder.domain.answers import AnswerId, normal_form
from coder.domain.counting import CountTable, percent
from coder.domain.intervals import Interval, newcombe
from coder.domain.names import NameCount, NameTable

CodeMap = Mapping[str, str | None]  # code of a wave → the code it counts as now; None: no such code


@dataclass(frozen=True, slots=True)
class WaveLine:
    """One code, or one word, in every wave.

    Attributes:
        id: Of the code; the word itself.
        label: What is shown.
        parent: The net above it.
        respondents: One a wave.
        percents: One a wave, of those who answered then.
        difference: Percentage points, the last wave minus the first.
        interval: Newcombe's 95 % interval of that difference.
    """

    id: str
    label: str
    parent: str | None
    respondents: tuple[int, ...]
    percents: tuple[float, ...]
    difference: float
    interval: Interval

    def as_json(self) -> dict[str, Any]:
        """The fields by name, percentages to two decimals."""
        return {
            "id": self.id,
            "label": self.label,
            "parent": self.parent,
            "respondents": list(self.respondents),
            "percent_respondents": [round(share, 2) for share in self.percents],
            "difference": round(self.difference, 2),
            "low": round(self.interval.low, 2),
            "high": round(self.interval.high, 2),
        }


@dataclass(frozen=True, slots=True)
class NameChanges:
    """Names that came and went between the first wave and the last."""

    new: tuple[NameCount, ...]
    vanished: tuple[NameCount, ...]
    both: int
    distinct: tuple[int, ...]  # one a wave, of all waves that are compared
    once: tuple[int, ...]

    def as_json(self) -> dict[str, Any]:
        """Names with their counts."""
        return {
            "distinct": list(self.distinct),
            "once": list(self.once),
            "in_both": self.both,
            "new": [{"name": name.name, "count": name.count} for name in self.new],
            "vanished": [{"name": name.name, "count": name.count} for name in self.vanished],
        }


@dataclass(frozen=True, slots=True)
class Shift:
    """How the respondents themselves differ: the value whose share moved most."""

    attribute: str
    value: str
    percents: tuple[float, ...]  # one a wave, of those whose value is known


@dataclass(frozen=True, slots=True)
class WaveTable:
    """A question in several waves; differences are of the last wave minus the first.

    Attributes:
        question: Its key.
        waves: Their names, as asked for.
        n: Respondents who answered, one a wave.
        coded: Those of them who were coded.
        lines: Codes in the codebook's order.
        several: Several codes possible.
        mapped: Wave → its codes that were counted as another code.
        unmatched: Wave → its codes that have no counterpart, with their respondents.
        names: For a question that asks for names.
        shifts: How the groups of respondents differ.
    """

    question: str
    waves: tuple[str, ...]
    n: tuple[int, ...]
    coded: tuple[int, ...]
    lines: tuple[WaveLine, ...]
    several: bool
    mapped: Mapping[str, Mapping[str, str]]
    unmatched: Mapping[str, Mapping[str, int]]
    names: NameChanges | None = None
    words: tuple[WaveLine, ...] = ()
    shifts: tuple[Shift, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """What `coder compare --json` prints."""
        found: dict[str, Any] = {
            "question": self.question,
            "waves": list(self.waves),
            "n": list(self.n),
            "coded": list(self.coded),
            "several": self.several,
            "codes": [line.as_json() for line in self.lines],
            "mapped": {wave: dict(codes) for wave, codes in self.mapped.items()},
            "unmatched": {wave: dict(codes) for wave, codes in self.unmatched.items()},
            "groups_differ": [
                {
                    "attribute": shift.attribute,
                    "value": shift.value,
                    "percent": [round(share, 2) for share in shift.percents],
                }
                for shift in self.shifts
            ],
        }
        if self.names:
            found["names"] = self.names.as_json()
        if self.words:
            found["words"] = [line.as_json() for line in self.words]
        return found


def wave_line(
    of: tuple[str, str, str | None], respondents: Sequence[int], bases: Sequence[int]
) -> WaveLine:
    """A line from its counts; `of` is id, label and parent."""
    shares = tuple(percent(part, base) for part, base in zip(respondents, bases, strict=True))
    return WaveLine(
        *of,
        tuple(respondents),
        shares,
        shares[-1] - shares[0],
        newcombe((respondents[0], bases[0]), (respondents[-1], bases[-1])),
    )


def code_lines(tables: Sequence[CountTable]) -> tuple[WaveLine, ...]:
    """The codes of all tables in the order of the last; a code that a wave lacks counts 0 there."""
    found = {count.id: count for table in tables for count in table.codes}
    order = dict.fromkeys(count.id for table in reversed(tables) for count in table.codes)
    by_code = [{count.id: count.respondents for count in table.codes} for table in tables]
    bases = [table.n for table in tables]
    return tuple(
        wave_line(
            (code, found[code].label, found[code].parent),
            [counts.get(code, 0) for counts in by_code],
            bases,
        )
        for code in order
    )


def mapped_codes(
    codes_of: Mapping[AnswerId, frozenset[str]], code_map: CodeMap
) -> dict[AnswerId, frozenset[str]]:
    """The codes of a wave as they are called now; codes without a counterpart are left out.

    An answer that had two codes which are one now has that one once.
    """
    if not code_map:
        return dict(codes_of)
    renamed: dict[frozenset[str], frozenset[str]] = {}
    for codes in set(codes_of.values()):
        now = (code_map.get(code, code) for code in codes)
        renamed[codes] = frozenset(code for code in now if code is not None)
    return {answer: renamed[codes] for answer, codes in codes_of.items()}


def name_changes(tables: Sequence[NameTable]) -> NameChanges:
    """What came and went between the first table and the last; the commonest names first."""
    first = {normal_form(name.name): name for name in tables[0].names}
    last = {normal_form(name.name): name for name in tables[-1].names}
    return NameChanges(
        tuple(name for normal, name in last.items() if normal not in first),
        tuple(name for normal, name in first.items() if normal not in last),
        len(first.keys() & last.keys()),
        tuple(table.distinct for table in tables),
        tuple(table.once for table in tables),
    )


def largest_shift(attribute: str, counted: Sequence[Mapping[str, int]]) -> Shift | None:
    """The value whose share differs most between first and last; None when a wave has no values."""
    totals = [sum(values.values()) for values in counted]
    if not all(totals):
        return None
    values = dict.fromkeys(value for wave in counted for value in wave)
    shifts = [
        Shift(
            attribute,
            value,
            tuple(percent(w.get(value, 0), n) for w, n in zip(counted, totals, strict=True)),
        )
        for value in values
    ]
    return max(shifts, key=lambda shift: abs(shift.percents[-1] - shift.percents[0]))
