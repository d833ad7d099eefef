"""Changes to a codebook as values: each gives a new codebook, and says where codings go.

A net that loses its last code goes with it: a net is what it counts. Ids never change.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from coder.domain import codebook_tree as tree
from coder.domain.codebook import Code, Codebook
from coder.domain.tokens import fold
from coder.errors import CoderError
from coder.i18n import _

GONE = ""  # where the codings of a deleted code go
LONGEST_ID = 40  # letters; an id is read in tables and exports

FieldValue = str | bool | tuple[str, ...]


class EditKind(StrEnum):
    """What an edit did, as it is kept in the project."""

    ADD = "add"
    CHANGE = "change"
    MOVE = "move"
    DELETE = "delete"
    MERGE = "merge"
    SPLIT = "split"
    NET = "net"
    OUTSIDE = "outside"  # somebody changed the file in another program


@dataclass(frozen=True, slots=True)
class AddCode:
    """A new code, below a parent (None: at the top) at a place (None: last)."""

    code: Code
    parent: str | None = None
    place: int | None = None

    kind = EditKind.ADD

    def applied(self, codebook: Codebook) -> Codebook:
        """The codebook with the code.

        Raises:
            CoderError: The id is taken, or there is no such parent.
        """
        known = {code.id for code in codebook.walk()}
        if taken := known & {code.id for code in self.code.walk()}:
            raise CoderError(_("There is a code {id} already.").format(id=min(taken)))
        _must_exist(codebook, *([self.parent] if self.parent else []))
        return tree.inserted(codebook, self.code, self.parent, self.place)

    @property
    def follows(self) -> Mapping[str, str]:
        """No codings move."""
        return {}


@dataclass(frozen=True, slots=True)
class ChangeCode:
    """Other values in fields of one code: label, definition, patterns and so on."""

    code: str
    fields: Mapping[str, FieldValue]

    kind = EditKind.CHANGE

    def applied(self, codebook: Codebook) -> Codebook:
        """The codebook with the fields changed; blanks around texts and empty items go.

        Raises:
            CoderError: There is no such code.
        """
        _must_exist(codebook, self.code)
        return tree.changed(codebook, self.code, {k: tidy(v) for k, v in self.fields.items()})

    @property
    def follows(self) -> Mapping[str, str]:
        """No codings move."""
        return {}


@dataclass(frozen=True, slots=True)
class MoveCode:
    """A code and all below it to another parent (None: the top) or another place there.

    `place` counts the codes there without the one that moves; None: last.
    """

    code: str
    parent: str | None = None
    place: int | None = None

    kind = EditKind.MOVE

    def applied(self, codebook: Codebook) -> Codebook:
        """The codebook with the code in its new place.

        Raises:
            CoderError: There is no such code, or it would stand below itself.
        """
        _must_exist(codebook, self.code, *([self.parent] if self.parent else []))
        moving = codebook.find(self.code)
        if self.parent in {below.id for below in moving.walk()}:
            raise CoderError(_("A code cannot stand below itself."))
        without = tree.without(codebook, self.code)
        return tree.pruned(tree.inserted(without, moving, self.parent, self.place), codebook)

    @property
    def follows(self) -> Mapping[str, str]:
        """Codings stay with the code."""
        return {}


@dataclass(frozen=True, slots=True)
class DeleteCode:
    """A code that goes; what stands below it takes its place. Its codings are taken off."""

    code: str

    kind = EditKind.DELETE

    def applied(self, codebook: Codebook) -> Codebook:
        """The codebook without the code.

        Raises:
            CoderError: There is no such code.
        """
        _must_exist(codebook, self.code)
        return tree.pruned(tree.dissolved(codebook, self.code), codebook)

    @property
    def follows(self) -> Mapping[str, str]:
        """Its codings go."""
        return {self.code: GONE}


@dataclass(frozen=True, slots=True)
class MergeCodes:
    """Codes that become one with another: it takes their codings, rules and examples."""

    codes: tuple[str, ...]
    into: str

    kind = EditKind.MERGE

    def applied(self, codebook: Codebook) -> Codebook:
        """The codebook with one code in the place of several.

        Raises:
            CoderError: There is no such code, or a net and a code would become one.
        """
        _must_exist(codebook, *self.codes, self.into)
        if self.into in self.codes:
            raise CoderError(_("A code cannot become one with itself."))
        if len({codebook.find(code).codable for code in (*self.codes, self.into)}) > 1:
            raise CoderError(
                _("A net and a code cannot become one."),
                _("Move the code below the net, or choose another."),
            )
        merged = codebook
        for code_id in self.codes:
            merged = self._one(merged, code_id)
        return tree.pruned(merged, codebook)

    def _one(self, codebook: Codebook, code_id: str) -> Codebook:
        taken = codebook.find(code_id)
        merged = tree.changed(codebook, self.into, gathered(codebook.find(self.into), taken))
        if not tree.is_below(codebook, self.into, code_id):
            for child in taken.codes:
                merged = tree.inserted(tree.without(merged, child.id), child, self.into)
        return tree.dissolved(merged, code_id)

    @property
    def follows(self) -> Mapping[str, str]:
        """All codings go to one code."""
        return dict.fromkeys(self.codes, self.into)


@dataclass(frozen=True, slots=True)
class SplitCode:
    """A code that becomes a net with new codes below it.

    Its codings stay where they are, and are counted in the net, until somebody looks at them again
    and gives one of the new codes. Rules that no new code names go to the first.
    """

    code: str
    parts: tuple[Code, ...]

    kind = EditKind.SPLIT

    def applied(self, codebook: Codebook) -> Codebook:
        """The codebook with the net.

        Raises:
            CoderError: It is a net already, or there are fewer than two new codes.
        """
        _must_exist(codebook, self.code)
        if not codebook.find(self.code).codable:
            raise CoderError(_("This is a net already; add codes to it."))
        if len(self.parts) < 2:
            raise CoderError(_("Name at least two codes to split it into."))
        split = tree.changed(codebook, self.code, NET_FIELDS)
        for part in self.dealt(codebook):
            split = AddCode(part, self.code).applied(split)
        return split

    def dealt(self, codebook: Codebook) -> tuple[Code, ...]:
        """The new codes with their rules."""
        named = {pattern for part in self.parts for pattern in part.patterns}
        left = tuple(p for p in codebook.find(self.code).patterns if p not in named)
        first, *others = self.parts
        return replace(first, patterns=(*first.patterns, *left)), *others

    @property
    def follows(self) -> Mapping[str, str]:
        """Codings stay."""
        return {}


NET_FIELDS: Mapping[str, FieldValue] = {
    "codable": False,
    "patterns": (),
    "exclusive": False,
    "fallback": False,
}


@dataclass(frozen=True, slots=True)
class MakeNet:
    """A new net above some codes, in the place of the first of them."""

    net: Code  # without codes
    codes: tuple[str, ...]

    kind = EditKind.NET

    def applied(self, codebook: Codebook) -> Codebook:
        """The codebook with the net.

        Raises:
            CoderError: No codes were named, there is no such code, or the id is taken.
        """
        inside = self.inside(codebook)
        parent, place = tree.place_of(codebook, inside[0])
        netted = AddCode(replace(self.net, codable=False), parent, place).applied(codebook)
        for code_id in inside:
            moving = netted.find(code_id)
            netted = tree.inserted(tree.without(netted, code_id), moving, self.net.id)
        return tree.pruned(netted, codebook)

    def inside(self, codebook: Codebook) -> list[str]:
        """The codes that go into the net, in the order of the codebook."""
        _must_exist(codebook, *self.codes)
        chosen = [code.id for code in codebook.walk() if code.id in self.codes]
        if not chosen:
            raise CoderError(_("Mark the codes that the net holds first."))
        return [
            code_id
            for code_id in chosen
            if not any(tree.is_below(codebook, code_id, other) for other in chosen)
        ]

    @property
    def follows(self) -> Mapping[str, str]:
        """Codings stay with their codes."""
        return {}


Edit = AddCode | ChangeCode | MoveCode | DeleteCode | MergeCodes | SplitCode | MakeNet


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit was about, as it is kept with the step that made it.

    Attributes:
        kind: What was done.
        label: Of the code that it was done to, as it was called then.
        follows: Where codings went: from code to code, or to `GONE`.
    """

    kind: EditKind
    label: str = ""
    follows: Mapping[str, str] = field(default_factory=dict)


def subject(edit: Edit, before: Codebook) -> str:
    """The label of the code that an edit is about."""
    if isinstance(edit, AddCode):
        return edit.code.label
    if isinstance(edit, MakeNet):
        return edit.net.label
    if isinstance(edit, MergeCodes):
        labels = (before.find(code).label for code in edit.codes)
        return f"{', '.join(labels)} → {before.find(edit.into).label}"
    return before.find(edit.code).label


def gathered(kept: Code, taken: Code) -> dict[str, FieldValue]:
    """The fields of a code that takes over what another holds: rules, examples, when to use it."""
    fields: dict[str, FieldValue] = {}
    for key in ("use_when", "examples", "patterns"):
        own, other = getattr(kept, key), getattr(taken, key)
        if added := tuple(item for item in other if item not in own):
            fields[key] = (*own, *added)
    return fields


def new_id(label: str, taken: Collection[str]) -> str:
    """An id for a new code, from its label.

    >>> new_id("Te veel werk (ook thuis)", {"te_veel_werk_ook_thuis"})
    'te_veel_werk_ook_thuis_2'
    """
    plain = re.sub(r"[^a-z0-9]+", "_", fold(label)).strip("_")[:LONGEST_ID].strip("_")
    stem = plain if plain[:1].isalpha() else f"code_{plain}".strip("_")
    found, number = stem, 1
    while found in taken:
        number += 1
        found = f"{stem}_{number}"
    return found


def tidy(value: FieldValue | Sequence[str]) -> FieldValue:
    """A value as reading it back from the file gives it."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return " ".join(value.split())
    return tuple(" ".join(item.split()) for item in value if item.strip())


def _must_exist(codebook: Codebook, *code_ids: str) -> None:
    known = {code.id for code in codebook.walk()}
    if missing := [code_id for code_id in code_ids if code_id not in known]:
        raise CoderError(_("The codebook has no code {id}.").format(id=missing[0]))
