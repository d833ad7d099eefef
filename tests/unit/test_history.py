"""Who did what when, and the way back to before a step."""

from __future__ import annotations

import pytest

from coder.domain.coding import Mark
from coder.errors import UsageError
from coder.language.simple import SimpleLemmatizer
from coder.services.coding import CodingSession
from coder.services.history import Standing, changes, history_of, steps, way_back
from coder.services.workbench import Workbench
from coder.settings import Settings


@pytest.fixture
def session(workbench: Workbench) -> CodingSession:
    return workbench.session("zorgen")


def by_bert(workbench: Workbench) -> CodingSession:
    project = workbench.project
    return Workbench(project, "Bert", SimpleLemmatizer(), Settings(coder="Bert")).session("zorgen")


def test_steps_stand_are_undone_or_undo(session: CodingSession) -> None:
    session.accept(0, "werkdruk")
    session.accept(1, "bezuinigingen")
    session.undo()
    found = steps(session.project, 10)
    assert [step.standing for step in found] == [
        Standing.UNDOING,
        Standing.UNDONE,
        Standing.STANDS,
    ]
    session.redo()
    assert steps(session.project, 10)[0].standing is Standing.STANDS


def test_a_step_says_what_it_changed(session: CodingSession) -> None:
    session.accept(0, "werkdruk")
    (step,) = steps(session.project, 10)
    found = changes(session.project, step.batch, 10)
    assert step.answers == 3
    assert {change.external_id for change in found} == {"r1", "r3", "r8"}
    assert {(change.mark, change.code) for change in found} == {
        (Mark.CODE, "werkdruk"),
        (Mark.DONE, ""),
    }
    assert len(changes(session.project, step.batch, 2)) == 2


def test_the_way_back_passes_own_standing_steps_only(
    workbench: Workbench, session: CodingSession
) -> None:
    session.accept(0, "werkdruk")
    bert = by_bert(workbench)
    bert.accept(1, "bezuinigingen")
    session.accept(2, "geen")
    session.accept(3, "bezuinigingen")
    session.undo()
    listed = steps(session.project, 10)
    first, berts = listed[-1], listed[-2]
    way = way_back(listed, first, session.coder)
    assert [step.decisions for step in way] == [2, 6]
    assert way_back(listed, berts, session.coder) == ()
    assert way_back(listed, listed[0], session.coder) == ()
    for _step in way:
        session.undo()
    assert all(not session.chosen(index) for index in (0, 2, 3))
    assert bert.chosen(1) == {"bezuinigingen"}


def test_an_undo_shows_at_once_what_others_left_there(
    workbench: Workbench, session: CodingSession
) -> None:
    by_bert(workbench).accept(0, "personeel")
    session.reload()
    session.accept(0, "werkdruk")
    session.undo()
    assert session.rows[0].marks.codes == {"personeel"}


def test_the_history_of_a_file_of_one_coder(workbench: Workbench, session: CodingSession) -> None:
    session.accept(0, "werkdruk")
    by_bert(workbench).accept(1, "bezuinigingen")
    path = workbench.project.path
    assert [step.coder.name for step in history_of(path, 10)] == ["Bert", "Anna"]
    assert [step.coder.name for step in history_of(path, 1)] == ["Bert"]
    assert [step.coder.name for step in history_of(path, 10, "Anna")] == ["Anna"]
    with pytest.raises(UsageError, match="Nobody called 'Cor'"):
        history_of(path, 10, "Cor")
