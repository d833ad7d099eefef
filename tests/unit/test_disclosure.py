"""Attributions that fit enough people, titles inside quotes, quotes that give somebody away."""

from __future__ import annotations

from coder.domain.disclosure import (
    NOBODY_IN_PARTICULAR,
    Kind,
    Speaker,
    attribution_counts,
    linked,
    rare_among,
    rare_titles,
    safe_attribution,
    safe_combination,
)

COUNTS = attribution_counts(
    [("Opbouwwerker", "Opbouwwerker")] * 5
    + [("opbouwwerker.", "Opbouwwerker")]
    + [("zorgboerin", "Begeleider")]
    + [("begeleider", "Begeleider")] * 3
    + [("vlechtwerker", "")]
)


def test_spellings_of_one_title_count_together() -> None:
    assert COUNTS["opbouwwerker"] == 6
    assert COUNTS["begeleider"] == 4  # three titles, and one that belongs to the family


def test_a_title_that_enough_people_have_stays() -> None:
    given = safe_attribution("Opbouwwerker", COUNTS, "Opbouwwerker", k=6)
    assert (given.text, given.replaced) == ("Opbouwwerker", False)


def test_a_title_named_once_gives_way_to_its_family_and_says_so() -> None:
    given = safe_attribution("zorgboerin", COUNTS, "Begeleider", k=3)
    assert (given.text, given.replaced) == ("Begeleider", True)
    assert "fewer than 3" in given.note


def test_without_a_family_large_enough_nobody_in_particular_speaks() -> None:
    assert safe_attribution("vlechtwerker", COUNTS, "", k=2).text == NOBODY_IN_PARTICULAR
    assert safe_attribution("zorgboerin", COUNTS, "Begeleider", k=5).text == NOBODY_IN_PARTICULAR


def test_a_title_that_holds_a_place_is_replaced_however_many_have_it() -> None:
    counts = {"coördinator in zwolle": 9, "coördinator": 9}
    given = safe_attribution("Coördinator in Zwolle", counts, "Coördinator", k=3)
    assert (given.text, given.note) == ("Coördinator", "the title holds personal data")


def test_the_organisation_is_left_out_where_the_two_together_are_rare() -> None:
    first = safe_attribution("Opbouwwerker", COUNTS, k=3)
    together = {("opbouwwerker", "gemeente"): 2, ("opbouwwerker", "welzijn"): 4}
    assert safe_combination(first, "Welzijn", together, k=3).text == "Opbouwwerker, Welzijn"
    alone = safe_combination(first, "Gemeente", together, k=3)
    assert (alone.text, alone.replaced) == ("Opbouwwerker", True)
    assert "Gemeente" in alone.note


def test_a_rare_title_inside_a_quote_is_found() -> None:
    rare = rare_among(COUNTS, k=3)
    text = "Als zorgboerin of als opbouwwerker, het maakt niet uit."
    [found] = rare_titles(text, rare)
    assert (text[found.start : found.end], found.kind) == ("zorgboerin", Kind.TITLE)


def test_a_rare_title_that_is_part_of_a_common_one_is_everybodys() -> None:
    counts = {"sociaal werker": 40, "werker": 1, "straatadvocaat": 1}
    assert rare_among(counts, k=3) == {"straatadvocaat"}


def test_two_quotes_of_one_respondent_are_noticed() -> None:
    [link] = linked([Speaker(1, "A", 50), Speaker(2, "A", 50), Speaker(1, "B", 50)])
    assert (link.first, link.second) == (0, 2)


def test_two_quotes_under_one_rare_attribution_are_noticed() -> None:
    speakers = [Speaker(1, "Leefcoach", 4), Speaker(2, "Leefcoach", 4), Speaker(3, "Coach", 4)]
    [link] = linked(speakers, k=3)
    assert "only 4 respondents" in link.why
    assert linked([Speaker(1, "Leefcoach", 6), Speaker(2, "Leefcoach", 6)], k=3) == ()
