"""One question in several waves side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coder.domain.codebook import AnswersPer, Codebook
from coder.domain.counting import CodeCount, CountTable, count_codes
from coder.domain.names import NameTable, count_names
from coder.domain.waves import (
    NameChanges,
    Shift,
    WaveTable,
    code_lines,
    largest_shift,
    mapped_codes,
    name_changes,
)
from coder.errors import CoderError
from coder.i18n import _
from coder.reports.wave_map import FILE_NAME, WaveMap, read_wave_maps
from coder.services import lookups
from coder.services.codebooks import codebook_file
from coder.services.counting import Counting
from coder.storage.project import Project

MOST_VALUES = 25  # an attribute with more is typed freely, and says nothing about groups
NOTABLE_SHIFT = 5.0  # percentage points


@dataclass(frozen=True, slots=True)
class _Wave:
    """A wave as it is read: under which question, with which codes renamed."""

    name: str
    question: str
    map: WaveMap


def compare_waves(
    counting: Counting, question: str, waves: Sequence[str] | None, map_file: Path | None
) -> WaveTable:
    """See `Results.compared`."""
    project = counting.project
    codebook = counting.codebook(question)
    maps = _maps(project, question, map_file)
    read = [
        _Wave(wave, maps.get(wave, WaveMap()).question or question, maps.get(wave, WaveMap()))
        for wave in _chosen(project, question, waves, maps)
    ]
    tables = [_counted(counting, codebook, wave) for wave in read]
    shown = [replace(table, codes=_known(table, codebook)) for table in tables]
    return WaveTable(
        question,
        tuple(wave.name for wave in read),
        tuple(table.n for table in tables),
        tuple(table.coded for table in tables),
        code_lines(shown),
        codebook.answers is AnswersPer.MANY,
        {w.name: {a: b for a, b in w.map.codes.items() if b} for w in read if w.map.codes},
        _unmatched(counting, codebook, read),
        _names(project, read) if codebook.answers is AnswersPer.ONE else None,
        (),
        _shifts(project, read),
    )


def _maps(project: Project, question: str, map_file: Path | None) -> Mapping[str, WaveMap]:
    if map_file is None:
        beside = codebook_file(project, project.question(question))
        map_file = (beside.parent if beside else project.path.parent) / FILE_NAME
        if not map_file.is_file():
            return {}
    return read_wave_maps(map_file).get(question, {})


def _chosen(
    project: Project, question: str, waves: Sequence[str] | None, maps: Mapping[str, WaveMap]
) -> list[str]:
    """The waves to compare: as asked for, else all that have the question, the earliest first."""
    elsewhere = [wave for wave, found in maps.items() if found.question]
    known = project.waves_of(question)
    known = [wave for wave in project.waves() if wave in known or wave in elsewhere]
    for wave in waves or ():
        if wave not in known:
            lookups.find_wave(project, question, wave)  # says what there is
    chosen = list(dict.fromkeys(waves or known))
    if len(chosen) < 2:
        message = _("The question {key} was asked in one wave only: {wave}.")
        raise CoderError(
            message.format(key=question, wave=", ".join(chosen) or "-"),
            _("Two waves are needed; take the other in with coder import … --wave NAME."),
        )
    return chosen


def _counted(counting: Counting, codebook: Codebook, wave: _Wave) -> CountTable:
    codes = mapped_codes(counting.codes(wave.question, wave.name), wave.map.codes)
    answers = counting.answers(wave.question, wave.name)
    if not answers:
        lookups.find_wave(counting.project, wave.question, wave.name)
    return count_codes(codebook, codes, answers, wave.question, wave.name)


def _known(table: CountTable, codebook: Codebook) -> tuple[CodeCount, ...]:
    known = {code.id for code in codebook.walk()}
    return tuple(count for count in table.codes if count.id in known)


def _unmatched(
    counting: Counting, codebook: Codebook, waves: Sequence[_Wave]
) -> dict[str, dict[str, int]]:
    """Codes of a wave that the codebook does not have, with their respondents."""
    known = {code.id for code in codebook.walk()}
    found: dict[str, dict[str, int]] = {}
    for wave in waves:
        given: Counter[str] = Counter()
        for codes in counting.codes(wave.question, wave.name).values():
            given.update(code for code in codes if wave.map.codes.get(code, code) not in known)
        if given:
            found[wave.name] = dict(given.most_common())
    return found


def _names(project: Project, waves: Sequence[_Wave]) -> NameChanges:
    tables: list[NameTable] = [
        count_names(answer.text for answer in project.answers(wave.question, wave.name))
        for wave in waves
    ]
    return name_changes(tables)


def _shifts(project: Project, waves: Sequence[_Wave]) -> tuple[Shift, ...]:
    """Attributes of which a value's share moved notably, the largest first."""
    found = []
    for attribute in project.attributes():
        counted = [
            Counter(
                " ".join(value.split())
                for value in project.values_of(attribute.name, wave.question, wave.name).values()
            )
            for wave in waves
        ]
        if max(map(len, counted)) > MOST_VALUES:
            continue
        shift = largest_shift(attribute.name, counted)
        if shift and abs(shift.percents[-1] - shift.percents[0]) >= NOTABLE_SHIFT:
            found.append(shift)
    return tuple(sorted(found, key=lambda s: -abs(s.percents[-1] - s.percents[0])))
