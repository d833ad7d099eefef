"""`coder report` and `coder figures` as a shell sees them: what they print, and exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coder.cli.main import run
from coder.domain.coding import Decision, Mark, NewBatch
from coder.storage.project import Project


@pytest.fixture
def path(project: Project) -> Path:
    answer = project.answers("zorgen")[0]
    batch = NewBatch(
        project.coder("Anna"), "x", (Decision(answer.id, Mark.CODE, True, "werkdruk"),)
    )
    project.append(batch)
    return project.path


def test_a_report_is_written_recounted_and_found_changed(
    path: Path, project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "r.md"
    assert run(["report", str(path), "--to", str(target)]) == 0
    printed = capsys.readouterr()
    assert printed.out.splitlines()[0] == str(target)
    assert "ledger" in printed.err
    assert run(["report", str(path), "--to", str(target), "--check"]) == 0
    capsys.readouterr()
    answer = project.answers("zorgen")[1]
    again = (Decision(answer.id, Mark.CODE, True, "werkdruk"),)
    project.append(NewBatch(project.coder("Anna"), "y", again))
    assert run(["report", str(path), "--to", str(target), "--check", "--json"]) == 1
    changed = {one["address"]: one for one in json.loads(capsys.readouterr().out)["changed"]}
    assert changed["counts.zorgen.werkdruk.n@2024"]["then"] == 1
    assert changed["counts.zorgen.werkdruk.n@2024"]["now"] == 2
    assert run(["report", str(path), "--to", str(target), "--check"]) == 1
    assert "counts.zorgen.werkdruk.n@2024" in capsys.readouterr().out


def test_chapters_to_begin_with_are_written_and_then_used(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["report", str(path), "--init"]) == 0
    assert Path(capsys.readouterr().out.strip()).name == "rapport.yaml"
    assert run(["report", str(path), "--to", "md", "--outsiders", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert Path(data["written"][0]).name == "rapport_extern.md"
    assert data["figures"] > 0


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--to", "r.pdf"], 2, ".docx, .html or .md"),
        (["--chapters", "weg.yaml"], 1, "--init"),
        (["--check", "--to", "weg.docx"], 1, "no ledger"),
        (["--to", "weg/r.html"], 1, "no folder"),
    ],
)
def test_what_a_report_cannot_do_is_said_in_a_line_with_its_exit_code(
    path: Path, arguments: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["report", str(path), *arguments]) == code
    told = capsys.readouterr().err
    assert said in told
    assert "Traceback" not in told


def test_figures_print_numbers_at_addresses(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["figures", str(path), "counts.zorgen.werkdruk.n", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {"address": "counts.zorgen.werkdruk.n@2024", "value": 1, "base": 8}
    ]
    assert run(["figures", str(path), "counts.zorgen.werkdrk.n"]) == 1
    assert "Did you mean werkdruk?" in capsys.readouterr().err
