"""Files made to do harm: refused in words before they take time or memory, and never run."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from coder.codebooks.document import loads
from coder.codebooks.refi_read import read_qdc
from coder.errors import CodebookError, CoderError, ImportFileError
from coder.importing import archive_check, readers
from coder.importing.readers import read_table
from coder.services.exporting import ExportRequest, export
from coder.services.workbench import Workbench
from coder.storage.project import Project

NASTY = (
    "=HYPERLINK(\"http://x\")",
    "'); DROP TABLE answers; --",
    "[red]rood[/] [@click=app.quit]x[/]",
    "<script>alert(1)</script> & <b>",
    "@SUM(A1)\t+1",
    "\u202eomgekeerd {0} %s \\n",
)  # fmt: skip
LAUGHS = "b: &b [x, x]\n" + "".join(  # a billion, when all aliases are followed
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("bcdefghij", "cdefghijk", strict=True)
)


def workbook(fill: Callable[[object], None]) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        fill(book.add_worksheet())
    return made.getvalue()


def refusal(path: Path) -> str:
    with pytest.raises(ImportFileError) as refused:
        read_table(path)
    return str(refused.value)


def test_a_workbook_that_asks_for_all_memory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xlsx"

    def far(sheet: object) -> None:
        sheet.write_string(0, 0, "nr")  # type: ignore[attr-defined]
        sheet.write_string(1_048_575, 16_383, "x")  # type: ignore[attr-defined]

    def shared(sheet: object) -> None:
        for row in range(20_000):
            sheet.write_string(row, 0, "x" * 32_000)  # type: ignore[attr-defined]

    path.write_bytes(workbook(far))
    assert "million cells" in refusal(path)
    path.write_bytes(workbook(shared))
    assert "texts on a sheet" in refusal(path)
    monkeypatch.setattr(archive_check, "MOST_UNPACKED", 100_000)
    bomb = io.BytesIO(workbook(lambda _: None))
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b" " * 200_000)
    path.write_bytes(bomb.getvalue())
    assert "unpacked" in refusal(path)


def test_a_file_larger_than_memory_is_not_read_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(10 * 2**30)  # takes no room on the disk
    assert f"larger than {readers.MOST_BYTES // 10**6} MB" in refusal(path)


def test_a_formula_is_read_as_what_was_shown(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(
        workbook(lambda sheet: sheet.write_column(0, 0, ["a", "=1+1"]))  # type: ignore[attr-defined]
    )
    assert read_table(path).cells("a") == ["0"]


@pytest.mark.parametrize(
    "text",
    [
        "codebook: !!python/object/apply:os.system ['true']\ntitle: x\ncodes: []",
        LAUGHS,
        "codebook: x\ntitle: x\ncodes: " + "[" * 5_000,
    ],
)  # fmt: skip
def test_a_codebook_runs_nothing_and_does_not_swell(text: str) -> None:
    with pytest.raises(CodebookError):
        loads(text, "x.yaml")


@pytest.mark.parametrize(
    "content",
    [
        b"<?xml version='1.0'?><!DOCTYPE l [<!ENTITY a 'b'>]><CodeBook><Codes/></CodeBook>",
        b"<?xml version='1.0' encoding='uuf-8'?><CodeBook/>",
    ],
)
def test_a_qdc_declares_nothing(content: bytes) -> None:
    with pytest.raises(CodebookError):
        read_qdc(content, "x.qdc", "x")


def test_answers_are_text_wherever_they_go(
    make_project: Callable[..., Project], workbench: Workbench, tmp_path: Path
) -> None:
    project = make_project(NASTY, "nasty.coder")
    assert [answer.text for answer in project.answers("zorgen")] == list(NASTY)
    bench = Workbench(project, "Anna", workbench.lemmatizer, workbench.settings)
    for suffix in ("csv", "json", "xlsx"):
        export(bench, ExportRequest(tmp_path / f"out.{suffix}"), lambda *_: None)
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    with zipfile.ZipFile(tmp_path / "out.xlsx") as book:
        sheets = [book.read(name) for name in book.namelist() if "worksheets/sheet" in name]
        assert all(b"<f>HYPERLINK" not in sheet for sheet in sheets)
    for file in tmp_path.glob("out*.csv"):
        cells = file.read_text(encoding="utf-8-sig")
        assert ";=HYPERLINK" not in cells
        assert ';"=HYPERLINK' not in cells


def test_an_error_never_quotes_an_answer(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('nr;zorg\n1;"mijn geheim\n2;x"y\n', encoding="utf-8")
    with pytest.raises(CoderError) as refused:
        read_table(path)
    assert "geheim" not in str(refused.value)
