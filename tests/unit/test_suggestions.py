"""Suggestions: which code stands first, why, and what the model learns."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.conftest import CODEBOOK

from coder.codebooks.document import loads
from coder.domain.codebook import Code, Codebook
from coder.domain.suggestions import ReasonKind
from coder.errors import CoderError
from coder.language.simple import SimpleLemmatizer
from coder.suggest.features import Document
from coder.suggest.rules import RuleScorer
from coder.suggest.suggester import Suggester

LEMMATIZER = SimpleLemmatizer()


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return loads(CODEBOOK, "zorgen.yaml").codebook


@pytest.fixture(scope="module")
def suggester(codebook: Codebook) -> Suggester:
    return Suggester.untrained(codebook, LEMMATIZER)


def document(text: str) -> Document:
    return Document.of(text, next(iter(LEMMATIZER.analyse([text]))))


def test_a_rule_puts_its_code_first_and_says_which_words_matched(suggester: Suggester) -> None:
    text = "Er komen weer bezuinigingen"
    first = suggester.suggest(document(text))[0]
    assert first.code == "bezuinigingen"
    [reason] = [reason for reason in first.reasons if reason.kind is ReasonKind.RULE]
    assert reason.text == "bezuinig*"
    assert [text[start:end] for start, end in reason.spans] == ["bezuinigingen"]


def test_two_themes_both_rank_before_the_rest(suggester: Suggester) -> None:
    ranked = suggester.suggest(document("te druk en te weinig collega's"))
    assert {suggestion.code for suggestion in ranked[:2]} == {"werkdruk", "personeel"}


def test_without_a_rule_the_codebooks_own_words_rank_all_codes(suggester: Suggester) -> None:
    ranked = suggester.suggest(document("al die vacatures"))
    assert ranked[0].code == "personeel"
    assert ranked[0].reasons[0].kind is ReasonKind.CODEBOOK
    assert len(ranked) == len(suggester.codebook.codable)


def test_the_fallback_comes_first_where_nothing_is_alike(suggester: Suggester) -> None:
    assert suggester.suggest(document("xyz"))[0].code == "anders"


def test_scores_lie_between_0_and_1_and_fall(suggester: Suggester) -> None:
    scores = [s.score for s in suggester.suggest(document("werkdruk, te druk, hoge caseload"))]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_an_empty_answer_gets_suggestions_too(suggester: Suggester) -> None:
    assert len(suggester.suggest(document(""), top=3)) == 3


def test_a_word_that_two_patterns_match_is_evidence_once(codebook: Codebook) -> None:
    doubled = replace(
        codebook,
        codes=tuple(
            replace(code, patterns=(*code.patterns, "*bezuiniging*"))
            if code.id == "bezuinigingen"
            else code
            for code in codebook.codes
        ),
    )
    answer = document("bezuinigingen en hoge caseload")
    scores = [
        next(
            s.score
            for s in RuleScorer(book).suggest(answer.text, answer.tokens)
            if s.code == "bezuinigingen"
        )
        for book in (codebook, doubled)
    ]
    assert scores[0] == pytest.approx(scores[1])


def titles() -> Codebook:
    return loads(
        """\
codebook: titels
title: Titels
answers: one
ignore_after: [bij]
codes:
  - {id: opbouw, label: Opbouwwerker, patterns: [opbouwwerker]}
  - {id: jongeren, label: Jongerenwerker, patterns: [jongerenwerker]}
  - {id: sociaal, label: Sociaal werker, patterns: [sociaal werk*]}
  - {id: anders, label: Anders, fallback: true}
""",
        "titels.yaml",
    ).codebook


@pytest.mark.parametrize(
    ("title", "family"),
    [
        ("jongerenwerker/opbouwwerker", "jongeren"),
        ("opbouwwerker en jongerenwerker", "opbouw"),
        ("opbouwwerker bij een organisatie voor sociaal werk", "opbouw"),
        ("vlechtwerker", "anders"),
    ],
)
def test_of_a_title_the_first_family_counts_and_the_employer_does_not(
    title: str, family: str
) -> None:
    answer = document(title)
    rules = RuleScorer(titles())
    assert rules.suggest(answer.text, answer.tokens)[0].code == family
    assert rules.decide(answer.text, answer.tokens) == {family}


def test_bulk_coding_leaves_an_answer_without_hits_alone(codebook: Codebook) -> None:
    answer = document("mijn knie")
    assert RuleScorer(codebook).decide(answer.text, answer.tokens) == frozenset()


def test_bulk_coding_respects_an_exclusive_code(codebook: Codebook) -> None:
    book = replace(
        codebook,
        codes=tuple(
            replace(code, patterns=("geen",)) if code.id == "geen" else code
            for code in codebook.codes
        ),
    )
    answer = document("geen, al is er wel werkdruk en te weinig collega's en minder geld")
    given = RuleScorer(book).decide(answer.text, answer.tokens)
    assert given == {"geen"} or "geen" not in given


def coded() -> tuple[list[Document], list[frozenset[str]]]:
    texts = {
        "anders": ["mijn knie doet zeer", "knie en rug", "pijn in de knie", "de rug"],
        "personeel": ["vacatures", "open vacatures", "lege plekken", "vacature blijft open"],
    }
    documents = [document(text) for group in texts.values() for text in group]
    return documents, [frozenset({code}) for code, group in texts.items() for _ in group]


def test_training_changes_the_order_and_says_which_words_weighed(suggester: Suggester) -> None:
    answer = document("last van de knie")
    before = next(s.score for s in suggester.suggest(answer) if s.code == "anders")
    learned = suggester.trained(*coded())
    first = learned.suggest(answer)[0]
    assert first.code == "anders"
    assert first.score > before
    words = [reason for reason in first.reasons if reason.kind is ReasonKind.WORDS]
    assert "knie" in {reason.text for reason in words}


def test_training_leaves_the_earlier_suggester_as_it_was(suggester: Suggester) -> None:
    before = suggester.suggest(document("last van de knie"))
    suggester.trained(*coded())
    assert suggester.suggest(document("last van de knie")) == before


def test_one_code_only_is_too_little_to_learn_from(suggester: Suggester) -> None:
    with pytest.raises(CoderError, match="two different codes"):
        suggester.trained([document("a"), document("b")], [frozenset({"geen"})] * 2)


def test_codes_that_left_the_codebook_teach_nothing(suggester: Suggester) -> None:
    documents, codes = coded()
    learned = suggester.trained([*documents, document("oud")], [*codes, frozenset({"verdwenen"})])
    assert "verdwenen" not in {s.code for s in learned.suggest(document("oud"))}


def test_a_code_on_every_answer_does_not_break_the_training(suggester: Suggester) -> None:
    documents, codes = coded()
    learned = suggester.trained(documents, [given | {"werkdruk"} for given in codes])
    assert learned.suggest(documents[0])[0].score <= 1


def test_codes_without_rules_or_examples_are_ranked(codebook: Codebook) -> None:
    bare = Codebook("leeg", "Leeg", codes=(Code("a", "A"), Code("b", "B")))
    assert len(Suggester.untrained(bare, LEMMATIZER).suggest(document("iets"))) == 2


@pytest.mark.parametrize("text", ["collega’s", "collega‘s", "collega's"])
def test_a_curly_apostrophe_is_an_apostrophe(text: str) -> None:
    from coder.language.pipeline import choose_lemmatizer

    [tokens] = choose_lemmatizer().analyse([text])
    assert [(token.form, token.lemma, token.end) for token in tokens] == [
        ("collega's", "collega", 9)
    ]
