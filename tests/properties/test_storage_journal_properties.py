"""What must always hold of the journal, whatever two coders do."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from coder.domain.answers import AnswerId
from coder.domain.coding import NOTHING, BatchId, Decision, Mark, Marks, NewBatch, replay
from coder.storage import many_rows
from coder.storage.intake import Intake, IntakeRow
from coder.storage.project import Project

N_ANSWERS = 3
Present = dict[AnswerId, Marks]

changes = st.tuples(st.sampled_from(Mark), st.booleans(), st.sampled_from(["a", "b"]))


def decided(answers: set[int], made: list[tuple[Mark, bool, str]]) -> list[Decision]:
    """The same changes to each of these answers, as a key makes to identical ones."""
    return [
        Decision(AnswerId(number), mark, present, code if mark is Mark.CODE else "")
        for number in sorted(answers)
        for mark, present, code in made
    ]


groups = st.builds(
    decided, st.sets(st.integers(1, N_ANSWERS), min_size=1), st.lists(changes, max_size=3)
)
batches = st.lists(groups, max_size=3).map(lambda parts: [one for part in parts for one in part])
coder_names = st.sampled_from(["Ann", "Bob"])


def added_up(start: Present, steps: list[Decision]) -> Present:
    present = dict(start)
    for step in steps:
        present[step.answer_id] = present.get(step.answer_id, NOTHING).after(step)
    return {answer_id: marks for answer_id, marks in present.items() if marks != NOTHING}


class JournalMachine(RuleBasedStateMachine):
    """A project against one list of past and one of future states for each coder."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.project = Project.create(Path(self.folder.name) / "a.coder")
        rows = [IntakeRow(str(number), "tekst") for number in range(N_ANSWERS)]
        self.project.take_in(Intake("zorgen", rows))
        self.coders = {name: self.project.coder(name) for name in ("Ann", "Bob")}
        self.past: dict[str, list[Present]] = {name: [{}] for name in self.coders}
        self.future: dict[str, list[Present]] = {name: [] for name in self.coders}
        self.newest: dict[str, tuple[BatchId, bool] | None] = dict.fromkeys(self.coders)

    @initialize(many=st.sampled_from([2, many_rows.MANY]))
    def write_alike(self, many: int) -> None:
        """Rows that are alike go as one statement, from two on or only from many on."""
        self.many, many_rows.MANY = many_rows.MANY, many

    def teardown(self) -> None:
        many_rows.MANY = self.many
        self.project.close()
        self.folder.cleanup()

    def effective(self, start: Present, steps: list[Decision]) -> bool:
        present = dict(start)
        for step in steps:
            before = present.get(step.answer_id, NOTHING)
            present[step.answer_id] = before.after(step)
            if present[step.answer_id] != before:
                return True
        return False

    @rule(name=coder_names, steps=batches)
    def append(self, name: str, steps: list[Decision]) -> None:
        batch = self.project.append(NewBatch(self.coders[name], "x", tuple(steps)))
        changes = self.effective(self.past[name][-1], steps)
        if changes:
            self.past[name].append(added_up(self.past[name][-1], steps))
            self.future[name].clear()
        self.newest[name] = (batch.id, changes)

    @rule(name=coder_names, steps=batches)
    def extend(self, name: str, steps: list[Decision]) -> None:
        if self.newest[name] is None:
            return
        batch_id, filled = self.newest[name] or (BatchId(0), False)
        assert self.project.extend(batch_id, steps).id == batch_id
        if not self.effective(self.past[name][-1], steps):
            return
        now = added_up(self.past[name][-1], steps)
        if filled:
            self.past[name][-1] = now
        else:
            self.past[name].append(now)
            self.future[name].clear()
            self.newest[name] = (batch_id, True)

    @rule(name=coder_names)
    def undo(self, name: str) -> None:
        batch = self.project.undo(self.coders[name])
        assert (batch is None) == (len(self.past[name]) == 1)
        if batch is not None:
            self.future[name].append(self.past[name].pop())
            self.newest[name] = None

    @rule(name=coder_names)
    def redo(self, name: str) -> None:
        batch = self.project.redo(self.coders[name])
        assert (batch is None) == (not self.future[name])
        if batch is not None:
            self.past[name].append(self.future[name].pop())
            self.newest[name] = None

    @invariant()
    def what_stands_is_what_the_steps_left(self) -> None:
        for name, coder in self.coders.items():
            ids = [AnswerId(number) for number in range(1, N_ANSWERS + 1)]
            assert self.project.marks(coder.id, ids) == self.past[name][-1]

    @invariant()
    def the_journal_adds_up_to_what_stands(self) -> None:
        journal = list(self.project.journal())
        for name, coder in self.coders.items():
            own = [entry.decision for entry in journal if entry.batch.coder == coder]
            assert added_up({}, own) == self.past[name][-1]
            replayed = {key: marks for key, marks in replay(own).items() if marks != NOTHING}
            assert replayed == self.past[name][-1]

    @invariant()
    def every_decision_in_the_journal_changed_something(self) -> None:
        present: dict[tuple[str, AnswerId], Marks] = {}
        for entry in self.project.journal():
            key = entry.batch.coder.name, entry.decision.answer_id
            before = present.get(key, NOTHING)
            present[key] = before.after(entry.decision)
            assert present[key] != before

    @invariant()
    def codings_agree_with_progress(self) -> None:
        codings = self.project.codings("zorgen")
        decided = sum(any(coding.marks.decided for coding in of) for of in codings.values())
        assert self.project.progress("zorgen").by_person == decided


JournalMachine.TestCase.settings = settings(max_examples=20, stateful_step_count=12, deadline=None)
TestJournal = JournalMachine.TestCase
