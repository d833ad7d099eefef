"""The order in which a question's answers are read, renewed as the model learns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from coder.domain.coding import Source
from coder.domain.queues import Queue
from coder.services.coding import CodingSession
from coder.suggest.features import Document
from coder.suggest.queue import Pool, by_lot, order_answers

Score = Callable[[Sequence[int]], list[dict[str, float]]]

# Answers that a model is asked about: of more, this many by lot. The next to read is among them.
MOST_SCORED = 5_000
# Part of what is read that goes by lot, so that figures over all answers can be estimated.
RANDOM_SHARE = 0.1
_BY_MODEL = (Queue.BALANCED, Queue.UNCERTAIN, Queue.SURE, Queue.RARE)


def lot_seed(question: str, wave: str) -> int:
    """The seed of the lot of a question: the same in every session, so that a sample drawn by
    chance stays one (see `coder.suggest.queue.random_sample`).
    """
    return crc32(f"{question}\n{wave}".encode())


class ReadingOrders:
    """Orders of reading for one coding session."""

    def __init__(self, session: CodingSession, documents: Sequence[Document]) -> None:
        self._session = session
        self._documents = documents
        self._seed = lot_seed(session.question.key, session.wave)

    def order(self, queue: Queue, score: Score) -> list[int]:
        """All row indexes: what is open in the order to read it, then what a person decided.

        Args:
            score: What the model thinks of rows: for each the score of each code.
        """
        rows = self._session.rows
        decided = np.array([row.source is Source.PERSON for row in rows], dtype=bool)
        sizes = np.array([row.group.size for row in rows], dtype=np.intp)
        codes = [code.id for code in self._session.codebook.codable]
        pool = Pool(
            decided,
            self._probabilities(decided, sizes, codes, score) if queue in _BY_MODEL else None,
            self._places if queue not in (Queue.RANDOM, Queue.ARRIVAL, Queue.SURE) else None,
            np.array([sum(code in row.marks.codes for row in rows if row.source is Source.PERSON)
                      for code in codes], dtype=np.float64),
            RANDOM_SHARE if queue not in (Queue.SURE, Queue.ALIKE) else 0.0,
            sizes,
        )  # fmt: skip
        return [int(index) for index in order_answers(queue, pool, self._seed)]

    @cached_property
    def _places(self) -> NDArray[np.float32]:
        """Where the answers lie beside each other; made when first asked for."""
        from coder.suggest.landscape import landscape

        return landscape(self._documents)

    def _probabilities(
        self,
        decided: NDArray[np.bool_],
        sizes: NDArray[np.intp],
        codes: Sequence[str],
        score: Score,
    ) -> NDArray[np.float64]:
        lot = by_lot(sizes, self._seed)
        asked = lot[~decided[lot]][:MOST_SCORED]
        scores = np.zeros((len(decided), len(codes)))
        for row, found in zip(asked.tolist(), score(asked.tolist()), strict=True):
            scores[row] = [found.get(code, 0.0) for code in codes]
        return scores
