"""What is offered while a filter is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.domain.filter_completion import Completion, Vocabulary, complete, quoted
from coder.domain.filter_language import parse
from coder.domain.filter_words import DUTCH, ENGLISH, CodeName, Names
from coder.domain.queries import OfBackground, Place, Wanted

CODES = (
    CodeName("werkdruk", "Werkdruk", frozenset({"werkdruk"})),
    CodeName("geld", "Bezuinigingen", frozenset({"geld"})),
)
NAMES = Names(CODES, ("functie", "soort organisatie"), ("Anna de Vries",), ("2024",))
VALUES = {"functie": ["opbouwwerker", "sociaal werker"], "soort organisatie": ["gemeente"]}
KNOWN = Vocabulary(NAMES, lambda attribute: VALUES[attribute], DUTCH)


def offered(source: str, known: Vocabulary = KNOWN) -> list[str]:
    return [offer.applied(source) for offer in complete(source, len(source), known)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("code:we", "code:werkdruk "),
        ("code:bez", "code:geld "),  # by its label
        ("functie:soc", 'functie:"sociaal werker" '),
        ("functie:opbouwwerker,so", 'functie:opbouwwerker,"sociaal werker" '),
        ("-lat", "-later "),
        ("(open OF ge", "(open OF gecodeerd "),
        ("soort", '"soort organisatie":'),
        ('"soort organisatie":', '"soort organisatie":gemeente '),
        ("codeur:an", 'codeur:"Anna de Vries" '),
        ("meting:", "meting:2024 "),
        ("tijd co", "tijd code:"),
        ("status:voor", "status:voorgesteld "),
    ],
)
def test_the_first_offer_completes_what_was_begun(typed: str, first: str) -> None:
    assert offered(typed)[0] == first


def test_what_begins_so_goes_before_what_has_it_within() -> None:
    assert offered("code")[:2] == ["code:", "codeur:"]
    assert offered("code")[-1] == "gecodeerd "


def test_the_words_are_those_of_the_language() -> None:
    english = Vocabulary(NAMES, lambda _attribute: (), ENGLISH)
    assert "text:" in offered("", english)
    assert "tekst:" in offered("")


def test_behind_words_of_the_answer_nothing_is_offered() -> None:
    assert offered("tekst:ti") == []
    assert offered("onbekend:x") == []


def test_in_the_middle_only_the_piece_at_the_cursor_gives_way() -> None:
    source = "code:we -later"
    assert complete(source, 7, KNOWN)[0] == Completion("werkdruk ", 5, 7, "Werkdruk")
    assert complete(source, 7, KNOWN)[0].applied(source) == "code:werkdruk  -later"


@given(st.text(min_size=1).map(str.strip).filter(bool))
def test_every_value_can_be_asked_as_it_is_offered(value: str) -> None:
    names = Names((), ("a",))
    plain = value.replace('"', "")
    if not plain.strip():
        return
    asked = parse(f"a:{quoted(value)}", names)
    assert isinstance(asked, OfBackground)
    assert asked.wanted == Wanted(plain, Place.WHOLE)


@given(st.text(max_size=40), st.integers(0, 40))
def test_nothing_that_is_typed_breaks_it(source: str, cursor: int) -> None:
    for offer in complete(source, min(cursor, len(source)), KNOWN):
        assert 0 <= offer.start <= offer.end <= len(source)
