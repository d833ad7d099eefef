"""Answers that differ in their spelling only are coded as one; what differs in sense never is."""

from __future__ import annotations

from typing import Any

import pytest

from coder.domain.alike import nearly_identical
from coder.domain.answers import normal_form
from coder.domain.coding import Source
from coder.domain.filters import Filter
from coder.services.alike import DUTCH, alike_rows, take_out, variants
from coder.services.codebooks import codebook_for
from coder.services.coding import CodingSession


def together(*texts: str) -> bool:
    normals = [normal_form(text) for text in texts]
    return [tuple(range(len(texts)))] == nearly_identical(normals, DUTCH)


@pytest.mark.parametrize(
    "texts",
    [
        ("Maatschappelijk werker ", "maatschapp. werker"),
        ("alg. maatschappelijk werker", "algemeen maatschappelijk werker"),
        ("sociaal-cultureel werker", "sociaal cultureel werker"),
        ("teveel werk", "te veel werk"),
        ("bezuinigingen", "bezuningingen", "bezuinigngen"),
        ("personeelstekort in de wijk", "personeelstkort in de wijk"),
        ("cliënten, en hun kinderen", "clienten en hun kinderen"),
        ("casusregisseurs", "casusregiseurs"),  # in no word list
    ],
)
def test_what_was_typed_otherwise_is_taken_together(texts: tuple[str, ...]) -> None:
    assert together(*texts)


@pytest.mark.parametrize(
    "texts",
    [
        ("geen zorgen", "een zorgen"),
        ("niet veilig", "veilig"),
        ("onveilig in de wijk", "veilig in de wijk"),
        ("langere wachttijden", "lagere wachttijden"),  # both are words
        ("verbranden", "verbanden"),
        ("betalen", "bepalen"),
        ("12 uur", "21 uur"),
        ("1 2 fte", "12 fte"),
        ("meer dan 10% minder", "meer dan 10 minder"),
        ("+ werkdruk", "- werkdruk +"),
        ("minder geld", "meer geld"),
        ("ik weet niet. hoe dan", "ik weet niets hoe dan"),
        ("psych. hulp", "psychische hulp", "psychologische hulp"),  # which of the two?
        ("wachtlijst", "wachtlijsten"),
    ],
)
def test_what_differs_in_sense_stays_apart(texts: tuple[str, ...]) -> None:
    assert nearly_identical([normal_form(text) for text in texts], DUTCH) == []


ANSWERS = (
    "Bezuinigingen",
    "mijn knie",
    "bezuningingen",
    "bezuinigingen",
    "Bezuinigingen.",
    "bezuinigngen!",
)


@pytest.fixture
def session(make_project: Any) -> CodingSession:
    project = make_project(ANSWERS)
    asked = project.question("zorgen")
    codebook = codebook_for(project, asked)
    session = CodingSession(project, asked, "2024", codebook, project.coder("Ann"))
    session.take_together(alike_rows(session))
    return session


def codes(session: CodingSession) -> list[set[str]]:
    found = session.project.codings("zorgen", "2024")
    return [
        set().union(*(coding.marks.codes for coding in found.get(answer.id, ())))
        for answer in session.project.answers("zorgen", session.wave)
    ]


def test_a_line_is_coded_and_undone_in_one_step(session: CodingSession) -> None:
    assert session.arranged(Filter()) == [0, 1]
    assert session.unit(0).group.size == 5
    session.accept(0, "bezuinigingen")
    assert codes(session) == [{"bezuinigingen"} if i != 1 else set() for i in range(6)]
    assert session.progress().coded_answers == 5
    assert (session.progress().groups, session.progress().coded_groups) == (2, 1)
    step = session.undo()
    assert step is not None
    assert step.rows == (0,)
    assert codes(session) == [set()] * 6


def test_a_spelling_taken_out_is_remembered_and_undone(session: CodingSession) -> None:
    [_leader, mistyped, other] = session.units.members(0)
    take_out(session, mistyped, apart=True)
    assert alike_rows(session) == [(0, other)]
    assert [(v.row, v.apart) for v in variants(session, 0)] == [
        (0, False),
        (other, False),
        (mistyped, True),
    ]
    again = CodingSession(
        session.project, session.question, "2024", session.codebook, session.coder
    )
    assert alike_rows(again) == [(0, other)]
    step = session.undo()
    assert step is not None
    assert step.noted
    assert alike_rows(session) == [(0, mistyped, other)]


def test_what_persons_decided_differently_stays_apart(session: CodingSession) -> None:
    session.take_together(())
    session.accept(0, "bezuinigingen")
    session.accept(2, "anders")
    assert alike_rows(session) == []
    assert session.rows[2].source is Source.PERSON
