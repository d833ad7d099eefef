"""The published figures beside the project's own."""

from __future__ import annotations

from dataclasses import dataclass

from ruamel.yaml import YAML

from coder.domain.codebook import Codebook
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
    return [_compare(results, figure, machine) for figure in published_figures()]


def _compare(results: Results, figure: PublishedFigure, machine: str) -> ComparedFigure:
    here = _value(results, figure, None)
    by_rules = figure.question == "functietitel" and figure.measure == "respondents"
    return ComparedFigure(figure, here, _value(results, figure, machine) if by_rules else None)


def _value(results: Results, figure: PublishedFigure, coder: str | None) -> int:
    if figure.measure == "word":
        words = results.words(figure.question, figure.wave).words
        return next((word.respondents for word in words if word.word == figure.of), 0)
    if figure.measure == "respondents":
        table = results.counts(figure.question, figure.wave, coder)
        return next((count.respondents for count in table.codes if count.id == figure.of), 0)
    names = results.names(figure.question, figure.wave)
    if figure.measure == "bare":
        return next((family.bare for family in names.families if family.code == figure.of), 0)
    if figure.measure not in {"n", "distinct", "once", "combined"}:
        raise CoderError(f"{FIGURES_FILE}: {figure.measure}")
    return int(getattr(names, figure.measure))


def labels(figure: PublishedFigure, codebooks: dict[str, Codebook]) -> str:
    """How a person reads what a figure is about."""
    codebook = codebooks.get(figure.question)
    if codebook is None or figure.measure not in {"respondents", "bare"}:
        return figure.of
    return next((code.label for code in codebook.walk() if code.id == figure.of), figure.of)
