"""The commands with an address in the place of a file, and a project that moves between both."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.postgres import Server

from coder.cli.main import run
from coder.domain.coding import Decision, Mark, NewBatch
from coder.domain.locations import Location
from coder.errors import ExitCode
from coder.storage import schema
from coder.storage.project import Project

Rows = dict[str, list[tuple[object, ...]]]


@pytest.fixture
def on_server() -> None:
    """Projects are made and opened as they are: these tests name places themselves."""


def everything(place: Location) -> Rows:
    """All that a project holds."""
    tables = [table for table in schema.metadata.sorted_tables if table is not schema.seals]
    with Project.open(place, read_only=True) as project, project.reading() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.c))]
            for table in tables
        }


def test_a_survey_is_taken_in_coded_counted_and_backed_up_on_a_server(
    server: Server,
    tmp_path: Path,
    codebook_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    place = server.database()
    typed = place.secret.replace("coder@", "coder:s3cret@")
    survey = tmp_path / "wijk.csv"
    survey.write_text("nr;zorgen\n1;werkdruk\n2;geen\n3;te druk\n", encoding="utf-8")
    assert run(["new", typed]) == ExitCode.DONE
    wanted = ["--question", "zorgen", "--text", "zorgen", "--id", "nr"]
    call = ["import", typed, str(survey), *wanted, "--codebook", str(codebook_file)]
    assert run(call) == ExitCode.DONE
    codebook_file.unlink()  # the text that the project keeps counts
    assert run(["code", typed, "zorgen", "--by", "rules"]) == ExitCode.DONE
    told = capsys.readouterr()
    assert run(["counts", typed, "zorgen", "--json"]) == ExitCode.DONE
    counted = json.loads(capsys.readouterr().out)
    assert {code["id"]: code["respondents"] for code in counted["codes"]}["werkdruk"] == 2
    assert run(["restore", typed, "1"]) == ExitCode.USER_ERROR
    refused = capsys.readouterr().err
    assert "nothing is put back over a team's work" in refused
    assert "s3cret" not in told.out + told.err + refused
    assert run(["backup", typed]) == ExitCode.DONE
    copy = Path(capsys.readouterr().out.strip())
    assert copy.parent == tmp_path / f"{place.name}.backups"
    assert everything(copy) == everything(place)
    assert run(["doctor", typed, "--json"]) == ExitCode.DONE


def test_a_project_moves_to_a_server_and_back_with_all_it_holds(
    project: Project, server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = project.answers("zorgen")[0]
    decision = Decision(answer.id, Mark.CODE, True, "werkdruk", 0.5)
    project.append(NewBatch(project.coder("Ann"), "x", (decision,)))
    project.undo(project.coder("Ann"))
    place = server.database()
    assert run(["handout", str(project.path), "--to", place.secret]) == ExitCode.DONE
    assert everything(place) == everything(project.path)
    assert run(["handout", str(project.path), "--to", place.secret]) == ExitCode.USER_ERROR
    with Project.open(place) as there:
        there.append(NewBatch(there.coder("Bas"), "x", (decision,)))
    assert run(["handout", place.secret, "--to", str(tmp_path / "terug.coder")]) == ExitCode.DONE
    capsys.readouterr()
    for given in (place.secret, str(tmp_path / "terug.coder")):
        assert run(["merge", str(project.path), given, "--json"]) == ExitCode.DONE
    first, second = map(json.loads, capsys.readouterr().out.replace("}\n{", "}\n\0{").split("\0"))
    assert (first["added"]["decisions"], second["added"]["decisions"]) == (1, 0)
    with Project.open(project.path, read_only=True) as here:
        assert here.progress("zorgen").by_person == 1
