"""Who is who in copies of a project, whatever became of the coders' names in each."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from coder.domain.coder_merge import Known, bring_together
from coder.domain.coding import CoderId, Source

NAMES = ["Anna", "Bas", "Cas", "Anna (2)"]
steps = st.lists(
    st.tuples(
        st.sampled_from(["add", "rename", "rename", "take in"]),
        st.integers(0, 1),  # in which copy
        st.sampled_from(NAMES),
        st.integers(0, 3),  # whom
    ),
    max_size=14,
)
Copy = list[Known]


class Life:
    """Copies of a project that go their own ways; ids and moments are numbers that count up."""

    def __init__(self, copies: int) -> None:
        self.copies: list[Copy] = [[] for _ in range(copies)]
        self._count = 0

    def live(self, kind: str, place: int, name: str, whom: int) -> None:
        copy = self.copies[place]
        self._count += 1
        if kind == "take in":
            self.copies[place] = taken_in(copy, self.copies[(place + 1) % len(self.copies)])
        elif name in {one.name for one in copy}:
            return
        elif kind == "add":
            uid = frozenset({UUID(int=(self._count * 7919) % 10007)})
            copy.append(Known(CoderId(next_id(copy)), uid, name, Source.PERSON))
        elif copy:
            moment = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=self._count)
            index = whom % len(copy)
            copy[index] = replace(copy[index], name=name, renamed_at=moment)


def taken_in(ours: Copy, theirs: Copy) -> Copy:
    found = bring_together(ours, theirs).coders
    given_ids = {there.id for one in found for there in one.there}
    assert given_ids == {one.id for one in theirs}
    return [
        one.coder if one.here else replace(one.coder, id=CoderId(number))
        for number, one in enumerate(found, start=next_id(ours))
    ]


def next_id(copy: Copy) -> int:
    return 1 + max((one.id for one in copy), default=0)


def known(copy: Copy) -> set[object]:
    return {(one.uids, one.name, one.renamed_at) for one in copy}


@given(steps)
def test_two_copies_know_the_same_coders_whichever_takes_in_the_other(
    history: list[object],
) -> None:
    life = Life(2)
    for step in history:
        life.live(*step)  # type: ignore[misc]
    a, b = life.copies
    first, second = taken_in(a, b), taken_in(b, a)
    assert known(first) == known(second) == known(taken_in(b, first))
    assert known(taken_in(first, second)) == known(first)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["add", "rename", "take in"]),
            st.integers(0, 2),
            st.sampled_from(NAMES),
            st.integers(0, 3),
        ),
        max_size=25,
    )
)
def test_names_and_ids_stay_each_coder_s_own_and_nobody_here_is_thrown_together(
    history: list[tuple[str, int, str, int]],
) -> None:
    life = Life(3)
    for kind, place, name, whom in history:
        before = {one.id: one.uids for one in life.copies[place]}
        life.live(kind, place, name, whom)
        copy = life.copies[place]
        uids = [uid for one in copy for uid in one.uids]
        assert len({one.name for one in copy}) == len(copy)
        assert len(set(uids)) == len(uids)
        assert all(uids <= next(c for c in copy if c.id == i).uids for i, uids in before.items())
