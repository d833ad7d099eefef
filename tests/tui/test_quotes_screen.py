"""The quote desk in the app: choose, shorten, approve with a reason, take back."""

from __future__ import annotations

from typing import Any

import pytest
from textual.widgets import Input, TextArea

from coder.domain.coding import Decision, Mark, NewBatch
from coder.domain.quotes import QuoteStatus
from coder.services.workbench import Workbench
from coder.storage import quote_store
from coder.tui.screens.quote_editing import QuoteEditScreen
from coder.tui.screens.quotes import QuotesScreen

ANSWERS = (
    "Door de bezuinigingen valt het buurtwerk om en mijn collega Fatima gaat weg.",
    "Er gaat minder geld naar de wijk terwijl er steeds meer gevraagd wordt.",
    "De werkdruk is te hoog geworden, ik neem mijn werk elke avond mee naar huis.",
    "Bezuinigen op preventie is duurder voor iedereen en dat weet de gemeente ook.",
)
CODES = ("bezuinigingen", "bezuinigingen", "werkdruk", "bezuinigingen")


@pytest.fixture
def coded(make_project: Any, workbench: Workbench) -> Workbench:
    """Four coded answers, in one of which a colleague is named."""
    project = make_project(ANSWERS, "citaten.coder")
    bench = Workbench(project, "Anna", workbench.lemmatizer, workbench.settings)
    answers = project.answers("zorgen", "2024")
    decisions = [
        Decision(answer.id, Mark.CODE, True, code)
        for answer, code in zip(answers, CODES, strict=True)
    ]
    project.append(NewBatch(bench.coder, "x", tuple(decisions)))
    return bench


def stored(bench: Workbench) -> dict[str, tuple[QuoteStatus, str, str]]:
    """What stands, by the first word of the original."""
    texts = {answer.id: answer.text for answer in bench.project.answers("zorgen", "2024")}
    return {
        texts[answer].split()[0]: (one.decision.status, one.decision.text, one.decision.note)
        for (answer, _code), one in quote_store.standing_decisions(bench.project, "zorgen").items()
    }


async def go_to(app: Any, beginning: str) -> QuotesScreen:
    """Put the quote that begins so in hand."""
    screen = app.app.screen
    assert isinstance(screen, QuotesScreen)
    for _ in range(10):
        if screen.quote is not None and screen.quote.original.startswith(beginning):
            return screen
        await app.press("j")
    raise AssertionError(beginning)


async def test_the_desk_shows_a_code_with_its_quotes(start: Any, coded: Workbench) -> None:
    async with start(bench=coded) as app:
        await app.press("Q")
        assert "Bezuinigingen" in app.text
        assert "0 of 3" in app.text
        await app.press("tab")
        assert "elke avond mee naar huis" in app.text


async def test_a_quote_is_approved_with_enter(start: Any, coded: Workbench) -> None:
    async with start(bench=coded) as app:
        await app.press("Q")
        await go_to(app, "Er gaat minder geld")
        await app.press("enter")
        assert "1 approved" in app.text
    status, text, _note = stored(coded)["Er"]
    assert status is QuoteStatus.APPROVED
    assert text == ANSWERS[1]


async def test_a_name_is_marked_and_replaced_in_the_quote(start: Any, coded: Workbench) -> None:
    async with start(bench=coded) as app:
        await app.press("Q")
        screen = await go_to(app, "Door de")
        assert screen.quote is not None
        assert "mijn collega [naam] gaat weg" in screen.quote.text
        assert "Fatima  name of a person → [naam]" in app.text


async def test_a_name_that_stays_needs_a_note_why(start: Any, coded: Workbench) -> None:
    async with start(bench=coded) as app:
        await app.press("Q")
        screen = await go_to(app, "Door de")
        await app.press("e")
        app.app.screen.query_one(TextArea).text = ANSWERS[0]
        await app.press("ctrl+s")
        assert app.app.screen is screen
        await app.press("enter")
        assert "Door" in stored(coded)
        assert stored(coded)["Door"][0] is QuoteStatus.CANDIDATE  # not yet: it asks why
        app.app.screen.query_one(Input).value = "Fatima vindt het goed"
        await app.press("enter")
    assert stored(coded)["Door"] == (QuoteStatus.APPROVED, ANSWERS[0], "Fatima vindt het goed")


async def test_other_words_than_the_respondents_are_refused(start: Any, coded: Workbench) -> None:
    async with start(bench=coded) as app:
        await app.press("Q")
        await go_to(app, "Er gaat minder geld")
        await app.press("e")
        app.app.screen.query_one(TextArea).text = "Er gaat veel geld naar de wijk."
        await app.press("ctrl+s")
        assert isinstance(app.app.screen, QuoteEditScreen)
        assert "does not stand there in the original" in app.text
        await app.press("escape")
    assert stored(coded) == {}


async def test_selected_words_are_left_out_with_a_mark(start: Any, coded: Workbench) -> None:
    async with start(bench=coded) as app:
        await app.press("Q")
        screen = await go_to(app, "Er gaat minder geld")
        await app.press("e")
        area = app.app.screen.query_one(TextArea)
        begin = ANSWERS[1].index("terwijl")
        area.selection = type(area.selection)((0, begin), (0, len(ANSWERS[1])))
        await app.press("ctrl+o", "ctrl+s")
        assert app.app.screen is screen
    assert stored(coded)["Er"][1] == "Er gaat minder geld naar de wijk …"


async def test_a_rejected_quote_can_be_taken_back_and_rejected_again(
    start: Any, coded: Workbench
) -> None:
    async with start(bench=coded) as app:
        await app.press("Q")
        await go_to(app, "Bezuinigen op")
        await app.press("x")
        assert stored(coded)["Bezuinigen"][0] is QuoteStatus.REJECTED
        await app.press("u")
        assert stored(coded)["Bezuinigen"][0] is QuoteStatus.CANDIDATE
        await app.press("ctrl+y")
        assert stored(coded)["Bezuinigen"][0] is QuoteStatus.REJECTED
        await app.press("u", "u")
        assert "Nothing to undo" in app.text


async def test_undo_goes_to_the_code_of_the_quote(start: Any, coded: Workbench) -> None:
    async with start(bench=coded) as app:
        await app.press("Q", "enter", "tab", "u")
        screen = app.app.screen
        assert screen.quote.code == "bezuinigingen"
        assert screen.quote.status is QuoteStatus.CANDIDATE


async def test_without_coded_answers_the_desk_says_so(start: Any) -> None:
    async with start() as app:
        await app.press("Q")
        assert "No answer is coded yet" in app.text
        await app.press("enter", "e", "x", "tab", "u", "escape")
        assert not isinstance(app.app.screen, QuotesScreen)


@pytest.mark.parametrize("size", [(160, 48), (80, 24), (60, 20), (44, 16)])
async def test_the_quote_in_hand_shows_at_every_size(
    start: Any, coded: Workbench, size: tuple[int, int]
) -> None:
    async with start(size, bench=coded) as app:
        await app.press("Q")
        assert "As it will be printed" in app.text
        assert "esc" in app.text
