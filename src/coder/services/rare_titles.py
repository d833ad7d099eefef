"""Which titles too few respondents gave for an outsider to see, over all questions of names."""

from __future__ import annotations

from collections.abc import Iterator

from coder.domain.codebook import AnswersPer
from coder.reports.outsiders import RareTitles
from coder.reports.word_families import stop_words
from coder.services.figures import FigureSource


def rare_titles(source: FigureSource, fewest: int) -> RareTitles:
    """The titles that fewer than `fewest` respondents gave in every wave.

    Words that the codebooks' labels hold are everybody's when enough respondents fall under the
    code, and so are stop words: "geen" typed as a title must not blank every "geen".
    """
    titles = list(_titles(source))
    common = [*stop_words(), *_common_labels(source, fewest)]
    return RareTitles(titles, fewest, common)


def _titles(source: FigureSource) -> Iterator[list[str]]:
    asked = [question for question in source.questions if _asks_a_name(source, question)]
    for question in asked:
        for wave in source.project.waves_of(question):
            yield [answer.text for answer in source.project.answers(question, wave)]
    attributes = {attribute.name for attribute in source.project.attributes()}
    for name in attributes & set(asked):  # the same titles, taken in as background
        for wave in source.project.waves():
            people = source.project.respondents(wave)
            yield [person.background.get(name, "") for person in people]


def _asks_a_name(source: FigureSource, question: str) -> bool:
    codebook = source.codebook(question)
    return codebook is not None and codebook.answers is AnswersPer.ONE


def _common_labels(source: FigureSource, fewest: int) -> Iterator[str]:
    for question in source.questions:
        if source.codebook(question) is None:
            continue
        names = _asks_a_name(source, question)
        for wave in source.project.waves_of(question):
            for count in source.counts(question, wave).codes:
                if count.respondents >= fewest or not names:
                    yield count.label
