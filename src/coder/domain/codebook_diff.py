"""What differs between two versions of a codebook, code by code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coder.domain.codebook import Code, Codebook
from coder.domain.codebook_tree import place_of
from coder.i18n import _

FIELDS = (
    "label", "definition", "use_when", "not_when", "examples", "patterns",
    "codable", "exclusive", "one_of", "fallback",
)  # fmt: skip
WHOLE = ("id", "title", "question", "language", "answers", "ignore_after")  # of the codebook
MEANING = ("definition", "use_when", "not_when", "patterns")  # what decides who gets the code


@dataclass(frozen=True, slots=True)
class CodebookDiff:
    """Codes by id, in the order of the codebook in which they stand.

    Attributes:
        changed: The fields that differ of each code that both have.
        moved: Codes below another parent.
        whole: The fields that differ of the codebook itself.
        ordered: Do codes stand in another order, with nothing else about them changed?
    """

    added: tuple[Code, ...] = ()
    gone: tuple[Code, ...] = ()
    changed: Mapping[str, tuple[str, ...]] | None = None
    moved: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    ordered: bool = False

    @property
    def nothing(self) -> bool:
        """Do both say the same?"""
        found = self.added, self.gone, self.changed, self.moved, self.whole, self.ordered
        return not any(found)

    def as_json(self) -> dict[str, object]:
        """The shape that `coder codebook diff --json` promises."""
        return {
            "added": [code.id for code in self.added],
            "gone": [code.id for code in self.gone],
            "changed": {code: list(fields) for code, fields in (self.changed or {}).items()},
            "moved": list(self.moved),
            "codebook": list(self.whole),
            "ordered": self.ordered,
        }


def differences(before: Codebook, after: Codebook) -> CodebookDiff:
    """What `after` has otherwise than `before`."""
    old, new = ({code.id: code for code in book.walk()} for book in (before, after))
    both = [code_id for code_id in old if code_id in new]
    changed = {
        code_id: fields
        for code_id in both
        if (fields := _differing(old[code_id], new[code_id], FIELDS))
    }
    moved = tuple(
        code_id for code_id in both if place_of(before, code_id)[0] != place_of(after, code_id)[0]
    )
    return CodebookDiff(
        tuple(code for code in after.walk() if code.id not in old),
        tuple(code for code in before.walk() if code.id not in new),
        changed,
        moved,
        _differing(before, after, WHOLE),
        not moved and both != [code_id for code_id in new if code_id in old],
    )


def told(diff: CodebookDiff) -> list[str]:
    """The differences, a line each; one line when there are none."""
    lines = [_("+ {id}: added").format(id=code.id) for code in diff.added]
    lines += [_("− {id}: gone").format(id=code.id) for code in diff.gone]
    lines += [
        _("~ {id}: {fields} changed").format(id=code, fields=", ".join(fields))
        for code, fields in (diff.changed or {}).items()
    ]
    lines += [_("→ {id}: stands elsewhere").format(id=code) for code in diff.moved]
    if diff.ordered:
        lines.append(_("→ the codes stand in another order"))
    if diff.whole:
        lines.append(
            _("~ the codebook itself: {fields} changed").format(fields=", ".join(diff.whole))
        )
    return lines or [_("They say the same.")]


def redefined(before: Codebook, after: Codebook) -> tuple[str, ...]:
    """The codes whose meaning changed: their definition, when to use them, their rules."""
    old = {code.id: code for code in before.walk()}
    return tuple(
        code.id
        for code in after.walk()
        if code.id in old and _differing(old[code.id], code, MEANING)
    )


def _differing(one: object, other: object, fields: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(key for key in fields if getattr(one, key) != getattr(other, key))
