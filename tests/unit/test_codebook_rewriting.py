"""A codebook file is brought to another codebook with its comments, and only where it differs."""

from __future__ import annotations

import difflib
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.codebooks.document import Document, loads
from coder.domain.codebook import Code, Codebook
from coder.domain.codebook_edits import (
    AddCode,
    ChangeCode,
    DeleteCode,
    Edit,
    MakeNet,
    MergeCodes,
    MoveCode,
    SplitCode,
)
from coder.errors import CoderError

TEXT = """\
# Codeboek
codebook: zorgen
title: Zorgen   # zonder punt

codes:
  # eerst het werk
  - id: werk
    label: Werk
    codable: false   # een net
    codes:
      - id: druk
        label: Druk
        patterns:
          - te druk   # echt waar
          - werkdruk
          - stress
          # tot hier
      # over tijd
      - id: tijd
        label: Tijd
        definition: >-
          Te weinig
          tijd.
        examples: [geen tijd, haast]

  - id: geld
    label: 'Geld'
    exclusive: true
    patterns: [geld, "*arm"]   # kort

  # de rest
  - {id: anders, label: Anders, fallback: true, codes: [{id: weer, label: Weer}]}
  # hier houdt het op
"""
IDS = ("werk", "druk", "tijd", "geld", "anders", "weer")


@pytest.fixture
def document() -> Document:
    return loads(TEXT, "zorgen.yaml")


def edited(document: Document, edit: Edit) -> Document:
    return document.brought_to(edit.applied(document.codebook))


def diff(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[0] in "+-"]


def test_a_changed_list_keeps_the_lines_and_comments_of_items_that_stay(
    document: Document,
) -> None:
    change = ChangeCode("druk", {"patterns": ("te druk", "werkdrukte", "stress", "hectisch")})
    assert diff(TEXT, edited(document, change).text) == [
        "-           - werkdruk",
        "+           - werkdrukte",
        "+           - hectisch",
    ]
    shorter = edited(
        document, ChangeCode("geld", {"patterns": ("*arm", "duur"), "exclusive": False})
    )
    assert diff(TEXT, shorter.text) == [
        "-     exclusive: true",
        '-     patterns: [geld, "*arm"]   # kort',
        '+     patterns: ["*arm", duur]   # kort',
    ]


def test_a_code_moves_with_its_lines_and_the_comment_above_it(document: Document) -> None:
    moved = edited(document, MoveCode("tijd", None, 1))
    lines = ["# over tijd", "- id: tijd", "  label: Tijd", "  definition: >-", "    Te weinig"]
    assert "\n".join(f"  {line}" for line in lines) in moved.text
    assert (
        len(moved.text.splitlines()) == len(TEXT.splitlines()) + 1
    )  # a blank line, as others have
    assert edited(moved, MoveCode("tijd", "werk", 1)).text == TEXT


def test_a_net_is_written_around_its_codes(document: Document) -> None:
    netted = edited(document, MakeNet(Code("net", "Net"), ("druk", "geld")))
    assert (
        "      - id: net\n        label: Net\n        codable: false\n        codes:\n"
        in netted.text
    )
    assert "          - id: druk\n" in netted.text
    assert "              - te druk   # echt waar\n" in netted.text


def test_a_split_and_a_merge_read_back_and_keep_every_comment(document: Document) -> None:
    parts = (Code("haast", "Haast", patterns=("stress",)), Code("veel", "Veel"))
    split = edited(document, SplitCode("druk", parts))
    assert split.codebook.find("haast").patterns == ("stress", "te druk", "werkdruk")
    merged = edited(document, MergeCodes(("druk", "weer"), "anders"))
    assert merged.codebook.find("anders").patterns == ("te druk", "werkdruk", "stress")
    assert "# over tijd" in merged.text
    assert "# de rest" in merged.text


def test_deleting_the_last_code_leaves_an_empty_codebook_that_can_be_filled() -> None:
    text = "codebook: b\ntitle: B\ncodes:\n  - id: a\n    label: A\n"
    emptied = edited(loads(text, "b.yaml"), DeleteCode("a"))
    assert emptied.text == "codebook: b\ntitle: B\ncodes: []\n"
    assert edited(emptied, AddCode(Code("c", "C"))).text.endswith(
        "codes:\n  - id: c\n    label: C\n"
    )


def test_windows_line_ends_stay_when_codes_move() -> None:
    document = loads(TEXT.replace("\n", "\r\n"), "b.yaml")
    moved = edited(edited(document, MoveCode("geld", "werk", 0)), MoveCode("weer", None, 0))
    assert "\n" not in moved.text.replace("\r\n", "")


codes = st.sampled_from(IDS)
edits = st.one_of(
    st.builds(MoveCode, codes, st.one_of(st.none(), codes), st.integers(0, 3)),
    st.builds(DeleteCode, codes),
    st.builds(lambda code, into: MergeCodes((code,), into), codes, codes),
    st.builds(lambda one, two: MakeNet(Code("net", "N: n"), (one, two)), codes, codes),
    st.builds(
        lambda code: SplitCode(code, (Code("een", "E"), Code("twee", "T", patterns=("stress",)))),
        codes,
    ),
    st.builds(
        lambda code, items: ChangeCode(code, {"examples": items, "definition": "x".join(items)}),
        codes,
        st.lists(st.sampled_from(["haast", "a: b", "'", "geen tijd", "# x"]), unique=True).map(
            tuple
        ),
    ),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(edits, min_size=1, max_size=4))
def test_any_edits_read_back_as_meant_and_undo_in_the_text(wanted: list[Edit]) -> None:
    document = loads(TEXT, "zorgen.yaml")
    for edit in wanted:
        try:
            after: Codebook = edit.applied(document.codebook)
            changed = document.brought_to(after)
        except CoderError:
            continue  # refused: below itself, a net with a code, no such code any more
        assert changed.codebook == after
        whole = len(list(after.walk())) == len(list(document.codebook.walk()))
        if isinstance(edit, MoveCode) and whole and edit.parent not in ("anders", "weer"):
            assert words(changed.text) == words(document.text)
        document = changed
    assert document.brought_to(loads(TEXT, "zorgen.yaml").codebook).codebook.find("weer")


def words(text: str) -> Counter[str]:
    """What stands in a file, wherever and however it is laid out."""
    keys = ("codes:", "codes", "[", "]", "[]", "{", "}")
    plain = text.replace(",", " ").replace("{", " ").replace("}", " ").replace("[", " ")
    plain = plain.replace("]", " ").replace("- ", " ").replace("'", "").replace('"', "")
    return Counter(word for word in plain.split() if word not in keys)
