"""Makes the small files beside it: each has the oddities of one kind of real export.

All answers are made up. Run it again after a change; the files are kept so that tests read the
same bytes everywhere.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pyreadstat
import xlsxwriter

HERE = Path(__file__).parent


def windows_1252() -> None:
    """Semicolons, CRLF, ’ as byte 0x92, leading zeros, a blank for nothing."""
    text = (
        "CODE;NAAM;TELEFOON;OPMERKING\r\n"
        "08AB;’t Trefpunt;0599123456;Eén coördinator voor 3 wijken, dat is te weinig\r\n"
        "0599;De Brug; ;Cliënten kunnen nergens terecht, ‘zie mail’\r\n"
    )
    (HERE / "windows1252_puntkomma_crlf.csv").write_bytes(text.encode("cp1252"))


def literal_na() -> None:
    """Commas, NA for missing, answers of several lines with bullets, doubled quotation marks."""
    text = (
        '"id","submitdate","advies"\n'
        "39,NA,NA\n"
        '38,"2018-06-12 10:00:18","- minder regels\n- meer ""echte"" tijd\n\n- NA overleg rust"\n'
        "37,NA,NA\n"
        '34,"2018-06-12 11:00:00","Gewoon doen, niet zeuren"\n'
    )
    (HERE / "na_meerregelig.csv").write_text(text, encoding="utf-8")


def byte_order_mark() -> None:
    """A byte order mark, numbers as codes, -99 for missing."""
    text = "\ufeffrespondentnummer,geslacht,zorgverlener\n1,0,Huisarts\n2,-99,poh\n3,11,-99\n"
    (HERE / "utf8bom_komma.csv").write_text(text, encoding="utf-8")


def many_sheets() -> None:
    """Sheets of different length, nameless columns, a heading that differs in one letter."""
    with xlsxwriter.Workbook(HERE / "meer_bladen.xlsx") as workbook:
        workbook.add_worksheet("leeg")
        first = workbook.add_worksheet("goud-emotie")
        for number, row in enumerate(
            [
                ["content", "emotie", "", ""],
                [" Wat een dag! ", "blij", "", ""],
                ["Het is wat", "boos", "", "dubbel?"],
            ]
        ):
            first.write_row(number, 0, row)
        second = workbook.add_worksheet("test-emotie")
        second.write_row(0, 0, ["Content", "emotie", "score"])
        second.write_row(2, 0, ["<b>vet</b>", "", 7.5])
        second.write_string(1, 0, "=SOM(1;2) is geen formule")
        second.write_row(1, 1, ["blij", 3.0])


def with_labels() -> None:
    """Labels of variables and values, user-missing values and ranges, a date."""
    frame = pd.DataFrame(
        {
            "respnr": [1.0, 2.0, 3.0, 4.0],
            "geslacht": [1.0, 2.0, -99.0, None],
            "soort": ["C", "V", "C", "X"],
            "cijfer": [7.0, 8.5, -95.0, 6.0],
            "datum": [date(2024, 7, 9), None, date(2024, 9, 16), date(2024, 8, 1)],
            "zorgen": ["Te veel regels", "", "’s Avonds werken " + "en nog eens " * 30, "nvt"],
        }
    )
    pyreadstat.write_sav(
        frame,
        HERE / "met_labels.sav",
        column_labels={"zorgen": "Waarover maak je je zorgen?", "geslacht": "Geslacht"},
        variable_value_labels={
            "geslacht": {1.0: "vrouw", 2.0: "man", -99.0: "onbekend"},
            "soort": {"C": "Consult", "V": "Visite"},
        },
        missing_ranges={
            "geslacht": [-99.0],
            "cijfer": [{"lo": -99.0, "hi": -90.0}],
            "soort": ["X"],
        },
    )


def without_labels() -> None:
    """No labels at all, whole numbers as floats."""
    frame = pd.DataFrame({"respnr": [1.0, 2.0], "zorgverlener": ["Huisarts", "poh"]})
    pyreadstat.write_sav(frame, HERE / "zonder_labels.sav")


if __name__ == "__main__":
    for make in (
        windows_1252,
        literal_na,
        byte_order_mark,
        many_sheets,
        with_labels,
        without_labels,
    ):
        make()
