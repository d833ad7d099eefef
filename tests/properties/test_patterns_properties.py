"""What always holds for patterns, whatever people write."""

from hypothesis import given, settings
from hypothesis import strategies as st

from coder.domain.codebook import Code, Codebook
from coder.domain.patterns import RuleBook, parse
from coder.domain.tokens import Token, words
from coder.errors import PatternError

answers = st.text(alphabet="abcéÉ'’() -./,;!?\n*ß½", max_size=60)
scribbles = st.one_of(st.text(max_size=30), st.text(alphabet="ab*()|?!^$=~. -'", max_size=25))


@st.composite
def sequences(draw: st.DrawFn, depth: int = 2) -> str:
    """A well-formed sequence of words over the letters a, b and c."""
    items = []
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.integers(0, 9))
        if kind == 0 and depth:
            options = draw(st.lists(sequences(depth - 1), min_size=1, max_size=3))
            items.append(f"({'|'.join(options)})")
        elif kind == 1:
            items.append(draw(st.sampled_from(["=a", "~b", "a*", "*b", "a(b|c|)", "*b*"])))
        elif kind == 2:
            items.append(
                draw(st.sampled_from(["a? b", "b a?", "a .. b", "(a|)? c", "* a", "(*|b) c"]))
            )
        else:
            items.append(draw(st.sampled_from(["a", "b", "c", "ab"])))
    return draw(st.sampled_from([" ", " .. "])).join(items)


@st.composite
def patterns(draw: st.DrawFn) -> str:
    edges = draw(st.tuples(st.sampled_from(["", "^"]), st.sampled_from(["", "$"])))
    text = edges[0] + draw(sequences()) + edges[1]
    return text + draw(st.one_of(st.just(""), sequences().map(" ! {}".format)))


def analysed(text: str) -> list[Token]:
    return [
        Token(word.form, word.form.rstrip("b") or word.form, word.start, word.end, word.sentence)
        for word in words(text)
    ]


@settings(deadline=None)
@given(scribbles)
def test_parsing_fails_with_a_place_or_gives_a_pattern(pattern: str) -> None:
    try:
        assert parse(pattern).source == pattern
    except PatternError as error:
        place = error.position
        assert 0 <= place <= len(pattern)


@settings(deadline=None)
@given(patterns())
def test_what_the_grammar_allows_is_parsed(pattern: str) -> None:
    assert parse(pattern).source == pattern


@settings(deadline=None)
@given(patterns(), answers)
def test_spans_lie_inside_the_text_and_do_not_overlap(pattern: str, text: str) -> None:
    tokens, end = analysed(text), 0
    for match in parse(pattern).find(tokens, text):
        assert end <= match.start < match.end <= len(text)
        assert match.start == tokens[match.token_first].start
        assert match.end == tokens[match.token_last].end
        assert match.specificity > 0
        end = match.end


@settings(deadline=None)
@given(st.lists(patterns(), min_size=1, max_size=8), answers)
def test_a_rulebook_finds_what_its_patterns_find_one_by_one(sources: list[str], text: str) -> None:
    codes = tuple(Code(f"c{n}", "x", patterns=(source,)) for n, source in enumerate(sources))
    tokens = analysed(text)
    found = {
        hit.code_id: list(hit.matches)
        for hit in RuleBook(Codebook("b", "B", codes=codes)).hits(tokens, text)
    }
    alone = {f"c{n}": parse(source).find(tokens, text) for n, source in enumerate(sources)}
    assert found == {code: matches for code, matches in alone.items() if matches}


@settings(deadline=None)
@given(sequences(), answers)
def test_an_exclusion_only_takes_matches_away(sequence: str, text: str) -> None:
    tokens = analysed(text)
    free = parse(sequence).find(tokens, text)
    assert set(parse(f"{sequence} ! ab").find(tokens, text)) <= set(free)
    assert parse(f"{sequence} ! {sequence}").find(tokens, text) == []


@settings(deadline=None)
@given(answers)
def test_case_and_accents_never_matter(text: str) -> None:
    pattern = parse("É* .. b?")
    assert [m.span for m in pattern.find(analysed(text.lower()), text)] == [
        m.span for m in parse("e* .. B?").find(analysed(text.lower()), text)
    ]
