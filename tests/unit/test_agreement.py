"""Agreement of coders, held to published worked examples and to the libraries of the field."""

from __future__ import annotations

import math

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.metrics import cohen_kappa_score

from coder.domain.agreement import NOT_CODED, agreement, cohen_kappa
from coder.domain.set_agreement import jaccard, masi, set_alpha
from coder.errors import CoderError

# Krippendorff (2011), Computing Krippendorff's alpha-reliability: A, two observers, binary.
MEG = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
OWEN = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]


def table(*rows: tuple[int, int, int]) -> tuple[list[int], list[int]]:
    """Judgements of two raters from a table of (first, second, how often)."""
    first = [one for one, _, times in rows for _ in range(times)]
    second = [other for _, other, times in rows for _ in range(times)]
    return first, second


def ratings(*coders: list[int]) -> NDArray[np.int8]:
    """One code, judged by these coders."""
    return np.array(coders, dtype=np.int8)[:, :, None]


def singles(*coders: str) -> list[list[frozenset[str]]]:
    """Units with one category for each coder; a blank or dot is a missing judgement."""
    return [
        [frozenset(value) for value in unit if value not in " ."]
        for unit in zip(*coders, strict=True)
    ]


def test_alpha_of_two_observers_is_that_of_krippendorff_2011_example_a() -> None:
    overall, _ = agreement(ratings(MEG, OWEN))
    assert round(overall.alpha, 3) == 0.095


def test_alpha_of_nominal_values_is_that_of_krippendorff_2011_example_b() -> None:
    assert round(set_alpha(singles("aabbdcccedda", "babbbccceddd"), jaccard), 3) == 0.692


def test_alpha_with_missing_judgements_is_that_of_krippendorff_2011_example_c() -> None:
    four = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
    assert round(set_alpha(singles(*four), jaccard), 3) == 0.743


def test_kappa_is_that_of_fleiss_levin_and_paik_table_18_1() -> None:
    first, second = table(
        (0, 0, 75), (0, 1, 1), (0, 2, 4), (1, 0, 5), (1, 1, 4), (1, 2, 1), (2, 2, 10)
    )
    kappa = cohen_kappa(np.array(first, dtype=np.int8), np.array(second, dtype=np.int8))
    assert round(kappa, 3) == 0.676


def test_rare_disagreement_gives_a_low_kappa_and_a_high_ac1_as_in_gwet_2002() -> None:
    overall, _ = agreement(ratings(*table((1, 1, 118), (1, 0, 5), (0, 1, 2))), rounds=0)
    assert round(overall.percent, 3) == 0.944
    assert overall.kappa is not None
    assert round(overall.kappa, 3) == -0.023
    assert round(overall.ac1, 3) == 0.941


judgements = st.integers(2, 4).flatmap(
    lambda coders: st.lists(
        st.lists(st.sampled_from([0, 1, NOT_CODED]), min_size=coders, max_size=coders),
        min_size=2,
        max_size=30,
    )
)


def has_pair(units: list[list[int]]) -> bool:
    return any(sum(one != NOT_CODED for one in unit) >= 2 for unit in units)


@settings(max_examples=150)
@given(judgements.filter(has_pair))
def test_alpha_is_that_of_the_library_for_any_judgements(units: list[list[int]]) -> None:
    data = np.array(units, dtype=np.int8).T
    ours = agreement(data[:, :, None], rounds=0)[0].alpha
    values = np.where(data == NOT_CODED, np.nan, data).astype(float)
    paired = values[:, (data != NOT_CODED).sum(axis=0) >= 2]
    if len(np.unique(paired[~np.isnan(paired)])) < 2:
        assert math.isnan(ours)
    else:
        theirs = krippendorff.alpha(values, level_of_measurement="nominal")
        assert ours == pytest.approx(theirs)


@settings(max_examples=150)
@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=2, max_size=40))
def test_kappa_is_that_of_scikit_learn_and_no_matter_who_is_first(
    pairs: list[tuple[bool, bool]],
) -> None:
    first, second = (np.array(side, dtype=np.int8) for side in zip(*pairs, strict=True))
    kappa = cohen_kappa(first, second)
    if len(set(first) | set(second)) < 2:
        assert math.isnan(kappa)
        return
    assert kappa == pytest.approx(cohen_kappa_score(first, second))
    assert kappa == pytest.approx(cohen_kappa(second, first))


code_sets = st.frozensets(st.sampled_from("abcd"), max_size=3)


@settings(max_examples=100)
@given(st.lists(st.tuples(code_sets, code_sets), min_size=2, max_size=15))
def test_alpha_over_sets_is_that_of_the_library_with_the_same_distance(
    pairs: list[tuple[frozenset[str], frozenset[str]]],
) -> None:
    values = sorted({value for pair in pairs for value in pair}, key=sorted)
    if len(values) < 2:
        return
    counts = np.array([[pair.count(value) for value in values] for pair in pairs])

    def squared(v1: NDArray[np.object_], v2: NDArray[np.object_], **_rest: object) -> object:
        return np.vectorize(lambda one, other: masi(values[int(one)], values[int(other)]))(v1, v2)

    theirs = krippendorff.alpha(
        value_counts=counts, value_domain=np.arange(len(values)), level_of_measurement=squared
    )
    assert set_alpha(pairs, masi) == pytest.approx(theirs)


def test_masi_is_that_of_passonneau_2006() -> None:
    a, ab, bc = frozenset("a"), frozenset("ab"), frozenset("bc")
    assert 1 - masi(a, ab) == pytest.approx(1 / 2 * 2 / 3)
    assert 1 - masi(ab, bc) == pytest.approx(1 / 3 * 1 / 3)
    assert masi(a, bc) == 1
    assert masi(ab, ab) == 0


def test_only_answers_that_two_coders_coded_count() -> None:
    _overall, (code,) = agreement(ratings([1, 0, 1, NOT_CODED], [1, 0, NOT_CODED, 1]))
    assert code.answers == 2
    assert code.alpha == 1


def test_the_interval_holds_alpha_and_shrinks_with_more_answers() -> None:
    few = agreement(ratings(MEG * 4, OWEN * 4), seed=3)[0]
    many = agreement(ratings(MEG * 40, OWEN * 40), seed=3)[0]
    for measured in (few, many):
        assert measured.alpha_interval.low < measured.alpha < measured.alpha_interval.high
    width = [one.alpha_interval.high - one.alpha_interval.low for one in (few, many)]
    assert width[1] < width[0] / 2
    assert agreement(ratings(MEG * 4, OWEN * 4), seed=3)[0] == few


def test_nothing_coded_twice_is_refused() -> None:
    with pytest.raises(CoderError, match="two coders"):
        agreement(ratings([1, NOT_CODED], [NOT_CODED, 1]))
