"""Is a difference between groups more than chance? A test with its conditions, or a refusal.

Where an answer has one code, the table is one chi-square test. Where answers have several codes a
respondent stands in several cells and that test is wrong: then each code is tested by itself
(has it or not, by group; p corrected for their number by Holm) and all codes together by the
second-order Rao-Scott correction of the summed chi-squares (Thomas & Decady 2004, International
Journal of Testing 4, 43-59; Bilder & Loughin 2004, Biometrics 60, 241-248). Groups that overlap
are refused: their columns are not independent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coder.domain.count_lines import Line, Tally
from coder.i18n import _

LEAST_EXPECTED, USUAL_EXPECTED, USUAL_SHARE = 1.0, 5.0, 0.8  # Cochran (1954), Biometrics 10
LEAST_RESPONDENTS = 20
LEAST_WITH_CODE = 5  # fewer with (or without) a code say nothing about groups
DRAWS = 9_999
SEED = 20_240_916

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]


class Method(StrEnum):
    """How a p-value was found."""

    CHI_SQUARE = "chi-square"
    EXACT = "exact"  # Fisher's test of a table of two by two
    PERMUTATION = "permutation"  # chi-square against 9,999 tables with the same margins
    RAO_SCOTT = "rao-scott"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Association:
    """What a test says. `p` is None where it was refused; `why` gives the condition that decided.

    `corrected` is p after Holm's correction for the number of codes tested; `effect` is Cramér's V,
    0 (groups alike) to 1, None with Rao-Scott.
    """

    method: Method
    why: str
    p: float | None = None
    statistic: float | None = None
    df: float | None = None
    effect: float | None = None
    corrected: float | None = None

    def as_json(self) -> dict[str, Any]:
        """The fields by name, numbers to six decimals."""
        found: dict[str, Any] = {"method": self.method.value, "why": self.why}
        for name in ("p", "corrected", "statistic", "df", "effect"):
            value = getattr(self, name)
            found[name] = None if value is None else round(value, 6)
        return found


@dataclass(frozen=True, slots=True)
class GroupTest:
    """The test of a whole cross-table, and of each code where answers have several.

    `left_out` are codes that too few respondents have for the test of all together. The test counts
    people: weights play no part in it.
    """

    overall: Association
    codes: Mapping[str, Association]
    groups: int
    n: int
    left_out: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """What `coder counts --by … --test --json` adds."""
        return {
            **self.overall.as_json(),
            "groups": self.groups,
            "n": self.n,
            "left_out": list(self.left_out),
            "codes": {code: test.as_json() for code, test in self.codes.items()},
        }


def compare_groups(
    lines: Sequence[Line], tallies: Mapping[str, Tally], *, several: bool, overlap: bool
) -> GroupTest:
    """Do groups differ in the codes that they give?

    Args:
        lines: The lines of the table, nets too.
        tallies: The known groups; who is in none is left out of the test.
        several: May an answer have several codes?
        overlap: Does somebody stand in several groups?
    """
    groups = [tally for tally in tallies.values() if tally.people]
    n = sum(tally.people for tally in groups)
    refusal = _refusal(len(groups), n, overlap=overlap)
    if refusal:
        return GroupTest(Association(Method.NONE, refusal), {}, len(groups), n)
    if several:
        return _several(lines, groups, n)
    table = _single(lines, groups)
    if min(table.shape) < 2:
        why = _("fewer than two codes were given in two groups")
        return GroupTest(Association(Method.NONE, why), {}, len(groups), n)
    return GroupTest(table_test(table), {}, len(groups), int(table.sum()))


def table_test(table: Counts) -> Association:
    """Tests a table of counts in which each respondent stands once.

    Chi-square where its conditions hold (no expected count below 1, at most a fifth below 5), else
    Fisher's exact test of two by two, else a permutation test.
    """
    from scipy import stats

    found = stats.contingency.chi2_contingency(table, correction=False)
    expected: Floats = found.expected_freq
    n, statistic = int(table.sum()), float(found.statistic)
    effect = float(np.sqrt(statistic / (n * (min(table.shape) - 1))))
    usual = float((expected >= USUAL_EXPECTED).mean())
    seen = _("smallest expected count {least:.1f}, {share:.0f} percent of them 5 or more").format(
        least=expected.min(), share=100 * usual
    )
    if expected.min() >= LEAST_EXPECTED and usual >= USUAL_SHARE:
        p, df = float(found.pvalue), float(found.dof)
        return Association(Method.CHI_SQUARE, seen, p, statistic, df, effect)
    if table.shape == (2, 2):
        p = float(stats.fisher_exact(table).pvalue)
        return Association(Method.EXACT, seen, p, None, None, effect)
    return Association(Method.PERMUTATION, seen, _permuted(table), statistic, None, effect)


def _refusal(groups: int, n: int, *, overlap: bool) -> str:
    if overlap:
        return _("respondents stand in several groups at once: the columns are not independent")
    if groups < 2:
        return _("there are fewer than two groups")
    if n < LEAST_RESPONDENTS:
        return _("n = {n} is too small; at least {least} are needed").format(
            n=n, least=LEAST_RESPONDENTS
        )
    return ""


def _single(lines: Sequence[Line], groups: Sequence[Tally]) -> Counts:
    """Codes by groups, each respondent in one cell; empty rows and columns left out."""
    parents = {line.parent for line in lines}
    leaves = [line for line in lines if line.id not in parents]
    table = np.array(
        [[tally.having(line.family).people for tally in groups] for line in leaves], dtype=np.int64
    ).reshape(len(leaves), len(groups))
    filled: Counts = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    return filled


def _several(lines: Sequence[Line], groups: Sequence[Tally], n: int) -> GroupTest:
    sizes = np.array([tally.people for tally in groups], dtype=np.int64)
    tests: dict[str, Association] = {}
    for line in lines:
        having = np.array([tally.having(line.family).people for tally in groups], dtype=np.int64)
        tests[line.id] = _test_code(having, sizes)
    parents = {line.parent for line in lines}
    leaves = [line for line in lines if line.id not in parents]
    sound = [line for line in leaves if tests[line.id].method is Method.CHI_SQUARE]
    left_out = tuple(line.id for line in leaves if line not in sound)
    overall = _rao_scott(sound, [tests[line.id] for line in sound], groups)
    return GroupTest(overall, _holm(tests), len(groups), n, left_out)


def _test_code(having: Counts, sizes: Counts) -> Association:
    with_code, without = int(having.sum()), int((sizes - having).sum())
    if min(with_code, without) < LEAST_WITH_CODE:
        why = _("{with_code} respondents with and {without} without the code: too few to test")
        return Association(Method.NONE, why.format(with_code=with_code, without=without))
    return table_test(np.stack([having, sizes - having]))


def _rao_scott(
    lines: Sequence[Line], tests: Sequence[Association], groups: Sequence[Tally]
) -> Association:
    """All codes together: the sum of their chi-squares, its spread corrected for their overlap.

    Each code's chi-square is a sum of (groups - 1) squared normals; between codes these correlate
    as the codes do within groups. With R that matrix of C codes, the sum times C/|R|² has about a
    chi-square distribution of (groups - 1) C²/|R|² degrees of freedom, |R|² its squared entries.
    """
    from scipy import stats

    if len(lines) < 2:
        return Association(
            Method.NONE, _("fewer than two codes have counts that carry a test in so many groups")
        )
    squared = float((_correlations(lines, groups) ** 2).sum())
    codes, steps = len(lines), len(groups) - 1
    total = sum(test.statistic or 0.0 for test in tests)
    statistic, df = total * codes / squared, steps * codes * codes / squared
    why = _("{count} codes with counts that carry a test, corrected for their overlap")
    p = float(stats.chi2.sf(statistic, df))
    return Association(Method.RAO_SCOTT, why.format(count=codes), p, statistic, df)


def _correlations(lines: Sequence[Line], groups: Sequence[Tally]) -> Floats:
    """How codes go together within groups, shape (codes, codes)."""
    together = np.zeros((len(lines), len(lines)))
    for tally in groups:
        sets = list(tally.sets)
        times = np.array([tally.sets[codes] for codes in sets], dtype=float)
        has = np.array(
            [[not line.family.isdisjoint(codes) for line in lines] for codes in sets], dtype=float
        )
        share = times @ has / times.sum()
        together += (has * times[:, None]).T @ has - times.sum() * np.outer(share, share)
    spread = np.sqrt(np.diag(together))
    spread[spread == 0] = 1.0
    correlations: Floats = together / np.outer(spread, spread)
    return correlations


def _permuted(table: Counts) -> float:
    """The share of tables with the same margins that differ as much from chance or more."""
    from scipy import stats

    rows, columns = table.sum(axis=1), table.sum(axis=0)
    expected = np.outer(rows, columns) / table.sum()
    drawn = stats.random_table(rows, columns).rvs(DRAWS, random_state=np.random.default_rng(SEED))
    far = ((drawn - expected) ** 2 / expected).sum(axis=(1, 2))
    here = float(((table - expected) ** 2 / expected).sum())
    return (1 + int((far >= here - 1e-9).sum())) / (DRAWS + 1)


def _holm(tests: Mapping[str, Association]) -> dict[str, Association]:
    """Each p made larger for the number of codes tested (Holm 1979)."""
    tested = sorted((test.p, code) for code, test in tests.items() if test.p is not None)
    corrected: dict[str, float] = {}
    highest = 0.0
    for place, (p, code) in enumerate(tested):
        highest = max(highest, min(1.0, p * (len(tested) - place)))
        corrected[code] = highest
    return {code: replace(test, corrected=corrected.get(code)) for code, test in tests.items()}
