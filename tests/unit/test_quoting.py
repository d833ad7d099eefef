"""A shortened quote holds the respondent's own words; the rest is marked."""

from __future__ import annotations

import pytest

from coder.domain.personal_data import personal_data
from coder.domain.quoting import proposed, shorten, tidy

ORIGINAL = "Het is hier altijd veel te druk en dat is niet gezond. Fatima ging daarom weg."


@pytest.mark.parametrize(
    "typed",
    [
        ORIGINAL,
        "  Het is hier altijd veel te druk en dat is niet gezond.  Fatima ging daarom weg. ",
        "Het is … te druk … Fatima ging daarom weg.",
        "Het is ... te druk [...]",
        "Het is … te druk en dat is niet gezond. [naam] ging daarom weg.",
        "… [D]at is niet gezond. …".replace("[D]at", "[D]at"),
        "[Op kantoor] is [het] te druk …",
        "… Fatima ging daarom weg.",
    ],
)
def test_marked_removals_and_additions_are_right(typed: str) -> None:
    assert shorten(ORIGINAL, typed).problems == ()


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("Het is hier rustig.", "does not stand there"),
        ("Het is hier te druk …", "does not stand there"),  # a removal without its mark
        ("Fatima ging daarom weg.", "beginning is left out"),
        ("Het is hier altijd veel te druk", "end is left out"),
        ("… gezond … Het is hier …", "does not stand there"),  # another order
        ("… zond. …", "does not stand there"),  # half a word
        ("… [alles] …", "own words"),
        ("", "own words"),
        ("Het is [hier altijd veel te druk …", "bracket is not closed"),
    ],
)
def test_unmarked_changes_are_refused(typed: str, why: str) -> None:
    [problem] = shorten(ORIGINAL, typed).problems
    assert why in problem


def test_half_a_negated_word_is_no_quote() -> None:
    assert not shorten("Ik ben ongelukkig.", "Ik ben …gelukkig.").right


def test_a_negation_that_is_left_out_is_pointed_at() -> None:
    shortened = shorten(ORIGINAL, "Het is … gezond. …")
    assert shortened.right
    assert "niet" in shortened.warnings[0]


def test_dots_become_one_sign() -> None:
    assert tidy("dat [...] kan  niet...") == "dat … kan niet…"


def test_a_proposal_replaces_names_and_keeps_the_sentence_with_the_rule() -> None:
    text = ORIGINAL + " " + "En nog veel meer tekst over iets anders. " * 8
    place = text.index("te druk")
    short = proposed(text, personal_data(text), [(place, place + 7)], most=90)
    assert short == tidy(ORIGINAL).replace("Fatima", "[naam]") + " …"
    assert shorten(text, short).right


def test_a_proposal_that_would_cut_through_a_name_leaves_it_to_a_person() -> None:
    text = "Kort. Bel mevr. Jansen. " + "Nog een zin over de wijk. " * 20
    short = proposed(text, personal_data(text), most=60)
    assert shorten(text, short).right
