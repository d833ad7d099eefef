"""How the screens around the coding look: start, import, settings, tour."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from coder.services.codebooks import attach_codebook
from coder.services.recent import remember_project
from coder.storage.intake import Intake, IntakeRow
from coder.storage.project import Project

WIDE, SMALL = (160, 48), (80, 24)
NOON = 1_726_488_000  # 16 September 2024, 12:00 UTC: that day everywhere
WORRIES = ("te weinig geld", "hoge werkdruk", "NA", "collega's gaan weg", "regels en registratie")


@pytest.fixture
def survey(clean_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A survey in the home folder, so that its path is the same everywhere."""
    folder = clean_home / "onderzoek"
    folder.mkdir(exist_ok=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("CODER_PIPELINE", "simplemma")
    rows = [
        f"{n};{('opbouwwerker', 'sociaal werker', 'wijkcoach')[n % 3]};"
        f"{('buurtteam', 'gemeente')[n % 2]};{WORRIES[n % 5]};"
        for n in range(1, 31)
    ]
    path = folder / "raadpleging_2024.csv"
    head = "respnr;functie;organisatie;Waarover maak je je zorgen?;opmerking\n"
    path.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    (folder / "kapot.csv").write_text("nr;vraag\n1;een\n2;twee;drie\n3\n", encoding="utf-8")
    for file in folder.iterdir():
        os.utime(file, (NOON, NOON))
    return path


async def to_columns(app: Any, survey: Path) -> None:
    await app.press("n")
    app.app.screen.query_one(Input).value = f"~/onderzoek/{survey.name}"
    await app.press("enter")


@pytest.fixture
def project(survey: Path, codebook_file: Path, make_project: Any) -> Project:
    """A project in the home folder, half of its only question coded."""
    made = Project.create(survey.parent / "consultatie.coder")
    for wave in ("2020", "2024"):
        rows = [IntakeRow(f"r{n}", f"antwoord {n}", ()) for n in range(1, 9)]
        made.take_in(Intake("zorgen", rows, wave=wave))
    attach_codebook(made, "zorgen", codebook_file)
    return make_project()


async def test_start_with_projects(
    start: Any, picture: Any, survey: Path, project: Project
) -> None:
    remember_project(survey.parent / "consultatie.coder")
    async with start(SMALL, bench=None) as app:
        await app.settle()
        assert "1 question · 2 waves" in app.text
        assert picture(app)


async def test_the_file_step(start: Any, picture: Any, survey: Path) -> None:
    async with start(SMALL, bench=None) as app:
        await to_columns(app, survey.with_name("kapot.csv"))
        app.app.screen.query_one(Input).cursor_blink = False
        assert picture(app)


@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["small", "wide"])
async def test_the_columns_step(
    start: Any, picture: Any, survey: Path, size: tuple[int, int]
) -> None:
    async with start(size, bench=None) as app:
        await to_columns(app, survey)
        assert picture(app)


async def test_the_plan_step(start: Any, picture: Any, survey: Path) -> None:
    async with start(SMALL, bench=None) as app:
        await to_columns(app, survey)
        await app.press("home", "i", "enter")
        assert picture(app)


async def test_the_settings(start: Any, picture: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coder.tui.screens.settings._places", lambda: "")  # differ per system
    async with start(SMALL) as app:
        await app.press("f2")
        assert picture(app)


async def test_the_tour(start: Any, picture: Any) -> None:
    async with start(SMALL, bench=None) as app:
        await app.press("f4", "enter")
        assert picture(app)
