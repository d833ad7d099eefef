"""Words marked for a code lie inside each text, go with its step, and come back with it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.services.codebooks import codebook_for
from coder.services.coding import CodingSession
from coder.services.marked_parts import words_in


@pytest.fixture
def session(make_project: Any) -> CodingSession:
    project = make_project(("  Te  DRUK, en geld", "te druk, en geld", "geen"))
    asked = project.question("zorgen")
    return CodingSession(project, asked, "2024", codebook_for(project, asked), project.coder("Ann"))


def marked(session: CodingSession) -> list[str]:
    group = session.unit(0).group
    found = session.parts.on(group, ["werkdruk"])
    return [group.text[start:end] for start, end in found.get("werkdruk", ())]


def test_marking_puts_the_code_on_and_is_undone_with_it(session: CodingSession) -> None:
    assert session.parts.mark(0, "werkdruk", 0, 1)
    assert session.chosen(0) == {"werkdruk"}
    assert marked(session) == ["Te  DRUK,"]
    stored = session.parts._parts  # each of the identical answers in its own text
    texts = dict(zip(session.answer_ids, ("  Te  DRUK, en geld", "te druk, en geld"), strict=False))
    for answer_id, text in texts.items():
        [(start, end)] = stored[answer_id]["werkdruk"]
        assert text[start:end].lower().split() == ["te", "druk,"]
    session.undo()
    assert marked(session) == []
    assert session.chosen(0) == frozenset()
    session.redo()
    assert marked(session) == ["Te  DRUK,"]


def test_the_same_words_again_are_no_longer_marked(session: CodingSession) -> None:
    session.parts.mark(0, "werkdruk", 0, 1)
    session.parts.mark(0, "werkdruk", 3, 3)
    assert marked(session) == ["Te  DRUK,", "geld"]
    assert not session.parts.mark(0, "werkdruk", 0, 1)
    assert marked(session) == ["geld"]
    assert session.chosen(0) == {"werkdruk"}


def test_words_that_are_not_there_are_refused(session: CodingSession) -> None:
    with pytest.raises(IndexError):
        session.parts.mark(0, "werkdruk", 2, 9)
    assert session.chosen(0) == frozenset()


@given(st.text())
def test_words_lie_inside_the_text(text: str) -> None:
    words = words_in(text)
    assert [text[start:end] for start, end in words] == text.split()
