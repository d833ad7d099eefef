"""The number at an address: what a sentence of a report, a ledger and `coder figures` ask for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from coder.domain.addresses import (
    AGREEMENT,
    COUNTS,
    FAMILIES,
    NAMES,
    PART_MEASURES,
    WHOLE_MEASURES,
    WORDS,
    Address,
    nearest,
    parse_address,
)
from coder.domain.answers import normal_form
from coder.domain.codebook import AnswersPer, Codebook
from coder.domain.count_lines import REST
from coder.domain.counting import Base, Counted, CountTable, percent
from coder.domain.crossing import CrossTable, GroupColumn
from coder.errors import CoderError
from coder.i18n import _
from coder.reports.name_counts import NamesReport
from coder.reports.number_text import change_text, count_text, decimal_text, percent_text
from coder.reports.word_counts import WordsReport
from coder.services import lookups
from coder.services.codebooks import codebook_for
from coder.services.counting import PLAIN, CountOptions

if TYPE_CHECKING:
    from coder.services.agreement import AgreementReport
    from coder.services.results import Results

_COEFFICIENTS = ("kappa", "alpha", "alpha_low", "alpha_high", "ac1")
_CODE_FIELDS = {
    "n": "respondents",
    "percent": "percent_respondents",
    "percent_coded": "percent_coded",
    "mentions": "mentions",
    "percent_mentions": "percent_mentions",
}
_BOUNDS = {"percent_low": "low", "percent_high": "high"}  # Wilson's interval of `percent`
_BELOW = re.compile(r"(?P<net>[^<]*)<(?P<limit>[1-9]\d{0,5})")

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Figure:
    """A counted number. `address` names its wave; `base` is the n that a percentage is of."""

    address: Address
    value: float
    base: int

    @property
    def is_count(self) -> bool:
        """A whole number, no percentage or coefficient."""
        return not self.address.is_share and self.address.measure not in _COEFFICIENTS

    def text(self, language: str = "nl") -> str:
        """As a report prints it."""
        if self.address.measure in _COEFFICIENTS:
            return decimal_text(self.value, 2, language) if self.value == self.value else "–"
        if self.address.measure == "change":
            return change_text(self.value)
        if self.address.is_share:
            return percent_text(self.value, language=language)
        return count_text(int(self.value), language)

    def as_json(self) -> dict[str, Any]:
        """What `coder figures --json` prints."""
        value: float | None = int(self.value) if self.is_count else round(self.value, 4)
        if self.value != self.value:  # not a number: undefined
            value = None
        return {"address": str(self.address), "value": value, "base": self.base}


class FigureSource:
    """Counts what addresses name; each table is made once, so keep one for one moment only."""

    def __init__(self, results: Results) -> None:
        self.results = results
        self.project = results.project
        self._made: dict[tuple[object, ...], Any] = {}

    def figure(self, asked: str | Address) -> Figure:
        """The number at an address; without a wave, of the latest that has the question.

        Raises:
            CoderError: Malformed, or there is no such question, code, wave, name or group; the
                hint names what is near.
        """
        address = parse_address(asked) if isinstance(asked, str) else asked
        address = replace(address, wave=self.wave(address.question, address.wave or None))
        value, base = _READERS[address.kind](self, address)
        return Figure(address, value, base)

    def addresses(self, question: str, wave: str | None = None) -> Iterator[Address]:
        """The addresses of a question, without groups and without every name and word.

        Raises:
            CoderError: No such question or wave.
        """
        wave = self.wave(question, wave)
        codebook = self.codebook(question)
        kinds = [NAMES, WORDS] if codebook is None else [COUNTS, NAMES, WORDS]
        for kind in kinds:
            for measure in WHOLE_MEASURES[kind]:
                yield Address(kind, question, measure, wave=wave)
        if codebook is None:
            return
        parts = [COUNTS, FAMILIES] if codebook.answers is AnswersPer.ONE else [COUNTS]
        for kind in parts:
            for code in self._ids(kind, question, wave):
                for measure in PART_MEASURES[kind]:
                    if measure != "change":
                        yield Address(kind, question, measure, code, wave)

    def _ids(self, kind: str, question: str, wave: str) -> list[str]:
        if kind == COUNTS:
            return [count.id for count in self.counts(question, wave).codes]
        return [family.code for family in self.names(question, wave).families]

    def wave(self, question: str, asked: str | None = None) -> str:
        """The wave meant: the one asked for, else the latest with the question.

        Raises:
            CoderError: No such question or wave.
        """
        return self._once(
            ("wave", question, asked), lambda: lookups.find_wave(self.project, question, asked)
        )

    def counts(self, question: str, wave: str, options: CountOptions = PLAIN) -> CountTable:
        """Counts per code, made once."""
        return self._once(
            ("counts", question, wave, options),
            lambda: self.results.counts(question, wave, None, options),
        )

    def crossed(
        self, question: str, by: str, wave: str, options: CountOptions = PLAIN
    ) -> CrossTable:
        """A cross-table, made once."""
        return self._once(
            ("crossed", question, by, wave, options),
            lambda: self.results.crossed(question, by, wave, None, options),
        )

    def names(self, question: str, wave: str) -> NamesReport:
        """Names, made once."""
        return self._once(("names", question, wave), lambda: self.results.names(question, wave))

    def words(self, question: str, wave: str) -> WordsReport:
        """Words, made once."""
        return self._once(("words", question, wave), lambda: self.results.words(question, wave))

    def codebook(self, question: str) -> Codebook | None:
        """The question's codebook, None when it has none yet."""

        def read() -> Codebook | None:
            asked = self.project.question(question)
            return codebook_for(self.project, asked) if asked.codebook_id else None

        return self._once(("codebook", question), read)

    def agreement(self, question: str, wave: str) -> AgreementReport:
        """How far the persons who coded agree, measured once.

        Raises:
            CoderError: Fewer than two persons coded the question.
        """
        from coder.services.agreement import measure_agreement

        return self._once(
            ("agreement", question, wave),
            lambda: measure_agreement(self.project, question, wave),
        )

    @cached_property
    def questions(self) -> list[str]:
        """Keys of all questions that somebody answered."""
        return [
            question.key
            for question in self.project.questions()
            if self.project.waves_of(question.key)
        ]

    def _once(self, key: tuple[object, ...], make: Callable[[], Value]) -> Value:
        if key not in self._made:
            self._made[key] = make()
        made: Value = self._made[key]
        return made


def _counted(source: FigureSource, address: Address) -> tuple[float, int]:
    if address.measure == "change":
        return _change(source, address), source.counts(address.question, address.wave).n
    net, limit = _limits(address.of)
    column = _column(source, address, CountOptions(at_least=limit))
    if not address.of:
        return _whole_count(source, address, column), column.n
    wanted = f"{net}{REST}" if limit else address.of
    count = next((count for count in column.codes if count.id == wanted), None)
    if count is None and limit:
        return 0, column.n  # nothing is rarer any more
    if count is None:
        raise _no_code(source, address)
    if address.measure in _BOUNDS:
        interval = column.interval(count, Base.ANSWERED)
        return getattr(interval, _BOUNDS[address.measure]), column.n
    base = {"percent_mentions": column.mentions, "percent_coded": column.coded}
    value = getattr(count, _CODE_FIELDS[address.measure])
    return value, base.get(address.measure, column.n)


def _limits(of: str) -> tuple[str, int]:
    """The net and the threshold in "<25" or "net<25"; 0 for any other name."""
    found = _BELOW.fullmatch(of)
    return (found["net"], int(found["limit"])) if found else ("", 0)


def _column(source: FigureSource, address: Address, options: CountOptions) -> Counted:
    if not address.by:
        return source.counts(address.question, address.wave, options)
    _net, smallest = _limits(address.group)
    options = replace(options, smallest_group=smallest)
    groups = source.crossed(address.question, address.by, address.wave, options).groups
    return _group(address, REST if smallest else address.group, groups)


def _whole_count(source: FigureSource, address: Address, column: Counted) -> float:
    if address.measure == "coded_percent":
        return percent(column.coded, column.n)
    if address.measure in {"by_person", "by_machine"}:
        progress = source.project.progress(address.question, address.wave)
        person = address.measure == "by_person"
        return progress.by_person if person else progress.by_machine_only
    return float(getattr(column, address.measure))


def _change(source: FigureSource, address: Address) -> float:
    now = replace(address, measure="percent", since="")
    source.wave(address.question, address.since)
    before = replace(now, wave=address.since)
    return source.figure(now).value - source.figure(before).value


def _group(address: Address, value: str, groups: Sequence[GroupColumn]) -> GroupColumn:
    for group in groups:
        if group.value == value:
            return group
    message = _("{address}: {by} has no group {group} here").format(
        address=address, by=address.by, group=address.group or "-"
    )
    raise CoderError(message, nearest(address.group, [group.value for group in groups]))


def _no_code(source: FigureSource, address: Address) -> CoderError:
    message = _("{address}: {question} has no code {code}").format(
        address=address, question=address.question, code=address.of
    )
    known = [count.id for count in source.counts(address.question, address.wave).codes]
    return CoderError(message, nearest(address.of, known))


def _named(source: FigureSource, address: Address) -> tuple[float, int]:
    report = source.names(address.question, address.wave)
    if not address.of:
        measure = address.measure.removesuffix("_percent")
        value = int(getattr(report, measure))
        return (percent(value, report.n) if address.is_share else value), report.n
    wanted = normal_form(address.of)
    value = next((name.count for name in report.names if normal_form(name.name) == wanted), 0)
    return (percent(value, report.n) if address.is_share else value), report.n


def _of_family(source: FigureSource, address: Address) -> tuple[float, int]:
    report = source.names(address.question, address.wave)
    if not address.of:
        return report.n, report.n
    for family in report.families:
        if family.code == address.of:
            fields = {"n": "respondents", "percent": "respondents"}
            value = int(getattr(family, fields.get(address.measure, address.measure)))
            return (percent(value, report.n) if address.is_share else value), report.n
    codebook = source.codebook(address.question)
    if codebook is not None and any(code.id == address.of for code in codebook.codable):
        return 0, report.n
    message = _("{address}: {question} has no family {code}").format(
        address=address, question=address.question, code=address.of
    )
    raise CoderError(message, nearest(address.of, [family.code for family in report.families]))


def _worded(source: FigureSource, address: Address) -> tuple[float, int]:
    report = source.words(address.question, address.wave)
    if not address.of:
        return report.n, report.n
    fields = {"n": "respondents", "percent": "respondents"}
    field = fields.get(address.measure, address.measure)
    for word in report.words:
        if word.word.casefold() == address.of.casefold():
            value = int(getattr(word, field))
            return (percent(value, report.n) if address.is_share else value), report.n
    message = _("{address}: {word} is no recurring word of {question}").format(
        address=address, word=address.of, question=address.question
    )
    raise CoderError(message, nearest(address.of, [word.word for word in report.words]))


def _agreed(source: FigureSource, address: Address) -> tuple[float, int]:
    report = source.agreement(address.question, address.wave)
    measured = report.overall
    if address.of:
        known = {code.code: code.measured for code in report.codes}
        if address.of not in known:
            message = _("{address}: nobody gave the code {code}").format(
                address=address, code=address.of
            )
            raise CoderError(message, nearest(address.of, list(known)))
        measured = known[address.of]
    if address.measure == "n":
        return measured.answers, measured.answers
    if address.measure == "percent":
        return 100 * measured.percent, measured.answers
    if address.measure.startswith("alpha_"):
        bound = getattr(measured.alpha_interval, address.measure.removeprefix("alpha_"))
        return float(bound), measured.answers
    value = getattr(measured, address.measure)
    return (float("nan") if value is None else float(value)), measured.answers


_READERS = {
    COUNTS: _counted,
    NAMES: _named,
    FAMILIES: _of_family,
    WORDS: _worded,
    AGREEMENT: _agreed,
}
