"""Everything that one respondent said: background, and all answers with the codes on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.domain.answers import AnswerId, Question
from coder.domain.coding import CodedAnswer, effective
from coder.errors import CodebookError
from coder.services.codebooks import codebook_for
from coder.storage import respondent_store

if TYPE_CHECKING:
    from coder.services.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Given:
    """One answer. `codes` are labels, in the order of the codebook; `coded` says who decided."""

    answer_id: AnswerId
    question: str
    text: str
    codes: tuple[str, ...]
    coded: CodedAnswer
    codable: bool  # the question has a codebook


@dataclass(frozen=True, slots=True)
class SpeakerFile:
    """One respondent in one wave; `external_id` is the id in the survey file."""

    external_id: str
    wave: str
    background: Mapping[str, str]
    given: tuple[Given, ...]


def speaker_file(
    workbench: Workbench, answer_id: AnswerId, *, labelled: bool = True
) -> SpeakerFile:
    """The respondent who gave this answer; reads all codebooks, so for a worker.

    Not `labelled`: ids stand for codes, and no codebook is read. Where the coder codes a sample
    blind, only the own codes stand on that question's answers.

    Raises:
        KeyError: There is no such answer.
    """
    project = workbench.project
    with project.reading() as connection:
        said = respondent_store.said_by_giver_of(connection, answer_id)
    texts = {id_: (question, text) for id_, question, text in said.answers}
    return SpeakerFile(
        said.external_id,
        said.wave,
        project.background_of_giver(answer_id),
        tuple(_given(workbench, said.wave, texts, labelled=labelled)),
    )


def _given(
    workbench: Workbench,
    wave: str,
    texts: Mapping[AnswerId, tuple[str, str]],
    *,
    labelled: bool,
) -> Iterator[Given]:
    project = workbench.project
    asked = {question.key: question for question in project.questions()}
    codings = project.codings_of(list(texts))
    for answer_id, (key, text) in texts.items():
        found = codings.get(answer_id, [])
        if workbench.blind_sample(key, wave) is not None:
            found = [one for one in found if one.coder.name == workbench.coder_name]
        coded = effective(found)
        labels = tuple(sorted(coded.marks.codes))
        if labelled and labels:
            labels = _labels(workbench, asked[key], coded)
        yield Given(answer_id, key, text, labels, coded, bool(asked[key].codebook_id))


def _labels(workbench: Workbench, question: Question, coded: CodedAnswer) -> tuple[str, ...]:
    """Labels of the codes; ids where the codebook cannot be read or has lost them."""
    try:
        codes = codebook_for(workbench.project, question).walk()
        known = {code.id: code.label for code in codes}
    except CodebookError:
        known = {}
    listed = [label for code, label in known.items() if code in coded.marks.codes]
    return (*listed, *sorted(coded.marks.codes - known.keys()))
