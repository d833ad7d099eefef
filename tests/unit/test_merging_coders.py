"""Two copies in which coders got other names come together: nobody is lost, nobody is mixed up."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.unit.test_coders import code

from coder.cli.main import run
from coder.domain.coding import Source
from coder.errors import ExitCode
from coder.services.handing_out import hand_out
from coder.services.health import examine
from coder.services.merging import Who, merge_projects
from coder.storage.project import Project

NOON = datetime(2024, 9, 17, 12, tzinfo=UTC)


@pytest.fixture
def apart(project: Project, tmp_path: Path) -> tuple[Path, Path]:
    """Two copies of a project in which Anna and Bas coded."""
    code(project, "Anna", "werkdruk")
    code(project, "Bas", "personeel", place=1)
    project.close()
    other = tmp_path / "elders.coder"
    shutil.copy(project.path, other)
    return project.path, other


def at(path: Path, minute: int, do: Callable[[Project], object]) -> None:
    """Something done in a project, so many minutes past noon."""
    with Project.open(path, clock=lambda: NOON + timedelta(minutes=minute)) as project:
        do(project)


def rename(path: Path, minute: int, old: str, new: str) -> None:
    at(path, minute, lambda project: project.rename_coder(project.coder(old), new))


def coded(path: Path) -> dict[str, int]:
    """Coders with the number of their decisions."""
    with Project.open(path, read_only=True) as project:
        return {work.coder.name: work.decisions for work in project.work_of_coders()}


def merged(here: Path, there: Path) -> Who:
    """What was told of names; afterwards both copies are the same, and merging again is nothing."""
    told = merge_projects(here, there).outcome.who
    merge_projects(there, here)
    assert coded(here) == coded(there)
    assert not merge_projects(here, there).changed
    assert not merge_projects(there, here).changed
    assert examine(here).problems == examine(there).problems == ()
    return told


@pytest.mark.parametrize("turned", [False, True])
def test_a_coder_renamed_in_one_copy_is_the_same_person_in_either_order(
    apart: tuple[Path, Path], turned: bool
) -> None:
    here, there = reversed(apart) if turned else apart
    rename(here, 1, "Anna", "Anna B.")
    at(here, 2, lambda project: code(project, "Anna B.", "geen", place=2))
    at(there, 3, lambda project: code(project, "Anna", "anders", place=3))
    assert merged(here, there) == Who(kept=(("Anna B.", "Anna"),))
    assert coded(here) == {"Anna B.": 6, "Bas": 2}


def test_of_two_new_names_the_later_counts(apart: tuple[Path, Path]) -> None:
    here, there = apart
    rename(here, 1, "Anna", "Anna B.")
    rename(there, 2, "Anna", "A. Bos")
    assert merged(here, there) == Who(renamed=(("Anna B.", "A. Bos"),))
    assert coded(here) == {"A. Bos": 2, "Bas": 2}


def test_two_who_changed_names_with_each_other_are_not_mixed_up(apart: tuple[Path, Path]) -> None:
    here, there = apart
    at(there, 1, lambda project: code(project, "Anna", "geen", place=4))
    for minute, (old, new) in enumerate((("Anna", "x"), ("Bas", "Anna"), ("x", "Bas")), start=2):
        rename(there, minute, old, new)
    assert set(merged(here, there).renamed) == {("Anna", "Bas"), ("Bas", "Anna")}
    assert coded(here) == {"Bas": 4, "Anna": 2}


def test_a_name_that_somebody_else_has_here_gets_a_number(
    apart: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    here, there = apart
    at(here, 1, lambda project: code(project, "Cas", "geen", place=4))
    rename(there, 2, "Anna", "Cas")
    assert run(["merge", str(here), str(there)]) == ExitCode.DONE
    assert "Cas is the name of two coders now" in capsys.readouterr().err
    assert merged(here, there) == Who(kept=(("Cas (2)", "Cas"),))
    assert coded(here) == {"Cas (2)": 2, "Bas": 2, "Cas": 2}


def test_who_was_added_apart_under_one_name_is_one_and_stays_so_under_another(
    apart: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    here, there = apart
    at(here, 1, lambda project: code(project, "Cas", "geen", place=4))
    at(there, 2, lambda project: code(project, "Cas", "geen", place=5))
    assert run(["merge", str(here), str(there), "--json"]) == ExitCode.DONE
    assert json.loads(capsys.readouterr().out)["coders"]["one_by_name"] == ["Cas"]
    rename(here, 3, "Cas", "Casper")
    at(there, 4, lambda project: code(project, "Cas", "anders", place=6))
    assert merged(here, there) == Who(kept=(("Casper", "Cas"),))
    assert coded(here) == {"Anna": 2, "Bas": 2, "Casper": 6}


def test_two_persons_here_stay_two_where_a_third_copy_took_them_for_one(
    apart: tuple[Path, Path], tmp_path: Path
) -> None:
    here, there = apart
    third = tmp_path / "derde.coder"
    at(here, 1, lambda project: code(project, "Cas", "geen", place=4))
    shutil.copy(here, third)
    at(there, 2, lambda project: code(project, "Cas", "geen", place=5))
    merge_projects(here, there)  # one Cas, by the name
    rename(there, 3, "Cas", "Kees")
    merge_projects(third, there)
    assert coded(third) == {"Anna": 2, "Bas": 2, "Cas": 2, "Kees": 2}
    told = merge_projects(here, third).outcome.who
    assert told.several == ("Kees",)
    merge_projects(third, here)
    assert examine(third).problems == ()
    assert set(coded(third)) >= {"Anna", "Bas", "Kees"}
    assert len(coded(third)) == 4


def test_a_person_with_the_name_of_a_machine_is_not_taken(apart: tuple[Path, Path]) -> None:
    here, there = apart
    at(here, 1, lambda project: project.coder("Dora", Source.MODEL))
    at(there, 1, lambda project: code(project, "Dora", "geen", place=5))
    assert merge_projects(here, there).outcome.who.kinds == ("Dora",)
    assert coded(here) == {"Anna": 2, "Bas": 2, "Dora": 0}


def test_a_coder_renamed_in_a_copy_without_others_codes_is_known_when_it_comes_back(
    apart: tuple[Path, Path], tmp_path: Path
) -> None:
    here, _there = apart
    given = hand_out(here, tmp_path / "voor_bas", coder="Bas", without_codes=True)
    rename(given.path, 1, "Bas", "Anna")  # free there: Anna is left out
    at(given.path, 2, lambda project: code(project, "Anna", "geen", place=6))
    assert merged(here, given.path).told_apart == (("Anna", "Anna (2)"),)
    assert coded(here) == {"Anna": 2, "Anna (2)": 4}
