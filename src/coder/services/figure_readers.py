"""How each kind of figure is read off a table: its value, and the base that belongs to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from coder.domain.addresses import (
    AGREEMENT,
    COUNTS,
    FAMILIES,
    NAMES,
    WORDS,
    Address,
    nearest,
)
from coder.domain.answers import normal_form
from coder.domain.count_lines import REST
from coder.domain.counting import Base, Counted, percent
from coder.domain.crossing import GroupColumn
from coder.errors import CoderError
from coder.i18n import _
from coder.services.counting import CountOptions

if TYPE_CHECKING:
    from coder.services.figures import FigureSource

_CODE_FIELDS = {
    "n": "respondents",
    "percent": "percent_respondents",
    "percent_coded": "percent_coded",
    "mentions": "mentions",
    "percent_mentions": "percent_mentions",
}
_BOUNDS = {"percent_low": "low", "percent_high": "high"}  # Wilson's interval of `percent`
_BELOW = re.compile(r"(?P<net>[^<]*)<(?P<limit>[1-9]\d{0,5})")


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


READERS = {
    COUNTS: _counted,
    NAMES: _named,
    FAMILIES: _of_family,
    WORDS: _worded,
    AGREEMENT: _agreed,
}
