"""A part of an answer is marked for a code, word by word, and stands behind the code."""

from __future__ import annotations

from typing import Any


async def test_words_are_chosen_by_key_and_stand_behind_their_code(start: Any) -> None:
    async with start() as app:
        await app.press("j", "1")  # bezuinigingen en te weinig collega's
        assert app.screen.desk.marks.codes == {"personeel"}
        await app.press("P")
        assert "Words marked for “Personeel”" in app.text
        await app.press("enter")  # the words that the rule matched
        assert "Personeel  “te weinig collega's”" in app.text
        await app.press("P", "right", "left", "left", "shift+right", "enter")
        assert "weinig collega's”" in app.text
        await app.press("u")
        assert "Personeel  “te weinig collega's”" in app.text
        await app.press("u")
        assert "“te weinig" not in app.text.replace("rule: “te weinig", "")
        assert app.screen.desk.marks.codes == {"personeel"}


async def test_marking_asks_for_a_code_when_none_is_suggested(start: Any) -> None:
    async with start() as app:
        app.screen.suggestions = None
        await app.press("P")
        assert "Choose a code first" in app.text
