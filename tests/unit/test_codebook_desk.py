"""A codebook is changed in its file, the history and the codings together, and changed back."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.codebooks.document import NewFile
from coder.domain.codebook import Code
from coder.domain.codebook_edits import (
    AddCode,
    ChangeCode,
    DeleteCode,
    MergeCodes,
    MoveCode,
    SplitCode,
)
from coder.domain.filters import Filter, Status
from coder.domain.review import Review
from coder.errors import CodebookError, CoderError
from coder.services.codebook_desk import CodebookDesk
from coder.services.codebooks import codebook_for
from coder.services.coding import CodingSession
from coder.services.history import Standing, steps
from coder.services.workbench import Workbench
from coder.storage.project import Project

PARTS = (Code("tijd", "Te weinig tijd"), Code("stress", "Stress", patterns=("te druk",)))


class Table:
    """One coder at work: a session, and the codebook in hand."""

    def __init__(self, project: Project, name: str = "Ann") -> None:
        self.project = project
        self.coder = project.coder(name)
        self.bench = Workbench(project, name, None, None)  # type: ignore[arg-type]
        self.session: CodingSession = self.bench.session("zorgen", last_good=True)
        self.desk = CodebookDesk(project, self.session.question, self.coder)

    def row(self, text: str) -> int:
        return next(n for n, row in enumerate(self.session.rows) if row.group.text == text)

    def codes(self, text: str) -> frozenset[str]:
        return self.session.rows[self.row(text)].marks.codes

    def give(self, text: str, *codes: str) -> None:
        for code in codes:
            self.session.toggle(self.row(text), code)
        self.session.confirm(self.row(text))

    def apply(self, edit: object) -> None:
        self.desk.apply(edit)  # type: ignore[arg-type]
        self.session.use_codebook(self.desk.codebook)

    def found(self, written: str) -> list[str]:
        query = self.session.finder.parse(written)
        shown = self.session.arranged(Filter(written=written, query=query))
        return [self.session.rows[index].group.text for index in shown]


@pytest.fixture
def ann(project: Project) -> Table:
    table = Table(project)
    table.give("Werkdruk", "werkdruk")
    table.give("bezuinigingen en te weinig collega's", "bezuinigingen", "personeel")
    table.give("te druk", "werkdruk")
    return table


def test_a_merge_counts_a_respondent_once_and_is_one_undoable_step(
    ann: Table, codebook_file: Path
) -> None:
    before = codebook_file.read_bytes()
    ann.apply(MergeCodes(("personeel",), "bezuinigingen"))
    assert ann.codes("bezuinigingen en te weinig collega's") == {"bezuinigingen"}
    assert "id: personeel" not in codebook_file.read_text()
    assert ann.desk.answers_by_code() == {"werkdruk": 4, "bezuinigingen": 1}
    undone = ann.session.undo()
    assert undone is not None
    assert ann.codes("bezuinigingen en te weinig collega's") == {"bezuinigingen", "personeel"}
    assert codebook_file.read_bytes() == before
    assert ann.session.codebook.find("personeel")


def test_codebook_steps_and_codings_undo_and_redo_in_turn_after_a_restart(
    ann: Table, codebook_file: Path
) -> None:
    before = codebook_file.read_bytes()
    ann.apply(MergeCodes(("personeel",), "bezuinigingen"))
    ann.give("mijn knie", "anders")
    ann.apply(ChangeCode("anders", {"label": "Iets anders"}))
    after = codebook_file.read_bytes()
    again = Table(ann.project)
    for _step in range(3):
        assert again.session.undo() is not None
    assert codebook_file.read_bytes() == before
    assert again.codes("mijn knie") == frozenset()
    third = Table(ann.project)
    for _step in range(3):
        assert third.session.redo() is not None
    assert codebook_file.read_bytes() == after
    assert third.codes("mijn knie") == {"anders"}
    assert third.codes("bezuinigingen en te weinig collega's") == {"bezuinigingen"}


def test_others_follow_a_merge_and_go_back_with_it_unless_they_decided_since(
    ann: Table, project: Project
) -> None:
    bob = Table(project, "Bob")
    bob.give("mijn knie", "personeel")
    bob.give("geen", "personeel")
    ann.apply(MergeCodes(("personeel",), "werkdruk"))
    bob = Table(project, "Bob")
    assert bob.codes("mijn knie") == {"werkdruk"}
    bob.session.toggle(bob.row("geen"), "werkdruk")  # off again
    ann.session.undo()
    bob = Table(project, "Bob")
    assert bob.codes("mijn knie") == {"personeel"}
    assert bob.codes("geen") == frozenset()
    counted = project.codings("zorgen")[bob.session.rows[bob.row("mijn knie")].group.answer_ids[0]]
    assert [coding.coder.name for coding in counted] == ["Bob"]


def test_another_coders_undo_never_brings_back_a_code_that_was_merged_away(
    ann: Table, project: Project
) -> None:
    bob = Table(project, "Bob")
    bob.give("mijn knie", "personeel")
    bob.session.toggle(bob.row("mijn knie"), "personeel")
    bob.session.leave()
    ann.apply(MergeCodes(("personeel",), "werkdruk"))
    bob = Table(project, "Bob")
    bob.session.undo()
    assert bob.codes("mijn knie") == {"werkdruk"}


def test_answers_that_lose_their_last_code_are_open_again(ann: Table) -> None:
    ann.apply(DeleteCode("werkdruk"))
    row = ann.session.rows[ann.row("te druk")]
    assert (row.marks.codes, row.status) == (frozenset(), Status.OPEN)
    ann.session.undo()
    assert ann.session.rows[ann.row("te druk")].status is Status.CODED


def test_a_split_asks_for_another_look_until_each_answer_got_a_new_code(ann: Table) -> None:
    ann.apply(SplitCode("werkdruk", PARTS))
    assert ann.found("split") == ["Werkdruk", "te druk"]
    ann.give("te druk", "stress")
    assert ann.codes("te druk") == {"stress"}
    assert ann.found("split") == ["Werkdruk"]
    ann.session.undo()
    ann.session.undo()
    assert ann.found("review") == []


def test_a_changed_rule_marks_earlier_codings_until_they_are_confirmed(ann: Table) -> None:
    ann.apply(ChangeCode("werkdruk", {"label": "Druk", "examples": ("x", "y")}))
    ann.apply(MoveCode("werkdruk", None, 0))
    assert ann.found("outdated") == []
    ann.apply(ChangeCode("werkdruk", {"definition": "Iets anders."}))
    assert ann.found("verouderd") == ["Werkdruk", "te druk"]
    ann.session.confirm(ann.row("te druk"))
    assert Table(ann.project).found("outdated") == ["Werkdruk"]
    assert ann.session.undo() is not None  # of the confirmation
    assert ann.found("outdated") == ["Werkdruk", "te druk"]
    assert ann.session.undo() is not None  # of the definition
    assert ann.found("outdated") == []


def test_taking_over_another_codes_rules_makes_no_coding_outdated(ann: Table) -> None:
    ann.apply(MergeCodes(("personeel",), "werkdruk"))
    assert ann.found("review") == []


def test_an_outside_edit_is_refused_with_its_place_and_then_taken_over(
    ann: Table, codebook_file: Path
) -> None:
    ann.apply(ChangeCode("anders", {"label": "Rest"}))
    good = codebook_file.read_text()
    codebook_file.write_text(good.replace("te druk,", "(te druk,"), encoding="utf-8")
    outside = ann.desk.file.look()
    assert outside is not None
    assert outside.document is None
    assert (outside.problems[0].line, outside.problems[0].column) == (18, 26)
    assert ann.desk.file.look() is None  # told once
    assert ann.desk.codebook.find("anders").label == "Rest"  # the last good version
    assert Table(ann.project).desk.codebook == ann.desk.codebook  # after a restart too
    with pytest.raises(CoderError, match="another program"):
        ann.apply(ChangeCode("anders", {"label": "X"}))
    codebook_file.write_text(
        good.replace("id: personeel", "id: team").replace("te druk,", "druk,"), encoding="utf-8"
    )
    outside = ann.desk.file.look()
    assert outside is not None
    found = ann.desk.compared(outside)
    assert found is not None
    assert [code.id for code in found.diff.added] == ["team"]
    assert found.diff.changed == {"werkdruk": ("patterns",)}
    assert found.homeless == {"personeel": 1}
    ann.desk.take_over(found)
    ann.session.use_codebook(ann.desk.codebook)
    assert ann.found("lost") == ["bezuinigingen en te weinig collega's"]
    assert ann.found("outdated") == ["Werkdruk", "te druk"]
    assert steps(ann.project, 1)[0].standing is Standing.TOLD
    undone = ann.session.undo()  # of the label: what the other program wrote stays
    assert undone is not None
    assert codebook_file.read_text() == good.replace("id: personeel", "id: team").replace(
        "te druk,", "druk,"
    ).replace("label: Rest", "label: Anders")


def test_an_edit_between_ones_own_writing_or_taking_over_and_the_next_look_is_told(
    ann: Table, codebook_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = NewFile.put

    def put_and_changed_at_once(new: NewFile) -> None:
        put(new)
        text = codebook_file.read_text().replace("label: Rest", "label: Overig")
        codebook_file.write_text(text, encoding="utf-8")

    with monkeypatch.context() as patched:
        patched.setattr(NewFile, "put", put_and_changed_at_once)
        ann.apply(ChangeCode("anders", {"label": "Rest"}))
    outside = ann.desk.file.look()
    assert outside is not None
    found = ann.desk.compared(outside)
    assert found is not None
    text = codebook_file.read_text().replace("label: Overig", "label: Verder")
    codebook_file.write_text(text, encoding="utf-8")  # while it is asked whether to take it over
    ann.desk.take_over(found)
    assert ann.desk.codebook.find("anders").label == "Overig"
    assert ann.desk.file.look() is not None
    assert ann.desk.file.look() is None  # told once


def test_a_codebook_in_hand_is_not_taken_over_by_who_counts_or_learns(
    ann: Table, codebook_file: Path
) -> None:
    text = codebook_file.read_text()
    codebook_file.write_text(text.replace("label: Anders", "label: Rest"), encoding="utf-8")
    assert codebook_for(ann.project, ann.session.question).find("anders").label == "Anders"
    assert ann.desk.file.look() is not None


def test_an_undo_at_a_place_that_somebody_changed_since_is_refused(
    ann: Table, codebook_file: Path
) -> None:
    ann.apply(ChangeCode("anders", {"label": "Rest"}))
    text = codebook_file.read_text()
    codebook_file.write_text(text.replace("label: Rest", "label: Overig"), encoding="utf-8")
    with pytest.raises(CoderError, match="another program"):
        ann.session.undo()
    outside = ann.desk.file.look()
    assert outside is not None
    found = ann.desk.compared(outside)
    assert found is not None
    ann.desk.take_over(found)
    with pytest.raises(CoderError, match="same place"):
        ann.session.undo()
    assert "Overig" in codebook_file.read_text()


def test_what_breaks_a_rule_changes_nothing(ann: Table, codebook_file: Path) -> None:
    before = codebook_file.read_bytes(), steps(ann.project, 5)
    with pytest.raises(CodebookError, match="not closed"):
        ann.apply(ChangeCode("anders", {"patterns": ("(x",)}))
    with pytest.raises(CoderError, match="already"):
        ann.apply(AddCode(Code("geen", "Geen")))
    assert ann.desk.add_example("anders", "mijn  knie") is None
    assert (codebook_file.read_bytes(), steps(ann.project, 5)) == before
    codebook_file.unlink()
    with pytest.raises(CoderError, match="is gone"):
        ann.desk.apply(ChangeCode("anders", {"label": "X"}))
    assert steps(ann.project, 5) == before[1]


def test_a_file_that_cannot_be_moved_to_its_place_leaves_no_step_that_stands(
    ann: Table, codebook_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = codebook_file.read_bytes()

    def held(new: NewFile) -> None:
        new.drop()
        raise CoderError("held by another program")

    monkeypatch.setattr(NewFile, "put", held)
    with pytest.raises(CoderError, match="held"):
        ann.apply(MergeCodes(("personeel",), "werkdruk"))
    monkeypatch.undo()
    assert codebook_file.read_bytes() == before
    assert Table(ann.project).codes("bezuinigingen en te weinig collega's") == {
        "bezuinigingen",
        "personeel",
    }


def test_a_file_that_was_still_to_be_written_is_written_at_the_next_start(
    ann: Table, codebook_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def power_cut(new: NewFile) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(NewFile, "put", power_cut)
    with pytest.raises(KeyboardInterrupt):
        ann.apply(MergeCodes(("personeel",), "werkdruk"))
    monkeypatch.undo()
    assert "personeel" in codebook_file.read_text()
    later = Table(ann.project)
    assert "id: personeel" not in codebook_file.read_text()
    assert later.codes("bezuinigingen en te weinig collega's") == {"bezuinigingen", "werkdruk"}
    assert later.found("review") == []


def test_an_answer_becomes_an_example_and_comments_stay(ann: Table, codebook_file: Path) -> None:
    text = codebook_file.read_text().replace("- id: anders", "- id: anders  # de rest")
    codebook_file.write_text(text, encoding="utf-8")
    ann.project.close()
    with Project.open(ann.project.path) as project:  # opening takes the file as it is
        Table(project).desk.add_example("anders", "  mijn rug\n en knie")
    changed = codebook_file.read_text()
    assert changed == text.replace(
        "[mijn knie, het weer]", "[mijn knie, het weer, mijn rug en knie]"
    )


def test_reviews_are_of_persons_only(ann: Table) -> None:
    ann.apply(ChangeCode("werkdruk", {"patterns": ("druk",)}))
    assert ann.session.reviews.of(ann.row("te druk")) == {Review.OUTDATED}
    assert ann.session.reviews.of(ann.row("geen")) == frozenset()
