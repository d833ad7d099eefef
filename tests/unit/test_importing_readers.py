"""Survey files become a table, whole or not at all."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter

from coder.errors import ImportFileError
from coder.importing import spss
from coder.importing.delimited import guess_separator
from coder.importing.readers import read_table
from coder.importing.table import Format, Table

MESSY = Path(__file__).parent.parent / "data" / "messy"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "enquête.csv"


def names(table: Table) -> list[str]:
    return [column.name for column in table.columns]


def cells(table: Table) -> list[tuple[str | None, ...]]:
    return [row.cells for row in table.rows]


def problems(path: Path, **options: str) -> list[tuple[int | None, int | None, str]]:
    with pytest.raises(ImportFileError) as caught:
        read_table(path, **options)
    assert all(problem.file for problem in caught.value.problems)
    return [(one.line, one.column, one.message) for one in caught.value.problems]


# Real oddities, as lookalikes


def test_windows_1252_keeps_its_typographic_apostrophes_and_leading_zeros() -> None:
    table = read_table(MESSY / "windows1252_puntkomma_crlf.csv")
    assert (table.encoding, table.separator) == ("cp1252", ";")
    assert cells(table) == [
        ("08AB", "’t Trefpunt", "0599123456", "Eén coördinator voor 3 wijken, dat is te weinig"),
        ("0599", "De Brug", " ", "Cliënten kunnen nergens terecht, ‘zie mail’"),
    ]


def test_an_answer_of_several_lines_is_one_cell_to_the_letter() -> None:
    table = read_table(MESSY / "na_meerregelig.csv")
    assert table.cells("advies") == [
        "NA",
        '- minder regels\n- meer "echte" tijd\n\n- NA overleg rust',
        "NA",
        "Gewoon doen, niet zeuren",
    ]
    assert [row.line for row in table.rows] == [2, 3, 7, 8]


def test_a_byte_order_mark_is_no_part_of_the_first_name() -> None:
    table = read_table(MESSY / "utf8bom_komma.csv")
    assert names(table) == ["respondentnummer", "geslacht", "zorgverlener"]
    assert (table.encoding, table.separator) == ("utf-8-sig", ",")
    told = read_table(MESSY / "utf8bom_komma.csv", encoding="utf-8")
    assert names(told)[0] == "respondentnummer"


def test_the_first_sheet_with_anything_on_it_is_read_and_the_others_are_named() -> None:
    table = read_table(MESSY / "meer_bladen.xlsx")
    assert (table.sheet, table.sheet_chosen) == ("goud-emotie", False)
    assert table.sheets == ("leeg", "goud-emotie", "test-emotie")
    assert names(table) == ["content", "emotie", "kolom 4"]
    assert cells(table) == [(" Wat een dag! ", "blij", None), ("Het is wat", "boos", "dubbel?")]
    assert len(table.notes) == 2
    assert "Column 3" in table.notes[0]


def test_a_named_sheet_is_read_and_formulas_and_markup_stay_text() -> None:
    table = read_table(MESSY / "meer_bladen.xlsx", sheet="test-emotie")
    assert table.sheet_chosen
    assert cells(table) == [
        ("=SOM(1;2) is geen formule", "blij", "3"),
        ("<b>vet</b>", None, "7.5"),
    ]


def test_an_unknown_sheet_comes_with_the_nearest() -> None:
    with pytest.raises(ImportFileError) as caught:
        read_table(MESSY / "meer_bladen.xlsx", sheet="test emotie")
    assert "test emotie" in caught.value.message
    assert "test-emotie" in caught.value.hint


def test_an_empty_sheet_is_refused_by_name() -> None:
    assert "leeg" in problems(MESSY / "meer_bladen.xlsx", sheet="leeg")[0][2]


def test_spss_values_are_read_as_their_labels_and_missing_ones_are_known() -> None:
    table = read_table(MESSY / "met_labels.sav")
    assert table.format is Format.SPSS
    by_name = {column.name: column for column in table.columns}
    assert by_name["zorgen"].label == "Waarover maak je je zorgen?"
    assert table.cells("geslacht") == ["vrouw", "man", "onbekend", None]
    assert by_name["geslacht"].missing == {"onbekend"}
    assert table.cells("soort") == ["Consult", "Visite", "Consult", "X"]
    assert by_name["soort"].missing == {"X"}
    assert by_name["cijfer"].missing == {"-95"}
    assert table.cells("respnr") == ["1", "2", "3", "4"]
    assert table.cells("cijfer") == ["7", "8.5", "-95", "6"]
    assert table.cells("datum") == ["2024-07-09", None, "2024-09-16", "2024-08-01"]
    assert (table.cells("zorgen")[2] or "").startswith("’s Avonds")


def test_an_spss_file_without_labels_is_read() -> None:
    table = read_table(MESSY / "zonder_labels.sav")
    assert cells(table) == [("1", "Huisarts"), ("2", "poh")]
    assert {column.label for column in table.columns} == {""}


# Separators and encodings


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_separator_and_encoding_are_found_out(file: Path, separator: str, encoding: str) -> None:
    rows = ["nr\tzorgen", '1\t"Eén; twee, drie | vier"', "2\tcliënten"]
    file.write_bytes("\n".join(rows).replace("\t", separator).encode(encoding))
    table = read_table(file)
    assert (table.separator, table.encoding) == (separator, encoding)
    assert cells(table) == [("1", "Eén; twee, drie | vier"), ("2", "cliënten")]


def test_commas_in_answers_do_not_outvote_the_semicolon(file: Path) -> None:
    text = "nr;zorgen, en waarom;belemmeringen\n1;geld, tijd, rust;a, b\n2;rust;geen, echt geen\n"
    assert guess_separator(text) == ";"


def test_a_file_of_one_column_needs_no_separator(file: Path) -> None:
    file.write_text("antwoord\nwerkdruk, regels; geld\n\ngeen\n", encoding="utf-8")
    table = read_table(file)
    assert table.separator == ""
    assert cells(table) == [("werkdruk, regels; geld",), ("geen",)]


def test_what_the_user_says_goes_before_guessing(file: Path) -> None:
    file.write_bytes("a,b;c\n1,2;Ã©\n".encode("cp1252"))
    table = read_table(file, encoding="cp1252", separator=",")
    assert cells(table) == [("1", "2;Ã©")]


def test_excels_own_separator_line_is_obeyed_and_counted(file: Path) -> None:
    file.write_text("sep=;\r\nnr;tekst\r\n1;a, b\r\n2;c;d\r\n", newline="")
    assert problems(file)[0][:2] == (4, 3)


def test_an_unknown_encoding_is_refused(file: Path) -> None:
    file.write_text("a;b\n1;2\n")
    assert "utf-9" in problems(file, encoding="utf-9")[0][2]


def test_utf_8_with_one_bad_byte_is_not_read_as_windows_1252(file: Path) -> None:
    good = "nr;tekst\n1;cliënten, coördinatie, één\n2;caf"
    file.write_bytes(good.encode() + b"\xe9 dicht\n3;ruimte\n")
    [(line, _column, message)] = problems(file)
    assert line == 3
    assert "0xE9" in message


def test_a_file_broken_off_inside_a_letter_is_refused(file: Path) -> None:
    file.write_bytes("nr;tekst\n1;cliënten\n2;financiële".encode()[:-3])
    [(line, _column, message)] = problems(file)
    assert line == 3
    assert "breaks off" in message


def test_windows_1252_may_end_in_an_accent(file: Path) -> None:
    file.write_bytes("nr;tekst\n1;privé".encode("cp1252"))
    assert cells(read_table(file)) == [("1", "privé")]


# Refused: files


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "no such file" in problems(tmp_path / "weg.csv")[0][2]


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "folder" in problems(tmp_path)[0][2]


@pytest.mark.parametrize("content", [b"", b"\n\n  \n", b"\xef\xbb\xbf\n", b";;\n;;\n"])
def test_an_empty_file_is_refused(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert "empty" in problems(file)[0][2]


def test_a_heading_without_rows_is_refused(file: Path) -> None:
    file.write_text("nr;tekst\n;\n")
    assert "no rows" in problems(file)[0][2]


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", bytes(range(256)) * 4])
def test_a_binary_file_is_refused(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert "not a text file" in problems(file)[0][2]


@pytest.mark.parametrize("name", ["a.xlsx", "a.sav"])
@pytest.mark.parametrize("content", [b"nr;tekst\n1;a\n", b"PK\x03\x04" + b"x" * 50, b"\0" * 99])
def test_a_file_that_is_not_what_its_name_says_is_refused(
    tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert "not a whole" in problems(path)[0][2]


def test_an_spss_file_with_a_variable_that_lost_its_name_is_refused(tmp_path: Path) -> None:
    """It came out of spoiling files at random: an inner error, before it was refused in words."""
    whole = (MESSY / "met_labels.sav").read_bytes()
    names = read_table(MESSY / "met_labels.sav").columns
    path = tmp_path / "a.sav"
    refused = 0
    for column in names:
        short = column.name[:8].upper().encode().ljust(8)
        if whole.count(short):
            path.write_bytes(whole.replace(short, b" " * 8))
            refused += "without a name" in problems(path)[0][2]
    assert refused


@pytest.mark.parametrize("name", ["meer_bladen.xlsx", "met_labels.sav"])
@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_a_truncated_file_is_refused(tmp_path: Path, name: str, share: float) -> None:
    whole = (MESSY / name).read_bytes()
    path = tmp_path / name
    path.write_bytes(whole[: int(len(whole) * share)])
    assert "not a whole" in problems(path)[0][2]


def test_a_workbook_is_known_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes((MESSY / "meer_bladen.xlsx").read_bytes())
    assert read_table(path).format is Format.SPREADSHEET


def test_a_sheet_of_a_csv_is_refused(file: Path) -> None:
    file.write_text("a;b\n1;2\n")
    assert "sheets" in problems(file, sheet="Blad1")[0][2]


# Refused: rows and cells


def test_ragged_rows_are_listed_with_row_and_column_and_counted(file: Path) -> None:
    rows = ["nr;tekst;leeftijd", "1;a;30", "2;b", "3;c;40;x", *["4;d"] * 10]
    file.write_text("\n".join(rows))
    found = problems(file)
    assert found[0] == (3, 3, "2 cells where the heading has 3")
    assert found[1] == (4, 4, "4 cells where the heading has 3")
    assert "7" in found[-1][2]
    assert len(found) == 6


def test_columns_of_one_name_are_refused_together_with_other_problems(file: Path) -> None:
    file.write_text("nr;tekst;tekst;nr\n1;a;b;c\n2;d\n")
    found = problems(file)
    assert [place[:2] for place in found] == [(3, 3), (1, 4), (1, 3)]
    assert "columns 2, 3" in found[2][2]


def test_a_quotation_mark_that_is_never_closed_is_found(file: Path) -> None:
    file.write_text('nr;tekst;x\n1;"a\nb";c\n2;"de druk;hoog\n3;geen;niets\n')
    assert problems(file) == [(4, 2, "a quotation mark is opened here and never closed")]


def test_a_quotation_mark_that_closes_too_early_is_found(file: Path) -> None:
    file.write_text('nr;tekst\n1;a\n2;"de "druk" hoog"\n3;geen\n')
    [(line, column, message)] = problems(file)
    assert (line, column) == (3, 2)
    assert "too early" in message


def test_a_quotation_mark_in_the_middle_of_a_cell_is_text(file: Path) -> None:
    file.write_text('nr;tekst\n1;de "druk" is 5" hoog\n')
    assert cells(read_table(file)) == [("1", 'de "druk" is 5" hoog')]


def test_rows_swallowed_by_two_stray_quotation_marks_are_found(file: Path) -> None:
    file.write_text('nr;tekst\n1;a\n2;"de druk\n3;geen\n4;hoog"\n5;e\n')
    found = problems(file)
    assert [place[:2] for place in found] == [(3, 2), (3, 2)]
    assert "row of 3" in found[0][2]


def test_a_numbered_list_in_an_answer_is_no_row(file: Path) -> None:
    file.write_text('nr,tekst\n1,"druk\n2, geen tijd\n3, geld"\n2,b\n3,c\n')
    assert read_table(file).cells("tekst")[0] == "druk\n2, geen tijd\n3, geld"


def test_blank_lines_and_empty_rows_are_left_out_and_counted(file: Path) -> None:
    file.write_text("nr;tekst\n1;a\n\n;\n2;b\n\n")
    table = read_table(file)
    assert cells(table) == [("1", "a"), ("2", "b")]
    assert table.empty_rows == 1
    assert [row.line for row in table.rows] == [2, 5]


def test_names_are_trimmed_and_cells_are_not(file: Path) -> None:
    file.write_text(" nr ;tekst \n1;  a \n")
    table = read_table(file)
    assert names(table) == ["nr", "tekst"]
    assert cells(table) == [("1", "  a ")]


def test_an_answer_longer_than_the_csv_module_likes_is_read(file: Path) -> None:
    file.write_text("nr;tekst\n1;" + "a" * 300_000 + "\n")
    assert len(read_table(file).cells("tekst")[0] or "") == 300_000


# Workbooks


def test_a_sheet_that_begins_lower_down_keeps_excels_row_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Data")
        sheet.write_row(2, 1, ["respnr", "tekst"])
        sheet.write_row(3, 1, [1, "a"])
        sheet.write_row(5, 1, [2, "b"])
    table = read_table(path)
    assert names(table) == ["respnr", "tekst"]
    assert [(row.line, row.number, row.cells) for row in table.rows] == [
        (4, 1, ("1", "a")),
        (6, 3, ("2", "b")),
    ]
    assert [column.number for column in table.columns] == [2, 3]


def test_cells_of_a_sheet_become_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        day = workbook.add_format({"num_format": "dd-mm-yyyy"})
        moment = workbook.add_format({"num_format": "dd-mm-yyyy hh:mm"})
        sheet.write_row(0, 0, ["heel", "breuk", "groot", "waar", "dag", "moment", "tekst"])
        sheet.write_row(1, 0, [3.0, 7.45, 123456789012, True])
        sheet.write_datetime(1, 4, dt.datetime(2024, 7, 9), day)
        sheet.write_datetime(1, 5, dt.datetime(2024, 7, 9, 10, 30), moment)
        sheet.write_string(1, 6, "007")
    assert cells(read_table(path)) == [
        ("3", "7.45", "123456789012", "TRUE", "2024-07-09", "2024-07-09 10:30:00", "007")
    ]


def test_columns_of_one_name_in_a_sheet_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["nr", "tekst", "tekst"])
        sheet.write_row(1, 0, [1, "a", "b"])
    assert problems(path)[0][:2] == (1, 3)


def test_a_sav_file_that_crashes_its_library_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crash = "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"
    monkeypatch.setattr(spss, "APART", ("-c", crash))
    assert spss.read_apart(tmp_path / "x.sav") == "it is damaged: reading it breaks off"


def test_a_sav_file_that_asks_for_too_much_memory_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_sav(*_given: object, **_how: object) -> None:
        raise MemoryError

    monkeypatch.setattr("pyreadstat.read_sav", read_sav)
    monkeypatch.setattr(spss, "read_apart", spss.read_here)
    (tmp_path / "x.sav").write_bytes(b"$FL2")
    [(_row, _column, message)] = problems(tmp_path / "x.sav")
    assert "it asks for more memory than there is" in message


def test_a_damaged_sav_file_never_ends_the_program(tmp_path: Path) -> None:
    """These bytes crash ReadStat at times, when it reads them in the program itself."""
    head = b"$FL2@(#) SPSS DATA FILE - https://github.com/WizardMac/ReadStat ".ljust(64)
    path = tmp_path / "kapot.sav"
    path.write_bytes(head + bytes.fromhex("0200000008000000010000000000000005000000"))
    with pytest.raises(ImportFileError, match=r"kapot\.sav"):
        read_table(path)
