"""A damaged project is found, mended where nothing is lost by it, and else rescued."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from tests.unit.test_seals import change, decide

from coder.errors import CoderError, DamagedProjectError
from coder.services.health import examine
from coder.services.mending import mend_project, rescue_project
from coder.storage.backups import Why, back_up_project
from coder.storage.log_check import unreadable_pages
from coder.storage.project import Project


def texts(path: Path) -> list[str]:
    with Project.open(path, read_only=True) as project:
        return [answer.text for answer in project.answers("zorgen")]


def codes(path: Path) -> list[frozenset[str]]:
    with Project.open(path, read_only=True) as project:
        return [one.marks.codes for coded in project.codings("zorgen").values() for one in coded]


@pytest.fixture
def coded(project: Project) -> Path:
    decide(project)
    project.close()
    return project.path


def test_a_sound_project_is_left_as_it_is(coded: Path) -> None:
    before = coded.read_bytes()
    assert mend_project(coded).complete
    assert coded.read_bytes() == before
    assert examine(coded).problems == ()


def test_a_spoiled_answer_comes_back_from_the_backup(coded: Path) -> None:
    back_up_project(coded, Why.OPENED)
    right = texts(coded)
    change(coded, "UPDATE answers SET text = 'x' WHERE id = 2", "DELETE FROM answers WHERE id = 3")
    done = mend_project(coded)
    assert done.complete
    assert texts(coded) == right
    assert examine(coded).problems == ()
    assert done.kept is not None
    with pytest.raises(DamagedProjectError):
        Project.open(done.kept)


def test_a_spoiled_coding_is_made_anew_of_the_decisions(coded: Path) -> None:
    change(coded, "UPDATE present_codes SET code = 'geen'")
    assert mend_project(coded).complete
    assert codes(coded) == [frozenset({"werkdruk"})]


def test_what_cannot_be_mended_is_left_and_rescued_apart(coded: Path, tmp_path: Path) -> None:
    change(coded, "UPDATE answers SET text = 'x' WHERE id = 2")
    before = coded.read_bytes()
    refused = mend_project(coded)
    assert not refused.complete
    assert [loss.table for loss in refused.losses] == ["answers"]
    assert coded.read_bytes() == before
    done = rescue_project(coded, tmp_path / "new.coder")
    assert not done.complete
    assert texts(tmp_path / "new.coder")[1] == "x"
    assert codes(tmp_path / "new.coder") == [frozenset({"werkdruk"})]
    with pytest.raises(CoderError, match="exists already"):
        rescue_project(coded, tmp_path / "new.coder")


def test_pages_that_cannot_be_read_cost_only_what_was_on_them(
    make_project: type[Project], tmp_path: Path
) -> None:
    project = make_project(tuple(f"antwoord {number} werkdruk {'x' * 80}" for number in range(900)))
    project.close()
    content = bytearray(project.path.read_bytes())
    place = content.index(b"antwoord 450 ")
    content[place - place % 4096 : place - place % 4096 + 4096] = os.urandom(4096)
    project.path.write_bytes(content)
    with pytest.raises(DamagedProjectError):
        Project.open(project.path)
    rescue_project(project.path, tmp_path / "new.coder")
    kept = set(texts(tmp_path / "new.coder"))
    assert 850 < len(kept) < 900
    assert any("antwoord 899" in text for text in kept)
    assert examine(tmp_path / "new.coder").problems == ()


def test_a_damaged_log_is_told_before_it_is_cleared_away(project: Project, tmp_path: Path) -> None:
    decide(project)
    copy = tmp_path / "copy"
    copy.mkdir()
    for file in tmp_path.glob("test.coder*"):
        shutil.copy(file, copy)
    path, log = copy / "test.coder", copy / "test.coder-wal"
    assert unreadable_pages(path) == 0
    whole = log.read_bytes()
    for damaged in (
        whole[: len(whole) // 2],
        whole[:-9],
        whole[:-9] + b"otherwise",
        b"x" + whole[1:],
        b"",
    ):
        log.write_bytes(damaged)
        for _twice in range(2):  # looking must not clear the traces away
            with pytest.raises(DamagedProjectError, match="log"):
                Project.open(path)
    log.write_bytes(whole)
    assert codes(path) == [frozenset({"werkdruk"})]


def test_codes_that_the_codebook_does_not_have_are_told(coded: Path, codebook_file: Path) -> None:
    codebook_file.write_text(codebook_file.read_text().replace("id: werkdruk", "id: drukte"))
    report = examine(coded)
    assert report.problems == ()
    [notice] = report.notices
    assert "werkdruk" in notice
