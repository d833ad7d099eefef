"""Which words or names a cloud shows, and how large."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from statistics import median
from typing import TypedDict

from coder.domain.answers import Answer
from coder.domain.codebook import AnswersPer, Codebook
from coder.errors import CoderError
from coder.i18n import _
from coder.reports.cloud_style import CODE_COLOURS
from coder.reports.name_counts import GivenName, report_names, without_opening_capital
from coder.reports.word_counts import WordsReport

NOT_MERGED: Mapping[str, str] = {}
LEAST_SAID = 2  # respondents of a code who say a word, before the word takes its colour
SHORT_ANSWER = 4  # words; where most answers are shorter, a cloud shows them whole


class CloudSource(StrEnum):
    """What a cloud is made of."""

    AUTO = "auto"  # names for names, words for longer answers
    NAMES = "names"  # whole answers
    WORDS = "words"


def cloud_source(name: str) -> CloudSource:
    """The source of this name.

    Raises:
        CoderError: There is none.
    """
    if name in list(CloudSource):
        return CloudSource(name)
    raise CoderError(
        _("A cloud cannot be made of {source}.").format(source=name),
        _("Known: {names}.").format(names=", ".join(CloudSource)),
    )


def fitting_source(codebook: Codebook | None, answers: Sequence[Answer]) -> CloudSource:
    """Names where a question asks for one, words elsewhere.

    Without a codebook the length of the answers tells.
    """
    if codebook is not None:
        names = codebook.answers is AnswersPer.ONE
    else:
        lengths = [len(answer.text.split()) for answer in answers]
        names = bool(lengths) and median(lengths) < SHORT_ANSWER
    return CloudSource.NAMES if names else CloudSource.WORDS


def name_sizes(
    question: str, wave: str, answers: Sequence[Answer], merged: Mapping[str, str] = NOT_MERGED
) -> list[tuple[str, int]]:
    """Whole answers with their number of respondents; `merged`: spellings that are one name."""
    given = [GivenName(merged.get(answer.normal, answer.text)) for answer in answers]
    report = report_names(question, wave, given, None)
    return [(without_opening_capital(name.name), name.count) for name in report.names]


def word_sizes(report: WordsReport, codebook: Codebook | None) -> list[tuple[str, int]]:
    """Words with their number of respondents.

    Inside names a part counts ("jeugd" in jeugdcoach); of longer answers only whole words do, or
    "werk" would drown werkdruk, werkplezier and werkgever.
    """
    if codebook is not None and codebook.answers is AnswersPer.ONE:
        return [(word.word, word.respondents) for word in report.words]
    return [(word.word, word.whole) for word in report.words]


class CodeColours(TypedDict):
    """The fields of a cloud's style that give words the colours of codes."""

    colour_of: Mapping[str, str]
    legend: tuple[tuple[str, str], ...]


def code_colours(
    said: Mapping[str, tuple[int, Sequence[tuple[str, int]]]], labels: Mapping[str, str]
) -> CodeColours:
    """Which colour each word gets: that of the code whose respondents say it most, in share.

    Args:
        said: Code → its respondents, and the words that they say with their counts.
        labels: Code → its label, for the legend.
    """
    largest = sorted(said, key=lambda code: -said[code][0])[: len(CODE_COLOURS)]
    colours = dict(zip(largest, CODE_COLOURS, strict=False))
    best: dict[str, tuple[float, str]] = {}
    for code in largest:
        respondents, words = said[code]
        for word, count in words:
            share = count / respondents
            if count >= LEAST_SAID and share > best.get(word, (0.0, ""))[0]:
                best[word] = (share, colours[code])
    legend = tuple((labels.get(code, code), colours[code]) for code in largest)
    return CodeColours(
        colour_of={word: colour for word, (_s, colour) in best.items()}, legend=legend
    )
