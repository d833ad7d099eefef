"""Which words or names a cloud shows, and how large."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from statistics import median

from coder.domain.answers import Answer
from coder.domain.codebook import AnswersPer, Codebook
from coder.errors import CoderError
from coder.i18n import _
from coder.reports.name_counts import GivenName, report_names, without_opening_capital
from coder.reports.word_counts import WordsReport

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


def name_sizes(question: str, wave: str, answers: Sequence[Answer]) -> list[tuple[str, int]]:
    """Whole answers with their number of respondents."""
    report = report_names(question, wave, [GivenName(answer.text) for answer in answers], None)
    return [(without_opening_capital(name.name), name.count) for name in report.names]


def word_sizes(report: WordsReport, codebook: Codebook | None) -> list[tuple[str, int]]:
    """Words with their number of respondents.

    Inside names a part counts ("jeugd" in jeugdcoach); of longer answers only whole words do, or
    "werk" would drown werkdruk, werkplezier and werkgever.
    """
    if codebook is not None and codebook.answers is AnswersPer.ONE:
        return [(word.word, word.respondents) for word in report.words]
    return [(word.word, word.whole) for word in report.words]
