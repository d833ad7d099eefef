"""The names that respondents gave, each with its family; and the words of answers, in parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from coder.domain.answers import Answer, AnswerId
from coder.domain.codebook import Codebook
from coder.domain.patterns import RuleBook
from coder.domain.tokens import Lemmatizer
from coder.reports.name_counts import GivenName
from coder.storage.project import Project

if TYPE_CHECKING:
    from coder.services.analysing import ReportProgress
    from coder.suggest.features import Document

NOT_MERGED: Mapping[str, str] = {}
TEXTS_AT_A_TIME = 5_000  # analysed and counted before the next are read: keeps memory low


def documents_of(
    project: Project,
    lemmatizer: Lemmatizer,
    texts: Sequence[str],
    progress: ReportProgress | None = None,
) -> Iterator[Document]:
    """The words of these texts, a part at a time; what was analysed is kept in the project."""
    from coder.services.analysing import analyse_texts

    rest, done = iter(texts), 0
    while part := list(islice(rest, TEXTS_AT_A_TIME)):
        yield from analyse_texts(project, lemmatizer, part)
        done += len(part)
        if progress:
            progress(done, len(texts))


def given_names(
    codebook: Codebook,
    answers: Iterable[Answer],
    coded: Mapping[AnswerId, frozenset[str]],
    documents: Iterable[Document],
    merged: Mapping[str, str] = NOT_MERGED,
) -> list[GivenName]:
    """Each answer with its family: the code that counts, else what the rules say.

    Args:
        codebook: Takes one code an answer.
        answers: One a respondent.
        coded: The codes that count; uncoded answers are left out.
        documents: The words of every distinct text.
        merged: Normal form of a spelling → the name that it counts as.
    """
    from coder.suggest.rules import RuleScorer

    rules, scorer = RuleBook(codebook), RuleScorer(codebook)
    of_text = {document.text: document for document in documents}
    hits = {text: rules.hits(document.tokens, text) for text, document in of_text.items()}
    given = []
    for answer in answers:
        codes = coded.get(answer.id)
        if codes is None:
            codes = scorer.decide(answer.text, of_text[answer.text].tokens)
        code = min(codes, default="")
        matched = (hit.spans for hit in hits[answer.text] if hit.code_id == code)
        typed = GivenName(answer.text, code, tuple(span for spans in matched for span in spans))
        given.append(_merged(typed, merged.get(answer.normal)))
    return given


def _merged(given: GivenName, name: str | None) -> GivenName:
    """The name under the spelling that a person merged it with; rules matched in the old one."""
    return given if name is None else GivenName(name, given.code)
