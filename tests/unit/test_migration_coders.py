"""A project of before coders had ids: each gets one, the same in every copy of it."""

from __future__ import annotations

import shutil
from pathlib import Path
from uuid import UUID

import pytest
from tests.unit.earlier_formats import project_of
from tests.unit.test_coders import code
from tests.unit.test_seals import change

from coder.domain.coding import Source
from coder.services.health import examine
from coder.services.mending import rescue_project
from coder.services.merging import merge_projects
from coder.storage.project import Project

DATA = Path(__file__).parents[1] / "data"
pytestmark = pytest.mark.migrates

PROJECT = "0d5a3f6e-7a41-4b61-9b57-0d8f4a1f6f10"
BATCH = "ab" * 16
ROWS = (
    f"INSERT INTO project_meta VALUES ('uid', '{PROJECT}')",
    "INSERT INTO waves VALUES (1, '2024')",
    "INSERT INTO respondents VALUES (1, 1, 'r1')",
    "INSERT INTO questions VALUES (1, 'zorgen', 'Zorgen?', '', '')",
    "INSERT INTO answers VALUES (1, 1, 1, 'druk', 'druk', 1)",
    "INSERT INTO coders VALUES (1, 'Ann', 'person')",
    "INSERT INTO coders VALUES (2, 'regels', 'rules')",
    "INSERT INTO batches (id, uid, coder_id, at, label) "
    f"VALUES (1, '{BATCH}', 1, '2024-09-16 12:00:00', 'x')",
    "INSERT INTO decisions VALUES (1, 1, 1, 'code', 1, 'werkdruk', NULL)",
    "INSERT INTO present_codes VALUES (1, 1, 'werkdruk')",
    "INSERT INTO present_marks VALUES (1, 1, 0, 0, 0, 1, 1)",
)


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A project of before the migration, with one decision."""
    return project_of(tmp_path / "oud.coder", "0008", ROWS)


def uids(path: Path) -> dict[str, UUID]:
    with Project.open(path) as project:
        return {work.coder.name: work.uid for work in project.work_of_coders()}


def test_copies_brought_up_to_date_apart_know_the_same_coders(older: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(older, tmp_path / "kopie.coder"))
    # Made of the project's id, the name and the kind; never to be made otherwise.
    assert uids(older) == {
        "Ann": UUID("88d56aea-4700-58d9-93f3-b6debcd15f54"),
        "regels": UUID("df29f2a4-ef16-535d-bf34-24b00d67274f"),
    }
    assert uids(other) == uids(older)
    with Project.open(other) as project:
        project.rename_coder(project.coder("Ann"), "Annie")
        code(project, "Annie", "geen")
    with Project.open(older) as project:
        code(project, "Ann", "anders")
        assert project.backup is None
    assert merge_projects(older, other).outcome.who.renamed == (("Ann", "Annie"),)
    assert set(uids(older)) == {"Annie", "regels"}
    assert examine(older).problems == ()


def test_a_machine_has_one_id_in_all_projects(older: Path, tmp_path: Path) -> None:
    with Project.create(tmp_path / "nieuw.coder") as project:
        project.coder("regels", Source.RULES)
        [work] = project.work_of_coders()
    assert work.uid == uids(older)["regels"]


def test_the_first_release_s_coders_are_known_in_each_of_its_copies(tmp_path: Path) -> None:
    one, two = (
        Path(shutil.copy(DATA / "first_release.coder", tmp_path / name)) for name in ("a", "b")
    )
    assert uids(one) == uids(two)
    assert len(set(uids(one).values())) == len(uids(one)) > 0


def test_what_is_rescued_of_an_older_project_keeps_its_coders(older: Path, tmp_path: Path) -> None:
    target = tmp_path / "gered.coder"
    rescue_project(older, target)
    right = uids(older)
    assert uids(target) == right
    with Project.open(target) as project:
        assert [entry.batch.coder.name for entry in project.journal()] == ["Ann"]


def test_a_coder_whose_id_is_damaged_keeps_all_work(older: Path, tmp_path: Path) -> None:
    right = uids(older)
    change(older, "UPDATE coders SET uid = 'zz' WHERE name = 'Ann'")
    target = tmp_path / "gered.coder"
    rescue_project(older, target)
    assert uids(target) == right
    with Project.open(target) as project:
        assert len(list(project.journal())) == 1
