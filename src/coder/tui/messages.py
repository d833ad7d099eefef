"""What workers tell a screen; each names the question it answers, so that late ones are dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from coder.domain.queues import Queue
from coder.domain.suggestions import Suggestion

if TYPE_CHECKING:
    from coder.errors import CoderError
    from coder.services.others import News
    from coder.services.suggesting import Training


@dataclass
class Preparing(Message):
    """So many of the answers have been read."""

    done: int
    total: int


@dataclass
class Prepared(Message):
    """The answers have been read; suggestions can be asked for."""


@dataclass
class Ranked(Message):
    """Suggestions for the row `index`, by the model of this `generation`."""

    index: int
    generation: int
    suggestions: Sequence[Suggestion]


@dataclass
class Ordered(Message):
    """All rows in an order of reading; `renewed`: the model learned since it was chosen."""

    queue: Queue
    rows: Sequence[int]
    renewed: bool


@dataclass
class Alike(Message):
    """Rows that are the same but for how they were typed, two or more together."""

    groups: Sequence[tuple[int, ...]]


@dataclass
class Trained(Message):
    """A training ended; None: there was too little to learn from."""

    training: Training | None


@dataclass
class OthersTold(Message):
    """One look at what others decide meanwhile; `news` None: nothing is new."""

    news: News | None = None
    trouble: CoderError | None = None  # the project could not be read
