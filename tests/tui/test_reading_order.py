"""What to read next, on the coding screen: chosen with a key, worked out in a thread."""

from __future__ import annotations

from typing import Any

from coder.domain.queues import Queue

LISTS = 5  # orders of the list before those of reading


async def test_the_order_key_comes_to_what_teaches_most(start: Any) -> None:
    async with start() as app:
        await app.press(*"o" * (LISTS - 1))
        assert app.screen.desk.order == "length"
        await app.press("o")
        assert app.screen.desk.order is Queue.BALANCED
        assert "what teaches most" in app.text
        assert sorted(app.screen.desk.shown) == list(range(len(app.screen.session.rows)))


async def test_a_capital_goes_back_through_the_orders(start: Any) -> None:
    async with start() as app:
        await app.press("O")
        assert app.screen.desk.order is Queue.RANDOM
        await app.press("o")
        assert app.screen.desk.order == "arrival"


async def test_reading_begins_with_the_first_open_answer_of_the_order(start: Any) -> None:
    async with start() as app:
        await app.press("space")  # the first of the file is coded
        await app.press(*"o" * LISTS)
        desk = app.screen.desk
        assert desk.position == 0
        coded = [index for index in desk.shown if desk.session.rows[index].source is not None]
        assert desk.shown[-len(coded) :] == coded


async def test_surest_first_puts_the_highest_score_first(start: Any) -> None:
    async with start() as app:
        await app.press(*"o" * (LISTS + 2))
        desk, service = app.screen.desk, app.screen._service
        assert desk.order is Queue.SURE
        best = [service.suggest(index)[0].score for index in desk.shown]
        assert best == sorted(best, reverse=True)


async def test_what_is_in_hand_and_next_stays_when_the_order_is_renewed(start: Any) -> None:
    async with start() as app:
        await app.press(*"o" * LISTS)
        await app.press("space", "space")
        desk = app.screen.desk
        read, following = desk.shown[: desk.position + 1], desk.undecided_from(desk.position + 1)
        expected = desk.shown[following]
        app.screen.ranker.order(desk.order, renewed=True)
        await app.settle()
        assert desk.shown[: desk.position + 1] == read
        assert desk.shown[desk.undecided_from(desk.position + 1)] == expected
        assert sorted(desk.shown) == list(range(len(desk.session.rows)))


async def test_a_filter_keeps_the_order_of_reading(start: Any) -> None:
    async with start() as app:
        await app.press(*"o" * LISTS)
        before = app.screen.desk.shown
        await app.press("f", *"werk", "enter")
        shown = app.screen.desk.shown
        assert 0 < len(shown) < len(before)
        assert shown == [index for index in before if index in set(shown)]
