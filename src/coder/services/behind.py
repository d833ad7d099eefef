"""The answers behind a figure: what a person sees who asks where a number comes from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from coder.domain.addresses import COUNTS, FAMILIES, NAMES, WORDS, Address
from coder.domain.answers import Answer, normal_form
from coder.domain.crossing import UNKNOWN
from coder.errors import CoderError
from coder.i18n import _
from coder.services import lookups
from coder.services.results import Results

_TOGETHER = "<"  # "<25": groups that were taken together; see services.figures


@dataclass(frozen=True, slots=True)
class AnswerBehind:
    """One answer that a figure counts, with its respondent's background and present codes."""

    text: str
    external_id: str
    wave: str
    codes: tuple[str, ...]  # labels
    background: dict[str, str] = field(default_factory=dict)


def answers_behind(results: Results, address: Address) -> list[AnswerBehind]:
    """The answers that a figure counts, in the order of the survey file.

    For a percentage or a number of mentions these are the respondents it is about; for a difference
    those of its last wave.

    Raises:
        CoderError: There is no such question, wave, code, group, name or word.
    """
    wave = lookups.find_wave(results.project, address.question, address.wave or None)
    passes = _READERS[address.kind](results, address, wave)
    answers = [
        answer for answer in results.project.answers(address.question, wave) if passes(answer)
    ]
    return _told(results, address.question, wave, answers)


_Passes = Callable[[Answer], bool]


def _counted(results: Results, address: Address, wave: str) -> _Passes:
    in_group = _grouped(results, address, wave)
    codes = results.counting.codes(address.question, wave)
    if not address.of:
        coded_only = address.measure != "n"
        return lambda answer: in_group(answer) and (not coded_only or answer.id in codes)
    family = _family(results, address)
    none: frozenset[str] = frozenset()
    return lambda answer: in_group(answer) and not family.isdisjoint(codes.get(answer.id, none))


def _family(results: Results, address: Address) -> frozenset[str]:
    codebook = results.counting.codebook(address.question)
    for code in codebook.walk():
        if code.id == address.of:
            return frozenset(below.id for below in code.walk())
    return frozenset({address.of})  # a code that left the codebook still counts


def _grouped(results: Results, address: Address, wave: str) -> _Passes:
    if not address.by:
        return lambda _answer: True
    groups = results.counting.groups(address.question, address.by, wave)
    if address.group.startswith(_TOGETHER):
        together = results.counting.small_groups(
            address.question, address.by, wave, int(address.group[1:])
        )
        return lambda answer: not together.isdisjoint(groups.get(answer.id, ()))
    if address.group == UNKNOWN:
        return lambda answer: not groups.get(answer.id, ())
    return lambda answer: address.group in groups.get(answer.id, ())


def _named(results: Results, address: Address, _wave: str) -> _Passes:
    wanted = normal_form(address.of)
    same = results.merged_names(address.question)
    return lambda answer: not wanted or same.get(answer.normal, answer.normal) == wanted


def _of_family(results: Results, address: Address, wave: str) -> _Passes:
    family_of = results.families_of(address.question, wave)
    return lambda answer: not address.of or family_of.get(answer.id, "") == address.of


def _worded(results: Results, address: Address, wave: str) -> _Passes:
    report = results.words(address.question, wave)
    found = next((word for word in report.words if word.word == address.of), None)
    if found is None:
        message = _("{word} is no recurring word of {question}.")
        raise CoderError(message.format(word=address.of, question=address.question))
    said = results.texts_with(address.question, wave, found.kinds)
    return lambda answer: answer.text in said


_READERS: dict[str, Callable[[Results, Address, str], _Passes]] = {
    COUNTS: _counted,
    NAMES: _named,
    FAMILIES: _of_family,
    WORDS: _worded,
}


def _told(results: Results, question: str, wave: str, answers: list[Answer]) -> list[AnswerBehind]:
    labels: dict[str, str] = {}
    given: lookups.CodesOf = {}
    if results.project.question(question).codebook_id:
        labels = {code.id: code.label for code in results.counting.codebook(question).walk()}
        given = results.counting.codes(question, wave)
    background = results.project.background(question, wave)
    return [
        AnswerBehind(
            answer.text,
            answer.external_id,
            wave,
            tuple(labels.get(code, code) for code in sorted(given.get(answer.id, ()))),
            dict(background.get(answer.respondent_id, {})),
        )
        for answer in answers
    ]
