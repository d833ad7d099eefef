"""What a coder keeps beside codes: memos, marked parts of answers, spellings that stand apart.

Each is a change in a batch, taken back with that batch; what stands is what the changes add up to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from coder.domain.answers import AnswerId, QuestionId

if TYPE_CHECKING:
    from coder.domain.coding import CoderId

Part = tuple[int, int]  # from and to in the text of an answer, in characters, the end left out


@dataclass(frozen=True, slots=True)
class MemoChange:
    """The coder's memo on an answer, or (`answer_id` None) on a code, becomes `text`.

    `before` is what it said; "" on either side: there is none.
    """

    question_id: QuestionId
    answer_id: AnswerId | None
    code: str
    text: str
    before: str

    def inverse(self) -> MemoChange:
        """The change that takes this one back."""
        return MemoChange(self.question_id, self.answer_id, self.code, self.before, self.text)


@dataclass(frozen=True, slots=True)
class PartChange:
    """A part of an answer is marked for a code (`present`), or no longer."""

    answer_id: AnswerId
    code: str
    start: int
    end: int
    present: bool

    def inverse(self) -> PartChange:
        """The change that takes this one back."""
        return PartChange(self.answer_id, self.code, self.start, self.end, not self.present)


@dataclass(frozen=True, slots=True)
class SpellingChange:
    """Answers of this normal form are no longer taken with nearly identical ones, or are again."""

    question_id: QuestionId
    normal: str
    apart: bool

    def inverse(self) -> SpellingChange:
        """The change that takes this one back."""
        return SpellingChange(self.question_id, self.normal, not self.apart)


Note: TypeAlias = MemoChange | PartChange | SpellingChange


@dataclass(frozen=True, slots=True)
class Memo:
    """What one coder noted on an answer, or (`answer_id` None) on a code; `at` in UTC."""

    answer_id: AnswerId | None
    code: str
    coder_id: CoderId
    coder: str  # the name; it may change
    text: str
    at: datetime
