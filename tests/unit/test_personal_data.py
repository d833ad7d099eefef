"""What the guard finds in a text: on a list of 120 sentences, and case by case."""

from __future__ import annotations

import csv
import importlib.util
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from coder.domain.personal_data import masked, personal_data
from coder.domain.personal_kinds import Certainty, Kind
from coder.domain.personal_numbers import is_iban, passes_eleven_test

ROOT = Path(__file__).parents[2]
LIST = ROOT / "tests" / "data" / "persoonsgegevens.yaml"


@pytest.fixture(scope="module")
def measure() -> Any:
    """How the benchmark counts."""
    path = ROOT / "tests" / "benchmarks" / "personal_data.py"
    spec = importlib.util.spec_from_file_location("bench_personal_data", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["bench_personal_data"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module.measure


@pytest.fixture(scope="module")
def halves() -> dict[str, list[str]]:
    """The two halves of the list."""
    found: dict[str, list[str]] = YAML(typ="safe").load(LIST)
    return found


@pytest.mark.parametrize("half", ["afstemmen", "apart"])
def test_what_has_a_form_is_found_nearly_always(
    measure: Any, halves: dict[str, list[str]], half: str
) -> None:
    score = measure(halves[half])
    for kind in ("email", "phone", "postcode", "bsn"):
        assert score.marked[kind]
        assert score.found[kind] >= 0.95 * score.marked[kind], score.missed


@pytest.mark.parametrize("half", ["afstemmen", "apart"])
def test_names_are_found_and_words_are_not_taken_for_names(
    measure: Any, halves: dict[str, list[str]], half: str
) -> None:
    score = measure(halves[half])
    assert score.marked["name"] >= 18
    assert score.found["name"] >= 0.85 * score.marked["name"], score.missed
    assert score.in_vain["name"] <= 0.15 * score.findings["name"], score.wrong


def test_the_answers_of_the_demo_hold_next_to_nothing() -> None:
    with (ROOT / "data" / "raadpleging_2024.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    texts = {row[name] for row in rows for name in ("zorgen", "belemmeringen", "werkplezier")}
    found = [text[one.start : one.end] for text in texts for one in personal_data(text) if text]
    assert len(texts) > 1000
    assert len(found) <= 5, found


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("mail jan.jansen@wijk.nl.", Kind.EMAIL, "jan.jansen@wijk.nl"),
        ("mail naar info [at] wijk [dot] nl", Kind.EMAIL, "info [at] wijk [dot] nl"),
        ("bel 06 12 34 56 78", Kind.PHONE, "06 12 34 56 78"),
        ("bel (030) 234 56 78", Kind.PHONE, "(030) 234 56 78"),
        ("bel 0031 6 12345678", Kind.PHONE, "0031 6 12345678"),
        ("tel. 234 56 78", Kind.PHONE, "234 56 78"),
        ("in 1234 ab woont niemand", Kind.POSTCODE, "1234 ab"),
        ("bsn 1234.56.782", Kind.BSN, "1234.56.782"),
        ("rekening NL20 INGB 0001 2345 67 graag", Kind.IBAN, "NL20 INGB 0001 2345 67"),
        ("op de Van der Palmkade 12-3", Kind.ADDRESS, "Van der Palmkade 12-3"),
        ("cliëntnummer 20394 wacht", Kind.NUMBER, "20394"),
        ("geboren in 1941", Kind.BIRTHDATE, "1941"),
        ("met jan en fatima", Kind.NAME, "fatima"),
        ("mevrouw De Wit-van Dijk belde", Kind.NAME, "De Wit-van Dijk"),
        ("Ik mis Roos de Wit", Kind.NAME, "Roos de Wit"),
        ("collega Zjaklien weet het", Kind.NAME, "Zjaklien"),
        ("met J.P. de Boer", Kind.NAME, "J.P. de Boer"),
        ("FATIMA IS WEG EN NIEMAND DOET IETS", Kind.NAME, "FATIMA"),
        ("de wijk Kanaleneiland", Kind.PLACE, "Kanaleneiland"),
        ("in den bosch is dat anders", Kind.PLACE, "den bosch"),
        ("stichting Nieuwe Start", Kind.ORGANISATION, "stichting Nieuwe Start"),
    ],
)
def test_it_is_found(text: str, kind: Kind, found: str) -> None:
    assert (kind, found) in [(one.kind, text[one.start : one.end]) for one in personal_data(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Bezuinigingen in 2024 en 2025, en ook in 2026 nog",
        "van 2019-2020 tot 1 januari 2025",
        "Ik hoop dat er rust komt, wil jij dat ook?",
        "caseload van 1200 op 36 uur",
        "de kosten zijn 123456789 euro",  # fails the eleven-test
        "A. Minder regels B. Meer tijd C. Rust",
        "elke dag een roos van de gemeente",
        "WMO EN GGZ WERKEN NIET SAMEN",
        "onderweg 3 keer gestopt",
        "Coördinator Vrijwilligers bij de ggz",
        "€ 1500 pm per gezin",
        "vanaf 1 jan wordt het minder",
    ],
)
def test_ordinary_words_and_numbers_are_left_alone(text: str) -> None:
    assert personal_data(text) == ()


def test_a_number_with_a_wrong_check_digit_is_marked_where_it_is_called_a_bsn() -> None:
    [finding] = personal_data("zijn bsn is 123456789")
    assert (finding.kind, finding.certainty) == (Kind.BSN, Certainty.POSSIBLE)


def test_check_digits() -> None:
    assert passes_eleven_test("111222333")
    assert not passes_eleven_test("111222334")
    assert not passes_eleven_test("000000000")
    assert is_iban("NL20 INGB 0001 2345 67")
    assert not is_iban("NL21 INGB 0001 2345 67")


def test_masking_puts_suggestions_in_place() -> None:
    text = "Bel Fatima op 06-12345678 in Zwolle."
    assert masked(text, personal_data(text)) == "Bel [naam] op [telefoonnummer] in [plaats]."
