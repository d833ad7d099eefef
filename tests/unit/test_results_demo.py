"""The published figures of the job titles, from the demo's survey files and codebook.

The figures are of the national consultation of Dutch social workers, 2020 and 2024.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.language.simple import SimpleLemmatizer
from coder.services.codebooks import attach_codebook
from coder.services.results import Results
from coder.services.shipped import shipped_folder
from coder.storage.intake import Intake, IntakeRow
from coder.storage.project import Project

TITLE = "functietitel"


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Results]:
    """Both waves, coded by nobody: families come from the rules alone."""
    folder = tmp_path_factory.mktemp("demo")
    with Project.create(folder / "demo.coder") as project:
        for wave in ("2020", "2024"):
            survey = shipped_folder("data") / f"raadpleging_{wave}.csv"
            with survey.open(encoding="utf-8-sig", newline="") as file:
                rows = [
                    IntakeRow(row["respnr"], row[TITLE] or None)
                    for row in csv.DictReader(file, delimiter=";")
                ]
            project.take_in(Intake(TITLE, rows, wave=wave))
        attach_codebook(project, TITLE, shipped_folder("codebooks") / f"{TITLE}.yaml")
        yield Results(project, SimpleLemmatizer())


@pytest.mark.parametrize(
    ("wave", "figures"), [("2024", (1063, 520, 390)), ("2020", (518, 283, 226))]
)
def test_names_are_as_many_and_as_varied_as_published(
    results: Results, wave: str, figures: tuple[int, int, int]
) -> None:
    report = results.names(TITLE, wave)
    assert (report.n, report.distinct, report.once) == figures


def test_combined_functions_are_as_many_as_published(results: Results) -> None:
    assert results.names(TITLE, "2024").combined == 65


def test_families_by_the_rules_alone_are_as_large_as_published(results: Results) -> None:
    families = results.names(TITLE, "2024").families[:10]
    assert [family.respondents for family in families] == [
        148,
        140,
        54,
        25,
        23,
        22,
        21,
        20,
        20,
        15,
    ]
    bare = {family.code: (family.bare, family.with_additions) for family in families}
    assert bare["sociaal_werker"] == (76, 72)
    assert bare["maatschappelijk_werker"] == (48, 92)
    additions = dict(families[1].additions)
    assert additions["algemeen"] == 19


def test_words_inside_titles_are_as_many_as_published(results: Results) -> None:
    words = {word.word: word for word in results.words(TITLE, "2024").words}
    published = {
        "coördinator": 109,
        "jeugd": 60,
        "buurt": 57,
        "wijk": 46,
        "ambulant": 39,
        "adviseur": 38,
    }
    assert {word: words[word].respondents for word in published} == published
    assert words["coördinator"].bare == 11


def test_the_cloud_of_the_titles_shows_the_commonest_largest(
    results: Results, tmp_path: Path
) -> None:
    words = results.cloud(TITLE, "2024", path=tmp_path / "wolk.svg").words
    assert words[:3] == (
        ("sociaal werker", 76),
        ("maatschappelijk werker", 48),
        ("opbouwwerker", 33),
    )
