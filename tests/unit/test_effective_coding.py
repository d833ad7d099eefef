"""Whose coding counts when several coders touched one answer."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from coder.domain.answers import AnswerId
from coder.domain.coding import (
    Coder,
    CoderId,
    Coding,
    Decision,
    Mark,
    Marks,
    Source,
    changes_to,
    effective,
    replay,
)

ANNA = Coder(CoderId(1), "Anna", Source.PERSON)
BERTA = Coder(CoderId(2), "Berta", Source.PERSON)
RULES = Coder(CoderId(3), "regels", Source.RULES)
MODEL = Coder(CoderId(4), "model", Source.MODEL)


def coding(coder: Coder, *codes: str, last: int = 1, **flags: bool) -> Coding:
    moment = datetime(2024, 9, 16, 12, last, tzinfo=UTC), UUID(int=last)
    return Coding(coder, Marks(frozenset(codes), **flags), moment)


def test_nobody_coded() -> None:
    assert effective([]).source is None


def test_a_person_outranks_model_and_rules_whenever_they_came() -> None:
    found = effective([coding(RULES, "a", last=9), coding(MODEL, "b", last=8), coding(ANNA, "c")])
    assert (found.marks.codes, found.source) == ({"c"}, Source.PERSON)


def test_the_model_outranks_the_rules() -> None:
    assert effective([coding(RULES, "a", last=9), coding(MODEL, "b")]).marks.codes == {"b"}


def test_of_two_persons_the_last_to_decide_counts() -> None:
    assert effective([coding(ANNA, "a", last=3), coding(BERTA, "b", last=2)]).marks.codes == {"a"}


def test_a_person_may_decide_that_no_code_applies() -> None:
    found = effective([coding(RULES, "a"), coding(ANNA, done=True)])
    assert (found.marks.codes, found.source) == (frozenset(), Source.PERSON)


def test_a_star_shows_whoever_gave_it_and_decides_nothing() -> None:
    found = effective([coding(RULES, "a"), coding(ANNA, star=True, last=5)])
    assert found.marks.star
    assert (found.marks.codes, found.source) == ({"a"}, Source.RULES)


marks = st.builds(
    Marks,
    st.frozensets(st.sampled_from("abc")),
    done=st.booleans(),
    later=st.booleans(),
    star=st.booleans(),
)


@given(marks, marks)
def test_the_changes_to_wanted_marks_bring_exactly_those(now: Marks, wanted: Marks) -> None:
    answer = AnswerId(1)
    first = changes_to([answer], {}, now)
    then = changes_to([answer], {answer: now}, wanted)
    assert replay([*first, *then]).get(answer, Marks()) == wanted


@given(marks, st.sampled_from(Mark), st.sampled_from("abc"))
def test_a_decision_and_its_inverse_bring_back_what_stood(
    now: Marks, mark: Mark, code: str
) -> None:
    present = code in now.codes if mark is Mark.CODE else getattr(now, mark.value)
    decision = Decision(AnswerId(1), mark, not present, code if mark is Mark.CODE else "")
    assert now.after(decision).after(decision.inverse()) == now
