"""The main job: the published figures come out of the demo, by the commands of the README."""

from __future__ import annotations

import csv
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


def test_coordination_and_the_names_of_both_waves_are_compared(figures: Figures) -> None:
    table = figures("compare", "functietitel", "--waves", "2020,2024", "--words")
    assert table["n"] == [518, 1063]
    words = {word["id"]: word for word in table["words"]}
    assert [round(share) for share in words["coördinator"]["percent_respondents"]] == [6, 10]
    assert words["coördinator"]["respondents"][1] == 109
    codes = {code["id"]: code["respondents"] for code in table["codes"]}
    welfare = [
        codes["sociaal_cultureel_werker"][wave] + codes["opbouwwerker"][wave] for wave in (0, 1)
    ]
    assert [round(100 * welfare[0] / 518, 1), round(100 * welfare[1] / 1063, 1)] == [6.2, 7.1]
    names = table["names"]
    assert (names["distinct"], names["once"]) == ([283, 520], [226, 390])
    assert len(names["new"]) == 520 - names["in_both"]
    assert len(names["vanished"]) == 283 - names["in_both"]
    assert [
        round(100 * n / base) for n, base in zip(names["distinct"], table["n"], strict=True)
    ] == [55, 49]
    assert [round(100 * n / base) for n, base in zip(names["once"], table["n"], strict=True)] == [
        44,
        37,
    ]


def test_concerns_by_job_family_are_those_of_a_recount(
    figures: Figures, built_demo: tuple[Path, str]
) -> None:
    """Counted again from the survey file and the intended codes, by other means."""
    table = figures("counts", "zorgen", "--by", "functietitel", "--test")
    data = Path(__file__).parents[2] / "data"

    def codes_of(name: str) -> dict[str, list[str]]:
        with (data / "gold" / name).open(encoding="utf-8", newline="") as file:
            return {row["id"]: row["codes"].split("|") for row in csv.DictReader(file)}

    concerns, jobs = codes_of("zorgen.csv"), codes_of("functietitel.csv")
    members = [key for key in concerns if jobs.get(key) == ["maatschappelijk_werker"]]
    pressed = [key for key in members if "werkdruk" in concerns[key]]
    group = next(g for g in table["groups"] if g["value"] == "Maatschappelijk werker")
    counted = {code["id"]: code["respondents"] for code in group["codes"]}
    assert (group["n"], counted["werkdruk"]) == (len(members), len(pressed)) != (0, 0)
    assert table["test"]["method"] in {"rao-scott", "none"}
    assert table["test"]["n"] == sum(g["n"] for g in table["groups"] if g["value"])


def test_small_cells_of_a_cross_table_are_kept_back(figures: Figures) -> None:
    table = figures("counts", "zorgen", "--by", "organisatie", "--smallest", "5")
    cells = [code["respondents"] for group in table["groups"] for code in group["codes"]]
    assert None in cells
    assert not any(cell is not None and 0 < cell < 5 for cell in cells)


def test_only_what_was_named_often_has_a_line(figures: Figures) -> None:
    table = figures("counts", "kennisbronnen", "--at-least", "25", "--interval")
    assert {code["label"]: code["respondents"] for code in table["codes"]}["Workshops"] == 25
    assert min(code["respondents"] for code in table["codes"]) >= 25
    assert all(code["low"] < code["percent_respondents"] < code["high"] for code in table["codes"])


@pytest.mark.parametrize(
    "arguments",
    [
        ("chart", "zorgen", "--interval"),
        ("chart", "functietitel", "--waves", "all"),
        ("chart", "samenwerking_zorg", "--by", "werkervaring", "--net", "oordeel"),
        ("cloud", "functietitel", "--shape", "square", "--colour", "codes"),
        ("cloud", "zorgen", "--group", "organisatie=Gemeente", "--screen"),
    ],
)
def test_pictures_are_drawn_and_told_in_words(
    figures: Figures, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    command, *others = arguments
    path = tmp_path / "plaatje.png"
    made = figures(command, *others, "--output", path)
    assert path.read_bytes().startswith(b"\x89PNG")
    assert "n = " in made["alt"]


def test_spellings_of_names_are_suggested(figures: Figures) -> None:
    found = {
        variant["spelling"]: variant["name"]
        for variant in figures("names", "functietitel", "--variants")
    }
    assert found["opbouwerker"] == "Opbouwwerker"


SEVERAL_TIMES = (
    "bedrijfsmaatschappelijk werker, ouderenadviseur, medisch maatschappelijk werker, wijkcoach, "
    "buurtteammedewerker, wijkwerker, woonbegeleider, trajectbegeleider, mantelzorgconsulent, "
    "leefcoach, sociaal makelaar, jeugdprofessional, ggz-agoog, generalist, buurtwerker, "
    "budgetcoach"
).split(", ")
ONCE = (
    "consulent vroegsignalering, dorpsondersteuner, triage professional, stedelijk netwerker, "
    "straatadvocaat, jobcoach, kinderwerker, instroomfunctionaris, maatwerker, vlechtwerker wmo, "
    "zorgboerin, burn-out coach"
).split(", ")


def test_the_titles_that_the_report_names(figures: Figures) -> None:
    names = figures("names", "functietitel")
    count = {name["name"].casefold(): name["count"] for name in names["names"]}
    assert [title for title in SEVERAL_TIMES if count.get(title, 0) < 2] == []
    assert [title for title in ONCE if count.get(title) != 1] == []
    assert sum(count.get(f"sociaal raads{end}", 0) for end in ("man", "vrouw")) > 1
    families = {family["code"]: family for family in names["families"]}
    assert families["sociaal_werker"]["with_additions"] == 148 - 76


def test_the_smaller_themes_and_the_judgement_of_every_answer(figures: Figures) -> None:
    concerns = respondents(figures("counts", "zorgen"))
    smaller = [concerns[code] for code in ("personeel", "positie", "aanbestedingen", "inspraak")]
    assert 0 < max(smaller) < 80
    health = figures("counts", "samenwerking_zorg")
    counted = respondents(health)
    judged = ("tevreden", "wisselend", "negatief")
    assert health["n"] - sum(counted[code] for code in judged) == 4
    themes = (
        "schotten wederkerigheid werkdruk_tijd privacy_regels persoonsafhankelijk concurrentie "
        "afspraken_visie positieve_gezondheid zelfde_gebouw_team"
    ).split()
    assert all(counted[code] > 0 for code in themes)
    scrapped = respondents(figures("counts", "administratie"))
    groups = ("randvoorwaardelijk", "indicaties_beschikkingen", "verantwoording", "clientgebonden")
    assert all(scrapped[code] > 0 for code in groups)


def test_the_top_five_of_2024_and_what_is_named_25_times_or_more(figures: Figures) -> None:
    counted = respondents(figures("counts", "functietitel"))
    ranked = sorted((code for code in counted if code != "anders"), key=lambda c: -counted[c])
    assert ranked[:5] == list(TOP_TEN)[:5]
    listed = figures("counts", "kennisbronnen", "--at-least", "25")["codes"]
    often = {code["id"] for code in listed if code["id"] in CODES["kennisbronnen"][1]}
    assert len(often) == 11
