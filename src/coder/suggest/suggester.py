"""Rules, codebook and coded answers together: suggestions with their reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from coder.domain.codebook import Codebook
from coder.domain.suggestions import Reason, Suggestion
from coder.domain.tokens import Lemmatizer
from coder.errors import CoderError
from coder.i18n import _
from coder.suggest.answer_coder import AnswerCoder
from coder.suggest.answer_features import AnswerFeatures
from coder.suggest.before import BeforeCoding
from coder.suggest.coldstart import CodebookSimilarity
from coder.suggest.features import Document
from coder.suggest.ridge import DIRECT
from coder.suggest.rules import RuleScorer
from coder.urgency import KEYS

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Corpus:
    """All answers of a question, turned into numbers once: learning again then takes a moment.

    Attributes:
        features: Fitted on all of them, coded or not.
        rows: Their features, shape (n, n_features).
        said: What rules and codebook say of them, shape (n, n_codes).
        place: The row of each text.
    """

    features: AnswerFeatures
    rows: Any
    said: Floats
    place: Mapping[str, int]

    def places(self, texts: Iterable[str]) -> list[int] | None:
        """The rows of these texts; None when one of them is not among the answers."""
        found = [self.place.get(text, -1) for text in texts]
        return None if -1 in found else found

    def joined_by(self, documents: Sequence[Document], said: Floats) -> Corpus:
        """The same with these documents, of which `said` is what rules and codebook say."""
        rows = sparse.vstack([self.rows, self.features.transform(documents)], format="csr")
        place = dict(self.place)
        for number, document in enumerate(documents, start=len(self.place)):
            place[document.text] = number
        return replace(self, rows=rows, said=np.vstack([self.said, said]), place=place)


@dataclass(frozen=True, slots=True)
class Suggester:
    """Ranks all codes of a codebook for an answer. Immutable: training gives a new one."""

    codebook: Codebook
    before: BeforeCoding
    lemmatizer: Lemmatizer
    coder: AnswerCoder  # knows the codebook alone before anything was coded
    corpus: Corpus | None = None
    kept: bool = False  # is `coder` a model that was kept, perhaps from another codebook?

    @classmethod
    def untrained(cls, codebook: Codebook, lemmatizer: Lemmatizer) -> Suggester:
        """What the codebook alone can say."""
        coder = AnswerCoder(codebook, lemmatizer=lemmatizer).fit([], [])
        return cls(codebook, coder.before_, lemmatizer, coder)

    @property
    def rules(self) -> RuleScorer:
        """The codebook's rules."""
        assert self.before.rules is not None
        return self.before.rules

    @property
    def likeness(self) -> CodebookSimilarity:
        """Likeness to the codebook's texts."""
        assert self.before.likeness is not None
        return self.before.likeness

    @property
    def n_coded(self) -> int:
        """Coded answers that were learned from."""
        return self.coder.n_coded_

    def prepared(self, documents: Sequence[Document]) -> Suggester:
        """The same, knowing all answers beforehand, coded or not: it learns faster, and better."""
        if not documents:
            return self
        features = AnswerFeatures()
        rows = features.fit_transform(documents)
        documents = list({document.text: document for document in documents}.values())
        place = {document.text: row for row, document in enumerate(documents)}
        corpus = Corpus(features, rows, self.before.scores(documents), place)
        return replace(self, corpus=corpus)

    def knowing(self, documents: Sequence[Document]) -> Suggester:
        """The same, knowing these answers beforehand too, where it knows any."""
        if self.corpus is None:
            return self
        known = self.corpus.place
        new = list({one.text: one for one in documents if one.text not in known}.values())
        if not new:
            return self
        return replace(self, corpus=self.corpus.joined_by(new, self.before.scores(new)))

    def trained(self, documents: Sequence[Document], codes: Sequence[frozenset[str]]) -> Suggester:
        """A suggester that has learned from these coded answers too.

        Raises:
            CoderError: Fewer than two different codes were used.
        """
        own = frozenset(self.before.codes)
        known = [given & own for given in codes]  # codes since removed teach nothing
        if len(frozenset[str]().union(*known)) < 2:
            raise CoderError(
                _("The model needs answers with at least two different codes."),
                _("Code a few more answers; rules and codebook give suggestions meanwhile."),
            )
        KEYS.give_way()
        coder = AnswerCoder(self.codebook, lemmatizer=self.lemmatizer)
        places = self.corpus.places(one.text for one in documents) if self.corpus else None
        if self.corpus is None or places is None:
            features = AnswerFeatures(topics=False)
            rows, said = features.fit_transform(documents), None
        else:
            features = self.corpus.features
            rows, said = self.corpus.rows[places], self.corpus.said[places]
            if len(documents) > DIRECT:
                features, rows = features.without_topics(rows)
        KEYS.give_way()
        coder.fit_rows(documents, known, features, rows, before=self.before, said=said)
        return replace(self, coder=coder, kept=False)

    def using(self, coder: AnswerCoder) -> Suggester:
        """The same codes, suggested by a model that was kept; it may know others, or fewer."""
        return replace(self, coder=coder, kept=True)

    def without(self, untrained: Suggester) -> Suggester:
        """As before anything was learned, knowing the same answers beforehand."""
        return replace(untrained, corpus=self.corpus)

    def suggest(self, document: Document, top: int | None = None) -> list[Suggestion]:
        """All codes for an answer, likeliest first, `top` of them."""
        return self.suggest_many([document], top)[0]

    def suggest_many(
        self, documents: Sequence[Document], top: int | None = None
    ) -> list[list[Suggestion]]:
        """Suggestions with their reasons for each answer; see `suggest`."""
        if not documents:
            return []
        said = self.before.scores(documents)
        scores = self._scores(documents, said)
        return [
            self._ranked(document, scores[row], said[row], top)
            for row, document in enumerate(documents)
        ]

    def scores(self, documents: Sequence[Document]) -> Floats:
        """The scores alone, without reasons, shape (n_answers, n_codes), columns as `codes`."""
        known = self.scores_known([document.text for document in documents])
        return self._scores(documents, self.before.scores(documents)) if known is None else known

    def scores_known(self, texts: Sequence[str]) -> Floats | None:
        """As `scores`, for answers it knows beforehand; None when one of them is not."""
        places = self.corpus.places(texts) if self.corpus and not self.kept else None
        if self.corpus is None or places is None:
            return None
        said = self.corpus.said[places]
        if not self.n_coded:
            return said
        return self.coder.predict_rows(self.corpus.rows[places], self.corpus.features, said)

    def unknown(self, texts: Sequence[str]) -> list[int]:
        """Which of these it does not know beforehand, as indexes; none where it knows none."""
        if self.corpus is None:
            return []
        return [row for row, text in enumerate(texts) if text not in self.corpus.place]

    def knowing_as(self, other: Suggester) -> Suggester:
        """The same, knowing beforehand what `other` does."""
        return replace(self, corpus=other.corpus)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes, in the codebook's order."""
        return self.before.codes

    def _scores(self, documents: Sequence[Document], said: Floats) -> Floats:
        if self.kept:
            return self._of_kept(self.coder.predict_proba(documents))
        return self.coder.predict_proba(documents, said) if self.n_coded else said

    def _of_kept(self, learned: Floats) -> Floats:
        """The scores of a kept model in our columns; 0 for codes that it does not know."""
        scores = np.zeros((len(learned), len(self.codes)))
        known = self.coder.columns_
        for column, code in enumerate(self.codes):
            if code in known:
                scores[:, column] = learned[:, known[code]]
        return scores

    def _why(
        self, document: Document, codes: Sequence[str], said: Floats
    ) -> list[tuple[Reason, ...]]:
        if not self.kept:
            return self.coder.explain_many(document, codes, said)
        known = [code for code in codes if code in self.coder.columns_]
        told = dict(zip(known, self.coder.explain_many(document, known), strict=True))
        return [told.get(code, ()) for code in codes]

    def _ranked(
        self, document: Document, scores: Floats, said: Floats, top: int | None
    ) -> list[Suggestion]:
        order = np.argsort(-scores, kind="stable")[:top]  # equals in the codebook's order
        codes = [self.codes[column] for column in order]
        reasons = self._why(document, codes, said)
        return [
            Suggestion(code, round(float(scores[column]), 4), why)
            for code, column, why in zip(codes, order, reasons, strict=True)
        ]
