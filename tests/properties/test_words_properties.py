"""What must hold of every list of words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coder.domain.tokens import Token, words
from coder.reports.word_counts import CountedText, count_words
from coder.reports.word_families import shipped_families, stop_words

PARTS = {
    "jeugdcoach": ("jeugd", "coach"),
    "wijkteam": ("wijk", "team"),
    "zorgteam": ("zorg", "team"),
}
vocabulary = st.sampled_from(
    ["jeugd", "jeugdcoach", "Wijkteam", "zorgteam", "de", "werk", "Coördinator", "wijk", "team"]
)
answers = st.lists(
    st.tuples(st.lists(vocabulary, max_size=5).map(" ".join), st.integers(1, 9)), max_size=12
)


def read(text: str, respondents: int) -> CountedText:
    tokens = tuple(
        Token(word.form, word.form, word.start, word.end, parts=PARTS.get(word.form, ()))
        for word in words(text)
    )
    return CountedText(text, tokens, respondents)


@given(answers)
def test_counts_of_a_word_lie_within_each_other(texts: list[tuple[str, int]]) -> None:
    n = sum(respondents for _text, respondents in texts)
    for word in count_words([read(*text) for text in texts], shipped_families(), stop_words()):
        assert 2 <= word.respondents <= n
        assert word.bare <= word.whole <= word.respondents <= word.letters <= n
        assert max(count for _form, count in word.forms) <= word.respondents
        assert word.respondents <= sum(count for _form, count in word.forms)


@given(answers)
def test_one_answer_of_many_counts_as_many_times_the_answer(texts: list[tuple[str, int]]) -> None:
    grouped = [read(*text) for text in texts]
    apart = [read(text, 1) for text, respondents in texts for _one in range(respondents)]
    families = shipped_families()
    assert count_words(grouped, families) == count_words(apart, families)


@given(answers, st.randoms(use_true_random=False))
def test_words_do_not_depend_on_the_order_of_the_answers(
    texts: list[tuple[str, int]], chance: object
) -> None:
    shuffled = list(texts)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    families = shipped_families()
    first = count_words([read(*text) for text in texts], families)
    second = count_words([read(*text) for text in shuffled], families)
    assert first == second
