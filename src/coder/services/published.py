"""The published figures beside the project's own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ruamel.yaml import YAML

from coder.errors import CoderError
from coder.services.results import Results
from coder.services.shipped import shipped_folder

FIGURES_FILE = "gepubliceerd.yaml"


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """One figure of the report. `of` is a code or a word, "" for a figure of all names."""

    part: str
    question: str
    wave: str
    measure: str
    value: int
    of: str = ""


@dataclass(frozen=True, slots=True)
class ComparedFigure:
    """A published figure with what this project gives.

    `rules` is the same count by the rules alone, None where it has no meaning.
    """

    published: PublishedFigure
    here: int
    rules: int | None = None

    @property
    def difference(self) -> int:
        """What this project counts more (or, negative, less)."""
        return self.here - self.published.value


def published_figures() -> list[PublishedFigure]:
    """The figures that the demo data were built to match, in the report's order."""
    path = shipped_folder("data") / FIGURES_FILE
    return [PublishedFigure(**row) for row in YAML(typ="safe").load(path)]


def compare(results: Results, machine: str) -> list[ComparedFigure]:
    """Each published figure beside the project's.

    Args:
        machine: Name of the coder whose counts stand beside the persons' for job titles.
    """
    own = _OwnFigures(results)
    return [_compare(own, figure, machine) for figure in published_figures()]


class _OwnFigures:
    """The project's tables, each made once."""

    def __init__(self, results: Results) -> None:
        self.names = cache(results.names)
        self.words = cache(results.words)
        self.counts = cache(results.counts)


def _compare(own: _OwnFigures, figure: PublishedFigure, machine: str) -> ComparedFigure:
    here = _value(own, figure, None)
    by_rules = figure.question == "functietitel" and figure.measure == "respondents"
    return ComparedFigure(figure, here, _value(own, figure, machine) if by_rules else None)


def _value(own: _OwnFigures, figure: PublishedFigure, coder: str | None) -> int:
    if figure.measure == "word":
        words = own.words(figure.question, figure.wave).words
        return next((word.respondents for word in words if word.word == figure.of), 0)
    if figure.measure == "respondents":
        table = own.counts(figure.question, figure.wave, coder)
        return next((count.respondents for count in table.codes if count.id == figure.of), 0)
    names = own.names(figure.question, figure.wave)
    if figure.measure == "bare":
        return next((family.bare for family in names.families if family.code == figure.of), 0)
    if figure.measure not in {"n", "distinct", "once", "combined"}:
        raise CoderError(f"{FIGURES_FILE}: {figure.measure}")
    return int(getattr(names, figure.measure))
