"""What is decided where coders differ counts from then on; what they coded apart is kept."""

from __future__ import annotations

from coder.domain.coding import Decision, Mark, NewBatch
from coder.services.agreement import measure_agreement
from coder.services.reconciling import Reconciling
from coder.storage.project import Project


def code(project: Project, who: str, given: dict[int, str]) -> None:
    answers = project.answers("zorgen", "2024")
    decisions = [Decision(answers[place].id, Mark.DONE, True) for place in given]
    decisions += [
        Decision(answers[place].id, Mark.CODE, True, one)
        for place, codes in given.items()
        for one in codes.split()
    ]
    project.append(NewBatch(project.coder(who), "test", tuple(decisions)))


def opened(project: Project) -> Reconciling:
    code(project, "Anna", {0: "werkdruk", 2: "werkdruk", 3: "geen", 4: "bezuinigingen"})
    code(project, "Bas", {0: "personeel", 2: "personeel", 3: "geen", 4: "anders"})
    return Reconciling(project, measure_agreement(project, "zorgen", rounds=0), "Anna")


def test_identical_answers_that_differ_alike_are_decided_once(project: Project) -> None:
    first, second = opened(project).differences()
    assert first.respondents == ("r1", "r3")
    assert first.codes == (frozenset({"werkdruk"}), frozenset({"personeel"}))
    assert len(second.answer_ids) == 1


def test_a_decision_counts_and_both_codings_are_kept(project: Project) -> None:
    room = opened(project)
    before = room.report.overall
    room.decide(room.differences()[0], frozenset({"werkdruk"}), "te weinig tijd staat er")
    counted = project.codes_that_count("zorgen", "2024")
    first = room.differences()[0]
    assert first.decided
    assert {counted[answer] for answer in first.answer_ids} == {frozenset({"werkdruk"})}
    assert room.reason(first) == "Anna: te weinig tijd staat er"
    after = measure_agreement(project, "zorgen", rounds=0)
    assert after.coders == ("Anna", "Bas")
    assert after.overall.alpha == before.alpha


def test_a_decision_taken_back_leaves_what_the_coders_gave(project: Project) -> None:
    room = opened(project)
    before = project.codes_that_count("zorgen", "2024")
    room.decide(room.differences()[1], frozenset({"anders"}))
    room.reopen(room.differences()[1])
    assert project.codes_that_count("zorgen", "2024") == before
    assert not room.differences()[1].decided


def test_who_codes_otherwise_later_reopens_the_difference(project: Project) -> None:
    room = opened(project)
    room.decide(room.differences()[1], frozenset({"anders"}))
    code(project, "Bas", {4: "werkdruk"})
    later = room.differences()[1]
    assert later.final is not None
    assert not later.decided


def test_the_same_decided_again_counts_again_with_its_new_reason(project: Project) -> None:
    room = opened(project)
    first = room.differences()[1]
    room.decide(first, frozenset({"anders"}), "eerst")
    code(project, "Bas", {4: "werkdruk"})
    again = room.decide(room.differences()[1], frozenset({"anders"}), "nog eens")
    assert again.decided
    assert room.reason(again) == "Anna: nog eens"


def test_the_last_decision_is_undone_and_done_again(project: Project) -> None:
    room = opened(project)
    difference = room.decide(room.differences()[0], frozenset({"werkdruk"}), "want tijd")
    assert room.undo() is not None
    assert room.now(difference).final is None
    assert room.redo() is not None
    assert room.now(difference).decided
    assert room.reason(difference) == "Anna: want tijd"


def test_the_disputed_codes_are_those_not_all_gave(project: Project) -> None:
    code(project, "Anna", {1: "werkdruk personeel"})
    code(project, "Bas", {1: "personeel bezuinigingen"})
    room = Reconciling(project, measure_agreement(project, "zorgen", rounds=0), "Anna")
    assert room.differences()[0].disputed == {"werkdruk", "bezuinigingen"}
