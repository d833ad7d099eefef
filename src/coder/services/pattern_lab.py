"""Which answers a rule finds, newly finds and no longer finds, while it is being written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coder.domain.patterns import considered, parse
from coder.domain.suggestions import Span
from coder.domain.tokens import Lemmatizer
from coder.errors import PatternError
from coder.services.analysing import ReportProgress, documents_of
from coder.services.coding import CodingSession
from coder.suggest.features import Document

Cancelled = Callable[[], bool]
Rows = frozenset[int]
_LOOK_UP = 256  # answers between two looks whether somebody still waits for the result


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a rule; `line` and `column` count from 1."""

    line: int
    column: int
    message: str


@dataclass(frozen=True, slots=True)
class Catch:
    """Rows that rules find now, and how that differs from before."""

    now: Rows
    new: Rows
    gone: Rows


class PatternLab:
    """Tries rules on the answers of a question. Each rule is tried once.

    Args:
        documents: The answers as analysed, in the order of the session's rows; None: not yet.
    """

    def __init__(
        self,
        session: CodingSession,
        lemmatizer: Lemmatizer,
        documents: Sequence[Document] | None = None,
    ) -> None:
        self._session, self._lemmatizer = session, lemmatizer
        self._documents = documents
        self._found: dict[str, Rows] = {}

    def prepare(self, progress: ReportProgress | None = None) -> None:
        """Analyse the answers, unless that was done; slow, for a worker."""
        if not self._documents:
            texts = [row.group.text for row in self._session.rows]
            project = self._session.project
            self._documents = documents_of(project, self._lemmatizer, texts, progress)

    def faults(self, lines: Sequence[str]) -> list[Fault]:
        """What is wrong with these rules, one a line; empty lines are none."""
        found = []
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            indent = len(line) - len(line.lstrip())
            try:
                parse(line.strip())
            except PatternError as error:
                found.append(Fault(number, indent + error.position + 1, error.message))
        return found

    def catch(
        self, before: Sequence[str], now: Sequence[str], cancelled: Cancelled = lambda: False
    ) -> Catch | None:
        """What rules find against those of before; slow, for a worker. None: cancelled.

        Rules that are not right find nothing.
        """
        self.prepare()
        then, found = self._all(before, cancelled), self._all(now, cancelled)
        if then is None or found is None:
            return None
        return Catch(found, found - then, then - found)

    def count(self, pattern: str, cancelled: Cancelled = lambda: False) -> int | None:
        """The answers that one rule finds; None: cancelled."""
        self.prepare()
        rows = self._rows(pattern, cancelled)
        return None if rows is None else self.answers(rows)

    def answers(self, rows: Rows) -> int:
        """How many answers these rows are."""
        return sum(self._session.rows[index].group.size for index in rows)

    def spans(self, index: int, patterns: Sequence[str]) -> list[Span]:
        """Where rules find something in the answer of a row."""
        if not self._documents:
            return []
        document = self._documents[index]
        tokens = considered(document.tokens, self._session.codebook.ignore_after)
        spans: list[Span] = []
        for pattern in patterns:
            try:
                spans += [match.span for match in parse(pattern).find(tokens, document.text)]
            except PatternError:
                continue
        return sorted(spans)

    def _all(self, patterns: Sequence[str], cancelled: Cancelled) -> Rows | None:
        found: set[int] = set()
        for pattern in patterns:
            rows = self._rows(pattern, cancelled)
            if rows is None:
                return None
            found |= rows
        return frozenset(found)

    def _rows(self, pattern: str, cancelled: Cancelled) -> Rows | None:
        if pattern in self._found:
            return self._found[pattern]
        try:
            rule = parse(pattern)
        except PatternError:
            return frozenset()
        ends, found = self._session.codebook.ignore_after, set()
        for index, document in enumerate(self._documents or ()):
            if index % _LOOK_UP == 0 and cancelled():
                return None
            if rule.find(considered(document.tokens, ends), document.text):
                found.add(index)
        self._found[pattern] = frozenset(found)
        return self._found[pattern]
