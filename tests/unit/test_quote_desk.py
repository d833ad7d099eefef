"""Candidates per code, what may leave the desk, and decisions that are only ever added to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from coder.domain.coding import Decision, Mark, NewBatch
from coder.domain.quotes import Quote, QuoteDecision, QuoteStatus
from coder.errors import CoderError
from coder.language.simple import SimpleLemmatizer
from coder.services.codebooks import attach_codebook
from coder.services.quotes import QuoteDesk, open_desk
from coder.storage import quote_store
from coder.storage.intake import Intake, IntakeRow
from coder.storage.project import Project
from coder.storage.rows import Attribute

ATTRIBUTES = (Attribute("functie", "Functie"), Attribute("organisatie", "Organisatie"))
# text, title, organisation, code
GIVEN = (
    ("De bezuinigingen raken vooral de mensen die al weinig hebben.", "opbouwwerker", "A"),
    ("Door bezuinigingen verdwijnt het buurthuis uit onze wijk.", "opbouwwerker", "A"),
    ("Wie bezuinigt op preventie betaalt later het dubbele terug.", "opbouwwerker", "A"),
    ("De bezuinigingen van de gemeente maken ons werk onmogelijk.", "begeleider", "B"),
    ("Als zorgboerin voel ik de bezuinigingen aan alle kanten.", "zorgboerin", "B"),
    ("Mijn collega Fatima wordt door de bezuinigingen ontslagen.", "begeleider", "B"),
    ("bezuinigingen", "begeleider", "B"),
    ("Bezuinigen is kortzichtig, zeker op werk dat zo veel oplevert.", "begeleider", "A"),
)
MakeDesk = Callable[..., QuoteDesk]


@pytest.fixture
def project(tmp_path: Path, codebook_file: Path) -> Any:
    """Eight answers about cuts by eight respondents."""
    with Project.create(tmp_path / "citaten.coder") as project:
        rows = [
            IntakeRow(f"r{number}", answer, (title, organisation))
            for number, (answer, title, organisation) in enumerate(GIVEN)
        ]
        project.take_in(Intake("zorgen", rows, wave="2024", attributes=ATTRIBUTES))
        attach_codebook(project, "zorgen", codebook_file)
        decisions = [
            Decision(answer.id, Mark.CODE, True, "bezuinigingen")
            for answer in project.answers("zorgen")
        ]
        project.append(NewBatch(project.coder("Anna"), "x", tuple(decisions)))
        yield project


@pytest.fixture
def make_desk(project: Project) -> MakeDesk:
    """A desk for somebody."""

    def make(coder: str = "Anna", **options: Any) -> QuoteDesk:
        return open_desk(
            project, SimpleLemmatizer(), "zorgen", coder=project.coder(coder), **options
        )

    return make


@pytest.fixture
def desk(make_desk: MakeDesk) -> QuoteDesk:
    """Anna's desk."""
    return make_desk()


def find(desk: QuoteDesk, beginning: str) -> Quote:
    quotes = desk.quotes("bezuinigingen")
    return next(quote for quote in quotes if quote.original.startswith(beginning))


def test_a_sentence_goes_before_a_word_and_families_take_turns(desk: QuoteDesk) -> None:
    quotes = desk.quotes("bezuinigingen")
    assert quotes[-1].original == "bezuinigingen"
    assert {quote.group[0] for quote in quotes[:3]} == {"opbouwwerker", "begeleider", "zorgboerin"}


def test_starred_answers_come_first(project: Project, make_desk: MakeDesk) -> None:
    last = project.answers("zorgen")[6]
    star = Decision(last.id, Mark.STAR, True)
    project.append(NewBatch(project.coder("Anna"), "x", (star,)))
    assert make_desk().quotes("bezuinigingen")[0].original == "bezuinigingen"


def test_attributions_name_titles_that_enough_have(desk: QuoteDesk) -> None:
    assert find(desk, "De bezuinigingen raken").attribution.text == "Opbouwwerker, A"
    rare = find(desk, "Als zorgboerin")
    assert rare.attribution.text == "Respondent, B"
    assert rare.attribution.replaced


def test_a_rare_title_and_a_name_are_replaced_in_the_proposal(desk: QuoteDesk) -> None:
    assert find(desk, "Als zorgboerin").text.startswith("Als [functie] voel ik")
    assert find(desk, "Mijn collega").text == (
        "Mijn collega [naam] wordt door de bezuinigingen ontslagen."
    )


def test_only_approved_quotes_may_leave(desk: QuoteDesk) -> None:
    assert desk.approved() == []
    desk.approve(find(desk, "Wie bezuinigt"), "Wie bezuinigt op preventie betaalt later …")
    [quote] = desk.approved("bezuinigingen")
    assert quote.text == "Wie bezuinigt op preventie betaalt later …"
    assert (quote.original, quote.by) == (GIVEN[2][0], "Anna")


def test_an_approved_quote_stays_on_the_desk_when_the_code_is_taken_off(
    desk: QuoteDesk, project: Project
) -> None:
    quote = desk.approve(find(desk, "Wie bezuinigt"), GIVEN[2][0])
    off = Decision(quote.answer_id, Mark.CODE, False, "bezuinigingen")
    project.append(NewBatch(project.coder("Anna"), "x", (off,)))
    desk.reload()
    assert desk.approved() == []


def test_what_the_guard_objects_to_goes_only_with_a_note(desk: QuoteDesk) -> None:
    quote = find(desk, "Mijn collega")
    with pytest.raises(CoderError, match="Fatima"):
        desk.approve(quote, quote.original)
    assert desk.approved() == []
    approved = desk.approve(quote, quote.original, "zij weet het en vindt het goed")
    assert approved.note == "zij weet het en vindt het goed"


def test_other_words_are_refused_whatever_the_note(desk: QuoteDesk) -> None:
    with pytest.raises(CoderError, match="does not stand there"):
        desk.approve(find(desk, "Wie bezuinigt"), "Wie investeert wint.", "mooier zo")
    with pytest.raises(CoderError, match="does not stand there"):
        desk.rewrite(find(desk, "Wie bezuinigt"), "Wie investeert wint.")


def test_a_rewritten_quote_must_be_approved_anew(desk: QuoteDesk) -> None:
    quote = desk.approve(find(desk, "Wie bezuinigt"), GIVEN[2][0])
    desk.rewrite(quote, "… betaalt later het dubbele terug.")
    assert desk.approved() == []


def test_two_quotes_of_a_rare_attribution_object_to_each_other(desk: QuoteDesk) -> None:
    desk.approve(find(desk, "Door bezuinigingen"), GIVEN[1][0])
    [why] = find(desk, "De bezuinigingen raken").objections
    assert "only 3 respondents" in why


def test_nobody_speaks_twice(project: Project, make_desk: MakeDesk) -> None:
    first = project.answers("zorgen")[0]
    more = Decision(first.id, Mark.CODE, True, "werkdruk")
    project.append(NewBatch(project.coder("Anna"), "x", (more,)))
    desk = make_desk()
    desk.approve(find(desk, "De bezuinigingen raken"), GIVEN[0][0])
    assert desk.quotes("werkdruk") == []


def test_undo_and_redo_of_decisions_survive_a_new_desk(make_desk: MakeDesk) -> None:
    desk = make_desk()
    quote = desk.approve(find(desk, "Wie bezuinigt"), GIVEN[2][0])
    desk.reject(quote, "te algemeen")
    again = make_desk()
    assert again.undo() == (quote.answer_id, "bezuinigingen")
    assert [one.original for one in again.approved()] == [GIVEN[2][0]]
    again.undo()
    assert again.approved() == []
    assert again.undo() is None
    again.redo()
    again.redo()
    assert find(again, "Wie bezuinigt").note == "te algemeen"
    assert again.redo() is None


def test_undo_leaves_what_somebody_else_decided_since(make_desk: MakeDesk) -> None:
    anna, ben = make_desk("Anna"), make_desk("Ben")
    quote = anna.approve(find(anna, "Wie bezuinigt"), GIVEN[2][0])
    ben.reload()
    ben.reject(quote, "te scherp")
    anna.undo()
    assert find(anna, "Wie bezuinigt").status is QuoteStatus.REJECTED


def test_decisions_cannot_be_rewritten(desk: QuoteDesk, project: Project) -> None:
    desk.approve(find(desk, "Wie bezuinigt"), GIVEN[2][0])
    for change in ("UPDATE quote_decisions SET text = 'x'", "DELETE FROM quote_decisions"):
        with pytest.raises(DatabaseError, match="only ever added to"), project.writing() as writer:
            writer.execute(text(change))


def test_every_step_stays_in_the_history(desk: QuoteDesk, project: Project) -> None:
    quote = desk.approve(find(desk, "Wie bezuinigt"), GIVEN[2][0])
    desk.undo()
    steps = quote_store.history_of(project, quote.answer_id, "bezuinigingen")
    assert [step.decision.status for step in steps] == [
        QuoteStatus.APPROVED,
        QuoteStatus.CANDIDATE,
    ]
    assert isinstance(steps[0].decision, QuoteDecision)


def test_what_respondents_are_described_by_is_chosen_and_remembered(make_desk: MakeDesk) -> None:
    assert find(make_desk(function="organisatie", organisation=""), "Wie").attribution.text == "A"
    assert find(make_desk(), "Wie bezuinigt").attribution.text == "A"
    with pytest.raises(CoderError, match="beroep"):
        make_desk(function="beroep")


def test_without_any_title_nobody_in_particular_speaks(make_desk: MakeDesk) -> None:
    quote = find(make_desk(function="", organisation=""), "Wie bezuinigt")
    assert quote.attribution.text == "Respondent"


def test_a_project_without_codings_has_no_quotes(tmp_path: Path, codebook_file: Path) -> None:
    with Project.create(tmp_path / "leeg.coder") as project:
        project.take_in(Intake("zorgen", [IntakeRow("1", "druk")], wave="2024"))
        attach_codebook(project, "zorgen", codebook_file)
        desk = open_desk(project, SimpleLemmatizer(), "zorgen")
        desk.prepare()
        assert desk.codes() == []
        assert desk.quotes("werkdruk") == []
