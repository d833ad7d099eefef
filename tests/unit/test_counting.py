"""Counts per code: the base is stated, a respondent counts once per code and per net."""

from __future__ import annotations

import pytest

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


def test_rare_codes_are_one_rest_in_which_a_respondent_counts_once() -> None:
    codebook = Codebook("b", "B", codes=tuple(Code(code, code.upper()) for code in "abcd"))
    codes = coded({"a"}, {"a"}, {"a", "b", "c"}, {"b"}, {"c", "d"})
    terms = CountingTerms(at_least=3, rest_label="Other")
    table = count_codes(codebook, codes, codes, terms=terms)
    assert [(count.label, count.respondents, count.mentions) for count in table.codes] == [
        ("A", 3, 3),
        ("Other", 3, 5),
    ]
    assert table.codes[-1].is_rest
    assert {count.id: count.respondents for count in table.folded} == {"b": 2, "c": 2, "d": 1}
    assert sum(count.mentions for count in table.codes) == table.mentions


def test_the_codebooks_own_rest_takes_the_rare_codes_in() -> None:
    codes = (Code("a", "A"), Code("b", "B"), Code("anders", "Anders", fallback=True))
    given = coded({"a"}, {"a"}, {"b"}, {"anders"})
    table = count_codes(
        Codebook("b", "B", codes=codes), given, given, terms=CountingTerms(at_least=2)
    )
    assert [(count.label, count.respondents) for count in table.codes] == [("A", 2), ("Anders", 2)]


def test_a_rest_within_a_net_stands_in_its_net() -> None:
    given = coded({SCHULD}, {SCHULD}, {ARMOEDE}, {WERKDRUK}, {WERKDRUK})
    table = count_codes(CODEBOOK, given, given, terms=CountingTerms(at_least=2, rest_label="Other"))
    shown = [(depth, count.label, count.respondents) for depth, count in ranked_tree(table.codes)]
    assert shown == [(0, "Geld", 3), (1, "Schuld", 2), (1, "Other", 1), (0, "Werkdruk", 2)]


def test_a_rare_net_goes_into_the_rest_with_all_below_it() -> None:
    given = coded({SCHULD}, {WERKDRUK}, {WERKDRUK})
    table = count_codes(CODEBOOK, given, given, terms=CountingTerms(at_least=2, rest_label="Other"))
    assert [(count.label, count.respondents) for count in table.codes] == [
        ("Werkdruk", 2),
        ("Other", 1),
    ]


def test_weights_change_percentages_and_not_the_number_of_people() -> None:
    given = coded({WERKDRUK}, {SCHULD}, set())
    weights = {AnswerId(1): 3.0, AnswerId(2): 0.5, AnswerId(3): 0.5}
    terms = CountingTerms(weights=weights, weight_name="gewicht")
    table = count_codes(CODEBOOK, given, weights, terms=terms)
    druk = line(table, WERKDRUK)
    assert (table.n, druk.respondents, druk.weighted) == (3, 1, 3.0)
    assert (druk.percent_respondents, druk.percent_mentions) == (75.0, pytest.approx(600 / 7))
    assert table.weighting is not None
    assert table.weighting.effective == pytest.approx(16 / 9.5)


def test_equal_weights_are_no_weights() -> None:
    given = coded({WERKDRUK}, {SCHULD, ARMOEDE}, set())
    weights = dict.fromkeys(map(AnswerId, (1, 2, 3)), 2.5)
    weighted = count_codes(CODEBOOK, given, weights, terms=CountingTerms(weights=weights))
    plain = count_codes(CODEBOOK, given, weights)
    for one, other in zip(weighted.codes, plain.codes, strict=True):
        assert one.percent_respondents == pytest.approx(other.percent_respondents)
        assert one.percent_mentions == pytest.approx(other.percent_mentions)


def test_an_interval_is_wider_where_weights_differ() -> None:
    given = coded(*[{WERKDRUK}] * 10, *[set()] * 10)
    weights = {answer: 4.0 if answer % 2 else 0.25 for answer in map(AnswerId, range(1, 21))}
    terms = CountingTerms(weights=weights, weight_name="w")
    weighted, plain = (
        count_codes(CODEBOOK, given, weights, terms=terms),
        count_codes(CODEBOOK, given, weights),
    )
    wide = weighted.interval(line(weighted, WERKDRUK), Base.ANSWERED)
    narrow = plain.interval(line(plain, WERKDRUK), Base.ANSWERED)
    assert wide.high - wide.low > narrow.high - narrow.low
    with pytest.raises(ValueError, match="mentions"):
        plain.interval(line(plain, WERKDRUK), Base.MENTIONS)


def test_of_those_coded_is_another_base() -> None:
    druk = line(counted({WERKDRUK}, {SCHULD}, set(), set()), WERKDRUK)
    assert (druk.percent_of(Base.ANSWERED), druk.percent_of(Base.CODED)) == (25, 50)


def test_codes_can_stand_as_in_the_codebook_or_by_label() -> None:
    table = counted({WERKDRUK}, {WERKDRUK}, {SCHULD})
    for sort, wanted in (
        (Sort.CODEBOOK, ["geld", SCHULD, ARMOEDE, WERKDRUK]),
        (Sort.LABEL, ["geld", ARMOEDE, SCHULD, WERKDRUK]),
        (Sort.COUNT, [WERKDRUK, "geld", SCHULD, ARMOEDE]),
    ):
        assert [count.id for _depth, count in ranked_tree(table.codes, sort)] == wanted


def test_small_groups_are_one_column_in_which_a_respondent_counts_once() -> None:
    codes = coded({WERKDRUK}, {WERKDRUK}, {WERKDRUK}, set(), set())
    groups = {
        AnswerId(1): ("a",),
        AnswerId(2): ("b", "c"),
        AnswerId(3): ("a",),
        AnswerId(4): ("c",),
        AnswerId(5): ("a",),
    }
    total = count_codes(CODEBOOK, codes, groups, "zorgen")
    cross = cross_codes(
        CODEBOOK, codes, groups, total, "o", smallest_group=3, group_rest=lambda n: f"other {n}"
    )
    assert [(group.label, group.n) for group in cross.groups] == [("a", 3), ("other 2", 2)]
    assert cross.groups[1].folded == ("b", "c")
    assert cross.overlap


def test_row_percentages_say_how_a_code_spreads_over_groups() -> None:
    codes = coded({WERKDRUK}, {WERKDRUK}, {WERKDRUK}, {WERKDRUK})
    groups = {AnswerId(number): ("a" if number == 1 else "b",) for number in range(1, 5)}
    cross = cross_codes(CODEBOOK, codes, groups, counted(*[{WERKDRUK}] * 4), "o")
    assert [cross.row_percent(WERKDRUK, group) for group in cross.groups] == [75.0, 25.0]
