"""A memo is one key away, shows discreetly, and is undone like everything."""

from __future__ import annotations

from typing import Any


async def test_a_memo_on_an_answer_is_written_shown_found_and_undone(start: Any) -> None:
    async with start() as app:
        await app.press("t", *"lokaal?", "ctrl+s")
        assert "¶ lokaal?" in app.text
        assert app.screen.values.line(0).memo
        await app.press("t", "escape")
        assert app.screen.session.memos.own(app.screen.session.memos.on([1])) == "lokaal?"
        await app.press("f", *"memo", "enter")
        assert app.screen.desk.shown == [0]
        await app.press("F", "u")
        assert "¶" not in app.text


async def test_a_memo_on_a_code_shows_on_its_card_at_every_answer(start: Any) -> None:
    async with start() as app:
        await app.press("T", *"ook stress", "ctrl+s")
        assert "ook stress" in app.text
        await app.press("j", "j", "home")
        assert "ook stress" in app.text
        await app.resize(80, 24)
        assert "¶ ook stress" in app.text
