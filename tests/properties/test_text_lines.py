"""Texts kept as one are found as if each were looked at by itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coder.domain.text_lines import TextLines

letters = st.text(alphabet=" abé", max_size=6)


@given(st.lists(letters), letters.filter(bool))
def test_the_same_texts_are_found_as_one_by_one(texts: list[str], sought: str) -> None:
    found = list(TextLines(texts).holding(sought))
    assert found == [place for place, text in enumerate(texts) if sought in text]
