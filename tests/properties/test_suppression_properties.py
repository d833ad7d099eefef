"""Counts that are kept back cannot be worked out from what is shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coder.domain.answers import AnswerId
from coder.domain.codebook import AnswersPer, Code, Codebook
from coder.domain.counting import count_codes
from coder.domain.crossing import CrossTable, cross_codes
from coder.reports.cross_tables import cross_table

SMALLEST = 4
CODES = tuple(Code(code, code) for code in "abc")

people = st.lists(
    st.tuples(st.frozensets(st.sampled_from("abc")), st.sampled_from(["x", "y", "z", ""])),
    min_size=1,
    max_size=60,
)


def crossed(rows: list[tuple[frozenset[str], str]], answers: AnswersPer) -> CrossTable:
    codebook = Codebook("b", "B", answers=answers, codes=CODES)
    codes = {AnswerId(place): given for place, (given, _group) in enumerate(rows)}
    groups = {
        AnswerId(place): (group,) if group else () for place, (_given, group) in enumerate(rows)
    }
    total = count_codes(codebook, codes, groups, "q")
    return cross_codes(codebook, codes, groups, total, "o").without_small_cells(SMALLEST)


@given(people)
def test_no_small_count_is_shown_and_none_is_the_only_one_missing(
    rows: list[tuple[frozenset[str], str]],
) -> None:
    cross = crossed(rows, AnswersPer.MANY)
    columns = [(None, cross.total), *((group.value, group) for group in cross.groups)]
    for place, count in enumerate([None, *cross.total.codes]):
        code = count.id if count else ""
        row = {
            name: column.codes[place - 1].respondents if count else column.n
            for name, column in columns
        }
        hidden = {name: n for name, n in row.items() if cross.is_hidden(code, name)}
        assert not any(0 < n < SMALLEST for name, n in row.items() if name not in hidden)
        assert len(hidden) != 1 or not any(n for name, n in row.items() if name not in hidden)
        if hidden and any(n for name, n in row.items() if name not in hidden):
            assert sum(hidden.values()) >= SMALLEST


@given(people)
def test_one_code_an_answer_gives_no_count_away_along_a_column_either(
    rows: list[tuple[frozenset[str], str]],
) -> None:
    single = [(frozenset(sorted(given)[:1]), group) for given, group in rows]
    cross = crossed(single, AnswersPer.ONE)
    for group in cross.groups:
        hidden = [c for c in group.codes if cross.is_hidden(c.id, group.value)]
        shown = [c for c in group.codes if c not in hidden and c.respondents]
        base_hidden = cross.is_hidden("", group.value)
        assert len(hidden) + base_hidden != 1 or not (shown and not base_hidden)


@given(people)
def test_what_is_kept_back_stands_nowhere_in_table_or_json(
    rows: list[tuple[frozenset[str], str]],
) -> None:
    cross = crossed(rows, AnswersPer.MANY)
    for row in cross_table(cross).rows:
        assert not any(isinstance(cell, int) and 0 < cell < SMALLEST for cell in row)
    for group in cross.as_json()["groups"]:
        for count in group["codes"]:
            assert count["respondents"] is None or not 0 < count["respondents"] < SMALLEST
            assert (count["respondents"] is None) == (count["percent_respondents"] is None)
