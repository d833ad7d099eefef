"""Suggestions for the answers of a coding session, learning as decisions come in.

`prepare` and `retrain` are slow and meant for a worker thread; `suggest` is quick.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coder.domain.answers import AnswerId
from coder.domain.codebook import Codebook
from coder.domain.models import KeptModel
from coder.domain.queues import Queue
from coder.domain.suggestions import Suggestion
from coder.domain.tokens import Lemmatizer
from coder.services.analysing import Documents, ReportProgress, documents_of
from coder.services.coding import CodingSession
from coder.services.lookup_lists import lookup_index
from coder.services.models import Models
from coder.services.reading import ReadingOrders
from coder.suggest.features import Document
from coder.suggest.lookup import LookupIndex
from coder.suggest.lookup_reasons import with_candidates
from coder.suggest.suggester import Suggester
from coder.urgency import KEYS

# Answers that are turned into numbers beforehand, by lot where there are more. They say which words
# there are and how rare each is; 100,000 would say hardly more, and take 77 s and 2.9 GB.
MOST_KNOWN = 3_000
MIN_CODED = 8  # fewer coded groups teach the model nothing but noise


@dataclass(frozen=True, slots=True)
class Training:
    """What a training run used. `seconds` is wall time.

    `model` is the number of a kept model that was taken in use instead, None when it was trained.
    """

    n_coded: int
    n_codes: int
    seconds: float
    model: int | None = None


class SuggestionService:
    """Suggestions for one coding session."""

    def __init__(self, session: CodingSession, lemmatizer: Lemmatizer) -> None:
        self.session = session
        self.lemmatizer = lemmatizer
        self._documents: Documents
        self._coded: dict[int, Document] = {}  # of coded answers, by row
        self._suggester: Suggester | None = None
        self._untrained: Suggester | None = None
        self._lists: LookupIndex | None = None
        self._changing = threading.Lock()  # of `_suggester`, by the threads that train and order
        self.pinned: int | None = None  # number of the kept model in use; None: it learns along

    @property
    def ready(self) -> bool:
        """Has `prepare` finished?"""
        return self._suggester is not None

    @property
    def documents(self) -> Sequence[Document]:
        """The answers as analysed, in the order of the rows; none before `prepare`."""
        return self._documents if self.ready else ()

    def prepare(self, progress: ReportProgress | None = None) -> None:
        """Analyse all answers (from the project's cache where possible) and read the codebook."""
        texts = [row.group.text for row in self.session.rows]
        project = self.session.project
        self._documents = documents_of(project, self.lemmatizer, texts, progress)
        self._reading = ReadingOrders(self.session, self._documents)
        untrained = Suggester.untrained(self.session.codebook, self.lemmatizer)
        known = self._reading.first_to_know(MOST_KNOWN)
        self._untrained = untrained
        self._suggester = untrained.prepared(self._documents.of(known))
        self._lists = lookup_index(self.session.project, self.session.question.key)

    def suggest(self, index: int, top: int = 9) -> list[Suggestion]:
        """The likeliest codes for a row; empty before `prepare` has finished.

        The question's lookup lists speak beside rules, codebook and coded answers.
        """
        if self._suggester is None:
            return []
        document = self._documents[index]
        suggestions = self._suggester.suggest(document, top)
        if self._lists is None:
            return suggestions
        listed = self._lists.find(document.text)
        return with_candidates(suggestions, listed, self._suggester.codes, top)

    def read_next(self, queue: Queue) -> list[int]:
        """All row indexes in an order of reading; slow, for a worker. Empty before `prepare`."""
        if self._suggester is None:
            return []
        return self._reading.order(queue, self._score)

    def _score(self, indexes: Sequence[int]) -> NDArray[np.float64]:
        """What the present model thinks of rows, shape (n_rows, n_codes).

        Rows that it does not know beforehand are made known: they are asked for at each new order.
        """
        suggester = self._suggester
        assert suggester is not None
        texts = [self.session.rows[index].group.text for index in indexes]
        new = suggester.unknown(texts)
        if new:
            suggester = suggester.knowing(self._documents.of(indexes[row] for row in new))
            with self._changing:  # a training may have ended meanwhile
                assert self._suggester is not None
                self._suggester = self._suggester.knowing_as(suggester)
        scores = suggester.scores_known(texts)
        return suggester.scores(self._documents.of(indexes)) if scores is None else scores

    def retrain(self) -> Training | None:
        """Learn from what persons coded; None when that is too little to learn from.

        While a kept model is in use nothing is learned; None when it was in use already.

        Raises:
            CoderError: The model in use cannot be read.
        """
        if self._suggester is None:
            return None
        started = time.perf_counter()
        models = Models(self.session.project, self.session.question.key, self.lemmatizer)
        # A kept model learned from others: it would tell who codes blind what they decided.
        kept = None if self.session.blind else models.in_use()
        if kept is not None:
            return self._use(kept, models, started)
        if self.pinned is not None:
            assert self._untrained is not None
            self.pinned, self._suggester = None, self._suggester.without(self._untrained)
        KEYS.give_way()
        coded = self.session.coded()
        codes = [given for _, given in coded]
        distinct = frozenset[str]().union(*codes)
        if len(coded) < MIN_CODED or len(distinct) < 2:
            return None
        documents = self._coded_documents([answer_id for answer_id, _ in coded])
        assert self._suggester is not None
        KEYS.give_way()
        trained = self._suggester.knowing(documents).trained(documents, codes)
        with self._changing:
            self._suggester = trained
        return Training(len(coded), len(distinct), time.perf_counter() - started)

    def _coded_documents(self, answer_ids: Sequence[AnswerId]) -> list[Document]:
        """The documents of coded answers: held, as every training asks for them again."""
        rows = [self.session.row_of(answer_id) for answer_id in answer_ids]
        new = [row for row in rows if row not in self._coded]
        self._coded |= dict(zip(new, self._documents.of(new), strict=True))
        return [self._coded[row] for row in rows]

    def _use(self, kept: KeptModel, models: Models, started: float) -> Training | None:
        if kept.id == self.pinned:
            return None
        assert self._suggester is not None
        self._suggester = self._suggester.using(models.learned(kept.id).coder)
        self.pinned = kept.id
        run = kept.run
        return Training(run.n_coded, run.n_codes, time.perf_counter() - started, kept.id)

    def decide_by_rules(self, min_score: float = 0.0) -> dict[AnswerId, frozenset[str]]:
        """The codes that the rules give to each answer, answers without any left out."""
        assert self._suggester is not None
        return self._spread(
            self._suggester.rules.decide(document.text, document.tokens, min_score)
            for document in self._documents
        )

    def decide_by_model(self, min_score: float) -> dict[AnswerId, dict[str, float]]:
        """The codes that rules, codebook and model together give, each with its score 0-1.

        Only codes with at least `min_score`; answers without any are left out.
        """
        assert self._suggester is not None
        scores, codes = self._suggester.scores(self._documents), self._suggester.codes
        place = {code: column for column, code in enumerate(codes)}
        found: dict[AnswerId, dict[str, float]] = {}
        for row, said in zip(self.session.rows, scores, strict=True):
            chosen = chosen_codes(self.session.codebook, codes, said, min_score)
            if chosen:
                given = {code: round(float(said[place[code]]), 4) for code in chosen}
                found |= dict.fromkeys(row.group.answer_ids, given)
        return found

    def _spread(self, decided: Iterable[frozenset[str]]) -> dict[AnswerId, frozenset[str]]:
        return {
            answer_id: codes
            for row, codes in zip(self.session.rows, decided, strict=True)
            if codes
            for answer_id in row.group.answer_ids
        }


def chosen_codes(
    codebook: Codebook, columns: Sequence[str], scores: NDArray[np.float64], min_score: float
) -> frozenset[str]:
    """The codes with at least this score that can stand together, the surest first to stay.

    Args:
        columns: The codes of the scores, shape (n_codes,).
        scores: Of one answer, 0-1, shape (n_codes,).
    """
    chosen: frozenset[str] = frozenset()
    known = {code.id for code in codebook.codable}
    for column in np.argsort(scores, kind="stable"):  # the surest last: it replaces its rivals
        if scores[column] >= min_score and columns[column] in known:
            chosen = codebook.with_code(chosen, columns[column])
    return chosen
