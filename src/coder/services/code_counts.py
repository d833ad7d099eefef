"""On how many answers of a question each code and net stands; an answer counts once in a net."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from coder.domain.coding import Source
from coder.services.coding import CodingSession


@dataclass(frozen=True, slots=True)
class CodeCounts:
    """Answers by code. A code that the codebook has lost is counted by its id.

    Attributes:
        coded: A person put the code on them.
        proposed: Only rules or the model did.
        review: To be looked at again for this code, since the codebook changed.
        waiting: Answers to be looked at again, for whatever code.
    """

    coded: Counter[str] = field(default_factory=Counter)
    proposed: Counter[str] = field(default_factory=Counter)
    review: Counter[str] = field(default_factory=Counter)
    waiting: int = 0


def count_codes(session: CodingSession) -> CodeCounts:
    """Count what stands now."""
    above: dict[str, frozenset[str]] = {}
    for code in session.codebook.walk():
        for below in code.walk():
            above[below.id] = above.get(below.id, frozenset()) | {code.id}
    coded, proposed, review = Counter[str](), Counter[str](), Counter[str]()
    waiting = 0
    for index, row in enumerate(session.rows):
        if not row.marks.codes:
            continue
        again = session.reviews.codes(index)
        waiting += row.group.size if again else 0
        person = row.source is Source.PERSON
        for table, codes in ((coded if person else proposed, row.marks.codes), (review, again)):
            for code_id in frozenset[str]().union(*(above.get(code, {code}) for code in codes)):
                table[code_id] += row.group.size
    return CodeCounts(coded, proposed, review, waiting)
