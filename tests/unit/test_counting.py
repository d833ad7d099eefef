"""Counts per code: the base is stated, a respondent counts once per code and per net."""

from __future__ import annotations

from coder.domain.answers import AnswerId
from coder.domain.codebook import AnswersPer, Code, Codebook
from coder.domain.counting import (
    Base,
    CodeCount,
    CountingTerms,
    CountTable,
    Sort,
    count_codes,
    percent,
    ranked_tree,
)
from coder.domain.crossing import cross_codes, group_order

CODEBOOK = Codebook(
    "zorgen",
    "Zorgen",
    codes=(
        Code("geld", "Geld", codable=False, codes=(Code("schuld", "Schuld"), Code("armoede", "A"))),
        Code("werkdruk", "Werkdruk"),
    ),
)
SCHULD, ARMOEDE, WERKDRUK = "schuld", "armoede", "werkdruk"


def coded(*codes: set[str]) -> dict[AnswerId, frozenset[str]]:
    """Answers 1, 2, … with these codes; an empty set is an uncoded answer."""
    return {
        AnswerId(number): frozenset(given) for number, given in enumerate(codes, start=1) if given
    }


def counted(*codes: set[str], codebook: Codebook = CODEBOOK) -> CountTable:
    answered = [AnswerId(number) for number in range(1, len(codes) + 1)]
    return count_codes(codebook, coded(*codes), answered, "zorgen", "2024")


def line(table: CountTable, code: str) -> CodeCount:
    return next(count for count in table.codes if count.id == code)


def test_a_net_counts_a_respondent_once_and_both_mentions() -> None:
    net = line(counted({SCHULD, ARMOEDE}, {SCHULD}, {WERKDRUK}, set()), "geld")
    assert (net.respondents, net.mentions) == (2, 3)
    assert (net.percent_respondents, net.percent_mentions) == (50, 75)


def test_the_base_is_everybody_who_answered_coded_or_not() -> None:
    table = counted({WERKDRUK}, set(), set())
    assert (table.n, table.coded, table.mentions) == (3, 1, 1)
    assert round(line(table, WERKDRUK).percent_respondents, 1) == 33.3


def test_codes_on_answers_outside_the_base_do_not_count() -> None:
    table = count_codes(CODEBOOK, coded({WERKDRUK}, {WERKDRUK}), [AnswerId(1)])
    assert (table.n, line(table, WERKDRUK).respondents) == (1, 1)


def test_a_code_that_left_the_codebook_is_still_counted_at_the_end() -> None:
    table = counted({"vroeger", WERKDRUK})
    assert table.codes[-1] == CodeCount("vroeger", "vroeger", None, 1, 100.0, 1, 50.0, 100.0, 1.0)


def test_nobody_answered_gives_zeros_and_no_division_by_zero() -> None:
    table = counted()
    assert table.n == 0
    assert {count.percent_respondents for count in table.codes} == {0.0}
    assert percent(0, 0) == 0.0


def test_only_a_codebook_of_many_answers_warns_that_percentages_pass_100() -> None:
    one = Codebook("functie", "Functie", answers=AnswersPer.ONE, codes=CODEBOOK.codes)
    assert counted({WERKDRUK}).several
    assert not counted({WERKDRUK}, codebook=one).several


def test_a_ranked_tree_keeps_children_under_their_net() -> None:
    table = counted({WERKDRUK}, {WERKDRUK}, {ARMOEDE})
    shown = [(depth, count.id) for depth, count in ranked_tree(table.codes)]
    assert shown == [(0, WERKDRUK), (0, "geld"), (1, ARMOEDE), (1, SCHULD)]


def test_each_group_of_a_cross_table_has_its_own_base() -> None:
    codes = coded({WERKDRUK}, {WERKDRUK}, {SCHULD}, set())
    groups = {AnswerId(1): ["a"], AnswerId(2): ["b"], AnswerId(3): ["b"], AnswerId(4): ()}
    total = count_codes(CODEBOOK, codes, groups, "zorgen")
    cross = cross_codes(CODEBOOK, codes, groups, total, "organisatie")
    assert [(group.value, group.n, group.coded) for group in cross.groups] == [
        ("b", 2, 2),
        ("a", 1, 1),
        ("", 1, 0),
    ]
    shares = {group.value: group.codes[-1].percent_respondents for group in cross.groups}
    assert shares == {"a": 100.0, "b": 50.0, "": 0.0}


def test_groups_with_numbers_go_by_number_and_others_by_size_with_the_rest_last() -> None:
    years = ["meer dan 20 jaar", "3-5 jaar", "11-20 jaar", "0-2 jaar", ""]
    assert group_order(dict.fromkeys(years, 1)) == [
        "0-2 jaar",
        "3-5 jaar",
        "11-20 jaar",
        "meer dan 20 jaar",
        "",
    ]
    sizes = {"gemeente": 3, "Anders": 9, "": 12, "buurtteam": 5}
    assert group_order(sizes) == ["buurtteam", "gemeente", "Anders", ""]
    assert group_order({"5-10": 1, "minder dan 5": 1})[0] == "minder dan 5"


def test_json_of_counts_has_the_fields_of_the_contract() -> None:
    table = counted({SCHULD}, {WERKDRUK, SCHULD}, set()).as_json()
    assert {"question", "n", "coded", "codes"} <= table.keys()
    assert table["codes"][1] == {
        "id": SCHULD,
        "label": "Schuld",
        "parent": "geld",
        "respondents": 2,
        "percent_respondents": 66.67,
        "mentions": 2,
        "percent_mentions": 66.67,
        "percent_coded": 100.0,
        "weighted": 2.0,
    }
