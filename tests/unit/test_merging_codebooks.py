"""Codebooks that were changed in two copies: one file with both, and every clash told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coder.domain.codebook_merge import What
from coder.services.codebooks import codebook_for
from coder.services.handing_out import hand_out
from coder.services.merging import merge_projects
from coder.storage.backups import copy_file
from coder.storage.project import Project


@pytest.fixture
def copies(project: Project, tmp_path: Path) -> tuple[Path, Path, Path, Path]:
    """Two copies with their codebook files."""
    (tmp_path / "bas").mkdir()
    given = hand_out(project.path, tmp_path / "bas")
    return project.path, tmp_path / "zorgen.yaml", given.path, given.codebooks[0]


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def book(path: Path) -> dict[str, str]:
    with Project.open(path) as project:
        codebook = codebook_for(project, project.question("zorgen"))
        return {
            code.id: f"{code.label}|{code.definition}|{code.examples}" for code in codebook.walk()
        }


def test_both_sides_changes_are_in_the_file_with_its_comments(
    copies: tuple[Path, Path, Path, Path],
) -> None:
    ours, our_file, theirs, their_file = copies
    edit(our_file, "label: Werkdruk", "label: Drukte  # korter")
    edit(
        their_file,
        "[minder budget voor de wijk, wegbezuinigd]",
        "[minder budget voor de wijk, wegbezuinigd, kaalslag]",
    )
    edit(
        their_file,
        "  - id: geen",
        "  - id: team\n    label: Team\n    definition: Het team.\n  - id: geen",
    )
    report = merge_projects(ours, theirs)
    (merged,) = report.codebooks
    assert {(part.what, part.code) for part in merged.changes} == {
        (What.CHANGED, "bezuinigingen"),
        (What.ADDED, "team"),
    }
    assert not merged.clashes
    assert "label: Drukte  # korter" in our_file.read_text(encoding="utf-8")
    assert "kaalslag" in book(ours)["bezuinigingen"]
    assert "team" in book(ours)
    before = our_file.read_bytes()
    again = merge_projects(ours, theirs)
    assert not again.codebooks
    assert not again.changed
    assert our_file.read_bytes() == before


def test_either_order_gives_the_same_codebook_and_the_clash_is_told(
    copies: tuple[Path, Path, Path, Path], tmp_path: Path
) -> None:
    ours, our_file, theirs, their_file = copies
    edit(our_file, "Te veel werk in te weinig tijd.", "Te veel werk.")
    edit(their_file, "Te veel werk in te weinig tijd.", "Altijd rennen.")
    book(ours), book(theirs)  # each kept the text as it changed it, one after the other
    for name in ("heen", "terug"):
        (tmp_path / name).mkdir()
        shutil.copytree(theirs.parent, tmp_path / name / "bas")
        copy_file(ours, tmp_path / name / ours.name)
        shutil.copy(our_file, tmp_path / name / our_file.name)
    one = merge_projects(tmp_path / "heen" / ours.name, tmp_path / "heen" / "bas" / theirs.name)
    other = merge_projects(tmp_path / "terug" / "bas" / theirs.name, tmp_path / "terug" / ours.name)
    assert book(tmp_path / "heen" / ours.name) == book(tmp_path / "terug" / "bas" / theirs.name)
    for report in (one, other):
        (clash,) = report.codebooks[0].clashes
        assert (clash.code, clash.field) == ("werkdruk", "definition")
        assert {clash.taken, clash.left} == {"Te veel werk.", "Altijd rennen."}


def test_a_codebook_that_is_not_right_is_left_and_told(
    copies: tuple[Path, Path, Path, Path],
) -> None:
    ours, our_file, theirs, their_file = copies
    before = our_file.read_bytes()
    edit(their_file, "label: Werkdruk", "labl: Werkdruk")
    (merged,) = merge_projects(ours, theirs).codebooks
    assert "labl" in merged.why_not
    assert our_file.read_bytes() == before
