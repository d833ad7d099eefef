"""The number at an address: what a sentence of a report, a ledger and `coder figures` ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from coder.domain.addresses import (
    COUNTS,
    FAMILIES,
    NAMES,
    PART_MEASURES,
    WHOLE_MEASURES,
    WORDS,
    Address,
    parse_address,
)
from coder.domain.codebook import AnswersPer, Codebook
from coder.domain.counting import CountTable
from coder.domain.crossing import CrossTable
from coder.domain.number_text import change_text, count_text, decimal_text, percent_text
from coder.reports.name_counts import NamesReport
from coder.reports.word_counts import WordsReport
from coder.services import lookups
from coder.services.codebooks import codebook_for
from coder.services.counting import PLAIN, CountOptions
from coder.services.figure_readers import READERS

if TYPE_CHECKING:
    from coder.services.agreement import AgreementReport
    from coder.services.results import Results

_COEFFICIENTS = ("kappa", "alpha", "alpha_low", "alpha_high", "ac1")

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
        value, base = READERS[address.kind](self, address)
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
