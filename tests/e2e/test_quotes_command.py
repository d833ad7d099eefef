"""`coder quotes`: candidates for the team, approved quotes for outsiders."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from coder.cli.main import run
from coder.domain.coding import Decision, Mark, NewBatch
from coder.language.simple import SimpleLemmatizer
from coder.services.quotes import open_desk
from coder.storage.project import Project

ANSWERS = (
    "Mijn collega Fatima gaat weg door de bezuinigingen van de gemeente.",
    "=SOM(1) Er is door bezuinigingen steeds minder geld voor de wijk.",
)


@pytest.fixture
def path(make_project: Any) -> str:
    """A project with two coded answers."""
    project: Project = make_project(ANSWERS, "citaten.coder")
    decisions = [
        Decision(answer.id, Mark.CODE, True, "bezuinigingen")
        for answer in project.answers("zorgen")
    ]
    project.append(NewBatch(project.coder("Anna"), "x", tuple(decisions)))
    return str(project.path)


def approve(path: str, beginning: str) -> None:
    with Project.open(Path(path)) as project:
        desk = open_desk(project, SimpleLemmatizer(), "zorgen", coder=project.coder("Anna"))
        quotes = desk.quotes("bezuinigingen")
        quote = next(quote for quote in quotes if quote.original.startswith(beginning))
        desk.approve(quote, quote.text)


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, str]:
    capsys.readouterr()
    assert run(["quotes", *arguments]) == 0
    shown = capsys.readouterr()
    return shown.out, shown.err


def test_candidates_say_that_nobody_approved_them(
    path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out, err = printed(capsys, path, "zorgen")
    assert "‘Mijn collega [naam] gaat weg door de bezuinigingen van de gemeente.’ – Resp" in out
    assert out.count("candidate, not approved") == 2
    assert "only approved quotes may leave" in err


def test_why_nothing_is_quoted_is_said(
    make_project: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    project: Project = make_project(ANSWERS, "leeg.coder")
    out, err = printed(capsys, str(project.path), "zorgen")
    assert not out
    assert "No answer to this question has a code yet" in err


def test_outsiders_get_only_what_was_approved_and_nothing_beside_it(
    path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out, err = printed(capsys, path, "zorgen", "--approved")
    assert out == ""
    assert "No quote was approved yet" in err
    approve(path, "Mijn")
    out, _err = printed(capsys, path, "zorgen", "--approved", "--json")
    [code] = json.loads(out)["codes"]
    [quote] = code["quotes"]
    assert set(quote) == {"text", "attribution"}
    assert "Fatima" not in out


def test_the_team_gets_the_original_and_what_was_replaced(
    path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out, _err = printed(capsys, path, "zorgen", "--json")
    [code] = json.loads(out)["codes"]
    quote = next(one for one in code["quotes"] if "collega" in one["text"])
    assert quote["original"] == ANSWERS[0]
    assert quote["status"] == "candidate"
    assert quote["personal_data"] == [{"text": "Fatima", "kind": "name", "suggestion": "[naam]"}]


def test_markdown_and_csv_are_written_whole(
    path: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    printed(capsys, path, "zorgen", "-o", str(tmp_path / "citaten.md"))
    text = (tmp_path / "citaten.md").read_text(encoding="utf-8")
    assert "## Bezuinigingen" in text
    assert "**(candidate, not approved)**" in text
    printed(capsys, path, "zorgen", "--output", str(tmp_path / "citaten.csv"))
    with (tmp_path / "citaten.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert any(row[1].startswith("'=SOM(1)") for row in rows[1:])
    out, _err = printed(capsys, path, "zorgen", "-o", "md")
    assert out.startswith("# zorgen, 2024")


@pytest.mark.parametrize(
    ("arguments", "exit_code", "said"),
    [
        (["--code", "bezuiniging"], 1, "Did you mean bezuinigingen?"),
        (["--wave", "2019"], 1, "2024"),
        (["--function", "beroep"], 1, "organisatie"),
        (["-o", "citaten.docx"], 2, ".md or .csv"),
        (["-o", "geen/map/citaten.md"], 1, "no folder"),
    ],
)
def test_what_cannot_be_done_is_said(
    path: str,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    exit_code: int,
    said: str,
) -> None:
    assert run(["quotes", path, "zorgen", *arguments]) == exit_code
    assert said in capsys.readouterr().err
