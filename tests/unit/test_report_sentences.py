"""Figures in an author's sentences: filled in, traced, and every mistake told with its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.domain.addresses import Address, parse_address
from coder.errors import CoderError
from coder.reports.documents import Heading, ListBlock, Paragraph, TableBlock
from coder.reports.prose import prose_blocks
from coder.reports.sentences import (
    CountNumber,
    SourceText,
    asked_figures,
    escape_markdown,
    render,
    text_problems,
)


def ninety_one(address: str) -> CountNumber:
    number = CountNumber(91)
    number.address, number.shown = address, "91"
    return number


def shown(text: str) -> str:
    blocks = prose_blocks(render(SourceText(text, "tekst.md"), ninety_one, {}))
    return " ".join(
        span.text for block in blocks if isinstance(block, Paragraph) for span in block.spans
    )


def test_a_number_in_a_sentence_keeps_its_address_and_style() -> None:
    text = SourceText("Van **{{ counts.zorgen.n }}** mensen", "tekst.md")
    [paragraph] = prose_blocks(render(text, ninety_one, {}))
    assert isinstance(paragraph, Paragraph)
    [before, number, after] = paragraph.spans
    assert (number.text, number.address, number.bold) == ("91", "counts.zorgen.n", True)
    assert (before.text, after.text) == ("Van ", " mensen")


def test_numbers_can_be_calculated_with_and_are_printed_the_dutch_way() -> None:
    assert shown("{{ counts.a.n - 1 }}") == "90"
    assert shown("{{ counts.a.n / 4 }}") == "22,8"
    assert shown("{{ (counts.a.n / 7)|decimals(2) }}") == "13,00"


def test_headings_lists_and_tables_of_an_author_become_blocks() -> None:
    text = "# Kop {{ counts.a.n }}\n\n- een\n  - twee\n\n"
    text += "| x | n |\n|---|--:|\n| a | {{ counts.a.n }} |\n"
    heading, bullets, table = prose_blocks(render(SourceText(text, "t"), ninety_one, {}))
    assert isinstance(heading, Heading)
    assert (heading.text, heading.level) == ("Kop 91", 2)
    assert isinstance(bullets, ListBlock)
    assert [depth for depth, _spans in bullets.items] == [0, 1]
    assert isinstance(table, TableBlock)
    assert table.rows[0][1].address == "counts.a.n"
    assert table.rows[0][1].numeric


def test_markup_of_other_kinds_is_text() -> None:
    assert shown("<script>alert(1)</script>") == "<script>alert(1)</script>"
    [paragraph] = prose_blocks(render(SourceText("[x](javascript:alert(1))", "t"), ninety_one, {}))
    assert isinstance(paragraph, Paragraph)
    assert not any(span.link for span in paragraph.spans)


def test_addresses_are_found_with_line_and_column_but_not_in_comments_or_strings() -> None:
    text = (
        "a\n{# counts.x.n #} {{ counts.zorgen.n@2024[organisatie=Ggz, jeugd] }} {{ 'counts.y.n' }}"
    )
    [asked] = asked_figures(SourceText(text, "t.md", 5))
    assert asked.address == "counts.zorgen.n@2024[organisatie=Ggz, jeugd]"
    assert (asked.line, asked.column) == (6, 21)


def test_all_unknown_names_of_a_text_are_told_at_once() -> None:
    problems = text_problems(SourceText("{{ count.z }}\n{{ tip('a') }}", "t.md", 3), ("top",))
    assert [str(problem) for problem in problems] == [
        "t.md:3: there is nothing called count. Did you mean counts?",
        "t.md:4: there is nothing called tip. Did you mean top?",
    ]


@pytest.mark.parametrize(
    "text", ["{{ counts.z.n", "{% if %}", "{{ counts.z.n|boe }}", "{% for x %}"]
)
def test_braces_that_are_not_right_are_told_with_their_line(text: str) -> None:
    [problem] = text_problems(SourceText(f"eerste regel\n{text}", "t.md"), ())
    assert problem.line == 2


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ figure.__globals__ }}",
        "{{ 'a' * 1000000000 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{% include '/etc/passwd' %}",
        "{{ 1 / 0 }}",
    ],
)
def test_a_text_reaches_nothing_outside_the_report(text: str) -> None:
    with pytest.raises(CoderError, match=r"t\.md:2"):
        render(SourceText(f"x\n{text}", "t.md"), ninety_one, {})


words = st.text(min_size=1, max_size=12)
waves = st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=8)


@given(words, words, waves, words, words)
def test_every_address_reads_back_as_it_was_written(
    question: str, code: str, wave: str, by: str, group: str
) -> None:
    by = by.replace("=", "")
    address = Address("counts", question, "n", code, wave, by=by, group=group if by else "")
    assert parse_address(str(address)) == address
    [asked] = (
        asked_figures(SourceText("{{ " + str(address) + " }}", "t")) if fits(address) else [None]
    )
    assert asked is None or asked.address == str(address)


def fits(address: Address) -> bool:
    """Can it stand in a text? Braces and line breaks end the place where it stands."""
    return not any(sign in str(address) for sign in ("}}", "{", "%}", "\n", "#}"))


@given(st.text(st.characters(exclude_categories=["C"]), max_size=40))
def test_escaped_text_is_shown_as_it_is(text: str) -> None:
    expected = " ".join(text.split())
    assert " ".join(shown("x " + escape_markdown(text)).split()) == f"x {expected}".strip()
