"""Decisions are appended, taken back and made again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coder.domain.answers import AnswerId
from coder.domain.coding import (
    Coder,
    Decision,
    Mark,
    Marks,
    NewBatch,
    Source,
    effective,
    replay,
)
from coder.storage.intake import Intake, IntakeRow
from coder.storage.project import Project


class Ticking:
    """A clock that is a minute later each time."""

    def __init__(self) -> None:
        self.now = datetime(2024, 7, 9, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "a.coder", clock=Ticking()) as project:
        rows = [IntakeRow(str(number), f"antwoord {number}") for number in range(5)]
        project.take_in(Intake("zorgen", rows, "2024"))
        yield project


@pytest.fixture
def ann(project: Project) -> Coder:
    return project.coder("Ann")


@pytest.fixture
def ids(project: Project) -> list[AnswerId]:
    return [answer.id for answer in project.answers("zorgen")]


def give(coder: Coder, answer_id: AnswerId, *codes: str) -> NewBatch:
    decisions = tuple(Decision(answer_id, Mark.CODE, True, code) for code in codes)
    return NewBatch(coder, f"codes {' '.join(codes)}", decisions)


def codes_on(project: Project, answer_id: AnswerId, coder: Coder) -> set[str]:
    marks = project.marks(coder.id, [answer_id]).get(answer_id, Marks())
    return set(marks.codes)


def test_a_batch_knows_who_when_and_what(project: Project, ann: Coder, ids: list[AnswerId]) -> None:
    batch = project.append(give(ann, ids[0], "werkdruk"))
    assert (batch.coder, batch.label, batch.undoes) == (ann, "codes werkdruk", None)
    [entry] = project.journal()
    assert entry.batch == batch
    assert entry.batch.at.tzinfo is UTC
    assert entry.decision == Decision(ids[0], Mark.CODE, True, "werkdruk")


def test_a_decision_that_changes_nothing_is_left_out(
    project: Project, ann: Coder, ids: list[AnswerId]
) -> None:
    project.append(give(ann, ids[0], "a"))
    project.append(give(ann, ids[0], "a", "b", "b"))
    assert [entry.decision.code for entry in project.journal()] == ["a", "b"]


def test_undoing_bulk_coding_keeps_what_stood_before(
    project: Project, ann: Coder, ids: list[AnswerId]
) -> None:
    project.append(give(ann, ids[0], "a"))
    bulk = tuple(Decision(id_, Mark.CODE, True, "a") for id_ in ids)
    project.append(NewBatch(ann, "bulk", bulk))
    project.undo(ann)
    assert {id_: codes_on(project, id_, ann) for id_ in ids} == {
        ids[0]: {"a"},
        **{id_: set() for id_ in ids[1:]},
    }


def test_nothing_to_undo_or_redo_is_none(project: Project, ann: Coder) -> None:
    assert project.undo(ann) is None
    assert project.redo(ann) is None
    assert project.history() == []


def test_undo_goes_back_step_by_step_and_redo_forward(
    project: Project, ann: Coder, ids: list[AnswerId]
) -> None:
    first, second = project.append(give(ann, ids[0], "a")), project.append(give(ann, ids[0], "b"))
    undone = project.undo(ann)
    assert undone is not None
    assert (undone.undoes, undone.label) == (second.id, "Undo: codes b")
    earlier = project.undo(ann)
    assert earlier is not None
    assert earlier.undoes == first.id
    assert codes_on(project, ids[0], ann) == set()
    redone = project.redo(ann)
    assert redone is not None
    assert (redone.undoes, redone.label) == (earlier.id, "codes a")
    assert codes_on(project, ids[0], ann) == {"a"}
    project.redo(ann)
    assert codes_on(project, ids[0], ann) == {"a", "b"}
    assert project.redo(ann) is None


def test_what_was_redone_can_be_undone_again(
    project: Project, ann: Coder, ids: list[AnswerId]
) -> None:
    project.append(give(ann, ids[0], "a"))
    for _ in range(3):
        project.undo(ann)
        assert codes_on(project, ids[0], ann) == set()
        project.redo(ann)
        assert codes_on(project, ids[0], ann) == {"a"}


def test_a_new_decision_ends_what_could_be_redone(
    project: Project, ann: Coder, ids: list[AnswerId]
) -> None:
    project.append(give(ann, ids[0], "a"))
    project.undo(ann)
    project.append(give(ann, ids[0], "b"))
    assert project.redo(ann) is None
    project.undo(ann)
    assert project.undo(ann) is None
    assert codes_on(project, ids[0], ann) == set()


def test_undo_passes_over_a_batch_that_changed_nothing(
    project: Project, ann: Coder, ids: list[AnswerId]
) -> None:
    project.append(give(ann, ids[0], "a"))
    project.append(give(ann, ids[0], "a"))
    project.undo(ann)
    assert codes_on(project, ids[0], ann) == set()


def test_one_coders_undo_leaves_the_others_work(
    project: Project, ann: Coder, ids: list[AnswerId]
) -> None:
    bob = project.coder("Bob")
    project.append(give(ann, ids[0], "a"))
    project.append(give(bob, ids[0], "b"))
    project.undo(ann)
    assert codes_on(project, ids[0], ann) == set()
    assert codes_on(project, ids[0], bob) == {"b"}


def test_after_undo_the_coder_counts_who_counted_before(
    project: Project, ann: Coder, ids: list[AnswerId]
) -> None:
    bob = project.coder("Bob")
    project.append(give(ann, ids[0], "a"))
    project.append(give(bob, ids[0], "b"))
    project.append(give(ann, ids[0], "c"))
    assert effective(project.codings("zorgen")[ids[0]]).marks.codes == {"a", "c"}
    project.undo(ann)
    assert effective(project.codings("zorgen")[ids[0]]).marks.codes == {"b"}
    project.redo(ann)
    assert effective(project.codings("zorgen")[ids[0]]).marks.codes == {"a", "c"}


def test_the_visit_of_one_answer_is_undone_as_one_step(
    project: Project, ann: Coder, ids: list[AnswerId]
) -> None:
    batch = project.append(give(ann, ids[0], "a"))
    assert project.extend(batch.id, [Decision(ids[0], Mark.CODE, True, "b")]).id == batch.id
    project.extend(batch.id, [Decision(ids[0], Mark.CODE, False, "a")])
    project.extend(batch.id, [Decision(ids[0], Mark.DONE, True)])
    assert project.marks(ann.id, ids[:1]) == {ids[0]: Marks(frozenset({"b"}), done=True)}
    project.undo(ann)
    assert project.codings("zorgen") == {}
    project.redo(ann)
    assert project.marks(ann.id, ids[:1]) == {ids[0]: Marks(frozenset({"b"}), done=True)}


def test_extending_a_batch_that_was_undone_loses_no_decision(
    project: Project, ann: Coder, ids: list[AnswerId]
) -> None:
    batch = project.append(give(ann, ids[0], "a"))
    project.undo(ann)
    fresh = project.extend(batch.id, [Decision(ids[0], Mark.CODE, True, "b")])
    assert fresh.id != batch.id
    assert codes_on(project, ids[0], ann) == {"b"}
    project.undo(ann)
    assert codes_on(project, ids[0], ann) == set()


def test_extending_is_not_disturbed_by_another_coder(
    project: Project, ann: Coder, ids: list[AnswerId]
) -> None:
    batch = project.append(give(ann, ids[0], "a"))
    project.append(give(project.coder("regels", Source.RULES), ids[1], "x"))
    assert project.extend(batch.id, [Decision(ids[0], Mark.STAR, True)]).id == batch.id


def test_an_answer_without_marks_is_as_if_never_touched(
    project: Project, ann: Coder, ids: list[AnswerId]
) -> None:
    project.append(NewBatch(ann, "later", (Decision(ids[0], Mark.LATER, True),)))
    project.append(NewBatch(ann, "terug", (Decision(ids[0], Mark.LATER, False),)))
    assert project.codings("zorgen") == {}


def test_the_history_says_what_was_taken_back(
    project: Project, ann: Coder, ids: list[AnswerId]
) -> None:
    bulk = tuple(Decision(id_, Mark.CODE, True, code) for id_ in ids for code in "ab")
    project.append(NewBatch(ann, "bulk", bulk))
    project.append(give(ann, ids[0], "c"))
    project.undo(ann)
    newest, middle, oldest = project.history()
    assert (newest.batch.label, newest.decisions) == ("Undo: codes c", 1)
    assert (middle.batch.label, middle.undone) == ("codes c", True)
    assert (oldest.decisions, oldest.answers, oldest.undone) == (10, 5, False)
    assert [entry.batch.label for entry in project.history(limit=1)] == ["Undo: codes c"]
    assert project.history(coder=project.coder("Bob").id) == []


def test_a_batch_says_which_answers_it_touched(
    project: Project, ann: Coder, ids: list[AnswerId]
) -> None:
    batch = project.append(give(ann, ids[3], "a", "b"))
    assert project.answers_of_batch(batch.id) == {ids[3]}


def test_a_batch_remembers_the_codebook_it_was_made_with(
    project: Project, ann: Coder, ids: list[AnswerId]
) -> None:
    project.set_codebook("zorgen", "zorgen", "codebooks/zorgen.yaml")
    assert project.question("zorgen").codebook_path == "codebooks/zorgen.yaml"
    old = project.add_codebook_version("zorgen", "codebook: zorgen\n")
    project.append(give(ann, ids[0], "a"))
    new = project.add_codebook_version("zorgen", "codebook: zorgen\ntitle: Zorgen\n")
    project.append(give(ann, ids[0], "b"))
    assert [entry.codebook_version for entry in project.journal("zorgen")] == [old.id, new.id]


def test_an_unchanged_codebook_makes_no_new_version(project: Project) -> None:
    first = project.add_codebook_version("zorgen", "a")
    assert project.add_codebook_version("zorgen", "a") == first
    assert project.add_codebook_version("zorgen", "b").id != first.id
    back = project.add_codebook_version("zorgen", "a")
    assert back.id != first.id
    assert project.codebook_version("zorgen") == back
    assert project.codebook_version("functietitel") is None


def test_the_journal_of_one_answer_adds_up_to_what_stands_there(
    project: Project, ann: Coder, ids: list[AnswerId]
) -> None:
    project.append(give(ann, ids[0], "a"))
    project.append(give(ann, ids[1], "b"))
    project.undo(ann)
    trail = [entry.decision for entry in project.journal(answer_id=ids[0])]
    assert replay(trail) == {ids[0]: Marks(frozenset({"a"}))}
    assert list(project.journal("functietitel")) == []


def test_many_identical_answers_are_decided_and_taken_back_as_one(tmp_path: Path) -> None:
    with Project.create(tmp_path / "many.coder", clock=Ticking()) as project:
        rows = [IntakeRow(str(number), "werkdruk") for number in range(100)]
        project.take_in(Intake("zorgen", rows, "2024"))
        ids, ann = [answer.id for answer in project.answers("zorgen")], project.coder("Ann")
        project.append(give(ann, ids[3], "geld"))
        before = project.marks(ann.id, ids)
        changes = [(Mark.CODE, True, "druk"), (Mark.CODE, False, "geld"), (Mark.DONE, True, "")]
        made = [Decision(one, *change) for one in ids for change in changes]
        project.append(NewBatch(ann, "allemaal", tuple(made)))
        stands = Marks(frozenset({"druk"}), done=True)
        assert project.marks(ann.id, ids) == dict.fromkeys(ids, stands)
        stored = [entry.decision for entry in project.journal("zorgen")][1:]
        assert len(stored) == 201
        assert replay(stored)[ids[0]] == stands
        project.undo(ann)
        assert project.marks(ann.id, ids) == before
        project.redo(ann)
        assert project.marks(ann.id, ids) == dict.fromkeys(ids, stands)
        project.check_sound()
