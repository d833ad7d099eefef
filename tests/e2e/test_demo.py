"""The main job: the published figures come out of the demo, by the commands of the README."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.conftest import Run

Figures = Callable[..., Any]
TOP_TEN = {
    "sociaal_werker": 148,
    "maatschappelijk_werker": 140,
    "opbouwwerker": 54,
    "persoonlijk_begeleider": 25,
    "onafhankelijk_clientondersteuner": 23,
    "sociaal_cultureel_werker": 22,
    "jongerenwerker": 21,
    "projectleider": 20,
    "ambulant_begeleider": 20,
    "coordinator_vrijwilligerswerk": 15,
}
CODES = {
    "zorgen": (407, {"bezuinigingen": 91, "complexiteit": 87, "werkdruk": 80}),
    "samenwerking_zorg": (471, {"tevreden": 105, "wisselend": 223, "negatief": 139}),
    "administratie": (
        352,
        {"gemeente_vertrouwen": 45, "slechte_systemen": 60, "dubbel": 27, "onnodig": 15},
    ),
    "kennisbronnen": (
        449,
        {
            "collegas": 184,
            "training": 181,
            "artikelen": 86,
            "internet": 68,
            "vakliteratuur": 55,
            "linkedin": 50,
            "boeken": 43,
            "nieuwsbrieven": 42,
            "wetenschap": 26,
            "webinars": 25,
            "workshops": 25,
        },
    ),
}


def respondents(table: dict[str, Any]) -> dict[str, int]:
    return {code["id"]: code["respondents"] for code in table["codes"]}


@pytest.mark.parametrize(
    ("wave", "expected"), [("2024", (1063, 520, 390)), ("2020", (518, 283, 226))]
)
def test_names(figures: Figures, wave: str, expected: tuple[int, int, int]) -> None:
    names = figures("names", "functietitel", "--wave", wave)
    assert (names["n"], names["distinct"], names["once"]) == expected
    assert len(names["names"]) == names["distinct"]
    assert sum(name["count"] for name in names["names"]) == names["n"]


def test_bare_and_combined_names(figures: Figures) -> None:
    names = figures("names", "functietitel")
    count = {name["name"].casefold(): name["count"] for name in names["names"]}
    assert count["sociaal werker"] == 76
    assert count["maatschappelijk werker"] == 48
    assert count["algemeen maatschappelijk werker"] == 19
    assert names["combined"] == 65
    families = {family["code"]: family for family in names["families"]}
    assert families["sociaal_werker"]["bare"] == 76
    assert families["maatschappelijk_werker"]["with_additions"] == 92


@pytest.mark.parametrize("coder_option", [(), ("--coder", "regels")], ids=["person", "rules"])
def test_job_families(figures: Figures, coder_option: tuple[str, ...]) -> None:
    table = figures("counts", "functietitel", "--wave", "2024", *coder_option)
    counted = respondents(table)
    assert {code: counted[code] for code in TOP_TEN} == TOP_TEN
    others = {code: n for code, n in counted.items() if code not in {*TOP_TEN, "anders"}}
    assert max(others.values()) < 15


def test_the_top_five_of_2020(figures: Figures) -> None:
    counted = respondents(figures("counts", "functietitel", "--wave", "2020"))
    ranked = sorted((code for code in counted if code != "anders"), key=lambda c: -counted[c])
    assert ranked[:5] == [
        "maatschappelijk_werker",
        "sociaal_werker",
        "opbouwwerker",
        "sociaal_makelaar",
        "wijkcoach",
    ]
    assert (
        round(100 * (counted["sociaal_cultureel_werker"] + counted["opbouwwerker"]) / 518, 1) == 6.2
    )


def test_words_inside_names(figures: Figures) -> None:
    words = {word["word"]: word for word in figures("words", "functietitel")["words"]}
    expected = {
        "coördinator": 109,
        "jeugd": 60,
        "buurt": 57,
        "wijk": 46,
        "ambulant": 39,
        "adviseur": 38,
    }
    assert {word: words[word]["respondents"] for word in expected} == expected
    assert words["coördinator"]["bare"] == 11


@pytest.mark.parametrize("question", CODES)
def test_counts_per_code(figures: Figures, question: str) -> None:
    n, expected = CODES[question]
    table = figures("counts", question)
    counted = respondents(table)
    assert table["n"] == n
    assert {code: counted[code] for code in expected} == expected


def test_a_crosstable_states_each_base(figures: Figures) -> None:
    table = figures("counts", "zorgen", "--by", "organisatie")
    assert sum(group["n"] for group in table["groups"]) == table["n"] == 407
    for code in table["codes"]:
        in_groups = [
            next(item["respondents"] for item in group["codes"] if item["id"] == code["id"])
            for group in table["groups"]
        ]
        assert sum(in_groups) == code["respondents"]


def test_what_is_left_for_the_user_is_coded_by_the_rules_only(figures: Figures) -> None:
    assert figures("counts", "belemmeringen")["n"] == 569
    assert figures("counts", "belemmeringen", "--coder", "voorbeeldcodeur")["coded"] == 0
    assert figures("counts", "belemmeringen", "--coder", "regels")["coded"] > 400


def test_the_demo_prints_its_figures_and_writes_tables_and_clouds(
    built_demo: tuple[Path, str],
) -> None:
    folder, printed = built_demo
    assert "51 of 51 figures are the same as published." in printed
    written = {path.name for path in (folder / "output").iterdir()}
    assert {
        "wolk_functietitel.png",
        "wolk_functietitel.svg",
        "aantallen_zorgen_2024.csv",
    } <= written
    assert (folder / "output" / "wolk_zorgen.png").read_bytes().startswith(b"\x89PNG")


def test_a_second_demo_leaves_what_was_coded(coder: Run, demo_copy: Path) -> None:
    other = coder("code", demo_copy, "zorgen", "--by", "rules", "--undo")
    assert other.returncode == 1  # the last step was about kennisbronnen
    assert "kennisbronnen" in other.stderr
    undo = coder("code", demo_copy, "kennisbronnen", "--by", "rules", "--undo")
    assert undo.returncode == 0, undo.stderr
    again = coder("demo", demo_copy.parent)
    assert again.returncode == 0, again.stderr
    assert "left as it is" in again.stderr
    history = coder("counts", demo_copy, "kennisbronnen", "--coder", "regels", "--json")
    assert json.loads(history.stdout)["coded"] == 0  # the last step of the rules stays undone
