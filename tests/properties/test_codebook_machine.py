"""Coding and changing the codebook in any order, with undo, redo and restarts, against a model."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from tests.conftest import CODEBOOK, Ticking

from coder.codebooks.document import load
from coder.domain.codebook import Code, Codebook
from coder.domain.codebook_edits import (
    GONE,
    AddCode,
    ChangeCode,
    DeleteCode,
    Edit,
    MakeNet,
    MergeCodes,
    MoveCode,
    SplitCode,
    new_id,
)
from coder.domain.coding import Marks
from coder.errors import CoderError
from coder.services.codebook_desk import CodebookDesk
from coder.services.codebooks import attach_codebook
from coder.services.workbench import Workbench
from coder.storage.intake import Intake, IntakeRow
from coder.storage.project import Project

ANSWERS = ("werkdruk", "geld", "geen", "te druk en geen geld")
RUNS = int(os.environ.get("CODER_MACHINE_RUNS", "8"))  # 2,000 before a release

Item = TypeVar("Item")
Coded = tuple[Marks, ...]
State = tuple[Coded, bytes]  # what stands on each answer, and the file
rows = st.integers(0, len(ANSWERS) - 1)
picks = st.integers(0, 30)


def forbidden_by_a_rule(refusal: CoderError) -> None:
    """Nothing else may forbid an edit: nobody else writes here."""
    assert "another program" not in str(refusal)


class CodebookMachine(RuleBasedStateMachine):
    """One coder's project against a list of past and one of future states."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.file = self.folder / "zorgen.yaml"
        self.file.write_text(CODEBOOK, encoding="utf-8")
        self.clock = Ticking()
        project = Project.create(self.folder / "a.coder", clock=self.clock)
        taken = [IntakeRow(f"r{number}", text) for number, text in enumerate(ANSWERS)]
        project.take_in(Intake("zorgen", taken, wave="2024"))
        attach_codebook(project, "zorgen", self.file)
        self.open(project)
        self.past: list[State] = []
        self.future: list[State] = []

    def open(self, project: Project) -> None:
        self.project = project
        bench = Workbench(project, "Ann", None, None)  # type: ignore[arg-type]
        self.session = bench.session("zorgen")
        self.desk = CodebookDesk(project, self.session.question, self.session.coder)

    def teardown(self) -> None:
        self.project.close()
        shutil.rmtree(self.folder)

    @property
    def state(self) -> State:
        return tuple(row.marks for row in self.session.rows), self.file.read_bytes()

    @property
    def newest(self) -> object:
        return [entry.batch.id for entry in self.project.history(1)]

    def step(self, do: Callable[[], object]) -> State:
        """Does something; what stood before can be undone when a step was stored."""
        before, newest = self.state, self.newest
        do()
        if self.newest != newest:
            self.past.append(before)
            self.future.clear()
        return before

    def pick(self, items: tuple[Item, ...], number: int) -> Item:
        return items[number % len(items)]

    def code(self, number: int) -> Code:
        return self.pick(tuple(self.session.codebook.walk()), number)

    @precondition(lambda self: self.session.codebook.codable)
    @rule(row=rows, number=picks)
    def give_or_take(self, row: int, number: int) -> None:
        code = self.pick(self.session.codebook.codable, number).id
        wanted = self.session.codebook.toggled(self.session.chosen(row), code)
        self.step(lambda: (self.session.toggle(row, code), self.session.leave()))
        assert self.session.rows[row].marks.codes == wanted

    @precondition(lambda self: self.session.codebook.codable)
    @rule(number=picks)
    def give_all(self, number: int) -> None:
        code = self.pick(self.session.codebook.codable, number).id
        self.step(lambda: self.session.code_all(range(len(ANSWERS)), code, "x"))
        assert all(code in row.marks.codes for row in self.session.rows)

    @rule(row=rows)
    def confirm(self, row: int) -> None:
        before = self.step(lambda: self.session.confirm(row))
        assert self.session.rows[row].marks.codes == before[0][row].codes
        assert not self.session.reviews.codes(row) & {
            code.id for code in self.session.codebook.codable
        }

    @rule(kind=st.integers(0, 7), one=picks, two=picks, place=st.integers(0, 3))
    def change_codebook(self, kind: int, one: int, two: int, place: int) -> None:
        if not self.session.codebook.codes:
            return
        code, other = self.code(one), self.code(two)
        ids = {each.id for each in self.session.codebook.walk()}
        first, second = (new_id(name, ids) for name in ("Nieuw", "Ander"))
        edits: list[Edit] = [
            MergeCodes((code.id,), other.id),
            SplitCode(code.id, (Code(first, "Nieuw"), Code(second, "Ander"))),
            MoveCode(code.id, other.id if place else None, place),
            DeleteCode(code.id),
            MakeNet(Code(first, "Net"), (code.id, other.id)),
            ChangeCode(code.id, {"definition": f"Zie {other.label}."}),
            ChangeCode(code.id, {"label": f"L{one}"}),
            AddCode(Code(first, "Nieuw"), code.id if place else None, place),
        ]
        self.apply(edits[kind])

    def apply(self, edit: Edit) -> None:
        book: Codebook = self.session.codebook
        try:
            wanted = edit.applied(book)
            before = self.step(lambda: self.desk.apply(edit))
        except CoderError as error:
            forbidden_by_a_rule(error)
            return  # refused: nothing may have changed, as the invariants see
        self.session.use_codebook(self.desk.codebook)
        assert load(self.file).codebook == wanted
        for then, now in zip(before[0], self.state[0], strict=True):
            moved = {edit.follows.get(code, code) for code in then.codes} - {GONE}
            assert now.codes == moved
        for target in set(edit.follows.values()) - {GONE}:
            union = sum(bool({target, *edit.follows} & marks.codes) for marks in before[0])
            assert union == sum(target in marks.codes for marks in self.state[0])

    @rule()
    def undo(self) -> None:
        stepped = self.session.undo()
        assert (stepped is not None) == bool(self.past)
        if stepped is not None:
            self.future.append(self.now())
            wanted = self.past.pop()
            self.desk.reread()
            assert self.state == wanted

    def now(self) -> State:
        """What stood before the undo: kept by the model, as the session has moved on."""
        return self.last

    @rule()
    def redo(self) -> None:
        before = self.state
        stepped = self.session.redo()
        assert (stepped is not None) == bool(self.future)
        if stepped is not None:
            self.past.append(before)
            self.desk.reread()
            assert self.state == self.future.pop()

    @rule()
    def restart(self) -> None:
        self.project.close()
        self.open(Project.open(self.folder / "a.coder", clock=self.clock))

    @invariant()
    def file_and_codings_agree(self) -> None:
        self.last = self.state
        assert load(self.file).codebook == self.session.codebook == self.desk.codebook
        fresh = self.project.marks(
            self.session.coder.id, [row.group.answer_ids[0] for row in self.session.rows]
        )
        for row in self.session.rows:
            assert fresh.get(row.group.answer_ids[0], Marks()) == row.marks


CodebookMachine.TestCase.settings = settings(
    max_examples=RUNS, stateful_step_count=20, deadline=None
)
TestCodebookMachine = CodebookMachine.TestCase
