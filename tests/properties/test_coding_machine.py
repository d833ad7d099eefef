"""Whatever a coder does, in whatever order: what is stored is what the steps come to.

Twenty runs by default; `CODER_MACHINE_RUNS=2000 pytest tests/properties/test_coding_machine.py`
looks further.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from tests.conftest import CODEBOOK
from tests.properties.coding_model import TOP, Model, Place, Stands

from coder.domain.codebook import Code
from coder.domain.codebook_edits import DeleteCode, Edit, MergeCodes, MoveCode, SplitCode
from coder.domain.coding import Marks
from coder.errors import CoderError
from coder.services.codebook_desk import CodebookDesk
from coder.services.codebooks import attach_codebook
from coder.services.workbench import Workbench
from coder.storage.intake import Intake, IntakeRow
from coder.storage.project import Project

TEXTS = ("werkdruk", "geld", "Geld.", "personeel", "geen", "te druk")
N_ROWS = 5
RUNS = int(os.environ.get("CODER_MACHINE_RUNS", "20"))
START = {
    "bezuinigingen": Place(),
    "werkdruk": Place(),
    "personeel": Place(),
    "geen": Place(exclusive=True),
    "anders": Place(),
}
needs_a_code = precondition(lambda self: self.now.codes)
rows = st.integers(0, N_ROWS - 1)
which = st.integers(0, 99)  # of the codes there are


def forbidden_by_a_rule(refusal: CoderError) -> None:
    """Nothing else may forbid an edit: nobody else writes here."""
    assert "another program" not in str(refusal)


class CodingMachine(RuleBasedStateMachine):
    """A session, a codebook and the history against a list of past and one of future models."""

    folder: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.place = tempfile.TemporaryDirectory()
        for name in ("machine.coder", "zorgen.yaml"):
            shutil.copy(self.folder / name, self.place.name)
        self.now = Model((Stands(),) * N_ROWS, dict(START))
        self.past: list[Model] = []
        self.future: list[Model] = []
        self.visit: int | None = None
        self.parts = 0
        self.open()

    def open(self) -> None:
        self.project = Project.open(Path(self.place.name) / "machine.coder")
        bench = Workbench(self.project, "Ann", None, None)  # type: ignore[arg-type]
        self.session = bench.session("zorgen")
        self.desk = CodebookDesk(self.project, self.session.question, bench.coder)

    def teardown(self) -> None:
        self.project.close()
        self.place.cleanup()

    def did(self, after: Model, row: int | None) -> None:
        """A change was made: a step of its own, unless the coder was on that row already."""
        if after == self.now and row is not None:
            return
        if row is None or self.visit != row:
            self.past.append(self.now)
        self.future.clear()
        self.now, self.visit = after, row

    def code_of(self, number: int) -> str:
        return self.now.codes[number % len(self.now.codes)]

    @needs_a_code
    @rule(row=rows, number=which)
    def code_or_uncode(self, row: int, number: int) -> None:
        code = self.code_of(number)
        self.session.toggle(row, code)
        self.did(self.now.toggled(row, code), row)

    @rule(row=rows)
    def put_on_the_exclusive_code(self, row: int) -> None:
        if "geen" in self.now.codes and "geen" not in self.now.rows[row].codes:
            self.session.toggle(row, "geen")
            self.did(self.now.toggled(row, "geen"), row)

    @needs_a_code
    @rule(row=rows, number=which)
    def accept(self, row: int, number: int) -> None:
        code = self.code_of(number)
        self.session.accept(row, code)
        self.did(self.now.accepted(row, code), row)
        self.visit = None

    @rule(row=rows)
    def confirm(self, row: int) -> None:
        self.session.confirm(row)
        self.did(self.now.confirmed(row), row)
        self.visit = None

    @needs_a_code
    @rule(row=rows, number=which)
    def repeat(self, row: int, number: int) -> None:
        codes = frozenset({self.code_of(number)})
        self.session.repeat(row, codes)
        self.did(self.now.confirmed(row, codes), row)
        self.visit = None

    @rule(row=rows)
    def set_aside(self, row: int) -> None:
        self.session.set_aside(row)
        now = self.now.rows[row]
        after = Stands(now.codes, now.done, not now.later, now.star)
        self.did(self.now.put(row, after), row)

    @rule(row=rows)
    def star(self, row: int) -> None:
        self.session.toggle_star(row)
        now = self.now.rows[row]
        after = Stands(now.codes, now.done, now.later, not now.star)
        self.did(self.now.put(row, after), row)

    @rule()
    def go_to_another_answer(self) -> None:
        self.session.leave()
        self.visit = None

    @needs_a_code
    @rule(chosen=st.sets(rows, min_size=1), number=which)
    def code_all(self, chosen: set[int], number: int) -> None:
        code = self.code_of(number)
        self.session.code_all(sorted(chosen), code, "x")
        after = self.now
        for row in chosen:
            after = after.accepted(row, code)
        self.visit = None
        if after != self.now:
            self.did(after, None)

    @needs_a_code
    @rule(number=which, other=which)
    def merge(self, number: int, other: int) -> None:
        taken, into = self.code_of(number), self.code_of(other)
        if taken != into:
            after = self.now.renamed(taken, into).without(taken)
            self.edit(MergeCodes((taken,), into), after)

    @needs_a_code
    @rule(number=which)
    def split(self, number: int) -> None:
        code = self.code_of(number)
        parts = [f"deel{self.parts + extra}" for extra in (1, 2)]
        self.parts += 2
        edit = SplitCode(code, tuple(Code(part, part.capitalize()) for part in parts))
        self.edit(edit, self.now.split(code, parts))

    @needs_a_code
    @rule(number=which)
    def delete(self, number: int) -> None:
        code = self.code_of(number)
        self.edit(DeleteCode(code), self.now.renamed(code, None).without(code))

    @needs_a_code
    @rule(number=which, net=which)
    def move(self, number: int, net: int) -> None:
        code = self.code_of(number)
        homes = [TOP, *self.now.nets]
        parent = homes[net % len(homes)]
        if parent != self.now.tree[code].parent:
            self.edit(MoveCode(code, parent or None), self.now.moved(code, parent))

    def edit(self, edit: Edit, after: Model) -> None:
        """Change the codebook; the rules of codebooks may forbid it, and then nothing changes."""
        try:
            done = self.desk.apply(edit)
        except CoderError as error:
            forbidden_by_a_rule(error)
            return
        assert done is not None
        self.session.use_codebook(self.desk.codebook)
        self.visit = None
        self.did(after, None)

    @rule()
    def undo(self) -> None:
        step = self.session.undo()
        assert (step is None) == (not self.past)
        if step is not None:
            self.future.append(self.now)
            self.now = self.past.pop()
        self.desk.reread()  # as the screens do
        self.visit = None

    @rule()
    def redo(self) -> None:
        step = self.session.redo()
        assert (step is None) == (not self.future)
        if step is not None:
            self.past.append(self.now)
            self.now = self.future.pop()
        self.desk.reread()
        self.visit = None

    @rule()
    def restart(self) -> None:
        self.project.close()
        self.open()
        self.visit = None

    @invariant()
    def what_shows_is_what_the_steps_come_to(self) -> None:
        shown = tuple(_stands(row.marks) for row in self.session.rows)
        assert shown == self.now.rows
        places = {
            code.id: (self.session.codebook.parent(code.id), code.codable)
            for code in self.session.codebook.walk()
        }
        assert {
            id_: (up.id if up else TOP, not codable) for id_, (up, codable) in places.items()
        } == {id_: (place.parent, place.net) for id_, place in self.now.tree.items()}

    @invariant()
    def what_is_stored_is_what_shows(self) -> None:
        codings = self.project.codings("zorgen")
        for row in self.session.rows:
            for answer_id in row.group.answer_ids:
                stored = codings.get(answer_id, [])
                assert [_stands(one.marks) for one in stored] in ([_stands(row.marks)], [])
                assert stored or row.marks == Marks()
        progress = self.session.progress()
        decided = [row.group.size for row in self.session.rows if row.marks.decided]
        assert (progress.coded_answers, progress.coded_groups) == (sum(decided), len(decided))


def _stands(marks: Marks) -> Stands:
    return Stands(marks.codes, marks.done, marks.later, marks.star)


@pytest.fixture(scope="module", autouse=True)
def empty_project(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Each run starts from a copy of it."""
    folder = tmp_path_factory.mktemp("machine")
    codebook = folder / "zorgen.yaml"
    codebook.write_text(CODEBOOK, encoding="utf-8")
    with Project.create(folder / "machine.coder") as project:
        intake = [IntakeRow(f"r{number}", text) for number, text in enumerate(TEXTS)]
        project.take_in(Intake("zorgen", intake, wave="2024"))
        attach_codebook(project, "zorgen", codebook)
    CodingMachine.folder = folder


TestCoding = CodingMachine.TestCase
TestCoding.settings = settings(
    max_examples=RUNS,
    stateful_step_count=25,
    deadline=None,
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)
