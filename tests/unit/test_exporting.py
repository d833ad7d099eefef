"""Exports hold what the project holds, whatever people typed, and are whole or not there."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from openpyxl.utils.escape import unescape

from coder.domain.coding import Decision, Mark, NewBatch
from coder.errors import CoderError, UsageError
from coder.reports import files
from coder.services.exporting import ExportFormat, ExportRequest, Part, export
from coder.services.workbench import Workbench
from coder.storage.project import Project

NASTY = (
    "=cmd|'/C calc'!A0",
    "+31 6 12345678",
    "-bezuinigingen",
    "@SUM(A1)",
    'met "quotes"; en ; puntkomma',
    "regel een\nregel twee\ttab",
    "🙂 👩‍🔧 _x0041_ & <b>",
    "te druk \x07 bel",
)


def quiet(_what: str, _done: int, _of: int) -> None:
    """Tells nobody."""


def code(bench: Workbench, codes: dict[str, tuple[str, ...]]) -> None:
    """Gives codes by respondent; () is looked at, with no code."""
    decisions: list[Decision] = []
    for answer in bench.project.answers("zorgen"):
        if answer.external_id in codes:
            given = codes[answer.external_id]
            decisions += [Decision(answer.id, Mark.CODE, True, code) for code in given]
            decisions.append(Decision(answer.id, Mark.DONE, True))
    bench.project.append(NewBatch(bench.coder, "test", tuple(decisions)))


@pytest.fixture
def coded(workbench: Workbench) -> Workbench:
    """Three answers coded, one of them with nothing."""
    code(workbench, {"r1": ("werkdruk",), "r2": ("bezuinigingen", "personeel"), "r4": ()})
    return workbench


@pytest.fixture
def nasty(make_project: Any, workbench: Workbench) -> Workbench:
    """A project of answers that break files."""
    project: Project = make_project(NASTY, "naar.coder")
    return Workbench(project, "Anna", workbench.lemmatizer, workbench.settings)


def read_csv(path: Path, **options: Any) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, **options))


def test_a_code_is_one_zero_or_empty_and_the_state_tells_why(
    coded: Workbench, tmp_path: Path
) -> None:
    export(coded, ExportRequest(tmp_path / "a.csv", plain=True), quiet)
    rows = {row["respondent"]: row for row in read_csv(tmp_path / "a.csv")}
    assert rows["r1"]["zorgen_werkdruk"] == "1"
    assert rows["r1"]["zorgen_bezuinigingen"] == "0"
    assert rows["r4"]["zorgen_werkdruk"] == "0"
    assert rows["r3"]["zorgen_werkdruk"] == ""
    assert rows["r2"]["zorgen_personeel"] == "1"
    assert rows["r1"]["zorgen_codeur"] == "Anna"
    assert rows["r1"]["organisatie"] == "buurtteam"
    assert rows["r1"]["zorgen_tekst"] == "Werkdruk"
    assert rows["r1"]["zorgen_stand"] != rows["r3"]["zorgen_stand"]


def test_plain_csv_keeps_every_text_and_excels_csv_guards_formulas(
    nasty: Workbench, tmp_path: Path
) -> None:
    export(nasty, ExportRequest(tmp_path / "a.csv", plain=True), quiet)
    assert [row["zorgen_tekst"] for row in read_csv(tmp_path / "a.csv")] == list(NASTY)
    export(nasty, ExportRequest(tmp_path / "b.csv"), quiet)
    assert (tmp_path / "b.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    guarded = [row["zorgen_tekst"] for row in read_csv(tmp_path / "b.csv", delimiter=";")]
    assert guarded == [f"'{t}" if t[0] in "=+-@" else t for t in NASTY]


def test_a_workbook_holds_texts_as_texts_and_a_sheet_a_table(
    nasty: Workbench, tmp_path: Path
) -> None:
    code(nasty, {"r1": ("werkdruk",), "r2": ("werkdruk", "bezuinigingen")})
    made = export(nasty, ExportRequest(tmp_path / "a.xlsx", by=("organisatie",)), quiet)
    assert made.files == (tmp_path / "a.xlsx",)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert len(book.sheetnames) == 5  # about, counts, crossed, answers, codebook
    answers = book[book.sheetnames[3]]
    heads = [cell.value for cell in answers[1]]
    column = heads.index(answers_head(heads))
    # Excel reads _x005F_ as _, which this library leaves to its caller
    texts = [unescape(row[column].value) for row in answers.iter_rows(min_row=2)]
    assert texts == [text.replace("\x07", " ") for text in NASTY]
    assert {cell.data_type for row in answers.iter_rows() for cell in row} <= {
        "s",
        "inlineStr",
        "n",
    }
    assert answers.freeze_panes == "B2"
    assert answers.auto_filter.ref.startswith("A1:")
    counts = book[book.sheetnames[1]]
    assert len(counts._charts) == 1
    found = {row[0].value: (row[2].value, row[3].value) for row in counts.iter_rows()}
    assert found["werkdruk"] == (2, 0.25)


def answers_head(heads: list[Any]) -> str:
    """The heading of the answers: behind the background."""
    return str(heads[heads.index("Organisatie") + 1])


def test_json_tells_codes_by_respondent_and_question(coded: Workbench, tmp_path: Path) -> None:
    export(coded, ExportRequest(tmp_path / "a.json"), quiet)
    content = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    people = {person["respondent"]: person for person in content["respondents"]}
    assert people["r2"]["answers"]["zorgen"]["codes"] == ["bezuinigingen", "personeel"]
    assert people["r4"]["answers"]["zorgen"]["codes"] == []
    assert content["codebooks"]["zorgen"]["codes"][0]["id"] == "bezuinigingen"
    [counts] = [table for table in content["tables"] if table["question"] == "zorgen"]
    assert counts["n"] == 8


def test_parquet_reads_back_with_missing_where_nothing_was_coded(
    coded: Workbench, tmp_path: Path
) -> None:
    export(coded, ExportRequest(tmp_path / "a.parquet"), quiet)
    frame = pd.read_parquet(tmp_path / "a.parquet").set_index("respondent")
    assert frame.loc["r1", "zorgen_werkdruk"] == 1
    assert frame.loc["r4", "zorgen_werkdruk"] == 0
    assert pd.isna(frame.loc["r3", "zorgen_werkdruk"])


def test_parquet_without_its_library_says_what_to_install(
    coded: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_a: Any, **_o: Any) -> None:
        raise ImportError

    monkeypatch.setattr(pd.DataFrame, "to_parquet", missing)
    with pytest.raises(CoderError, match="Parquet"):
        export(coded, ExportRequest(tmp_path / "a.parquet"), quiet)
    assert list(tmp_path.glob("*.parquet")) == []


def test_a_folder_gets_a_csv_file_a_table(coded: Workbench, tmp_path: Path) -> None:
    made = export(coded, ExportRequest(tmp_path / "uit"), quiet)
    assert len(made.files) == 3
    assert {path.parent for path in made.files} == {tmp_path / "uit"}
    assert all(path.read_bytes().startswith(b"\xef\xbb\xbf") for path in made.files)


def test_a_part_alone_can_be_written(coded: Workbench, tmp_path: Path) -> None:
    request = ExportRequest(tmp_path / "uit", parts=(Part.CODEBOOK,))
    [codebook] = export(coded, request, quiet).files
    rows = read_csv(codebook, delimiter=";")
    assert "bezuinigingen" in next(iter(rows[0].values()))


def test_one_coders_own_work_can_be_written(coded: Workbench, tmp_path: Path) -> None:
    other = Workbench(coded.project, "Bram", coded.lemmatizer, coded.settings)
    code(other, {"r1": ("geen",)})
    for coder, named in (("Anna", "1"), ("Bram", "0")):
        request = ExportRequest(tmp_path / "a.csv", coder=coder, plain=True)
        export(coded, request, quiet)
        [first] = [row for row in read_csv(tmp_path / "a.csv") if row["respondent"] == "r1"]
        assert first["zorgen_werkdruk"] == named


def test_a_project_that_nobody_coded_can_be_written(workbench: Workbench, tmp_path: Path) -> None:
    for form in ExportFormat:
        made = export(workbench, ExportRequest(tmp_path / f"a.{form}"), quiet)
        assert all(path.stat().st_size for path in made.files)


def test_a_label_of_300_letters_and_a_code_without_answers_are_written(
    coded: Workbench, tmp_path: Path, codebook_file: Path
) -> None:
    long = "Lang " * 60
    text = codebook_file.read_text(encoding="utf-8").replace("label: Anders", f"label: {long}")
    codebook_file.write_text(text, encoding="utf-8")
    for form in ExportFormat:
        export(coded, ExportRequest(tmp_path / f"a.{form}"), quiet)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    heads = [cell.value for cell in book[book.sheetnames[2]][1]]
    assert long.strip() in heads


def test_an_answer_too_long_for_a_cell_is_cut_and_told(
    make_project: Any, workbench: Workbench, tmp_path: Path
) -> None:
    project = make_project(("x" * 40_000,), "lang.coder")
    bench = Workbench(project, "Anna", workbench.lemmatizer, workbench.settings)
    made = export(bench, ExportRequest(tmp_path / "a.xlsx"), quiet)
    assert len(made.notes) == 1
    openpyxl.load_workbook(tmp_path / "a.xlsx")


@pytest.mark.parametrize("form", list(ExportFormat))
def test_a_failed_export_leaves_the_old_file_and_nothing_else(
    coded: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: ExportFormat
) -> None:
    folder = tmp_path / "uit"
    folder.mkdir()
    target = folder / f"a.{form}"
    target.write_text("oud", encoding="utf-8")

    def full(_self: Path, _target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.Path, "replace", full)
    with pytest.raises(CoderError, match="No space left"):
        export(coded, ExportRequest(target), quiet)
    assert target.read_text(encoding="utf-8") == "oud"
    assert [path.name for path in folder.iterdir()] == [target.name]


def test_a_stopped_export_leaves_the_old_file_and_nothing_else(
    make_project: Any, workbench: Workbench, tmp_path: Path
) -> None:
    class StoppedError(Exception):
        pass

    def stop(_what: str, done: int, _of: int) -> None:
        if done:
            raise StoppedError

    project = make_project(tuple(f"druk {n}" for n in range(5_001)), "veel.coder")
    bench = Workbench(project, "Anna", workbench.lemmatizer, workbench.settings)
    folder = tmp_path / "uit"
    folder.mkdir()
    for form in (ExportFormat.XLSX, ExportFormat.CSV):
        target = folder / f"a.{form}"
        target.write_text("oud", encoding="utf-8")
        with pytest.raises(StoppedError):
            export(bench, ExportRequest(target, parts=(Part.CODINGS,)), stop)
        assert target.read_text(encoding="utf-8") == "oud"
    assert {path.name for path in folder.iterdir()} == {"a.xlsx", "a.csv"}


def test_a_file_open_in_another_program_is_told(
    coded: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_self: Path, _target: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(files.Path, "replace", busy)
    with pytest.raises(CoderError) as caught:
        export(coded, ExportRequest(tmp_path / "a.xlsx"), quiet)
    assert "Close it where it is open" in caught.value.hint


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_told(coded: Workbench, tmp_path: Path) -> None:
    folder = tmp_path / "dicht"
    folder.mkdir(mode=0o500)
    with pytest.raises(CoderError, match="cannot be written"):
        export(coded, ExportRequest(folder / "a.xlsx"), quiet)


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (ExportRequest(Path("a.doc")), "no format .doc"),
        (ExportRequest(Path("nergens/a.csv")), "no folder"),
        (ExportRequest(Path("a.csv"), questions=("zorge",)), "no question"),
        (ExportRequest(Path("a.csv"), wave="1999"), "1999"),
        (ExportRequest(Path("a.csv"), coder="Niemand"), "Niemand"),
        (ExportRequest(Path("a.csv"), parts=()), "nothing to export"),
        (ExportRequest(Path("a.xlsx"), by=("kleur",)), "kleur"),
    ],
)
def test_what_is_wrong_is_told_in_words(
    coded: Workbench,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request_: ExportRequest,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises((CoderError, UsageError), match=said):
        export(coded, request_, quiet)
    assert list(tmp_path.glob("a.*")) == []
