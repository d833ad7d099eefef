"""Word clouds of a project: of which answers, of what, and how they look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from coder.domain.answers import Answer
from coder.errors import CoderError
from coder.i18n import _
from coder.reports.cloud_list import FILE_NAME, read_cloud_list
from coder.reports.cloud_style import PRINT_SCALE, SCREEN_SCALE, CloudStyle, Shape
from coder.reports.clouds import CloudFile, draw_cloud
from coder.services import lookups
from coder.services.cloud_words import (
    CloudSource,
    CodeColours,
    cloud_source,
    code_colours,
    fitting_source,
    name_sizes,
    word_sizes,
)
from coder.services.collecting import collector_paused

if TYPE_CHECKING:
    from coder.services.results import Results


@dataclass(frozen=True, slots=True)
class CloudRequest:
    """Which cloud; see the arguments of `Results.cloud`."""

    question: str
    wave: str | None
    source: str
    code: str | None
    group: tuple[str, str] | None
    style: CloudStyle
    by_code: bool


def cloud_style(
    shape: str = Shape.WIDE, colour: str = "", mask: Path | None = None, *, for_screen: bool = False
) -> CloudStyle:
    """A style from the words of a user; see `CloudStyle`.

    Raises:
        CoderError: No such shape, or the colour is none.
    """
    if shape not in list(Shape):
        message = _("A cloud cannot be {shape}.").format(shape=shape)
        raise CoderError(message, _("Known: {names}.").format(names=", ".join(Shape)))
    scale = SCREEN_SCALE if for_screen else PRINT_SCALE
    return CloudStyle(Shape(shape), colour, mask=mask, scale=scale).checked()


@collector_paused()
def draw(results: Results, request: CloudRequest, path: Path) -> CloudFile:
    """Draws it; see `Results.cloud`."""
    source = cloud_source(request.source)
    question = request.question
    wave = lookups.find_wave(results.project, question, request.wave)
    answers = _chosen(results, request, wave)
    if source is CloudSource.AUTO:
        source = fitting_source(results.codebook_of(question), answers)
    listed = read_cloud_list(results.beside_codebook(question) / FILE_NAME, question)
    drawn = listed.applied(_sizes(results, wave, answers, source, question))
    style = request.style
    if request.by_code:
        style = replace(style, **_code_colours(results, wave, answers, source, question))
    title = _("Word cloud of {question}, {wave}, n = {n}")
    title = title.format(question=question, wave=wave, n=len(answers))
    return draw_cloud(drawn, path, title, style)


def _sizes(
    results: Results, wave: str, answers: Sequence[Answer], source: CloudSource, question: str
) -> list[tuple[str, int]]:
    if source is CloudSource.NAMES:
        return name_sizes(question, wave, answers, results.name_merges(question).names)
    words = results.count_words_of(question, wave, answers)
    return word_sizes(words, results.codebook_of(question))


def _code_colours(
    results: Results, wave: str, answers: Sequence[Answer], source: CloudSource, question: str
) -> CodeColours:
    codes = results.counting.codes(question, wave)
    codable = results.counting.codebook(question).codable
    said = {}
    for code in codable:
        having = [answer for answer in answers if code.id in codes.get(answer.id, ())]
        if having:
            said[code.id] = (len(having), _sizes(results, wave, having, source, question))
    return code_colours(said, {code.id: code.label for code in codable})


def _chosen(results: Results, request: CloudRequest, wave: str) -> list[Answer]:
    """The answers with a code, or of a group; all when neither is asked for."""
    question = request.question
    answers = results.project.answers(question, wave)
    if request.code is not None:
        found = lookups.find_code(results.counting.codebook(question), request.code)
        family = {below.id for below in found.walk()}
        codes = results.counting.codes(question, wave)
        answers = [answer for answer in answers if family & codes.get(answer.id, frozenset())]
    if request.group is not None:
        by, value = request.group
        groups = results.counting.groups(question, by, wave)
        lookups.find_group(groups, by, value)
        answers = [answer for answer in answers if value in groups.get(answer.id, ())]
    return answers
