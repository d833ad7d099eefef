"""Findings lie inside their text, quotes hold their original, attributions fit enough people."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from coder.domain.answers import normal_form
from coder.domain.disclosure import (
    NOBODY_IN_PARTICULAR,
    attribution_counts,
    masked,
    personal_data,
    rare_among,
    rare_titles,
    safe_attribution,
    safe_combination,
)
from coder.domain.quoting import proposed, shorten, tidy

PIECES = st.sampled_from(
    "Fatima jan de Vries 06-12345678 1234 AB mail@wijk.nl in Zwolle. Mevr. van den 123456782"
    " Stichting Hoop geboren 12-03-1941 … [x] ... niet Roos J.P. NL20INGB0001234567".split(" ")
)
TEXTS = st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=14).map(" ".join))
TITLES = st.sampled_from(
    ["Opbouwwerker", "opbouwwerker.", "zorgboerin", "Leefcoach", "coach in Zwolle", "", " "]
)
FAMILIES = st.sampled_from(["", "Coach", "Opbouwwerker"])


@given(TEXTS)
def test_findings_lie_inside_the_text_and_apart_from_each_other(text: str) -> None:
    at = 0
    for finding in personal_data(text):
        assert at <= finding.start < finding.end <= len(text)
        at = finding.end


@given(TEXTS)
def test_masking_leaves_everything_else_as_it_was(text: str) -> None:
    findings = personal_data(text)
    kept = len(text) - sum(one.end - one.start for one in findings)
    assert len(masked(text, findings)) == kept + sum(len(one.suggestion) for one in findings)


@given(TEXTS, st.sets(st.sampled_from(["jan", "jan de vries", "stichting hoop"])))
def test_rare_titles_lie_inside_the_text(text: str, rare: set[str]) -> None:
    for finding in rare_titles(text, rare):
        assert normal_form(text[finding.start : finding.end]) in rare


@given(TEXTS)
def test_the_original_itself_is_always_right(text: str) -> None:
    assert shorten(text, text).right


@given(TEXTS, st.integers(10, 300))
def test_a_proposal_is_always_a_right_shortening(text: str, most: int) -> None:
    assert shorten(text, proposed(text, personal_data(text), most=most)).right


@given(
    st.lists(st.sampled_from("het is hier niet te druk".split()), min_size=1, max_size=9), st.data()
)
def test_leaving_words_out_is_right_with_marks_and_wrong_without(
    words: list[str], data: st.DataObject
) -> None:
    original = " ".join(words)
    keep = data.draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words)))
    shown = [word if kept else "…" for word, kept in zip(words, keep, strict=True)]
    if any(keep):
        assert shorten(original, " ".join(shown)).right
    bare = " ".join(word for word, kept in zip(words, keep, strict=True) if kept)
    assert shorten(original, bare).right == (bare == original)


@given(TEXTS, TEXTS)
def test_what_is_accepted_is_a_subsequence_of_the_original(original: str, typed: str) -> None:
    shortened = shorten(original, typed)
    if not shortened.right or shortened.text == tidy(original):
        return
    import re

    letters = iter(tidy(original))
    kept = re.sub(r"\[[^\[\]]*\]|…", "", shortened.text)
    assert all(letter in letters for letter in kept if not letter.isspace())


@given(st.lists(st.tuples(TITLES, FAMILIES), max_size=25), st.integers(2, 5))
def test_no_attribution_fits_fewer_than_k_respondents(
    people: list[tuple[str, str]], k: int
) -> None:
    counts = attribution_counts(people)
    for title, family in people:
        text = safe_attribution(title, counts, family, k).text
        fits = sum(
            normal_form(text) in (normal_form(other), normal_form(group)) for other, group in people
        )
        assert text == NOBODY_IN_PARTICULAR or fits >= k
        assert normal_form(title) not in rare_among(counts, k) or text != title


@given(st.lists(st.tuples(TITLES, st.sampled_from(["A", "B", ""])), max_size=25), st.integers(2, 5))
def test_no_combination_fits_fewer_than_k_respondents(
    people: list[tuple[str, str]], k: int
) -> None:
    counts = attribution_counts((title, "") for title, _organisation in people)
    together = Counter((normal_form(title), normal_form(one)) for title, one in people)
    for title, organisation in people:
        first = safe_attribution(title, counts, "", k)
        both = safe_combination(first, organisation, together, k)
        if both.text != first.text:
            assert together[normal_form(first.text), normal_form(organisation)] >= k
