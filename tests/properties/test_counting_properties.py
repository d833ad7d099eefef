"""What must hold of every table of counts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coder.domain.answers import AnswerId
from coder.domain.codebook import Code, Codebook
from coder.domain.counting import CodeCount, CountTable, count_codes, ranked_tree
from coder.domain.crossing import cross_codes

LEAVES = ("a1", "a2", "b", "c1x", "c1y", "c2")
CODEBOOK = Codebook(
    "boek",
    "Boek",
    codes=(
        Code("a", "A", codable=False, codes=(Code("a1", "A1"), Code("a2", "A2"))),
        Code("b", "B"),
        Code(
            "c",
            "C",
            codes=(Code("c1", "C1", codes=(Code("c1x", "X"), Code("c1y", "Y"))), Code("c2", "C2")),
        ),
    ),
)
code_sets = st.frozensets(st.sampled_from((*LEAVES, "c", "verdwenen")))
codings = st.lists(code_sets, max_size=40).map(
    lambda sets: {AnswerId(number): codes for number, codes in enumerate(sets)}
)


def table_of(codes: dict[AnswerId, frozenset[str]]) -> CountTable:
    return count_codes(CODEBOOK, codes, codes)


def lines(table: CountTable) -> dict[str, CodeCount]:
    return {count.id: count for count in table.codes}


@given(codings)
def test_a_respondent_counts_once_per_net(codes: dict[AnswerId, frozenset[str]]) -> None:
    counted = lines(table_of(codes))
    for code in CODEBOOK.walk():
        below = {member.id for member in code.walk()}
        assert counted[code.id].respondents == sum(bool(below & given) for given in codes.values())
        assert counted[code.id].mentions == sum(len(below & given) for given in codes.values())


@given(codings)
def test_a_net_lies_between_its_largest_child_and_the_sum_of_its_children(
    codes: dict[AnswerId, frozenset[str]],
) -> None:
    counted = lines(table_of(codes))
    children = [counted["a1"].respondents, counted["a2"].respondents]
    assert max(children) <= counted["a"].respondents <= sum(children)


@given(codings, st.sampled_from(LEAVES), st.sampled_from(LEAVES))
def test_merging_codes_counts_the_union_of_their_respondents(
    codes: dict[AnswerId, frozenset[str]], kept: str, gone: str
) -> None:
    union = sum(bool({kept, gone} & given) for given in codes.values())
    merged = {
        answer: frozenset(kept if code == gone else code for code in given)
        for answer, given in codes.items()
    }
    assert lines(table_of(merged))[kept].respondents == union


@given(codings)
def test_percentages_stay_between_0_and_100(codes: dict[AnswerId, frozenset[str]]) -> None:
    for count in table_of(codes).codes:
        assert 0 <= count.percent_respondents <= 100
        assert 0 <= count.percent_mentions <= 100


@given(codings)
def test_mentions_of_all_single_codes_add_up_to_100_percent(
    codes: dict[AnswerId, frozenset[str]],
) -> None:
    table = table_of(codes)
    top = [count for count in table.codes if count.parent is None]
    assert sum(count.mentions for count in top) == table.mentions
    if table.mentions:
        assert abs(sum(count.percent_mentions for count in top) - 100) < 1e-9
    assert table.coded <= min(table.n, table.mentions)


@given(codings, st.lists(st.sampled_from(["x", "y", ""]), min_size=40, max_size=40))
def test_groups_of_a_cross_table_add_up_to_the_total(
    codes: dict[AnswerId, frozenset[str]], values: list[str]
) -> None:
    groups = {answer: ((values[answer],) if values[answer] else ()) for answer in codes}
    total = table_of(codes)
    cross = cross_codes(CODEBOOK, codes, groups, total, "groep")
    assert sum(group.n for group in cross.groups) == total.n
    assert sum(group.coded for group in cross.groups) == total.coded
    for place, count in enumerate(total.codes):
        parts = [group.codes[place] for group in cross.groups]
        assert {part.id for part in parts} <= {count.id}
        assert sum(part.respondents for part in parts) == count.respondents
        assert sum(part.mentions for part in parts) == count.mentions


@given(codings, st.randoms(use_true_random=False))
def test_counts_do_not_depend_on_the_order_of_the_answers(
    codes: dict[AnswerId, frozenset[str]], chance: object
) -> None:
    shuffled = list(codes)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert count_codes(CODEBOOK, codes, shuffled) == table_of(codes)


@given(codings)
def test_a_ranked_tree_shows_every_code_once_below_its_parent(
    codes: dict[AnswerId, frozenset[str]],
) -> None:
    table = table_of(codes)
    shown = list(ranked_tree(table.codes))
    assert sorted(count.id for _depth, count in shown) == sorted(c.id for c in table.codes)
    seen: set[str | None] = {None}
    for _depth, count in shown:
        assert count.parent in seen
        seen.add(count.id)
