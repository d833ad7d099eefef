"""The order in which a question's answers are read, renewed as the model learns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from coder.domain.coding import Source
from coder.domain.queues import Queue
from coder.services.analysing import Documents
from coder.services.coding import CodingSession
from coder.suggest.queue import REFERENCES, Pool, by_lot, order_answers
from coder.urgency import KEYS

Rows = NDArray[np.intp]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
# What the model thinks of rows: the score of each code, shape (n_rows, n_codes).
Score = Callable[[Sequence[int]], Floats]

# Answers that a model is asked about: of more, this many by lot. The next to read is among them.
MOST_SCORED = 3_000
# Answers that are laid beside each other: of more, the undecided that come first by lot and the
# latest decided. All of 70,000 took 10 s of computing and 150 MB for each new order.
MOST_PLACED = 6_000
# Part of what is read that goes by lot, so that figures over all answers can be estimated.
RANDOM_SHARE = 0.1
_BY_MODEL = (Queue.BALANCED, Queue.UNCERTAIN, Queue.SURE, Queue.RARE)
_UNPLACED = (Queue.RANDOM, Queue.ARRIVAL, Queue.SURE)


def lot_seed(question: str, wave: str) -> int:
    """The seed of the lot of a question: the same in every session, so that a sample drawn by
    chance stays one (see `coder.suggest.queue.random_sample`).
    """
    return crc32(f"{question}\n{wave}".encode())


class ReadingOrders:
    """Orders of reading for one coding session."""

    def __init__(self, session: CodingSession, documents: Documents) -> None:
        self._session = session
        self._documents = documents
        self._seed = lot_seed(session.question.key, session.wave)
        self._near: Rows | None = None
        self._places: NDArray[np.float32] | None = None
        self._places_of: Rows | None = None

    def first_to_know(self, most: int) -> list[int]:
        """So many rows, those that nobody decided on first, as the lot has them."""
        decided, lot = self._decided(), self._lot()
        return [
            int(index) for index in np.concatenate([lot[~decided[lot]], lot[decided[lot]]])[:most]
        ]

    def order(self, queue: Queue, score: Score) -> list[int]:
        """All row indexes: what is open in the order to read it, then what a person decided."""
        decided, lot = self._decided(), self._lot()
        near = self._chosen(queue, decided, lot)
        place = np.zeros(len(decided), dtype=np.intp)
        place[near] = np.arange(len(near))
        sizes = self._sizes()
        pool = Pool(
            decided[near],
            self._probabilities(near, decided, lot, score) if queue in _BY_MODEL else None,
            self._placed(near) if queue not in _UNPLACED else None,
            self._examples(),
            RANDOM_SHARE if queue not in (Queue.SURE, Queue.ALIKE) else 0.0,
            sizes[near],
            place[lot[np.isin(lot, near)]],
        )
        ordered = near[order_answers(queue, pool, self._seed)]
        others = lot[~np.isin(lot, near)]
        ordered = np.concatenate([ordered[~decided[ordered]], others[~decided[others]]])
        return [int(index) for index in np.concatenate([ordered, np.flatnonzero(decided)])]

    def _decided(self) -> Flags:
        rows = KEYS.patiently(self._session.rows)
        return np.array([row.source is Source.PERSON for row in rows], dtype=bool)

    def _sizes(self) -> Rows:
        rows = KEYS.patiently(self._session.rows)
        return np.array([row.group.size for row in rows], dtype=np.intp)

    def _lot(self) -> Rows:
        return by_lot(self._sizes(), self._seed)

    def _examples(self) -> Floats:
        """How many rows each code has, shape (n_codes,)."""
        rows = KEYS.patiently(self._session.rows)
        coded = (row.marks.codes for row in rows if row.source is Source.PERSON)
        count = Counter(code for codes in coded for code in codes)
        codable = self._session.codebook.codable
        return np.array([count[code.id] for code in codable], dtype=np.float64)

    def _chosen(self, queue: Queue, decided: Flags, lot: Rows) -> Rows:
        """The rows that are put in order, of many a part; the same ones until most were decided."""
        if len(decided) <= MOST_PLACED or queue in (*_UNPLACED[:2], Queue.ALIKE):
            return np.arange(len(decided))
        if self._near is None or (~decided[self._near]).sum() < MOST_SCORED:
            read = lot[decided[lot]][-REFERENCES:]
            undecided = lot[~decided[lot]][: MOST_PLACED - len(read)]
            self._near = np.concatenate([read, undecided])
        return self._near

    def _placed(self, rows: Rows) -> NDArray[np.float32]:
        """Where the answers lie beside each other; made when first asked for."""
        from coder.suggest.landscape import landscape

        if (
            self._places is None
            or self._places_of is None
            or (not np.array_equal(self._places_of, rows))
        ):
            some = len(rows) < len(self._documents)
            self._places = landscape(self._documents.of(rows.tolist()) if some else self._documents)
            self._places_of = rows
        return self._places

    def _probabilities(self, near: Rows, decided: Flags, lot: Rows, score: Score) -> Floats:
        here = lot[np.isin(lot, near)]
        asked = here[~decided[here]][:MOST_SCORED]
        scores = np.zeros((len(decided), len(self._session.codebook.codable)))
        if len(asked):
            scores[asked] = score(asked.tolist())
        return scores[near]
