"""A quote on its way to print: a candidate until a person approved it, and why it may go."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from coder.domain.answers import AnswerId, RespondentId
from coder.domain.disclosure import Attribution, Finding


class QuoteStatus(StrEnum):
    """Where a quote stands on the desk."""

    CANDIDATE = "candidate"  # nobody judged it
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class QuoteDecision:
    """What a person decided on one answer as a quote for one code.

    `text`: as shortened; `note`: why it may go, or why not.
    """

    answer_id: AnswerId
    code: str
    status: QuoteStatus
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class StoredDecision:
    """A decision with who made it and when."""

    decision: QuoteDecision
    coder: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote on the desk.

    Attributes:
        original: What the respondent typed, always kept.
        text: As it would be printed: the shortening that was stored, else the one proposed.
        findings: Personal data and rare titles in the original.
        remaining: The same in `text`.
        attribution: Who is said to have spoken; never fewer than k respondents.
        shared_by: How many respondents the attribution stands for.
        score: How good a quote it is, 0-1; `reasons` say why.
        group: What spreads the quotes: the families and organisations they come from.
        objections: Why it does not go without a note: what remains, links with other quotes.
    """

    answer_id: AnswerId
    respondent_id: RespondentId
    code: str
    original: str
    text: str
    attribution: Attribution
    shared_by: int = 0
    findings: tuple[Finding, ...] = ()
    remaining: tuple[Finding, ...] = ()
    starred: bool = False
    score: float = 0.0
    reasons: tuple[str, ...] = ()
    group: tuple[str, str] = ("", "")
    status: QuoteStatus = QuoteStatus.CANDIDATE
    note: str = ""
    by: str = ""
    at: datetime | None = None
    objections: tuple[str, ...] = field(default=())

    @property
    def shortened(self) -> bool:
        """Does the text differ from what was typed?"""
        return self.text != " ".join(self.original.split())
