"""The command line as a contract: what it prints, and what it says when something is wrong."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path

import pytest
from tests.conftest import CODEBOOK
from tests.e2e.conftest import Run

from coder.domain.coding import Decision, Mark, NewBatch
from coder.storage.project import Project

SURVEY = "nr;functie;zorg\n1;opbouwwerker;werkdruk\n2;sociaal werker;geen\n3;opbouwwerker;\n"


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    path = tmp_path / "enquete.csv"
    path.write_text(SURVEY, encoding="utf-8")
    (tmp_path / "zorgen.yaml").write_text(CODEBOOK, encoding="utf-8")
    return path


@pytest.fixture
def imported(coder: Run, survey: Path, tmp_path: Path) -> Path:
    project = tmp_path / "onderzoek.coder"
    done = coder(
        "import",
        project,
        survey,
        "--question",
        "zorgen",
        "--text",
        "zorg",
        "--id",
        "nr",
        "--background",
        "functie",
        "--codebook",
        tmp_path / "zorgen.yaml",
        "--wave",
        "2024",
    )
    assert done.returncode == 0, done.stderr
    return project


def refused(done: object, exit_code: int = 1) -> str:
    """What a refused command said; it showed no traceback and printed no data."""
    assert done.returncode == exit_code, done.stderr  # type: ignore[attr-defined]
    assert done.stdout == ""  # type: ignore[attr-defined]
    assert "Traceback" not in done.stderr  # type: ignore[attr-defined]
    return str(done.stderr)  # type: ignore[attr-defined]


def test_new_import_code_and_count(installed: Run, imported: Path) -> None:
    assert installed("code", imported, "zorgen", "--by", "rules").returncode == 0
    table = json.loads(installed("counts", imported, "zorgen", "--json").stdout)
    assert (table["question"], table["n"], table["coded"]) == ("zorgen", 2, 2)
    assert list(table["codes"][1]) >= ["id", "label", "parent", "respondents"]
    assert {c["id"]: c["respondents"] for c in table["codes"]}["werkdruk"] == 1


def test_the_history_names_each_step_with_the_newest_first(coder: Run, imported: Path) -> None:
    assert coder("history", imported).stdout.strip() == "Nobody decided anything yet."
    assert coder("code", imported, "zorgen", "--by", "rules").returncode == 0
    assert coder("code", imported, "zorgen", "--by", "rules", "--undo").returncode == 0
    undoing, coding = json.loads(coder("history", imported, "--json").stdout)["steps"]
    assert (coding["standing"], undoing["standing"]) == ("undone", "undoing")
    assert coding["answers"] == undoing["answers"] > 0
    assert "taken back" in coder("history", imported).stdout


def test_a_coder_is_renamed_and_known_in_a_copy_that_is_merged(
    coder: Run, imported: Path, tmp_path: Path
) -> None:
    with Project.open(imported) as project:
        answer = project.answers("zorgen")[0]
        done = (Decision(answer.id, Mark.DONE, True),)
        project.append(NewBatch(project.coder("Anna"), "test", done))
    assert coder("handout", imported, "--to", tmp_path / "kopie.coder").returncode == 0
    renamed = coder("coders", imported, "--rename", "Anna", "Anna B.")
    assert renamed.stdout == "Anna is called Anna B. now.\n", renamed.stderr
    assert "--coder 'Anna B.'" in renamed.stderr
    merged = coder("merge", tmp_path / "kopie.coder", imported)
    assert "so they were named in the other copy" in merged.stderr
    found = json.loads(coder("coders", tmp_path / "kopie.coder", "--json").stdout)["coders"]
    assert [(one["name"], one["decisions"]) for one in found] == [("Anna B.", 1)]
    assert "Known: Anna B." in refused(coder("coders", imported, "--rename", "Zoë", "Cas"))
    assert "without a name" in refused(coder("coders", imported, "--rename", "Anna B.", ""))
    refused(coder("coders", imported, "--rename", "Anna B."), 2)


def test_importing_the_same_file_again_adds_nothing(
    coder: Run, imported: Path, survey: Path
) -> None:
    again = coder(
        "import",
        imported,
        survey,
        "--question",
        "zorgen",
        "--text",
        "zorg",
        "--id",
        "nr",
        "--wave",
        "2024",
        "--json",
    )
    done = json.loads(again.stdout)
    assert (done["answers_added"], done["respondents_added"]) == (0, 0)


def test_a_dry_run_shows_the_plan_and_makes_no_project(
    coder: Run, survey: Path, tmp_path: Path
) -> None:
    project = tmp_path / "nieuw.coder"
    done = coder("import", project, survey, "--question", "z", "--text", "zorg", "--dry-run")
    assert done.returncode == 0
    assert not project.exists()
    assert "enquete.csv" in done.stderr


def test_suggest_prints_one_json_object_a_line(coder: Run, survey: Path, tmp_path: Path) -> None:
    done = coder(
        "suggest",
        survey,
        "--text",
        "zorg",
        "--codebook",
        tmp_path / "zorgen.yaml",
        "--top",
        "2",
        "--json",
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["id"] for line in lines] == ["1", "2"]
    first = lines[0]["suggestions"][0]
    assert first["code"] == "werkdruk"
    assert 0 < first["score"] <= 1
    assert first["why"][0]["matched"] == ["werkdruk"]
    assert len(lines[0]["suggestions"]) == 2


def test_bulk_coding_is_undone_as_one_step(coder: Run, imported: Path) -> None:
    coder("code", imported, "zorgen", "--by", "rules")
    assert coder("code", imported, "zorgen", "--by", "rules", "--undo").returncode == 0
    assert json.loads(coder("counts", imported, "zorgen", "--json").stdout)["coded"] == 0


def test_a_model_needs_something_to_learn_from(coder: Run, imported: Path) -> None:
    assert "too few coded answers" in refused(coder("code", imported, "zorgen", "--by", "model"))


def test_wrong_usage_gives_2(coder: Run, imported: Path) -> None:
    assert "--text" in refused(coder("import", imported, "x.csv", "--question", "z"), 2)
    refused(coder("code", imported, "zorgen", "--by", "magic"), 2)
    refused(coder("nosuchcommand"), 2)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("leeg.csv", b"", "empty"),
        ("binair.csv", b"\x00\x01\x02\x7fELF" * 50, "binair.csv"),
        ("aanhaling.csv", b'nr;zorg\n1;"open\n2;x\n', "aanhaling.csv:2"),
        ("ongelijk.csv", b"nr;zorg\n1;a\n2;b;c\n", "ongelijk.csv:3"),
        ("dubbel.csv", b"nr;zorg;zorg\n1;a;b\n", "zorg"),
        ("kolom.csv", b"nr;zorgen\n1;a\n", "Did you mean"),
    ],
)
def test_a_survey_file_that_is_not_right_is_refused_whole(
    coder: Run, tmp_path: Path, name: str, content: bytes, expected: str
) -> None:
    path, project = tmp_path / name, tmp_path / "p.coder"
    path.write_bytes(content)
    said = refused(coder("import", project, path, "--question", "z", "--text", "zorg"))
    assert expected in said
    assert not project.exists()


def test_a_missing_file_and_a_folder_are_refused(coder: Run, tmp_path: Path) -> None:
    project = tmp_path / "p.coder"
    for path in (tmp_path / "weg.csv", tmp_path):
        said = refused(coder("import", project, path, "--question", "z", "--text", "zorg"))
        assert path.name in said
    assert not project.exists()


def test_an_unknown_sheet_names_the_sheets_there_are(coder: Run, tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "boek.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Antwoorden").write_row(0, 0, ["nr", "zorg"])
    said = refused(
        coder(
            "import",
            tmp_path / "p.coder",
            path,
            "--question",
            "z",
            "--text",
            "zorg",
            "--sheet",
            "Antworden",
        )
    )
    assert "Antwoorden" in said


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("  - {id: werkdruk, label: Nog een}", "werkdruk"),
        ("  - {id: x, label: X, paterns: [a]}", "patterns"),
        ("  - {id: x, label: X, patterns: ['(a']}", "zorgen.yaml:"),
        ("\t- id: x", "zorgen.yaml:"),
        ("  - &lus {id: x, label: X, codes: [*lus]}", "zorgen.yaml:"),
    ],
    ids=["duplicate id", "unknown key", "bad pattern", "tab", "cycle"],
)
def test_a_codebook_that_is_not_right_is_refused_with_its_line(
    coder: Run, survey: Path, tmp_path: Path, line: str, expected: str
) -> None:
    codebook, project = tmp_path / "zorgen.yaml", tmp_path / "p.coder"
    codebook.write_text(CODEBOOK + line + "\n", encoding="utf-8")
    said = refused(
        coder(
            "import", project, survey, "--question", "z", "--text", "zorg", "--codebook", codebook
        )
    )
    assert expected in said
    assert "zorgen.yaml:" in said
    assert not project.exists()
    refused(coder("codebook", "check", codebook))


def test_a_missing_project_is_said(coder: Run, tmp_path: Path) -> None:
    assert "weg.coder" in refused(coder("counts", tmp_path / "weg.coder", "zorgen"))


def test_a_file_that_is_no_project_is_said(coder: Run, survey: Path) -> None:
    assert "enquete.csv" in refused(coder("counts", survey, "zorgen"))


def test_a_damaged_project_gives_3(coder: Run, imported: Path) -> None:
    content = bytearray(imported.read_bytes())
    content[4096:12288] = os.urandom(8192)
    imported.write_bytes(content)
    refused(coder("counts", imported, "zorgen", "--json"), 3)


def test_a_project_of_a_newer_version_is_refused_kindly(coder: Run, imported: Path) -> None:
    with sqlite3.connect(imported) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "later version" in refused(coder("counts", imported, "zorgen")).lower()


def test_a_locked_project_is_said_and_nothing_changes(coder: Run, imported: Path) -> None:
    holder = sqlite3.connect(imported, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    said = refused(coder("code", imported, "zorgen", "--by", "rules"))
    holder.rollback()
    holder.close()
    assert "another program" in said.lower()
    assert json.loads(coder("counts", imported, "zorgen", "--json").stdout)["coded"] == 0


def test_an_unknown_question_wave_or_coder_names_the_known(coder: Run, imported: Path) -> None:
    assert "zorgen" in refused(coder("counts", imported, "zorgn"))
    assert "2024" in refused(coder("counts", imported, "zorgen", "--wave", "1999"))
    assert "nobody" in refused(coder("counts", imported, "zorgen", "--coder", "nobody"))


def test_doctor_tells_which_dutch_is_used(coder: Run, imported: Path) -> None:
    report = json.loads(coder("doctor", imported, "--json").stdout)
    assert report["problems"] == []
    assert report["findings"]["Dutch"]


def test_a_cloud_is_the_same_bytes_each_time(coder: Run, imported: Path, tmp_path: Path) -> None:
    for name in ("een.png", "twee.png"):
        done = coder("cloud", imported, "zorgen", "--of", "names", "-o", tmp_path / name)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "een.png").read_bytes() == (tmp_path / "twee.png").read_bytes()


def test_the_app_says_that_it_needs_a_terminal(coder: Run, imported: Path) -> None:
    assert "terminal" in refused(coder("open", imported), 2)


def test_a_copy_is_handed_out_coded_and_merged(coder: Run, demo_copy: Path, tmp_path: Path) -> None:
    """Two persons, two files: what the second coded counts in the first after merging."""
    copy = tmp_path / "bas.coder"
    given = coder("handout", demo_copy, "--to", copy, "--for", "Bas", "--without-codes", "--json")
    assert given.returncode == 0, given.stderr
    assert json.loads(given.stdout)["decisions_left_out"] > 1000
    assert json.loads(coder("counts", copy, "zorgen", "--json").stdout)["coded"] == 0
    coded = coder("code", copy, "zorgen", "--by", "rules")
    assert coded.returncode == 0, coded.stderr
    merged = coder("merge", demo_copy, copy, "--json")
    assert merged.returncode == 0, merged.stderr
    assert json.loads(merged.stdout)["added"]["batches"] == 1
    again = coder("merge", demo_copy, copy, "--json")
    assert not any(json.loads(again.stdout)["added"].values())
