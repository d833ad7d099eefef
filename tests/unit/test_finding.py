"""A filter that was typed finds the answers it asks for, and a batch codes them in one step."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.domain import queries
from coder.domain.answers import AnswerId
from coder.domain.finding import find
from coder.domain.queries import All, Among, Condition, Not, Query
from coder.language.simple import SimpleLemmatizer
from coder.services import finding
from coder.services.coding import CodingSession
from coder.services.workbench import Workbench
from coder.settings import Settings
from coder.storage.project import Project

ANSWERS = (
    "Geen tijd",
    "geen tijd!",
    "Tijd: geen.",
    "Te weinig cliënten",
    "werkdruk?",
    "?",
    "zzp'ers en tijdgebrek",
)


@pytest.fixture
def session(make_project: Any) -> CodingSession:
    return opened(make_project(ANSWERS))


def opened(project: Project) -> CodingSession:
    return Workbench(project, "Anna", SimpleLemmatizer(), Settings(coder="Anna")).session("zorgen")


def found(session: CodingSession, written: str) -> set[str]:
    finder = session.finder
    return {session.external_id(each) for each in find(finder.parse(written), finder)}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", "r1 r2 r3 r4 r5 r6 r7"),
        ("tijd", "r1 r2 r3 r7"),  # a word that begins so
        ('"tijd"', "r1 r2 r3"),
        ('tekst:"geen tijd"', "r1 r2"),  # in this order
        ("tekst:*gebrek", "r7"),
        ("tekst:*gebre*", "r7"),
        ("clienten", "r4"),
        ('"?"', "r5 r6"),
        ('"zzp\'ers"', "r7"),
        ("organisatie:buurt*", "r1 r3 r5 r7"),
        ("tijd organisatie:gemeente", "r2"),  # of two identical answers the one
        ("tijd -organisatie:gemeente", "r1 r3 r7"),
        ("respondent:r4", "r4"),
        ("wave:2024 r", ""),
        ("open", "r1 r2 r3 r4 r5 r6 r7"),
        ("-open", ""),
        ("clienten OF respondent:r6", "r4 r6"),
    ],
)
def test_a_filter_finds(session: CodingSession, written: str, expected: str) -> None:
    assert found(session, written) == set(expected.split())


def test_what_was_decided_is_found_at_once(session: CodingSession) -> None:
    session.accept(0, "werkdruk")
    session.set_aside(2)
    session.toggle_star(3)
    assert found(session, "code:werkdruk") == {"r1", "r2"}
    assert found(session, "gecodeerd") == {"r1", "r2"}
    assert found(session, "codeur:anna") == {"r1", "r2"}
    assert len(found(session, "later")) == len(found(session, "ster")) == 1


def test_what_was_counted_is_shown_without_looking_again_until_something_changes(
    session: CodingSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Query] = []

    def counted(query: Query, facts: Any) -> Any:
        looked.append(query)
        return find(query, facts)

    monkeypatch.setattr(finding, "find", counted)
    finder = session.finder
    coded, open_ones = finder.parse("code:werkdruk"), finder.parse("status:open")
    assert finder.count(coded) == (0, 0)
    assert finder.rows(coded) == frozenset()
    assert looked == [coded]
    session.accept(4, "werkdruk")
    assert finder.rows(coded) == {4}
    session.undo()
    assert finder.rows(coded) == frozenset()
    assert len(finder.rows(open_ones)) == len(session.rows)
    session.memos.note([session.answer_ids[0]], "let op")
    assert finder.rows(finder.parse("memo:let")) == {0}


def test_what_a_thread_counts_meanwhile_is_not_taken_for_what_was_asked(
    session: CodingSession,
) -> None:
    finder = session.finder
    other = finder.parse("code:werkdruk")
    finder.count(other)
    of_other = finder._latest
    asked = finder.parse("status:open")
    every = finder.rows(asked)
    assert finder._latest is not None

    class Interrupted(tuple[object, ...]):  # another thread goes on while they are compared
        __slots__ = ()
        __hash__ = tuple.__hash__

        def __eq__(self, right: object) -> bool:
            finder._latest = of_other
            return tuple(self) == right

        def __ne__(self, right: object) -> bool:
            return not self == right

    finder._latest = Interrupted(finder._latest[0]), finder._latest[1]
    assert finder.rows(asked) == every


def test_what_was_noted_is_found(session: CodingSession) -> None:
    assert found(session, "memo") == set()
    session.memos.note(session.rows[0].group.answer_ids, "Bespreken met Bas")
    assert found(session, "memo") == {"r1", "r2"}
    assert found(session, "memo:bespr*") == {"r1", "r2"}
    assert found(session, "memo:anna") == set()


def test_all_that_is_found_is_coded_as_one_step(session: CodingSession) -> None:
    finder = session.finder
    shown = sorted(finder.rows(finder.parse("tijd")))
    assert session.code_all(shown, "werkdruk", "tijd") == 4
    assert found(session, "code:werkdruk") == {"r1", "r2", "r3", "r7"}
    assert session.code_all(shown, "werkdruk", "tijd") == 0
    deed = session.project.history()[0].batch.deed
    assert (deed.kind, deed.about["query"]) == ("found", "tijd")
    session.undo()
    assert found(session, "code:werkdruk") == set()


def test_a_code_that_stands_alone_makes_others_go(session: CodingSession) -> None:
    session.accept(0, "werkdruk")
    session.code_all([0, 1], "geen", "tijd")
    assert found(session, "code:geen") == {"r1", "r2", "r3"}
    assert found(session, "code:werkdruk") == set()


def test_kept_filters_are_there_the_next_time(session: CodingSession) -> None:
    assert session.saved_filters() == []
    session.save_filters(['code:werkdruk -later tekst:"é"', "open"])
    assert opened(session.project).saved_filters() == ['code:werkdruk -later tekst:"é"', "open"]


class Numbers:
    """The numbers 0-7 as answers."""

    everything = frozenset(AnswerId(number) for number in range(8))

    def satisfying(self, condition: Condition) -> frozenset[AnswerId]:
        assert isinstance(condition, Among)
        return condition.answers


def trees() -> st.SearchStrategy[Query]:
    leaf = st.frozensets(st.sampled_from(sorted(Numbers.everything))).map(Among)
    return st.recursive(
        leaf,
        lambda part: st.one_of(
            part.map(Not),
            st.lists(part, max_size=3).map(lambda parts: All(tuple(parts))),
            st.lists(part, max_size=3).map(lambda parts: queries.Any(tuple(parts))),
        ),
    )


def holds(query: Query, answer: AnswerId) -> bool:
    if isinstance(query, Not):
        return not holds(query.part, answer)
    if isinstance(query, All):
        return all(holds(part, answer) for part in query.parts)
    if isinstance(query, queries.Any):
        return any(holds(part, answer) for part in query.parts)
    assert isinstance(query, Among)
    return answer in query.answers


@given(trees())
def test_sets_of_answers_are_what_each_answer_by_itself_says(query: Query) -> None:
    facts = Numbers()
    assert find(query, facts) == {each for each in facts.everything if holds(query, each)}
