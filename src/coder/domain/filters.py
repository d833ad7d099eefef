"""Which answers a list shows: by status, by code, by words typed."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from enum import StrEnum

from coder.domain.answers import AnswerGroup
from coder.domain.coding import Marks, Source
from coder.domain.queries import EVERYTHING, Query, Status
from coder.domain.queues import Queue
from coder.domain.tokens import fold

__all__ = ["ORDERS", "Filter", "Order", "Row", "Status", "arrange"]


@dataclass(frozen=True, slots=True)
class Row:
    """A group of identical answers with the coding that counts now."""

    group: AnswerGroup
    marks: Marks
    source: Source | None

    @property
    def status(self) -> Status:
        """Aside goes before open or machine: it still wants a decision, but not now."""
        if self.source is Source.PERSON:
            return Status.CODED
        if self.marks.later:
            return Status.LATER
        return Status.MACHINE if self.source else Status.OPEN


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions that must all hold; the empty filter lets everything through.

    Attributes:
        written: What was typed in the filter language.
        query: The same as a tree; who asks `arrange` finds the rows for it.
    """

    status: frozenset[Status] = frozenset()
    code: str = ""
    text: str = ""  # letters anywhere in the answer, case and accents ignored
    starred: bool = False
    written: str = ""
    query: Query = EVERYTHING

    @property
    def asks_nothing(self) -> bool:
        """Does every row pass, as far as its status, code, star and letters go?"""
        return not (self.status or self.code or self.starred or self.text)

    def passes(self, row: Row) -> bool:
        """Does this row show, as far as its status, code, star and letters go?"""
        return (
            (not self.status or row.status in self.status)
            and (not self.code or self.code in row.marks.codes)
            and (not self.starred or row.marks.star)
            and (not self.text or fold(self.text) in fold(row.group.text))
        )


class Order(StrEnum):
    """In which order the list stands."""

    ARRIVAL = "arrival"  # as in the survey file
    TEXT = "text"  # alphabetical
    SIZE = "size"  # most respondents first
    STATUS = "status"  # what wants a decision first
    LENGTH = "length"  # shortest first


_STATUS_ORDER = {Status.OPEN: 0, Status.MACHINE: 1, Status.LATER: 2, Status.CODED: 3}


# The keys that choose an order go round these: as a list, then what to read next.
ORDERS: tuple[Order | Queue, ...] = (
    *Order,
    Queue.BALANCED,
    Queue.UNCERTAIN,
    Queue.SURE,
    Queue.RARE,
    Queue.VARIED,
    Queue.ALIKE,
    Queue.RANDOM,
)


def arrange(
    rows: list[Row],
    chosen: Filter,
    order: Order | Queue = Order.ARRIVAL,
    queue: Sequence[int] = (),
    found: Container[int] | None = None,
) -> list[int]:
    """Indexes of the rows that pass, in the wanted order; equals stay as they came.

    Args:
        queue: For an order of reading: all row indexes in that order.
        found: The rows that the query of the filter finds; None: it asks nothing.
    """
    passing = _passing(rows, chosen, found)
    if isinstance(order, Queue):
        if len(passing) == len(rows):
            return list(queue)
        shown = set(passing)
        return [index for index in queue if index in shown]
    if order is Order.TEXT:
        passing.sort(key=lambda index: fold(rows[index].group.text))
    elif order is Order.SIZE:
        passing.sort(key=lambda index: -rows[index].group.size)
    elif order is Order.STATUS:
        passing.sort(key=lambda index: _STATUS_ORDER[rows[index].status])
    elif order is Order.LENGTH:
        passing.sort(key=lambda index: len(rows[index].group.text))
    return passing


def _passing(rows: list[Row], chosen: Filter, found: Container[int] | None) -> list[int]:
    candidates = range(len(rows)) if found is None else [i for i in range(len(rows)) if i in found]
    if chosen.asks_nothing:
        return list(candidates)
    return [index for index in candidates if chosen.passes(rows[index])]
