"""Suggestions that come later: a screen shows before the libraries that make them are read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from coder.domain.queues import Queue
from coder.domain.suggestions import Suggestion

if TYPE_CHECKING:
    from coder.services.analysing import ReportProgress
    from coder.services.suggesting import Training
    from coder.suggest.features import Document


class Suggests(Protocol):
    """What a screen asks of suggestions; see `SuggestionService`."""

    @property
    def documents(self) -> Sequence[Document]:
        """The answers as analysed; none before `prepare`."""

    def prepare(self, progress: ReportProgress | None = None) -> None:
        """Read all answers and the codebook; slow."""

    def suggest(self, index: int) -> list[Suggestion]:
        """Suggestions for a row, the likeliest first."""

    def read_next(self, queue: Queue) -> Sequence[int]:
        """All rows in an order of reading; slow."""

    def retrain(self) -> Training | None:
        """Learn from what persons coded; slow."""


class LateSuggestions:
    """Makes the suggestions when they are prepared: scikit-learn alone takes a second to read.

    Args:
        make: Gives them, not yet prepared.
    """

    def __init__(self, make: Callable[[], Suggests]) -> None:
        self._make = make
        self._made: Suggests | None = None

    @property
    def documents(self) -> Sequence[Document]:
        """The answers as analysed; none before `prepare`."""
        return self._made.documents if self._made else ()

    def prepare(self, progress: ReportProgress | None = None) -> None:
        """Read the libraries, all answers and the codebook."""
        _read_learners()
        made = self._made or self._make()
        made.prepare(progress)
        self._made = made

    def suggest(self, index: int) -> list[Suggestion]:
        """Suggestions for a row; none before `prepare`."""
        return self._made.suggest(index) if self._made else []

    def read_next(self, queue: Queue) -> Sequence[int]:
        """All rows in an order of reading; none before `prepare`."""
        return self._made.read_next(queue) if self._made else []

    def retrain(self) -> Training | None:
        """Learn from what persons coded."""
        return self._made.retrain() if self._made else None


def _read_learners() -> None:
    """Read scikit-learn without the pandas that it reads along where it is installed.

    It would ask pandas about tables, and gets none from us; 50 MB and half a second.
    """
    import scipy.optimize
    import scipy.sparse  # noqa: F401 - beforehand, so that pandas is away for a moment only

    if "pandas" in sys.modules or "sklearn" in sys.modules:
        return
    sys.modules["pandas"] = None  # type: ignore[assignment]  # "there is none"
    try:
        import sklearn.utils.fixes  # noqa: F401
    finally:
        del sys.modules["pandas"]
