"""What most tests start from: a small real project, a small real codebook, a clean home."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coder.domain.locations import Database
from coder.services.codebooks import attach_codebook
from coder.services.workbench import Workbench
from coder.settings import Settings
from coder.storage import migrate
from coder.storage.files import make_file, mark_file
from coder.storage.intake import Intake, IntakeRow
from coder.storage.project import Project
from coder.storage.rows import Attribute
from tests.postgres import Server, programs, running_server

CODEBOOK = """\
codebook: zorgen
title: Zorgen
question: Waarover maak je je zorgen?
language: nl
answers: many
codes:
  - id: bezuinigingen
    label: Bezuinigingen
    definition: Minder geld, uren of functies.
    use_when: [Er wordt geld weggehaald.]
    not_when: [De bewoner heeft te weinig geld.]
    examples: [minder budget voor de wijk, wegbezuinigd]
    patterns: ['bezuinig*', minder .. geld]
  - id: werkdruk
    label: Werkdruk
    definition: Te veel werk in te weinig tijd.
    examples: [te hoge caseload, altijd rennen]
    patterns: [werkdruk, te druk, hoge .. caseload]
  - id: personeel
    label: Personeel
    definition: Tekort aan collega's.
    examples: [collega's gaan weg, vacatures blijven open]
    patterns: [personeelstekort, te weinig collega]
  - id: geen
    label: Geen zorgen
    definition: Noemt geen zorg.
    examples: [geen, nee hoor]
    patterns: ['^geen$', '^nee$']
    exclusive: true
  - id: anders
    label: Anders
    definition: Een andere zorg.
    examples: [mijn knie, het weer]
    fallback: true
"""

ANSWERS = (
    "Werkdruk",
    "bezuinigingen en te weinig collega's",
    "werkdruk.",
    "geen",
    "Minder geld voor de wijk",
    "mijn knie",
    "te druk",
    "  WERKDRUK ",
)


class Ticking:
    """A clock that gives one second more at each look."""

    def __init__(self) -> None:
        self.now = datetime(2024, 9, 16, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture(autouse=True)
def clean_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes the settings of the person who runs it."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("CODER_LANGUAGE", "en")
    monkeypatch.setenv("CODER_TOUR", "0")  # it would lie over every app that a test starts
    for name in ("CODER_CODER", "CODER_PIPELINE", "CODER_THEME"):
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.fixture
def codebook_file(tmp_path: Path) -> Path:
    """A small codebook with five codes."""
    path = tmp_path / "zorgen.yaml"
    path.write_text(CODEBOOK, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def empty_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty project file, which every migration has run on."""
    path = tmp_path_factory.mktemp("tables") / "empty.coder"
    make_file(path)
    mark_file(path)
    migrate.make_tables(path)
    return path


@pytest.fixture(autouse=True)
def migrated_once(
    empty_tables: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """New projects copy their tables: migrating each from nothing took a sixth of all the time.

    A test that is about creating or migrating asks for the real thing with `@pytest.mark.migrates`.
    """
    if request.node.get_closest_marker("migrates") is None:
        monkeypatch.setattr(
            migrate, "make_tables", lambda path: shutil.copyfile(empty_tables, path)
        )


MakeProject = Callable[..., Project]


@pytest.fixture
def make_project(tmp_path: Path, codebook_file: Path) -> Iterator[MakeProject]:
    """Makes a project in which `answers` were given to "zorgen", by respondents r1, r2, …"""
    opened: list[Project] = []

    def make(answers: tuple[str, ...] = ANSWERS, name: str = "test.coder") -> Project:
        project = Project.create(tmp_path / name, clock=Ticking())
        opened.append(project)
        rows = [
            IntakeRow(f"r{number}", text, ("buurtteam" if number % 2 else "gemeente",))
            for number, text in enumerate(answers, start=1)
        ]
        attributes = (Attribute("organisatie", "Organisatie"),)
        project.take_in(Intake("zorgen", rows, wave="2024", attributes=attributes))
        attach_codebook(project, "zorgen", codebook_file)
        return project

    yield make
    for project in opened:
        project.close()


@pytest.fixture
def project(make_project: MakeProject) -> Project:
    """The small project, nothing coded."""
    return make_project()


@pytest.fixture
def workbench(project: Project) -> Workbench:
    """The small project, opened by Anna, with lemmas by word list."""
    from coder.language.simple import SimpleLemmatizer

    return Workbench(project, "Anna", SimpleLemmatizer(), Settings(coder="Anna"))


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server of this run's own; skipped with a message where there is none."""
    bin_folder = programs()
    if bin_folder is None:
        message = (
            "there is no PostgreSQL server here (initdb); on Debian: apt-get install postgresql"
        )
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with running_server(bin_folder) as running:
        yield running


@pytest.fixture
def database(server: Server) -> Iterator[Database]:
    """An empty project on the server."""
    with server.lent() as place:
        yield place
