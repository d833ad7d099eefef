"""What always holds for codebook files, whatever stands in them."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from coder.codebooks.document import loads
from coder.domain.codebook import Code
from coder.errors import CodebookError

HEAD = "# begin\ncodebook: b\ntitle: B\ncodes:\n"
texts = st.text(min_size=1, max_size=30).filter(str.strip).map(str.strip).filter(str.isprintable)
tricky = st.sampled_from(
    ["*druk", "a: b", "a #b", "- x", "'", '"', "~", "null", "true", "12", "&a", "!b", "?", "[x]"]
)
odd = st.sampled_from(
    ["|", ">-", "---", "x,", "%", "\\x", "a\tb", "a\nb", "a\u2028b", "\U0001f600", "\x7f"]
)
values = st.one_of(texts, tricky, odd)
lines = st.sampled_from(
    ["codebook: b", "title: B", "codes:", "  - id: a", "    label: A", "    patterns: [x]", "x"]
)
aliases = st.sampled_from(["    codes: &c", "    codes: *c", "  - *c", "codable: false", "\t", "{"])
scribbles = st.lists(st.one_of(lines, aliases), max_size=12).map("\n".join)


def written(codes: list[tuple[str, list[str], bool]]) -> str:
    lines = []
    for number, (label, examples, in_line) in enumerate(codes):
        lines += [f"  - id: c{number}", f"    label: {label}   # opmerking {number}"]
        if in_line:
            lines.append(f"    examples: [{', '.join(examples)}]")
        elif examples:
            lines += [
                "    examples:",
                *(f"      - {example}" for example in examples),
                "",
                "    # eind",
            ]
    return HEAD + "\n".join(lines) + "\n"


def replaced_lines(before: str, after: str) -> list[str]:
    """Lines of `before` between the first and the last change."""
    old, new = before.splitlines(), after.splitlines()
    while old and new and old[0] == new[0]:
        del old[0], new[0]
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    return old


words = st.sampled_from(["werk", "druk", "'a, b'", '"c"', "tijd en rust"])
files = st.lists(
    st.tuples(words, st.lists(words, max_size=3), st.booleans()), min_size=1, max_size=4
).map(written)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=60), scribbles))
def test_any_text_is_a_codebook_or_has_problems_with_a_message(text: str) -> None:
    try:
        loads(text, "b.yaml")
    except CodebookError as error:
        messages = [problem.message for problem in error.problems]
        assert all(messages)


@settings(max_examples=60, deadline=None)
@given(files, values, st.data())
def test_saving_an_edit_changes_only_the_edited_lines(
    text: str, value: str, data: st.DataObject
) -> None:
    document = loads(text, "b.yaml")
    code = data.draw(st.sampled_from(document.codebook.codes))
    relabelled = document.relabelled(code.id, value)
    pairs = list(zip(text.splitlines(), relabelled.text.splitlines(), strict=True))
    assert sum(before != after for before, after in pairs) <= 1
    extended = document.with_example(code.id, value)
    lost = replaced_lines(text, extended.text)
    assert len(lost) <= 1
    assert all(line.lstrip().startswith("examples: [") for line in lost)
    assert extended.codebook.find(code.id).examples == (*code.examples, value.strip())


@settings(max_examples=60, deadline=None)
@given(files, st.lists(values, max_size=3), values)
def test_an_added_code_reads_back_as_it_was_given(
    text: str, examples: list[str], label: str
) -> None:
    document = loads(text, "b.yaml")
    code = Code("nieuw", label.strip(), examples=tuple(example.strip() for example in examples))
    edited = document.with_code(code)
    assert edited.text.startswith(text.rstrip("\n"))
    assert edited.codebook == replace(document.codebook, codes=(*document.codebook.codes, code))
    below = document.with_code(code, "c0")
    assert below.codebook.find("c0").codes == (code,)
