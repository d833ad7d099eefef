"""Suggestions come late, go stale and change with the model; the coder never notices."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

from coder.domain.suggestions import Suggestion
from coder.services.suggesting import SuggestionService, Training
from coder.tui.messages import Ranked


class Gated(SuggestionService):
    """Ranks only when let through; remembers what was asked."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.gate = threading.Event()
        self.asked: list[int] = []

    def suggest(self, index: int, top: int = 9) -> Sequence[Suggestion]:  # type: ignore[override]
        self.asked.append(index)
        assert self.gate.wait(20)
        return super().suggest(index, top)


class Trains(SuggestionService):
    """Counts trainings; each waits to be let through and "learns" from as many as were made."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.gate = threading.Event()
        self.gate.set()
        self.runs = 0

    def retrain(self) -> Training | None:
        self.runs += 1
        assert self.gate.wait(20)
        return Training(40 + self.runs, 3, 0.0)

    def suggest(self, index: int, top: int = 9) -> list[Suggestion]:
        code = "anders" if self.runs > 1 else "werkdruk"
        return [Suggestion(code, 0.9)]


async def wait_for_call(app: Any, service: Gated) -> None:
    """Wait until the first ranking hangs at the gate."""
    while not service.asked:
        await app.pilot.pause()


async def test_suggestions_that_come_too_late_are_not_shown(start: Any) -> None:
    services: list[Gated] = []

    def make(*arguments: Any) -> Gated:
        services.append(Gated(*arguments))
        return services[0]

    async with start(service=make) as app:
        await wait_for_call(app, services[0])
        await app.pilot.press("j")  # gone on before the first ranking came
        assert app.screen.suggestions is None
        services[0].gate.set()
        await app.settle()
        assert app.answer == "bezuinigingen en te weinig collega's"
        assert app.screen.choices[0].code == "personeel"


async def test_a_digit_before_the_suggestions_are_there_does_nothing(start: Any) -> None:
    services: list[Gated] = []

    def make(*arguments: Any) -> Gated:
        services.append(Gated(*arguments))
        return services[0]

    async with start(service=make) as app:
        await wait_for_call(app, services[0])
        await app.pilot.press("1", "space")
        assert app.screen.session.rows[0].marks.codes == frozenset()
        services[0].gate.set()
        await app.settle()
        assert app.answer == "Werkdruk"


async def test_a_ranking_for_another_row_is_kept_but_not_shown(start: Any) -> None:
    async with start() as app:
        before = app.screen.suggestions
        generation = app.screen.ranker.generation
        app.screen.post_message(Ranked(4, generation, [Suggestion("geen", 1.0)]))
        await app.settle()
        assert app.screen.suggestions is before
        await app.press("end", "k")
        assert [item.code for item in app.screen.choices] == ["geen"]


async def test_a_ranking_by_an_older_model_is_dropped(start: Any) -> None:
    async with start() as app:
        app.screen.post_message(Ranked(4, -1, [Suggestion("geen", 1.0)]))
        await app.press("end", "k")
        assert len(app.screen.choices) > 1


async def test_a_new_model_applies_from_the_next_row_on(start: Any) -> None:
    async with start(service=Trains) as app:
        await app.settle()
        assert "learned from 41" in app.text
        before = app.screen.suggestions
        app.screen.ranker.train()
        await app.settle()
        assert "learned from 42" in app.text
        assert app.screen.suggestions is before  # does not jump while it is being read
        await app.press("j")
        assert app.screen.choices[0].code == "anders"


async def test_right_after_a_training_the_model_before_it_speaks(start: Any) -> None:
    async with start(service=Trains) as app:
        await app.settle()
        service, ranker = app.screen._service, app.screen.ranker
        let_through = threading.Event()
        rank = service.suggest

        def held(index: int, top: int = 9) -> list[Suggestion]:
            assert let_through.wait(20)
            return list(rank(index, top))

        service.suggest = held
        ranker.train()
        while ranker.generation < 2:
            await app.pilot.pause()
        await app.pilot.press("j")
        await app.pilot.pause()
        assert app.screen.choices[0].code == "werkdruk"  # at once, not after the ranking
        let_through.set()
        await app.settle()
        assert app.screen.choices[0].code == "werkdruk"  # does not jump
        await app.press("k", "j")
        assert app.screen.choices[0].code == "anders"


async def test_the_model_learns_after_so_many_decisions(start: Any, workbench: Any) -> None:
    async with start(service=Trains) as app:
        await app.settle()
        runs = app.screen._service.runs
        await app.press(*["space"] * (workbench.settings.retrain_after - 1))
        assert app.screen._service.runs == runs
        await app.press("space")
        assert app.screen._service.runs == runs + 1


async def test_wishes_during_a_training_are_met_by_one_more(start: Any) -> None:
    async with start(service=Trains) as app:
        await app.settle()
        service, ranker = app.screen._service, app.screen.ranker
        service.gate.clear()
        for _wish in range(5):
            ranker.train()
        service.gate.set()
        await app.settle()
        assert service.runs == 3  # the one at the start, the one under way, the last wish


async def test_a_number_before_the_suggestions_is_not_confirmed_away(start: Any) -> None:
    services: list[Gated] = []

    def make(*arguments: Any) -> Gated:
        services.append(Gated(*arguments))
        return services[0]

    async with start(service=make) as app:
        await wait_for_call(app, services[0])
        await app.pilot.press("1", "enter", "space")
        assert "suggestions are not here yet" in app.text
        assert app.pilot.app.screen.desk.position == 0
        assert app.pilot.app.screen.desk.row.source is None
        services[0].gate.set()


class Silent(SuggestionService):
    """Knows of no code for any answer."""

    def suggest(self, index: int, top: int = 9) -> list[Suggestion]:
        return []


async def test_a_key_for_a_suggestion_where_there_is_none_says_what_to_do(start: Any) -> None:
    async with start(service=Silent) as app:
        await app.settle()
        for key in ("space", "1"):
            await app.press(key)
            assert "No suggestions here: / finds any code." in app.text
        await app.press("enter")  # no number was lost: it goes on
        assert "press it again" not in app.text
        assert app.answer == "bezuinigingen en te weinig collega's"


async def test_a_model_that_comes_under_a_dialog_is_told_when_it_closes(start: Any) -> None:
    async with start(service=Trains) as app:
        await app.settle()
        ranker, learned = app.screen.ranker, app.screen.ranker.learned_from
        await app.press("f")
        ranker.train()
        await app.settle()
        assert ranker.learned_from == learned + 1
        assert f"learned from {learned + 1}" not in app.text
        await app.press("escape")
        assert f"learned from {learned + 1}" in app.text
