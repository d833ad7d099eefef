"""Tests of groups: the right one with its conditions, or a refusal that says why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np
import pytest

from coder.domain.count_lines import Line, Tally
from coder.reports.association import Method, compare_groups, table_test

Groups = Mapping[str, Mapping[str, int]]  # group → codes joined by + → respondents


def lines(codes: str) -> list[Line]:
    return [Line(code, code, None, frozenset({code})) for code in codes]


def tallies(groups: Groups) -> dict[str, Tally]:
    return {
        group: Tally(
            Counter({frozenset(filter(None, codes.split("+"))): n for codes, n in sets.items()})
        )
        for group, sets in groups.items()
    }


def test_one_code_an_answer_is_a_plain_chi_square() -> None:
    groups = tallies({"x": {"a": 30, "b": 10}, "y": {"a": 15, "b": 25}})
    found = compare_groups(lines("ab"), groups, several=False, overlap=False).overall
    assert (found.method, found.df) == (Method.CHI_SQUARE, 1)
    assert found.statistic == pytest.approx(11.4286, abs=1e-3)
    assert found.effect == pytest.approx(0.37796, abs=1e-4)


def test_small_expected_counts_bring_fishers_exact_test() -> None:
    found = table_test(np.array([[3, 1], [1, 3]]))  # the lady tasting tea
    assert found.method is Method.EXACT
    assert found.p == pytest.approx(0.4857, abs=1e-4)


def test_a_larger_sparse_table_is_permuted_the_same_way_each_time() -> None:
    table = np.array([[6, 0, 1], [0, 5, 1], [1, 0, 7]])
    found = table_test(table)
    assert found.method is Method.PERMUTATION
    assert found.p is not None
    assert found.p < 0.01
    assert table_test(table) == found
    assert table_test(np.array([[2, 2, 2], [2, 2, 2], [2, 2, 2]])).p == 1.0


def test_several_codes_an_answer_are_tested_one_by_one_and_together() -> None:
    groups = tallies(
        {
            "x": {"a+b": 40, "a": 20, "": 40},
            "y": {"b": 30, "a+b": 10, "": 60},
        }
    )
    found = compare_groups(lines("abc"), groups, several=True, overlap=False)
    assert found.overall.method is Method.RAO_SCOTT
    assert found.codes["a"].method is Method.CHI_SQUARE
    assert found.codes["a"].p is not None
    assert found.codes["a"].corrected == pytest.approx(2 * found.codes["a"].p)
    assert found.codes["c"].p is None
    assert "too few" in found.codes["c"].why
    assert found.left_out == ("c",)


def test_independent_codes_are_a_plain_sum_and_equal_codes_one_test() -> None:
    """With R the unit matrix nothing is corrected; with two equal codes it is one chi-square."""
    crossed = {"a+b": 25, "a": 25, "b": 25, "": 25}
    apart = compare_groups(
        lines("ab"), tallies({"x": crossed, "y": crossed}), several=True, overlap=False
    )
    assert apart.overall.df == pytest.approx(2)
    same = {"x": {"a+b": 40, "": 60}, "y": {"a+b": 20, "": 80}}
    twice = compare_groups(lines("ab"), tallies(same), several=True, overlap=False)
    assert twice.overall.df == pytest.approx(1)
    assert twice.overall.statistic == pytest.approx(twice.codes["a"].statistic)


@pytest.mark.parametrize(
    ("groups", "overlap", "why"),
    [
        ({"x": {"a": 30}}, False, "fewer than two groups"),
        ({"x": {"a": 3}, "y": {"b": 4}}, False, "n = 7 is too small"),
        ({"x": {"a": 30}, "y": {"b": 40}}, True, "not independent"),
        ({"x": {"a": 30}, "y": {"a": 40}}, False, "fewer than two codes"),
    ],
)
def test_what_counts_cannot_carry_is_refused(groups: Groups, overlap: bool, why: str) -> None:
    found = compare_groups(lines("ab"), tallies(groups), several=False, overlap=overlap)
    assert (found.overall.method, found.overall.p) == (Method.NONE, None)
    assert why in found.overall.why


def test_rao_scott_finds_a_difference_by_chance_as_often_as_it_says() -> None:
    """120 tables of groups that do not differ, with codes that go together: about 5 % below .05."""
    chance = np.random.default_rng(7)
    below = 0
    for _turn in range(120):
        groups = {}
        for name, n in (("x", 120), ("y", 90), ("z", 150)):
            shared = chance.normal(size=(n, 1))
            has = 0.7 * shared + 0.7 * chance.normal(size=(n, 5)) < -0.5
            sets = Counter(frozenset("abcde"[code] for code in np.flatnonzero(row)) for row in has)
            groups[name] = Tally(sets)
        found = compare_groups(lines("abcde"), groups, several=True, overlap=False).overall
        below += (found.p or 0) < 0.05
    assert below <= 14  # 99.5 % of the time for a test that keeps its word
