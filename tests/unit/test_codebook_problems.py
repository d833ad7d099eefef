"""What is wrong with a codebook is told at once, with line and column."""

from pathlib import Path
from textwrap import dedent

import pytest

from coder.codebooks.document import Document, advice, load, loads
from coder.domain.codebook import AnswersPer
from coder.errors import CodebookError

RIGHT = """\
# Codeboek, met opmerking
codebook: zorgen
title: Zorgen
question: Waarover maak je je zorgen?
answers: many
ignore_after: [bij, in dienst van]
codes:
  - id: werk
    label: Werk
    codable: false
    one_of: true
    codes:
      - id: werkdruk
        label: Werkdruk
        definition: >-
          Te veel te doen
          in te weinig tijd.
        examples: [te druk, 24/7, 112]
        patterns:
          - werkdruk ! geen werkdruk
          - '*druk'
      - id: personeel
        label: "Personeel: tekort"
        examples:
  - id: anders
    label: Anders
    exclusive: true
    fallback: true
"""


def problems(text: str) -> list[str]:
    with pytest.raises(CodebookError) as caught:
        loads(dedent(text), "boek.yaml")
    return [str(problem) for problem in caught.value.problems]


def with_codes(codes: str) -> str:
    return "codebook: b\ntitle: B\ncodes:\n" + dedent(codes)


def test_a_right_codebook_becomes_a_tree_of_codes() -> None:
    codebook = loads(RIGHT, "zorgen.yaml").codebook
    assert (codebook.id, codebook.answers) == ("zorgen", AnswersPer.MANY)
    assert codebook.ignore_after == ("bij", "in dienst van")
    werkdruk = codebook.find("werkdruk")
    assert werkdruk.definition == "Te veel te doen in te weinig tijd."
    assert werkdruk.examples == ("te druk", "24/7", "112")
    assert werkdruk.patterns == ("werkdruk ! geen werkdruk", "*druk")
    assert codebook.find("personeel").examples == ()
    assert codebook.find("werk").one_of
    assert [code.id for code in codebook.codable] == ["werkdruk", "personeel", "anders"]


def test_all_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    found = problems(
        """\
        codebook: Zorgen
        titel: Zorgen
        answers: several
        codes:
          - id: druk
            label: Druk
            paterns: [werkdruk]
            patterns: [werk(er]
          - id: druk
            examples: te druk
          - id: 2x
            label: [a]
            codable: misschien
        """
    )
    assert found == [
        "boek.yaml:1:1: 'title' is missing",
        "boek.yaml:1:11: 'codebook: Zorgen': an id holds small letters, digits and _ and begins"
        " with a letter",
        "boek.yaml:2:1: unknown key 'titel'; did you mean 'title'?",
        "boek.yaml:3:10: 'answers' is one or many",
        "boek.yaml:7:5: unknown key 'paterns'; did you mean 'patterns'?",
        "boek.yaml:8:20: pattern 'werk(er': this bracket is not closed",
        "boek.yaml:9:5: 'label' is missing",
        "boek.yaml:9:9: the id 'druk' stands on line 5 and again on line 9",
        "boek.yaml:10:15: 'examples' must be a list: each item on a line of its own after '- '",
        "boek.yaml:11:9: 'id: 2x': an id holds small letters, digits and _ and begins with a"
        " letter",
        "boek.yaml:12:12: 'label' must be text; put it in quotes",
        "boek.yaml:13:14: 'codable' is true or false",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "boek.yaml: the codebook is empty"),
        ("# alleen opmerking\n", "boek.yaml: the codebook is empty"),
        ("- a\n- b\n", "boek.yaml:1:1: a codebook begins with keys"),
        ("zomaar tekst", "boek.yaml:1:1: a codebook begins with keys"),
        ("a: 1\n---\nb: 1\n", "boek.yaml:2:1: '---' begins a second codebook"),
        ("a: b: c\n", "boek.yaml:1:5: text with ': ' in it must stand in quotes"),
        ('a: "b\nc: d\n', "boek.yaml:1:4: this quotation mark is not closed"),
        ("a: [b\nc: d\n", "boek.yaml:1:4: this bracket is not closed"),
        ("a:\n  - *druk\n", "boek.yaml:2:5: text that begins with '*' must stand in quotes"),
        ("a: @b\n", "boek.yaml:1:4: text that begins with this character must stand in quotes"),
        ("a: 1\n b: 2\n", "boek.yaml:2:3: text with ': ' in it"),
        ("a:\n  - b\n c: d\n", "boek.yaml:3:2: the indentation is wrong"),
        ("a: \x07\n", "boek.yaml:1:4: a character that a text file cannot hold: U+0007"),
        ("a: " + "[" * 1_000, "boek.yaml:1:67: nested too deeply"),
    ],
)
def test_what_is_no_codebook_at_all_is_told_with_its_place(text: str, expected: str) -> None:
    (found,) = problems(text)
    assert found.startswith(expected)


def test_all_tabs_are_told() -> None:
    assert problems("codes:\n\t- id: a\n  \tlabel: b\n") == [
        "boek.yaml:2:1: a tab at the beginning of a line; use spaces",
        "boek.yaml:3:3: a tab at the beginning of a line; use spaces",
    ]


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (
            "- id: a\n  label: A\n  label: B",
            "6:3: the key 'label' stands here twice; first on line 5",
        ),
        ("- id: a\n  label:", "5:3: 'label' is missing"),
        ("- id: a\n  label: ''", "5:10: 'label' holds an empty text"),
        ("- zomaar", "4:3: an item of 'codes' must hold keys"),
        ("- id: a\n  label: A\n  patterns: [!geen werk]", "6:14: text that begins with '!'"),
        ("- id: a\n  label: A\n  patterns:\n  - a\n  -", "must be text"),
        ("- id: a\n  label: A\n  ? [x]\n  : y", "6:5: a key must be a single word"),
        ("- id: a\n  label: A\n  zzz: 1", "6:3: unknown key 'zzz'; known are id, label"),
        ("- id: a\n  label: A\n  codable: false", "6:3: 'codable: false' makes a net"),
        ("- id: a\n  label: A\n  one_of: true", "6:3: 'one_of' belongs to a net"),
        (
            "- id: a\n  label: A\n  codable: false\n  exclusive: true\n"
            "  codes: [{id: b, label: B}]",
            "7:3: 'exclusive' does nothing on a net",
        ),
        (
            "- id: a\n  label: A\n  codable: false\n  fallback: true\n  codes: [{id: b, label: B}]",
            "7:3: 'fallback' does nothing on a net",
        ),
        (
            "- id: a\n  label: A\n  codable: false\n  patterns: [x]\n  codes: [{id: b, label: B}]",
            "7:3: the patterns of a net are never used",
        ),
        (
            "- {id: a, label: A, fallback: true}\n- {id: b, label: B, fallback: true}",
            "5:21: a second fallback beside the one on line 4",
        ),
    ],
)
def test_misuse_is_told_with_its_place(codes: str, expected: str) -> None:
    (found,) = problems(with_codes(codes))
    assert expected in found


def test_each_net_may_have_its_fallback() -> None:
    text = with_codes(
        """\
        - {id: a, label: A, fallback: true}
        - id: b
          label: B
          codable: false
          codes: [{id: c, label: C, fallback: true}, {id: d, label: D}]
        """
    )
    assert loads(text, "b.yaml").codebook.find("c").fallback


def test_a_phrase_to_ignore_after_needs_a_word() -> None:
    text = "codebook: b\ntitle: B\nignore_after: [bij, '--']\ncodes: []\n"
    assert problems(text) == ["boek.yaml:3:21: '--' holds no word"]


@pytest.mark.parametrize(
    ("item", "column"),
    [
        ("werk(er", 11),
        ("'werk(er'", 12),
        ("'zzp''er (x'", 16),
        ('"werk(er"', 12),
        ('"\\u0061 (er"', 7),
        (">-\n        werk(er", 7),
    ],
)
def test_a_bad_pattern_points_into_its_text_where_that_is_possible(item: str, column: int) -> None:
    text = with_codes(f"- id: a\n  label: A\n  patterns:\n    - {item}\n")
    (found,) = problems(text)
    assert found.startswith(f"boek.yaml:7:{column}: pattern '")


def test_a_code_that_contains_itself_is_told() -> None:
    text = with_codes("- &a\n  id: a\n  label: A\n  codable: false\n  codes: [*a]\n")
    assert any("cannot be its own ancestor" in found for found in problems(text))


def test_a_code_used_twice_by_an_alias_is_a_duplicate() -> None:
    text = with_codes("- &a {id: a, label: A}\n- *a\n")
    assert problems(text) == ["boek.yaml:4:11: the id 'a' stands on line 4 and again on line 4"]


def test_an_alias_for_a_list_is_allowed() -> None:
    text = with_codes(
        "- {id: a, label: A, examples: &x [p, q]}\n- {id: b, label: B, examples: *x}\n"
    )
    assert loads(text, "b.yaml").codebook.find("b").examples == ("p", "q")


def test_an_alias_bomb_is_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    assert any("far too large" in found for found in problems("\n".join(lines)))


def test_a_chain_of_aliases_cannot_nest_without_end() -> None:
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 3_000)]
    assert any("too deep" in found for found in problems("\n".join(lines)))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\x89PNG\r\n\0\0", "boek.yaml: this is not a text file in UTF-8"),
        ("codebook: zorgen".encode("utf-16"), "boek.yaml: this is not a text file in UTF-8"),
        ("# a\ntitle: coördinator".encode("cp1252"), "boek.yaml:2: a letter here is not UTF-8"),
        (b"", "boek.yaml: the codebook is empty"),
    ],
)
def test_a_file_that_is_no_text_is_told(tmp_path: Path, content: bytes, expected: str) -> None:
    path = tmp_path / "boek.yaml"
    path.write_bytes(content)
    with pytest.raises(CodebookError) as caught:
        load(path)
    assert str(caught.value.problems[0]).removeprefix(f"{tmp_path}/").startswith(expected)


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="no such file"):
        load(tmp_path / "weg.yaml")
    with pytest.raises(CodebookError, match="folder"):
        load(tmp_path)


def test_advice_names_codes_without_definition_or_examples() -> None:
    document = loads(RIGHT, "zorgen.yaml")
    assert [str(problem) for problem in document.advice()] == [
        "zorgen.yaml:8: 'werk' has no definition",
        "zorgen.yaml:22: 'personeel' has no definition",
        "zorgen.yaml:22: 'personeel' has 0 examples; two show a coder and the classifier what is"
        " meant",
        "zorgen.yaml:25: 'anders' has no definition",
        "zorgen.yaml:25: 'anders' has 0 examples; two show a coder and the classifier what is"
        " meant",
    ]
    assert [problem.line for problem in advice(document.codebook)] == [None] * 5


def test_advice_names_a_file_that_is_called_otherwise() -> None:
    (first, *_rest) = loads(RIGHT, "ergens/kopie.yaml").advice()
    assert str(first) == (
        "ergens/kopie.yaml:2:1: the id of the codebook is 'zorgen', but its file is called 'kopie'"
    )


def test_a_codebook_without_codes_works_and_gets_advice() -> None:
    document = loads("codebook: b\ntitle: B\ncodes: []\n", "b.yaml")
    assert [problem.message for problem in document.advice()] == ["the codebook has no codes yet"]


def test_the_version_follows_the_text() -> None:
    first, second = loads(RIGHT, "a.yaml"), loads(RIGHT + "# meer\n", "a.yaml")
    assert isinstance(first, Document)
    assert first.sha256 != second.sha256
    assert first.version == first.sha256[:12]
    assert loads(RIGHT, "b.yaml").sha256 == first.sha256
