"""Tables as csv for a Dutch Excel: the base always stands in them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from coder.domain.addresses import parse_address
from coder.domain.answers import AnswerId
from coder.domain.codebook import AnswersPer, Code, Codebook
from coder.domain.counting import CountTable, count_codes
from coder.domain.crossing import cross_codes
from coder.reports.cross_tables import cross_table
from coder.reports.name_counts import GivenName, NamesReport, report_names, without_opening_capital
from coder.reports.tables import (
    Table,
    counts_table,
    families_table,
    names_table,
    words_table,
    write_csv,
)
from coder.reports.word_counts import WordCount, WordsReport

CODES = (Code("werkdruk", "Werkdruk"), Code("net", "Net", codes=(Code("cao", "Cao; loon"),)))
CODED = {
    AnswerId(1): frozenset({"werkdruk"}),
    AnswerId(2): frozenset({"werkdruk", "cao"}),
    AnswerId(3): frozenset[str](),
}


def counted(answers: AnswersPer = AnswersPer.MANY) -> CountTable:
    codebook = Codebook("zorgen", "Zorgen", answers=answers, codes=CODES)
    return count_codes(codebook, CODED, CODED, "zorgen", "2024")


def titles() -> NamesReport:
    families = [Code("sw", "Sociaal werker"), Code("ow", "Opbouwwerker")]
    given = [
        GivenName("Sociaal werker", "sw"),
        GivenName("sociaal werker", "sw"),
        GivenName("sociaal werker Ouderen", "sw"),
        GivenName("sociaal werker/trainer", "sw"),
        GivenName("teamleider", "anders"),
    ]
    return report_names("functietitel", "2024", given, families)


def lines_of(table: Table, folder: Path) -> list[list[str]]:
    text = write_csv(table, folder / "tabel.csv").read_bytes().decode("utf-8-sig")
    return list(csv.reader(text.splitlines(), delimiter=";"))


def test_csv_begins_with_the_mark_by_which_excel_knows_utf8(tmp_path: Path) -> None:
    content = write_csv(counts_table(counted()), tmp_path / "tabel.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfcode;label;")
    assert b"\r\n" in content


def test_percentages_have_a_decimal_comma_and_counts_none(tmp_path: Path) -> None:
    assert lines_of(counts_table(counted()), tmp_path)[1] == [
        "werkdruk",
        "Werkdruk",
        "2",
        "66,7",
        "2",
        "66,7",
    ]


def test_a_label_with_a_semicolon_stays_one_cell(tmp_path: Path) -> None:
    assert lines_of(counts_table(counted()), tmp_path)[3][1] == "  Cao; loon"


@pytest.mark.parametrize("text", ["=1+1", "+31 6", "-2", "@naam"])
def test_text_that_a_spreadsheet_would_run_is_made_harmless(tmp_path: Path, text: str) -> None:
    table = Table("t", ("naam", "aantal"), ((text, -1),), ())
    assert lines_of(table, tmp_path)[1] == ["'" + text, "-1"]


def test_the_base_and_several_answers_are_always_said() -> None:
    notes = " ".join(counts_table(counted()).notes)
    assert "n = 3" in notes
    assert "2 of them coded, 3 codes given" in notes
    assert "several answers possible" in notes
    assert "several answers" not in " ".join(counts_table(counted(AnswersPer.ONE)).notes)


def test_a_cross_table_begins_with_the_base_of_each_group() -> None:
    groups = {AnswerId(1): ("a",), AnswerId(2): ("b",), AnswerId(3): ("b",)}
    codebook = Codebook("zorgen", "Zorgen", codes=CODES)
    cross = cross_codes(codebook, CODED, groups, counted(), "organisatie")
    table = cross_table(cross)
    assert table.heads == ("code", "label", "all", "all, %", "b", "b, %", "a", "a, %")
    assert table.rows[0] == (
        "",
        "n",
        3,
        100.0,
        2,
        pytest.approx(66.67, abs=0.01),
        1,
        pytest.approx(33.33, abs=0.01),
    )
    assert table.rows[1][4:] == (1, 50.0, 1, 100.0)
    assert "zorgen, 2024 × organisatie" in table.title


def test_names_count_with_their_additions_and_bare() -> None:
    report = titles()
    assert (report.n, report.distinct, report.once, report.combined) == (5, 4, 3, 1)
    [family] = report.families
    assert (family.code, family.respondents, family.bare, family.with_additions) == ("sw", 4, 2, 2)
    assert family.additions == (("ouderen", 1), ("trainer", 1))
    bare = {name.name.casefold(): name.bare for name in report.names}
    assert bare["sociaal werker"]
    assert not bare["teamleider"]


def test_names_are_sorted_by_count_and_then_by_name() -> None:
    names = [(name.name.casefold(), name.count) for name in titles().names]
    assert names == [
        ("sociaal werker", 2),
        ("sociaal werker ouderen", 1),
        ("sociaal werker/trainer", 1),
        ("teamleider", 1),
    ]


def test_tables_of_names_and_families_state_base_and_variety() -> None:
    table = names_table(titles())
    assert table.rows[0][1:4] == (2, 40.0, "Sociaal werker")
    assert table.rows[2][5] == "sociaal werker + trainer"
    assert "n = 5" in table.notes[0]
    assert table.notes[1] == "4 distinct names, 3 named once only, 1 combined"
    assert families_table(titles()).rows[0][:5] == ("Sociaal werker", 4, 80.0, 2, 2)


def test_a_table_of_words_lists_the_words_they_stand_in() -> None:
    forms = tuple((f"wijk{number}", 1) for number in range(9))
    word = WordCount("wijk", "plaats", 9, 10, 0, forms, 0)
    table = words_table(WordsReport("functietitel", "2024", 18, (word,)))
    assert table.rows[0][:4] == ("wijk", "plaats", 9, 50.0)
    assert str(table.rows[0][-1]).endswith("wijk7 (1), …")


def test_json_of_names_has_the_fields_of_the_contract() -> None:
    data = titles().as_json()
    assert {"question", "n", "distinct", "once", "names"} <= data.keys()
    assert {"name", "count"} <= data["names"][0].keys()


def test_a_word_loses_only_the_capital_that_opens_it() -> None:
    names = ["Opbouwwerker Wmo", "GGZ-agoog", "Wmo-consulent", "ZZP'er", "sociaal Werker"]
    assert list(map(without_opening_capital, names)) == [
        "opbouwwerker Wmo",
        "GGZ-agoog",
        "wmo-consulent",
        "ZZP'er",
        "sociaal Werker",
    ]


def test_every_number_of_a_table_has_an_address_and_no_text_has() -> None:
    groups = {AnswerId(1): ("a",), AnswerId(2): ("b",), AnswerId(3): ("b",)}
    codebook = Codebook("zorgen", "Zorgen", codes=CODES)
    cross = cross_table(cross_codes(codebook, CODED, groups, counted(), "organisatie"))
    for table in (counts_table(counted()), cross, names_table(titles()), families_table(titles())):
        for row, keys in zip(table.rows, table.keys, strict=True):
            numbers = [cell for cell in row if not isinstance(cell, str)]
            found = [key for cell, key in zip(row, keys, strict=True) if key is not None]
            spare = 3 if row[1] == "n" else 0  # shares of the base row
            assert len(found) == len(numbers) - spare
            assert all(parse_address(str(key)) == key for key in found)
    assert str(cross.keys[1][6]) == "counts.zorgen.werkdruk.n@2024[organisatie=a]"
    assert cross.over[2:4] == ("all", "all")
