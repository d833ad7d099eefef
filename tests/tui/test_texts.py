"""Answers are shown as text to the letter: no markup, nothing hidden, never too wide."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from coder.services.workbench import Workbench
from coder.tui.text import bar, fitted, shown

ODD = "[red]gevaar[/red] [/] \x1b[31mrood\x07 \u202eomgekeerd 👩‍👩‍👧 ok"


@pytest.fixture
def odd(make_project: Any, workbench: Workbench) -> Workbench:
    """A project whose answers want to be something else than text."""
    project = make_project((ODD, "[bold]x", "€ 5 [link=http://x]y[/link]"), "raar.coder")
    return Workbench(project, "Anna", workbench.lemmatizer, workbench.settings)


async def test_markup_in_an_answer_is_shown_as_text(start: Any, odd: Workbench) -> None:
    async with start(bench=odd) as app:
        assert app.text.count("[red]gevaar[/red] [/]") == 2  # in the list and in full
        assert "[bold]x" in app.text
        await app.press("space", "u")  # the undo message quotes the answer
        assert "[red]gevaar" in app.text


async def test_control_characters_are_visible(start: Any, odd: Workbench) -> None:
    async with start(bench=odd) as app:
        assert "␛[31mrood␇" in app.text
        assert "\x1b" not in app.text
        assert "\u202e" not in app.text  # could turn the rest of the line around
        assert "👩‍👩‍👧" in app.text


async def test_markup_is_harmless_in_filter_and_finder(start: Any, odd: Workbench) -> None:
    async with start(bench=odd) as app:
        await app.press("f", "left_square_bracket", *"bold", "enter")
        assert "· [bold ·" in app.text  # in the title of the list
        await app.press("slash", "left_square_bracket", "slash", "enter", "escape")
        assert app.answer == "[bold]x"


@given(st.text())
def test_shown_text_keeps_every_letter_in_its_place(text: str) -> None:
    result = shown(text)
    assert len(result) == len(text)
    assert all(letter.isprintable() or letter in "\n\u200d" for letter in result)


@given(st.text(st.characters(blacklist_categories=("Cc", "Cf", "Cs", "Mn"))), st.integers(0, 60))
def test_fitted_text_is_exactly_as_wide_as_asked(text: str, width: int) -> None:
    assert cell_len(fitted(text, width)) == width


@given(st.floats(-1, 2), st.integers(1, 40))
def test_a_bar_has_always_its_width(share: float, width: int) -> None:
    full, rest = bar(share, width)
    assert len(full) + len(rest) == width
    assert bool(full) == (share > 0)
