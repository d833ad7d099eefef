"""What an import will do is known before it is done."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.errors import ImportFileError
from coder.importing.describe import plan_lines
from coder.importing.guesses import guess_id_column, open_columns
from coder.importing.missing import is_missing
from coder.importing.plan import DEFAULT_MISSING, column_named, plan_import
from coder.importing.readers import read_table
from coder.importing.table import Column, Format, Row, Table

MESSY = Path(__file__).parent.parent / "data" / "messy"


def table(heading: str, *lines: str) -> Table:
    rows = [
        Row(number, number + 1, tuple(cell or None for cell in line.split(";")))
        for number, line in enumerate(lines, 1)
    ]
    columns = [Column(name, number) for number, name in enumerate(heading.split(";"), 1)]
    return Table("a.csv", "0f", Format.CSV, tuple(columns), rows, "utf-8", ";")


@pytest.mark.parametrize("cell", [None, "", "  ", "NA", " N/A ", "#N/B", "-", "-99", "-999"])
def test_marks_of_survey_tools_are_no_answer(cell: str | None) -> None:
    assert is_missing(cell)


@pytest.mark.parametrize("cell", ["nvt", "n.v.t.", "geen", "Geen", "na", "-9", "?", "0", "nee"])
def test_what_people_type_is_an_answer(cell: str) -> None:
    assert not is_missing(cell)


@pytest.mark.parametrize("cell", ["nvt", "NVT", "nvt.", " Nvt ", "N.v.t.", "GEEN!"])
def test_words_of_the_user_match_as_people_type_them(cell: str) -> None:
    assert is_missing(cell, {"nvt", "n.v.t.", "Geen"})
    assert not is_missing(f"{cell} idee", {"nvt", "n.v.t.", "Geen"})


def test_answers_and_what_is_missing_are_counted() -> None:
    data = table("nr;zorgen", "1;Werkdruk", "2;werkdruk.", "3;NA", "4;", "5;geen", "6; ", "7;Geen!")
    plan = plan_import(data, "zorgen", "zorgen", missing=DEFAULT_MISSING | {"geen"})
    assert [row.text for row in plan.rows] == ["Werkdruk", "werkdruk.", *[None] * 5]
    assert (plan.answers, plan.empty, plan.distinct) == (2, 5, 1)
    assert plan.missing == {"NA": 1, "": 2, "geen": 2}


def test_words_that_mean_no_answer_stay_values_of_the_background() -> None:
    data = table("nr;zorgen;opleiding", "1;geen;geen", "2;a;-99")
    plan = plan_import(
        data, "zorgen", "zorgen", background=["opleiding"], missing=DEFAULT_MISSING | {"geen"}
    )
    assert [(row.text, row.background) for row in plan.rows] == [(None, ("geen",)), ("a", (None,))]


def test_user_missing_values_of_spss_are_no_answer_and_no_background() -> None:
    data = read_table(MESSY / "met_labels.sav")
    plan = plan_import(data, "soort", "soort", background=["geslacht", "cijfer"])
    assert [row.text for row in plan.rows] == ["Consult", "Visite", "Consult", None]
    assert [row.background for row in plan.rows] == [
        ("vrouw", "7"),
        ("man", "8.5"),
        (None, None),
        (None, "6"),
    ]
    assert plan.missing == {"X": 1}


def test_unknown_columns_are_told_all_at_once_with_the_nearest() -> None:
    data = table("respnr;zorgen", "1;a")
    with pytest.raises(ImportFileError) as caught:
        plan_import(data, "zorgen", "zorgn", id_column="resp", background=["leeftijd"])
    assert [problem.message for problem in caught.value.problems] == [
        "there is no column zorgn",
        "there is no column resp",
        "there is no column leeftijd",
    ]
    assert "zorgen" in caught.value.hint
    assert "respnr" in caught.value.hint


def test_a_column_is_found_by_its_name() -> None:
    assert column_named(table("respnr;zorgen", "1;a"), "zorgen").number == 2


def test_two_respondents_with_one_id_are_refused() -> None:
    data = table("nr;zorgen", "1;a", "2;b", "1;c", "2;b", ";d")
    with pytest.raises(ImportFileError) as caught:
        plan_import(data, "zorgen", "zorgen", id_column="nr")
    assert [(one.line, one.column) for one in caught.value.problems] == [(6, 1), (4, 1)]
    assert "row 2" in caught.value.problems[1].message


def test_a_row_that_says_the_same_again_counts_once() -> None:
    data = table("nr;zorgen;x", "1;a;p", "1;a;q", "2;b;r")
    plan = plan_import(data, "zorgen", "zorgen", id_column="nr")
    assert ([row.external_id for row in plan.rows], plan.repeated) == (["1", "2"], 1)


def test_without_an_id_column_respondents_are_numbered_and_it_is_said() -> None:
    data = table("zorgen", "a", "a", "b")
    plan = plan_import(data, "zorgen", "zorgen")
    assert plan.id_column is None
    assert [row.external_id for row in plan.rows] == ["1", "2", "3"]
    assert any("numbered" in line for line in plan_lines(plan))


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("respnr;zorgen;x", "respnr"),
        ("id;zorgen;x", "id"),
        ("x;zorgen;Respondent ID", "Respondent ID"),
        ("casenr;zorgen;respondentnummer", "respondentnummer"),
        ("zorgen;x;episode_id", "episode_id"),
        ("leeftijd;zorgen;x", None),
        ("idee;zorgen;x", None),
        ("video;zorgen;x", None),
    ],
)
def test_the_id_column_is_guessed_by_name_and_values(heading: str, expected: str | None) -> None:
    data = table(heading, "11;aa;21", "12;bb;22", "13;cc;23")
    assert guess_id_column(data, "zorgen") == expected


@pytest.mark.parametrize("lines", [["1;a", "1;b"], ["1;a", ";b"], ["1;a", "NA;b"]])
def test_an_id_that_is_shared_or_missing_is_no_guess(lines: list[str]) -> None:
    assert guess_id_column(table("respnr;zorgen", *lines)) is None


def test_columns_of_open_answers_are_told_from_closed_ones() -> None:
    organisations = ["welzijn", "gemeente", "zorg"]
    data = table(
        "respnr;datum;mail;organisatie;functie;zorgen",
        *(
            f"{n};2024-07-{n:02};a{n}@b.nl;{organisations[n % 3]};"
            f"{'opbouwwerker' if n % 2 else f'werker wijk {chr(n + 64)}'};"
            f"{'' if n % 4 else f'te veel {chr(n + 64)} regels'}"
            for n in range(1, 27)
        ),
    )
    assert [column.name for column in open_columns(data)] == ["functie", "zorgen"]


def test_the_plan_says_how_the_file_was_read() -> None:
    plan = plan_import(read_table(MESSY / "na_meerregelig.csv"), "advies", "advies")
    told = "\n".join(plan_lines(plan))
    for expected in ("UTF-8", "separated by ,", "id (guessed)", "2 answered", "NA 2"):
        assert expected in told
    sheet = plan_import(read_table(MESSY / "meer_bladen.xlsx"), "x", "content")
    assert "goud-emotie (the first with anything on it" in plan_lines(sheet)[0]
    windows = plan_import(read_table(MESSY / "windows1252_puntkomma_crlf.csv"), "x", "OPMERKING")
    assert "Windows-1252" in plan_lines(windows)[0]
