"""Memos are kept with their history, undone, merged and exported for the team, never for others."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from coder.reports.coded_table import Role
from coder.reports.outsiders import RareTitles, table_for_outsiders
from coder.services.codebooks import codebook_for
from coder.services.coded_tables import coded_table
from coder.services.coding import CodingSession
from coder.storage.merging import merge_into
from coder.storage.project import Project


def session_of(project: Project, name: str = "Ann") -> CodingSession:
    asked = project.question("zorgen")
    codebook = codebook_for(project, asked)
    return CodingSession(project, asked, "2024", codebook, project.coder(name))


@pytest.fixture
def session(make_project: Any) -> CodingSession:
    return session_of(make_project())


def said(session: CodingSession, index: int) -> list[tuple[str, str]]:
    memos = session.memos.on(session.rows[index].group.answer_ids)
    return [(memo.coder, memo.text) for memo in memos]


def test_who_is_renamed_in_another_window_goes_on_with_the_same_memo(
    session: CodingSession,
) -> None:
    ids = session.rows[0].group.answer_ids
    session.memos.note(ids, "eerst")
    with Project.open(session.project.place) as elsewhere:
        elsewhere.rename_coder(elsewhere.coder("Ann"), "Annie")
    session.memos.read()
    session.memos.note(ids, "toen")
    assert said(session, 0) == [("Annie", "toen")]
    session.undo()
    assert said(session, 0) == [("Annie", "eerst")]


def test_a_memo_is_taken_back_step_by_step_and_made_again(session: CodingSession) -> None:
    ids = session.rows[0].group.answer_ids  # several respondents
    assert session.memos.note(ids, " eerst ")
    assert session.memos.note(ids, "toen")
    assert not session.memos.note(ids, "toen")
    session.accept(0, "werkdruk")
    assert said(session, 0) == [("Ann", "toen")]
    session.undo()  # the code
    assert session.undo() is not None
    assert said(session, 0) == [("Ann", "eerst")]
    session.undo()
    assert said(session, 0) == []
    session.redo()
    session.redo()
    assert said(session, 0) == said(session_of(session.project), 0) == [("Ann", "toen")]
    assert [entry.undone for entry in session.project.history()][:2] == [False, False]


def test_coders_keep_memos_apart_and_who_codes_blind_sees_the_own(make_project: Any) -> None:
    project = make_project()
    ann, bas = session_of(project), session_of(project, "Bas")
    ann.memos.note_on_code("werkdruk", "ook stress")
    bas.memos.note_on_code("werkdruk", "niet: stress")
    bas.reload()
    assert [memo.coder for memo in bas.memos.on_code("werkdruk")] == ["Ann", "Bas"]
    every = {id_ for row in ann.rows for id_ in row.group.answer_ids}
    blind = CodingSession(
        project, bas.question, "2024", bas.codebook, project.coder("Bas"), blind=every
    )
    assert [memo.coder for memo in blind.memos.on_code("werkdruk")] == ["Bas"]


def test_memos_of_two_copies_come_together_once(make_project: Any, tmp_path: Path) -> None:
    own = make_project()
    there = tmp_path / "bas.coder"
    session_of(own).memos.note_on_code("werkdruk", "van Ann")
    own.close()  # all is in the file itself
    shutil.copyfile(own.path, there)
    with Project.open(there) as other:
        theirs = session_of(other, "Bas")
        theirs.memos.note([theirs.rows[3].group.answer_ids[0]], "van Bas")
        merge_into(own, other)
        merge_into(own, other)
    merged = session_of(own)
    assert said(merged, 3) == [("Bas", "van Bas")]
    assert [memo.text for memo in merged.memos.on_code("werkdruk")] == ["van Ann"]


def test_memos_are_exported_for_the_team_only(session: CodingSession) -> None:
    question = [session.question]
    assert not coded_table(session.project, question).of("zorgen", Role.MEMO)
    session.memos.note(session.rows[3].group.answer_ids[:1], "lokaal?")
    table = coded_table(session.project, question)
    [column] = table.of("zorgen", Role.MEMO)
    assert [text for text in column.texts if text] == ["Ann: lokaal?"]
    outside = table_for_outsiders(table, RareTitles([], 3, []))
    assert not outside.of("zorgen", Role.MEMO)
