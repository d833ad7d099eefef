"""A change of a codebook as a step in the history, with the codings that follow it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coder.domain.codebook_edits import GONE, EditKind
from coder.domain.coding import Decision, Mark, Marks
from coder.domain.deeds import Deed, Fact

# What can be taken back. What was changed in another program is only told: its author undoes it.
UNDOABLE = frozenset(kind.value for kind in EditKind if kind is not EditKind.OUTSIDE)
FOLLOWED = "followed"  # others' codings that went along; about: `of`, the uid of the step


@dataclass(frozen=True, slots=True)
class CodebookStep:
    """What a step did to the text of a codebook.

    Attributes:
        before, after: Hashes of the text; the project keeps every text.
        follows: From code to code, or to `GONE`: where codings went.
    """

    codebook: str
    before: str
    after: str
    follows: Mapping[str, str]

    def deed(self, kind: str) -> Deed:
        """As the journal keeps it."""
        about: dict[str, Fact] = {
            "codebook": self.codebook,
            "before": self.before,
            "after": self.after,
            "from": list(self.follows),
            "to": list(self.follows.values()),
        }
        return Deed(kind, about)

    @classmethod
    def of(cls, deed: Deed) -> CodebookStep:
        """The step of `deed`."""
        came, went = (_texts(deed.about.get(key)) for key in ("from", "to"))
        codebook, before, after = (
            str(deed.about.get(key, "")) for key in ("codebook", "before", "after")
        )
        return cls(codebook, before, after, dict(zip(came, went, strict=True)))

    def back(self) -> CodebookStep:
        """What takes this step back; codings go back one by one, not by a rule."""
        return CodebookStep(self.codebook, self.after, self.before, {})


def followed(answer: Marks, follows: Mapping[str, str]) -> Marks:
    """What one coder left on an answer, after its codes went where they go.

    An answer that loses its last code is open again: nobody said that no code applies.
    """
    kept = frozenset(follows.get(code, code) for code in answer.codes) - {GONE}
    done = answer.done and (bool(kept) or not answer.codes)
    return Marks(kept, done, answer.later, answer.star)


def renamed(decisions: Sequence[Decision], follows: Mapping[str, str]) -> list[Decision]:
    """Decisions of before a change, in the codes of after it: no code that went comes back."""
    changed = []
    for made in decisions:
        code = follows.get(made.code, made.code) if made.mark is Mark.CODE else ""
        if made.mark is not Mark.CODE or code != GONE:
            changed.append(Decision(made.answer_id, made.mark, made.present, code, made.score))
    return changed


def _texts(fact: Fact) -> list[str]:
    return fact if isinstance(fact, list) else []
