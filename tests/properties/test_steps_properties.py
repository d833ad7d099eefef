"""Which steps stand, told from the latest alone, is what all of them tell."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from coder.domain.coding import Decision, Mark, NewBatch
from coder.storage import steps as module
from coder.storage.intake import Intake, IntakeRow
from coder.storage.project import Project
from coder.storage.schema import batches
from coder.storage.steps import LatestSteps, latest_stand, standing_batches, stands

History = list[tuple[int, int | None]]


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Steps, undos and redos as a coder makes them, and (after a merge) out of turn."""
    made: History = []
    for step in range(draw(st.integers(0, 25))):
        now = stands(made)
        turns = [None, *now.standing[-1:], *now.undone[-1:], *now.undone[-1:]]
        if made and draw(st.integers(0, 9)) == 0:
            turns = [earlier for earlier, _undoes in made]
        made.append((step, draw(st.sampled_from(turns))))
    return made


@given(histories(), st.integers(0, 25))
def test_what_the_latest_steps_tell_is_what_all_tell(made: History, size: int) -> None:
    latest = made[len(made) - size :] if size < len(made) else made
    every, told = stands(made), latest_stand(latest)
    if told is None:
        return
    shown = {step for step, _undoes in latest}
    assert told.standing == [step for step in every.standing if step in shown]
    assert told.undone == every.undone[len(every.undone) - len(told.undone) :]
    assert told.undone_below or told.undone == every.undone


def test_one_new_step_tells_that_nothing_can_be_redone() -> None:
    told = latest_stand([(7, None)])
    assert told is not None
    assert (told.standing, told.undone, told.undone_below) == ([7], [], False)
    assert latest_stand([(8, 7)]) is None


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(["code", "code", "undo", "redo"]), max_size=20), st.data())
def test_undo_and_redo_read_on_until_they_know(deeds: list[str], data: st.DataObject) -> None:
    with (
        TemporaryDirectory() as folder,
        patch.object(module, "FIRST_READ", 1),
        patch.object(module, "MORE", 2),
        Project.create(Path(folder) / "p.coder") as project,
    ):
        project.take_in(Intake("q", [IntakeRow(f"r{n}", "tekst") for n in range(3)]))
        answers, ann = project.answers("q"), project.coder("Ann")
        for deed in deeds:
            if deed == "code":
                answer, code = (
                    data.draw(st.sampled_from(answers)),
                    data.draw(st.sampled_from("abc")),
                )
                decision = Decision(answer.id, Mark.CODE, data.draw(st.booleans()), code)
                project.append(NewBatch(ann, "x", (decision,)))
            else:
                (project.undo if deed == "undo" else project.redo)(ann)
            with project.reading() as connection:
                whole = standing_batches(connection, ann.id)
                latest = LatestSteps(connection, ann.id)
                assert latest.to_undo() == (whole.standing[-1] if whole.standing else None)
                assert latest.to_redo() == (whole.undone[-1] if whole.undone else None)
                of_ann = module._steps_of(batches.c.coder_id == ann.id)
                undoes = {row[0]: row[1] for row in connection.execute(of_ann)}
                for batch, taken in undoes.items():
                    fresh = LatestSteps(connection, ann.id)
                    assert fresh.stands(batch, taken) == (batch in whole.standing)
