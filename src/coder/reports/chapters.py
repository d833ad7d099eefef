"""What a report is made of: chapters with parts, as a person writes them in a small YAML file."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from coder.i18n import N_, _

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Count = Annotated[int, Field(ge=1, le=100_000)]
AppendixName = Literal["codebook", "agreement", "method"]

# What a part can be, and which choices it knows besides title and wave.
OPTIONS: dict[str, tuple[str, ...]] = {
    "text": (),
    "counts": ("top", "at_least", "base", "chart", "interval"),
    "cross": ("by", "top", "at_least"),
    "waves": ("since", "top", "at_least"),
    "names": ("top", "at_least"),
    "families": ("top", "at_least"),
    "words": ("top", "at_least"),
    "cloud": ("code", "of"),
    "quotes": ("code", "top"),
}
KINDS = tuple(OPTIONS)
_COMMON = ("title", "wave")
OPTION_KEYS = tuple(dict.fromkeys(key for keys in OPTIONS.values() for key in keys))


class _Fields(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Part(_Fields):
    """One thing in a chapter: exactly one of text, counts, cross, … and its choices.

    The value of the kind is the question's key; that of `text` is Markdown or a file's name.
    """

    text: Text | None = None
    counts: Text | None = None
    cross: Text | None = None
    waves: Text | None = None
    names: Text | None = None
    families: Text | None = None
    words: Text | None = None
    cloud: Text | None = None
    quotes: Text | None = None
    title: Text | None = None
    wave: Text | None = None
    by: Text | None = None
    code: Text | None = None
    of: Literal["auto", "names", "words"] = "auto"
    top: Count | None = None
    at_least: Count | None = None
    base: Literal["answered", "coded", "mentions"] = "answered"
    since: Text | None = None
    chart: bool = False
    interval: bool = False

    @property
    def kind(self) -> str:
        """What this part is."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)

    @property
    def question(self) -> str:
        """The question it is about; "" for a text."""
        return "" if self.kind == "text" else str(getattr(self, self.kind))

    @model_validator(mode="after")
    def _fits(self) -> Self:
        kinds = [kind for kind in KINDS if getattr(self, kind) is not None]
        if len(kinds) != 1:
            raise PydanticCustomError(
                "part", "{why}", {"why": _one_kind(kinds) if kinds else _no_kind()}
            )
        allowed = {*_COMMON, *OPTIONS[kinds[0]], kinds[0]}
        wrong = sorted(self.model_fields_set - allowed)
        if wrong:
            message = _("'{key}' does not go with '{kind}'").format(key=wrong[0], kind=kinds[0])
            raise PydanticCustomError("part", "{why}", {"why": message})
        if kinds[0] == "cross" and self.by is None:
            message = _("a cross-table needs 'by': a background attribute or another question")
            raise PydanticCustomError("part", "{why}", {"why": message})
        return self


class Chapter(_Fields):
    """A chapter; `wave` holds for all its parts that name none."""

    title: Text
    wave: Text | None = None
    parts: list[Part] = []


class Report(_Fields):
    """The whole file.

    `smallest` is the number of respondents below which outsiders are shown nothing: no count,
    no name, no group.
    """

    report: Text
    subtitle: str = ""
    author: str = ""
    date: str = ""
    language: Literal["nl", "en"] = "nl"
    smallest: Annotated[int, Field(ge=2, le=1000)] = 3
    chapters: Annotated[list[Chapter], Field(min_length=1)]
    appendix: list[AppendixName] = ["codebook", "agreement", "method"]


KEYS_AT: dict[str, tuple[str, ...]] = {
    "": tuple(Report.model_fields),
    "chapters": tuple(Chapter.model_fields),
    "parts": tuple(Part.model_fields),
}
APPENDIX_TITLES = {
    "codebook": N_("Codebook"),
    "agreement": N_("Agreement"),
    "method": N_("How this report was made"),
}


def _no_kind() -> str:
    return _("a part says what it is: one of {kinds}").format(kinds=", ".join(KINDS))


def _one_kind(kinds: list[str]) -> str:
    message = _("a part is one thing; '{first}' and '{second}' are two parts")
    return message.format(first=kinds[0], second=kinds[1])
