"""Which answers a filter finds: the tree of conditions over sets of answers."""

from __future__ import annotations

from typing import Protocol

from coder.domain.answers import AnswerId
from coder.domain.queries import All, Any, Condition, Not, Query

Found = frozenset[AnswerId]


class Facts(Protocol):
    """What is known of the answers among which is looked."""

    @property
    def everything(self) -> Found:
        """All of them."""
        ...

    def satisfying(self, condition: Condition) -> Found:
        """Those for which this one condition holds."""
        ...


def find(query: Query, facts: Facts) -> Found:
    """The answers that a filter finds.

    Each answer is judged by itself: in "functie:opbouw* -functie:opbouwwerker" both are asked of
    the same respondent, also where several respondents gave an identical answer.
    """
    if isinstance(query, Not):
        return facts.everything - find(query.part, facts)
    if isinstance(query, Any):
        return frozenset().union(*(find(part, facts) for part in query.parts))
    if isinstance(query, All):
        found = facts.everything
        for part in query.parts:
            if not found:
                break
            found &= find(part, facts)
        return found
    return facts.satisfying(query)
