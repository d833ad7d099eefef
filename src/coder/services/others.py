"""What others decide while one codes: looked up now and then, taken over without moving the list.

The question is looked through once; after that a look reads two numbers, and only what changed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coder.domain.answers import AnswerId
from coder.domain.codebook import Codebook
from coder.domain.coding import Coding
from coder.services.codebooks import codebook_for
from coder.storage.news import Mark, decided_by_person, fresh_since

if TYPE_CHECKING:
    from coder.services.coding import CodingSession


@dataclass(frozen=True, slots=True)
class News:
    """What one look found.

    Attributes:
        written: How often the session had stored something when the look began.
        mark: How far was read.
        codings: What stands on the answers that changed.
        counts: Answers that each other person decided on.
        codebook: The codebook, when somebody changed it.
    """

    written: int
    mark: Mark
    codings: Mapping[AnswerId, Sequence[Coding]] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    codebook: Codebook | None = None


class Others:
    """The others at work in the question of a session; who codes blind is told nothing of them.

    Attributes:
        counts: Answers that each of them decided on, by name.
    """

    def __init__(self, session: CodingSession) -> None:
        self._session = session
        self._seen = session.read_up_to
        self._looked = False
        self._held: frozenset[AnswerId] = frozenset()
        self.counts: Mapping[str, int] = {}

    def look(self) -> News | None:
        """What is new; None when nothing is. For a thread.

        Raises:
            CoderError: The project cannot be read now.
        """
        session, seen, held = self._session, self._seen, self._held
        written = session.written
        asked = session.question.key, session.wave
        fresh = fresh_since(session.project, *asked, seen)
        if fresh is None and self._looked and not held:
            return None
        by_answer = fresh.by_answer if fresh else {}
        counts = self.counts
        if not self._looked or any(by - {session.coder.id} for by in by_answer.values()):
            counts = decided_by_person(session.project, *asked, but=session.coder.id)
        mark = fresh.mark if fresh else seen
        changed = mark.codebook != seen.codebook
        codebook = codebook_for(session.project, session.question) if changed else None
        ids = {answer_id for answer_id in by_answer.keys() | held if session.has(answer_id)}
        read = session.project.codings_of(ids) if ids else {}
        codings = {answer_id: read.get(answer_id, []) for answer_id in ids}
        if codebook == session.codebook:
            codebook = None
        return News(written, mark, codings, counts, codebook)

    def take(self, news: News, keep: Collection[int]) -> frozenset[int] | None:
        """Bring the session to what was found, but for the rows to `keep` as they are for now.

        Returns:
            The rows that changed; None when the session stored something since, so that the look
            is out of date.
        """
        session = self._session
        if news.written != session.written:
            return None
        kept = session.answers_in(keep)
        self._held = frozenset(news.codings.keys() & kept)
        self._seen, self._looked, self.counts = news.mark, True, news.counts
        if news.codebook is not None:
            session.use_codebook(news.codebook)
        fresh = {one: news.codings[one] for one in news.codings if one not in kept}
        return session.bring(fresh)
