"""What a step was about, in no language: the history words it in the language of who reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

Fact: TypeAlias = str | int | float | list[str] | None


class Kind(StrEnum):
    """Kinds of steps that their decisions alone do not tell; others may add their own."""

    CODED = ""  # by hand: its decisions tell all
    BULK = "bulk"  # by rules or a model; about: question, model, min_score
    FOUND = "found"  # all answers that a filter found; about: question, query, codes


@dataclass(frozen=True, slots=True)
class Deed:
    """A kind of step and the facts that its sentence needs; `about` holds no answers."""

    kind: str = Kind.CODED
    about: Mapping[str, Fact] = field(default_factory=dict)

    def packed(self) -> str:
        """The facts as JSON, as the journal keeps them."""
        return json.dumps(dict(self.about), ensure_ascii=False, sort_keys=True)

    @classmethod
    def unpacked(cls, kind: str, about: str) -> Deed:
        """The deed of `packed`."""
        return cls(kind, json.loads(about))


BY_HAND = Deed()
