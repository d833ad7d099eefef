"""An edit of a codebook file changes the lines it is about, and no other."""

import difflib
import os
import stat
from pathlib import Path

import pytest

from coder.codebooks.document import Document, load, loads
from coder.domain.codebook import Code
from coder.errors import CodebookError, CoderError

TEXT = """\
# Codeboek
codebook: zorgen
title: Zorgen   # zonder punt

codes:
  # eerst het werk
  - id: werkdruk
    label: Werkdruk   # zie ook tijd
    definition: >-
      Te veel te doen
      in te weinig tijd.

    examples:
      - te druk   # echt waar
      - 'geen tijd: nooit'
    patterns: [werkdruk, "*druk"]
    codes:
      - {id: haast, label: Haast, examples: [vliegen]}

  - id: anders
    label: 'Anders'
    fallback: true
    # hier houdt het op
"""


def changed_lines(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[0] in "+-"]


@pytest.fixture
def document() -> Document:
    return loads(TEXT, "zorgen.yaml")


def test_relabelling_changes_one_line(document: Document) -> None:
    edited = document.relabelled("werkdruk", "Druk: te hoog")
    assert changed_lines(TEXT, edited.text) == [
        "-     label: Werkdruk   # zie ook tijd",
        "+     label: 'Druk: te hoog'   # zie ook tijd",
    ]
    assert edited.codebook == document.codebook.relabelled("werkdruk", "Druk: te hoog")


def test_relabelling_works_inside_braces(document: Document) -> None:
    edited = document.relabelled("haast", "Haast, [veel]")
    assert edited.codebook.find("haast").label == "Haast, [veel]"
    assert len(changed_lines(TEXT, edited.text)) == 2


def test_an_example_is_added_below_the_last(document: Document) -> None:
    edited = document.with_example("werkdruk", "*hectisch*")
    assert changed_lines(TEXT, edited.text) == ["+       - '*hectisch*'"]
    assert edited.codebook.find("werkdruk").examples[-1] == "*hectisch*"


def test_an_example_is_added_to_a_list_on_one_line(document: Document) -> None:
    edited = document.with_example("haast", "rennen, vliegen")
    assert "examples: [vliegen, 'rennen, vliegen']}" in edited.text


def test_an_unseen_line_break_is_written_as_an_escape(document: Document) -> None:
    edited = document.relabelled("anders", "a\u2028b")
    assert '    label: "a\\u2028b"\n' in edited.text
    assert edited.codebook.find("anders").label == "a\u2028b"


def test_a_comment_stays_with_the_list_that_it_ends() -> None:
    text = "codebook: b\ntitle: B\ncodes:\n  - id: a\n    label: A\n    examples:\n      - x\n"
    for comment in ("      # meer\n", "\n      # meer\n\n      # en meer\n"):
        edited = loads(text + comment, "b.yaml").with_example("a", "y")
        assert edited.text == text + comment + "      - y\n"
    edited = loads(text + "    # van de code\n", "b.yaml").with_example("a", "y")
    assert edited.text == text + "      - y\n    # van de code\n"


def test_a_first_example_gets_its_key(document: Document) -> None:
    edited = document.with_example("anders", "geen idee")
    assert changed_lines(TEXT, edited.text) == ["+     examples:", "+       - geen idee"]
    assert edited.text.index("examples:\n      - geen idee") < edited.text.index("fallback")


def test_a_text_over_several_lines_is_replaced_whole(document: Document) -> None:
    edited = document.with_field("werkdruk", "definition", "Kort.")
    assert "    definition: Kort.\n\n    examples:" in edited.text
    assert edited.codebook.find("werkdruk").definition == "Kort."


def test_a_list_is_replaced_whole(document: Document) -> None:
    edited = document.with_field("werkdruk", "patterns", ["te druk", "~werk"])
    assert changed_lines(TEXT, edited.text) == [
        '-     patterns: [werkdruk, "*druk"]',
        "+     patterns:",
        "+       - te druk",
        "+       - ~werk",
    ]
    emptied = edited.with_field("werkdruk", "patterns", [])
    assert emptied.codebook.find("werkdruk").patterns == ()


def test_a_missing_field_takes_its_customary_place(document: Document) -> None:
    edited = document.with_field("anders", "exclusive", True).with_field("haast", "definition", "x")
    assert "    label: 'Anders'\n    exclusive: true\n    fallback: true\n" in edited.text
    assert "{id: haast, label: Haast, definition: x, examples: [vliegen]}" in edited.text


def test_a_code_is_added_last_with_a_blank_line_as_the_others_have(document: Document) -> None:
    code = Code("tijd", "Tijd", examples=("te weinig tijd", "? geen"), patterns=("*tijd",))
    edited = document.with_code(code)
    assert edited.codebook.codes[-1] == code
    assert edited.text.startswith(TEXT)  # its last comment belongs to the code above
    assert changed_lines(TEXT, edited.text) == [
        "+ ",
        "+   - id: tijd",
        "+     label: Tijd",
        "+     examples:",
        "+       - te weinig tijd",
        "+       - '? geen'",
        "+     patterns:",
        "+       - '*tijd'",
    ]


def test_a_code_is_added_below_another(document: Document) -> None:
    edited = document.with_code(Code("stress", "Stress"), "werkdruk")
    assert [code.id for code in edited.codebook.find("werkdruk").codes] == ["haast", "stress"]
    first = edited.with_code(Code("rest", "Rest", codes=(Code("x", "X"),)), "anders")
    assert first.codebook.find("anders").codes[0].codes[0].id == "x"
    inside = first.with_code(Code("vlug", "Vlug"), "haast")
    assert inside.codebook.find("haast").codes[0].id == "vlug"
    twice = inside.with_code(Code("snel", "Snel"), "haast")
    assert [code.id for code in twice.codebook.find("haast").codes] == ["vlug", "snel"]


def test_a_code_is_added_to_an_empty_codebook() -> None:
    empty = loads("codebook: b\ntitle: B\ncodes: []\n", "b.yaml")
    assert empty.with_code(Code("a", "A")).text == (
        "codebook: b\ntitle: B\ncodes:\n  - id: a\n    label: A\n"
    )


def test_dashes_below_their_key_stay_there() -> None:
    text = "codebook: b\ntitle: B\ncodes:\n- id: a\n  label: A\n  examples:\n  - x\n"
    edited = loads(text, "b.yaml").with_code(Code("c", "C", examples=("y",)))
    assert edited.text == text + "- id: c\n  label: C\n  examples:\n  - y\n"


def test_windows_line_ends_stay() -> None:
    text = TEXT.replace("\n", "\r\n")
    edited = loads(text, "b.yaml").with_example("werkdruk", "haast").with_code(Code("b", "B"))
    assert "\n" not in edited.text.replace("\r\n", "")
    assert edited.codebook.find("werkdruk").examples[-1] == "haast"


@pytest.mark.parametrize("ending", ["", "\n", "\n\n\n", "\n# slot"])
def test_the_end_of_the_file_may_be_anything(ending: str) -> None:
    text = "codebook: b\ntitle: B\ncodes:\n  - id: a\n    label: A" + ending
    edited = loads(text, "b.yaml").with_example("a", "x").with_code(Code("c", "C"))
    assert [code.id for code in edited.codebook.codes] == ["a", "c"]


def test_an_empty_field_is_filled_in() -> None:
    text = (
        "codebook: b\ntitle: B\ncodes:\n  - id: a\n    label: A\n    definition:\n    examples:\n"
    )
    edited = loads(text, "b.yaml").with_field("a", "definition", "Wat.").with_example("a", "x")
    assert edited.text == (
        "codebook: b\ntitle: B\ncodes:\n"
        "  - id: a\n    label: A\n    definition: Wat.\n    examples:\n      - x\n"
    )


def test_an_edit_that_breaks_a_rule_is_refused_with_its_place(document: Document) -> None:
    with pytest.raises(CodebookError, match=r"zorgen.yaml:18:9: .*not closed"):
        document.with_field("werkdruk", "patterns", ["te druk", "("])
    with pytest.raises(CodebookError, match="stands on line"):
        document.with_code(Code("anders", "Nog eens"))
    with pytest.raises(CodebookError, match="empty text"):
        document.relabelled("anders", "  ")


def test_an_unknown_code_is_a_key_error(document: Document) -> None:
    with pytest.raises(KeyError):
        document.relabelled("nergens", "x")
    with pytest.raises(KeyError):
        document.with_code(Code("c", "C"), "nergens")


ALIASED = """\
codebook: b
title: B
codes:
  - id: a
    label: &naam Naam
    examples: &lijst [x, y]
  - id: b
    label: *naam
    examples: *lijst
"""


def test_what_an_alias_shares_is_not_changed_behind_somebodys_back() -> None:
    document = loads(ALIASED, "b.yaml")
    with pytest.raises(CoderError, match="line 8: 'label' is written with an alias"):
        document.relabelled("b", "Anders")
    with pytest.raises(CoderError, match="line 9: 'examples' is written with an alias"):
        document.with_example("b", "z")
    with pytest.raises(CoderError, match="without touching other codes"):
        document.with_example("a", "z")
    with pytest.raises(CodebookError):
        document.relabelled("a", "Anders")
    assert document.with_field("b", "definition", "D").codebook.find("b").definition == "D"


def test_a_document_is_saved_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "zorgen.yaml"
    content = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
    path.write_bytes(content)
    load(path).save(path)
    assert path.read_bytes() == content
    load(path).relabelled("anders", "Überig").save(path)
    assert path.read_bytes() == content.replace(b"'Anders'", "Überig".encode())


def test_saving_keeps_the_rights_of_the_file_and_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "zorgen.yaml"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0o640)
    load(path).relabelled("anders", "Overig").save(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [file.name for file in tmp_path.iterdir()] == ["zorgen.yaml"]


def test_saving_through_a_link_changes_the_file_it_points_at(tmp_path: Path) -> None:
    path, link = tmp_path / "zorgen.yaml", tmp_path / "link.yaml"
    path.write_text(TEXT, encoding="utf-8")
    link.symlink_to(path)
    load(link).relabelled("anders", "Overig").save(link)
    assert link.is_symlink()
    assert "Overig" in path.read_text(encoding="utf-8")


def test_a_failed_save_leaves_the_old_file(
    tmp_path: Path, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "zorgen.yaml"
    path.write_text(TEXT, encoding="utf-8")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CoderError, match=r"cannot be written: No space left"):
        document.relabelled("anders", "Overig").save(path)
    assert path.read_text(encoding="utf-8") == TEXT
    assert [file.name for file in tmp_path.iterdir()] == ["zorgen.yaml"]
