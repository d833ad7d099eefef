"""A codebook: a tree of codes, each with the fields that a coder needs to apply it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum


class AnswersPer(StrEnum):
    """How many codes an answer takes."""

    ONE = "one"
    MANY = "many"


@dataclass(frozen=True, slots=True)
class Code:
    """One code, or (when `codable` is false) a net that is counted over its children.

    Fields follow MacQueen et al. (1998), Cultural Anthropology Methods 10(2), 31-36.
    `exclusive`: stands alone among its siblings. `one_of`: on a net, exactly one of its children
    an answer. `fallback`: suggested, with a low score, when no rule of a sibling matches.
    """

    id: str
    label: str
    definition: str = ""
    use_when: tuple[str, ...] = ()
    not_when: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    codes: tuple[Code, ...] = ()
    codable: bool = True
    exclusive: bool = False
    one_of: bool = False
    fallback: bool = False

    def walk(self) -> Iterator[Code]:
        """This code and all below it, in the order of the codebook."""
        yield self
        for child in self.codes:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Codebook:
    """The codes for one question. `ignore_after`: words that end the part patterns look at."""

    id: str
    title: str
    question: str = ""
    language: str = "nl"
    answers: AnswersPer = AnswersPer.MANY
    ignore_after: tuple[str, ...] = ()
    codes: tuple[Code, ...] = ()

    def walk(self) -> Iterator[Code]:
        """All codes and nets, parents before children."""
        for code in self.codes:
            yield from code.walk()

    @property
    def codable(self) -> tuple[Code, ...]:
        """The codes that an answer can get, in order."""
        return tuple(code for code in self.walk() if code.codable)

    def find(self, code_id: str) -> Code:
        """The code with this id.

        Raises:
            KeyError: There is none.
        """
        for code in self.walk():
            if code.id == code_id:
                return code
        raise KeyError(code_id)

    def parent(self, code_id: str) -> Code | None:
        """The code above this one, None at the top."""
        for code in self.walk():
            if any(child.id == code_id for child in code.codes):
                return code
        return None

    def siblings(self, code_id: str) -> tuple[Code, ...]:
        """The codes beside this one, itself left out."""
        parent = self.parent(code_id)
        level = parent.codes if parent else self.codes
        return tuple(code for code in level if code.id != code_id)

    def nets_above(self, code_id: str) -> frozenset[str]:
        """The nets in which a code stands, at any depth."""
        above = (net for net in self.walk() if not net.codable and net.id != code_id)
        return frozenset(
            net.id for net in above if any(below.id == code_id for below in net.walk())
        )

    def relabelled(self, code_id: str, label: str) -> Codebook:
        """The codebook with another label on one code; ids and codings stay."""
        return replace(self, codes=tuple(_relabel(code, code_id, label) for code in self.codes))

    def with_code(self, chosen: Iterable[str], code_id: str) -> frozenset[str]:
        """The chosen codes with one more; what cannot stand beside it gives way.

        One code replaces all in an `answers: one` codebook, its siblings in a `one_of` net and
        next to an exclusive code; and the net above it, that had the answer since it was split.
        """
        kept = set(chosen) - self.nets_above(code_id)
        if self.answers is AnswersPer.ONE:
            return frozenset({code_id})
        parent, code = self.parent(code_id), self.find(code_id)
        for sibling in self.siblings(code_id):
            rival = code.exclusive or sibling.exclusive or (parent is not None and parent.one_of)
            if rival:
                kept -= {below.id for below in sibling.walk()}
        return frozenset(kept | {code_id})

    def toggled(self, chosen: Iterable[str], code_id: str) -> frozenset[str]:
        """The chosen codes with this one put on, or off when it was on."""
        present = frozenset(chosen)
        return present - {code_id} if code_id in present else self.with_code(present, code_id)


def _relabel(code: Code, code_id: str, label: str) -> Code:
    children = tuple(_relabel(child, code_id, label) for child in code.codes)
    return replace(code, label=label if code.id == code_id else code.label, codes=children)
