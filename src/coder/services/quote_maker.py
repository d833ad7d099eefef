"""Makes quotes of answers: how good they are, a first shortening, what the guard sees in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from coder.domain.answers import Answer, AnswerId
from coder.domain.codebook import Code, Codebook
from coder.domain.disclosure import Certainty, Finding, personal_data, rare_titles
from coder.domain.patterns import RuleBook
from coder.domain.quotes import Quote, StoredDecision
from coder.domain.quoting import proposed
from coder.domain.tokens import Lemmatizer
from coder.reports.quotes import Merit, clear_merit, length_merit
from coder.services.given_names import documents_of
from coder.services.speakers import Speakers
from coder.storage.project import Project
from coder.suggest.features import Document, lemmas_and_parts

_FOUND = 0.15  # what a candidate with personal data loses


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands on an answer: its codes, its star, and what was decided on it as a quote."""

    codes: frozenset[str]
    starred: bool = False
    stored: StoredDecision | None = None


class QuoteMaker:
    """Makes quotes of the answers of one question.

    Args:
        project: The project, which keeps the lemmas.
        lemmatizer: The Dutch in use.
        codebook: The codebook of the question.
        speakers: Who the respondents are.
        coded: The coded answers with their codes: what is typical of a code.
    """

    def __init__(
        self,
        project: Project,
        lemmatizer: Lemmatizer,
        codebook: Codebook,
        speakers: Speakers,
        coded: Sequence[tuple[Answer, frozenset[str]]],
    ) -> None:
        self._project = project
        self._lemmatizer = lemmatizer
        self._codebook = codebook
        self._speakers = speakers
        self._coded = coded
        self._rare = speakers.rare_titles()
        self._guards: dict[str, tuple[Finding, ...]] = {}  # a quote is looked at many times

    def prepare(self) -> None:
        """Read the words of all coded answers: slow the first time."""
        _ = self._likeness

    def quote(self, answer: Answer, code: Code, standing: Standing) -> Quote:
        """The answer as a quote for a code, with what was decided on it."""
        findings = self.guarded(answer.text)
        attribution = self._speakers.attribution(answer.respondent_id)
        person = self._speakers.describe(answer.respondent_id)
        merit = self.merit(answer, code, standing.codes)
        text = self._text(answer, code, findings, standing.stored)
        quote = Quote(
            answer.id,
            answer.respondent_id,
            code.id,
            answer.text,
            text,
            attribution,
            self._speakers.shared_by(answer.respondent_id, attribution),
            findings,
            self.guarded(text),
            standing.starred,
            max(0.0, merit.score - _FOUND * bool(findings)),
            merit.reasons(len(answer.text)),
            (person.family or person.title, person.organisation),
        )
        return _with_decision(quote, standing.stored) if standing.stored else quote

    def merit(self, answer: Answer, code: Code, codes: frozenset[str]) -> Merit:
        """How good the answer is as a quote for a code or net."""
        family = {below.id for below in code.walk()} & codes
        typical = max((self._likeness.get((answer.id, one), 0.0) for one in family), default=0.0)
        clear = clear_merit(answer.text, len(codes - family) + 1)
        return Merit(typical, length_merit(answer.text), clear)

    def guarded(self, text: str) -> tuple[Finding, ...]:
        """Personal data and rare titles in a text, in order, never overlapping."""
        if text not in self._guards:
            self._guards[text] = self._guard(text)
        return self._guards[text]

    def _guard(self, text: str) -> tuple[Finding, ...]:
        found = list(personal_data(text))
        for title in rare_titles(text, self._rare):
            if all(title.end <= one.start or one.end <= title.start for one in found):
                found.append(title)
        return tuple(sorted(found, key=lambda one: one.start))

    def _text(
        self,
        answer: Answer,
        code: Code,
        findings: Sequence[Finding],
        stored: StoredDecision | None,
    ) -> str:
        """The text that was stored, else a first shortening around what the code's rules match."""
        if stored and stored.decision.text:
            return stored.decision.text
        family = {below.id for below in code.walk()}
        document = self._documents.get(answer.id)
        hits = self._rules.hits(document.tokens, answer.text) if document else ()
        keep = [span for hit in hits if hit.code_id in family for span in hit.spans]
        sure = [one for one in findings if one.certainty >= Certainty.LIKELY]
        return proposed(answer.text, sure, keep)

    @cached_property
    def _rules(self) -> RuleBook:
        return RuleBook(self._codebook)

    @cached_property
    def _documents(self) -> dict[AnswerId, Document]:
        texts = list(dict.fromkeys(answer.text for answer, _codes in self._coded))
        documents = documents_of(self._project, self._lemmatizer, texts)
        of_text = dict(zip(texts, documents, strict=True))
        return {answer.id: of_text[answer.text] for answer, _codes in self._coded}

    @cached_property
    def _likeness(self) -> dict[tuple[AnswerId, str], float]:
        return likeness(self._documents, {answer.id: codes for answer, codes in self._coded})


def _with_decision(quote: Quote, stored: StoredDecision) -> Quote:
    decision = stored.decision
    return replace(quote, status=decision.status, note=decision.note, by=stored.coder, at=stored.at)


def likeness(
    documents: Mapping[AnswerId, Document], codes_of: Mapping[AnswerId, frozenset[str]]
) -> dict[tuple[AnswerId, str], float]:
    """How much each coded answer is like all answers with the same code, 0-1.

    The cosine of its TF-IDF lemmas with their mean, the most typical answer of a code being 1.
    """
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    ids = [answer for answer in documents if answer in codes_of]
    if not any(documents[answer].tokens for answer in ids):
        return {}
    vectorizer = TfidfVectorizer(analyzer=lemmas_and_parts, sublinear_tf=True)
    try:
        vectors = vectorizer.fit_transform([documents[answer] for answer in ids])
    except ValueError:  # nothing but stop words
        return {}
    members: dict[str, list[int]] = {}
    for row, answer in enumerate(ids):
        for code in codes_of[answer]:
            members.setdefault(code, []).append(row)
    found: dict[tuple[AnswerId, str], float] = {}
    for code, rows in members.items():
        mean = np.asarray(vectors[rows].mean(axis=0)).ravel()
        cosines = vectors[rows] @ mean
        most = float(cosines.max()) or 1.0
        for row, cosine in zip(rows, cosines, strict=True):
            found[ids[row], code] = float(cosine) / most
    return found
