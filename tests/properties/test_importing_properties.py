"""Whatever respondents typed comes back to the letter."""

from __future__ import annotations

import csv
import io

from hypothesis import example, given
from hypothesis import strategies as st

from coder.errors import ImportFileError
from coder.importing.delimited import read_csv
from coder.importing.missing import is_missing

letters = st.characters(codec="utf-8", exclude_characters="\0\ufeff", exclude_categories=["Cs"])
answers = st.text(letters, max_size=30)
windows = st.text(st.characters(codec="cp1252", exclude_characters="\0\ufeff"), max_size=30)
separators = st.sampled_from([";", ",", "\t", "|"])
newlines = st.sampled_from(["\n", "\r\n"])


def written(rows: list[list[str]], separator: str, newline: str) -> str:
    buffer = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL  # else Python leaves a lone carriage return unquoted
    csv.writer(buffer, delimiter=separator, lineterminator=newline, quoting=quoting).writerows(rows)
    return buffer.getvalue()


@given(st.lists(answers, min_size=1, max_size=6), separators, newlines)
@example(['"', '";"', "a\r\nb", " "], ";", "\r\n")
def test_answers_come_back_to_the_letter(texts: list[str], separator: str, newline: str) -> None:
    rows = [["nr", "tekst", "wijk"], *([f"r{n}", text, "x"] for n, text in enumerate(texts))]
    data = written(rows, separator, newline).encode()
    table = read_csv(data, "a.csv", "", separator=separator)
    assert [row.cells for row in table.rows] == [
        (f"r{n}", text or None, "x") for n, text in enumerate(texts)
    ]


@given(st.lists(windows, min_size=1, max_size=6))
def test_windows_1252_is_never_read_as_something_else_when_it_is_told(texts: list[str]) -> None:
    rows = [["nr", "tekst"], *([f"r{n}", text] for n, text in enumerate(texts))]
    data = written(rows, ";", "\r\n").encode("cp1252")
    table = read_csv(data, "a.csv", "", encoding="cp1252", separator=";")
    assert [row.cells[1] for row in table.rows] == [text or None for text in texts]


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        table = read_csv(data, "a.csv", "")
    except ImportFileError:
        return
    assert table.rows
    assert all(len(row.cells) == len(table.columns) for row in table.rows)


@given(answers)
def test_an_answer_with_a_letter_in_it_is_missing_only_when_it_is_a_mark(text: str) -> None:
    marks = {"NA", "N/A", "#N/A", "#N/B"}
    if any(map(str.isalpha, text)) and text.strip() not in marks:
        assert not is_missing(text)
