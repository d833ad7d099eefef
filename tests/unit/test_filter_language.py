"""The filter language: what is understood, in which language, and where mistakes are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.domain.filter_language import parse
from coder.domain.filter_words import CodeName, Names
from coder.domain.queries import (
    All,
    Any,
    DecidedBy,
    HasCode,
    InText,
    InWave,
    Not,
    OfBackground,
    Place,
    Stands,
    Status,
    Wanted,
)
from coder.errors import FilterError

NAMES = Names(
    (
        CodeName("werkdruk", "Werkdruk", frozenset({"werkdruk"})),
        CodeName("middelen", "Te weinig middelen", frozenset({"geld", "tijd"})),
    ),
    ("functie", "Soort organisatie"),
    ("Anna", "regels"),
    ("2020", "2024"),
)
WERKDRUK = HasCode(frozenset({"werkdruk"}))
OPEN = Stands(Status.OPEN)


def test_conditions_beside_each_other_must_all_hold() -> None:
    written = 'code:werkdruk functie:opbouw* -later tekst:"geen tijd"'
    assert parse(written, NAMES) == All((
        WERKDRUK,
        OfBackground("functie", Wanted("opbouw", Place.START)),
        Not(Stands(Status.LATER)),
        InText(Wanted("geen tijd")),
    ))  # fmt: skip


@pytest.mark.parametrize(
    ("english", "dutch"),
    [
        ("text:tijd", "tekst:tijd"),
        ("coder:Anna", "codeur:anna"),
        ("wave:2024", "meting:2024"),
        ("coded OR starred", "gecodeerd OF ster"),
        ("NOT proposed", "NIET voorgesteld"),
        ("status:later", "opzij"),
    ],
)
def test_english_and_dutch_ask_the_same(english: str, dutch: str) -> None:
    assert parse(english, NAMES) == parse(dutch, NAMES)


def test_or_binds_weaker_than_standing_beside_each_other_and_brackets_group() -> None:
    flat = parse("open coded OR code:werkdruk", NAMES)
    grouped = parse("open (coded OR code:werkdruk)", NAMES)
    coded = Stands(Status.CODED)
    assert flat == Any((All((OPEN, coded)), WERKDRUK))
    assert grouped == All((OPEN, Any((coded, WERKDRUK))))


def test_a_net_is_asked_for_by_its_label_with_all_that_stands_below_it() -> None:
    assert parse('code:"te weinig MIDDELEN"', NAMES) == HasCode(frozenset({"geld", "tijd"}))


def test_values_with_commas_between_are_alternatives() -> None:
    assert parse('"soort organisatie":wijkteam,"Gemeente A"', NAMES) == Any((
        OfBackground("Soort organisatie", Wanted("wijkteam")),
        OfBackground("Soort organisatie", Wanted("Gemeente A")),
    ))  # fmt: skip


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("tijd", Place.START),
        ("tijd*", Place.START),
        ("*tijd", Place.END),
        ("*tijd*", Place.ANYWHERE),
        ('"tijd"', Place.WHOLE),
        ('"tijd', Place.WHOLE),  # while it is being typed
    ],
)
def test_stars_and_quotes_say_where_the_letters_stand(written: str, place: Place) -> None:
    assert parse(written, NAMES) == InText(Wanted("tijd", place))


def test_a_word_in_quotes_is_sought_and_no_status() -> None:
    assert parse('"open"', NAMES) == InText(Wanted("open"))


def test_machines_and_waves_are_found_by_their_names() -> None:
    assert parse("coder:regels wave:202*", NAMES) == All((
        DecidedBy(frozenset({"regels"})), InWave(frozenset({"2020", "2024"}))
    ))  # fmt: skip


def test_nothing_typed_asks_for_every_answer() -> None:
    assert parse("  ", NAMES) == All()


@pytest.mark.parametrize(
    ("written", "column", "said"),
    [
        ("open code:werkdrk", 11, "Did you mean werkdruk?"),
        ("functje:x", 1, "Did you mean functie?"),
        ("om 12:30", 4, "Put quotes around"),
        ("functie:", 9, "a value is missing"),
        ("open (coded", 6, "not closed"),
        ("open)", 5, "closes nothing"),
        ("open OR", 8, "a condition is missing"),
        ("op*bouw", 3, "only before or after"),
        ("status:klaar", 8, "is no status"),
        ("(" * 30 + "open", 21, "Too many brackets"),
        ("a " * 1001, 2001, "at most 2000 characters"),
    ],
)
def test_a_mistake_is_told_with_its_column(written: str, column: int, said: str) -> None:
    with pytest.raises(FilterError, match=said.replace("?", r"\?")) as caught:
        parse(written, NAMES)
    assert caught.value.column == column


@given(st.text(st.sampled_from('ab:*"()-, “”OFcode') | st.characters(), max_size=40))
def test_whatever_is_typed_is_understood_or_refused_with_a_column(written: str) -> None:
    assert 0 <= column_of_mistake(written) <= len(written) + 1


def column_of_mistake(written: str) -> int:
    """0: it is understood."""
    try:
        parse(written, NAMES)
    except FilterError as error:
        return error.column
    return 0
