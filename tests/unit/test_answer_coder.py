"""The estimator: what it learns, how sure it says it is, why, and what it makes of bad input."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from tests.conftest import CODEBOOK

from coder.codebooks.document import loads
from coder.domain.codebook import AnswersPer, Code, Codebook
from coder.domain.suggestions import ReasonKind
from coder.errors import CoderError
from coder.suggest.answer_coder import AnswerCoder
from coder.suggest.answer_features import AnswerFeatures
from coder.suggest.before import PlainWords
from coder.suggest.features import Document
from coder.suggest.model_file import pack_model, unpack_model
from coder.suggest.ridge import LEAST_PENALTY, fit_ridge
from coder.suggest.suggester import Suggester
from coder.suggest.thresholds import learn_thresholds

WORDS = {
    "rug": ("rug doet zeer", "pijn in de rug", "mijn rug", "rugpijn", "last van rug en nek"),
    "knie": ("knie doet zeer", "pijn in de knie", "mijn knie", "kniepijn", "stijve knie"),
    "hoofd": ("hoofdpijn", "pijn in het hoofd", "zwaar hoofd", "duizelig in het hoofd", "hoofd"),
}


def documents(*texts: str) -> list[Document]:
    analysed = PlainWords().analyse(texts)
    return [Document.of(text, tokens) for text, tokens in zip(texts, analysed, strict=True)]


def coded() -> tuple[list[Document], list[frozenset[str]]]:
    texts = [text for group in WORDS.values() for text in group]
    return documents(*texts), [frozenset({code}) for code in WORDS for _text in WORDS[code]]


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return loads(CODEBOOK, "zorgen.yaml").codebook


@pytest.fixture(scope="module")
def learned() -> AnswerCoder:
    return AnswerCoder().fit(*coded())


def first(coder: AnswerCoder, text: str) -> str:
    [scores] = coder.predict_proba(documents(text))
    return str(coder.classes_[scores.argmax()])


def test_new_words_around_a_known_one_do_not_hide_it(learned: AnswerCoder) -> None:
    assert first(learned, "sinds gisteren een dikke knie") == "knie"
    assert first(learned, "rugklachten") == "rug"


def test_where_one_code_is_asked_for_probabilities_add_up_to_one(learned: AnswerCoder) -> None:
    scores = learned.predict_proba(documents("knie", "iets heel anders", ""))
    assert learned.single_
    np.testing.assert_allclose(scores.sum(axis=1), 1)
    assert scores[0].max() > scores[1].max()  # it knows what it does not know


def test_answers_with_two_codes_get_two() -> None:
    texts, codes = coded()
    both = documents("rug en knie", "knie en rug doen zeer", "rug, knie", "knieen en rug")
    coder = AnswerCoder().fit([*texts, *both], [*codes, *[frozenset({"rug", "knie"})] * 4])
    assert not coder.single_
    assert coder.predict(documents("mijn rug en mijn knie")) == [{"rug", "knie"}]


def test_without_coded_answers_the_codebook_speaks(codebook: Codebook) -> None:
    coder = AnswerCoder(codebook, lemmatizer=PlainWords()).fit([], [])
    assert first(coder, "alweer bezuinigingen") == "bezuinigingen"
    assert coder.predict(documents("alweer bezuinigingen")) == [{"bezuinigingen"}]


def test_a_few_contrary_answers_do_not_outshout_a_rule(codebook: Codebook) -> None:
    texts, codes = coded()
    coder = AnswerCoder(codebook, lemmatizer=PlainWords()).fit(
        texts, [frozenset({"werkdruk"}) for _code in codes[:-1]] + [frozenset({"personeel"})]
    )
    assert first(coder, "bezuinigingen") == "bezuinigingen"


def test_coded_answers_outdo_a_codebook_of_labels_sooner_than_one_with_rules() -> None:
    said = {"rug": "pijn in het hoofd", "hoofd": "pijn in de rug", "knie": ""}  # both wrong
    described = Codebook(
        id="pijn",
        title="Pijn",
        answers=AnswersPer.ONE,
        codes=tuple(Code(id=code, label="", definition=text) for code, text in said.items()),
    )
    rules = {"rug": ("hoofd*",), "hoofd": ("rug*",), "knie": ("knie*",)}
    ruled = replace(
        described, codes=tuple(replace(code, patterns=rules[code.id]) for code in described.codes)
    )
    places = [(code, text, day) for code in WORDS for text in WORDS[code] for day in range(2)]
    texts = documents(*[f"{text} dag {day}" for _code, text, day in places])
    codes = [frozenset({code}) for code, _text, _day in places]
    learned = [
        AnswerCoder(book, lemmatizer=PlainWords()).fit(texts, codes) for book in (described, ruled)
    ]
    assert [first(coder, "last van de rug") for coder in learned] == ["rug", "hoofd"]


def test_shares_of_the_reasons_add_up_to_one_and_words_lie_in_the_answer(
    learned: AnswerCoder,
) -> None:
    [answer] = documents("een stijve knie sinds jaren")
    reasons = learned.explain(answer, "knie")
    assert sum(reason.share for reason in reasons) == pytest.approx(1)
    strongest = reasons[0]
    assert (strongest.kind, strongest.text) in {
        (ReasonKind.WORDS, "knie"),
        (ReasonKind.WORDS, "stijve"),
    }
    start, end = strongest.spans[0]
    assert answer.text[start:end] == strongest.text


def test_the_nearest_answer_coded_so_is_shown(learned: AnswerCoder) -> None:
    [answer] = documents("stijve knieen")
    [nearest] = [r for r in learned.explain(answer, "knie") if r.kind is ReasonKind.NEAREST]
    assert nearest.text == "stijve knie"
    assert coded()[0][learned.nearest(answer, "knie", 1)[0]].text == "stijve knie"


def test_the_nearest_answers_are_found_whether_few_or_most_have_the_code() -> None:
    texts = [f"pijn in de {part} dag {day}" for day in range(9) for part in ("rug", "nek")]
    codes = [frozenset({"zelden" if number == 7 else "vaak"}) for number in range(len(texts))]
    coder = AnswerCoder(single=True).fit(documents(*texts), codes)
    assert coder.nearest(documents(texts[4])[0], "vaak", 1) == [4]
    assert coder.nearest(documents(texts[4])[0], "zelden", 3) == [7]


def test_a_code_that_is_not_there_cannot_be_explained(learned: AnswerCoder) -> None:
    with pytest.raises(KeyError):
        learned.explain(documents("knie")[0], "teen")


@pytest.mark.parametrize("with_codebook", [True, False])
def test_what_was_learned_survives_being_written_down(
    codebook: Codebook, *, with_codebook: bool
) -> None:
    book = codebook if with_codebook else None
    coder = AnswerCoder(book, lemmatizer=PlainWords())
    coder.fit(*coded(), unlabelled=documents("vacatures", "nog een knie", "rug"))
    _header, state = unpack_model(pack_model({}, coder.state()), "model")
    again = AnswerCoder.from_state(state, book, lemmatizer=PlainWords())
    fresh = documents("pijn in mijn knie", "bezuinigingen", "")
    np.testing.assert_allclose(again.predict_proba(fresh), coder.predict_proba(fresh), atol=1e-5)
    assert again.predict(fresh) == coder.predict(fresh)


@pytest.mark.parametrize("part", ["weights", "given", "row_values", "rarity", "thresholds"])
def test_parts_that_do_not_fit_together_are_refused(learned: AnswerCoder, part: str) -> None:
    state = learned.state()
    with pytest.raises((ValueError, KeyError)):
        AnswerCoder.from_state(state | {part: state[part][:-1]})


def fits(texts: Sequence[str], codes: Sequence[set[str]]) -> AnswerCoder:
    return AnswerCoder().fit(documents(*texts), [frozenset(given) for given in codes])


LONG = "knie rug " * 5_500  # 50,000 characters


@pytest.mark.parametrize(
    ("texts", "codes", "asked"),
    [
        (["knie"] * 6, [{"a"}, {"b"}] * 3, "knie"),  # identical answers, coded differently
        (["knie", "rug", "nek"], [{"a"}] * 3, "knie"),  # one code only
        (["", " ", "?!"], [{"a"}, {"b"}, {"a"}], ""),  # nothing to read
        ([LONG, "knie", "rug"], [{"a"}, {"b"}, {"a", "b"}], LONG),
        (["knie", "rug", "nek"], [{"a"}, set(), {"b"}], "rug"),  # one without any code
    ],
)
def test_bad_input_gives_probabilities_all_the_same(
    texts: list[str], codes: list[set[str]], asked: str
) -> None:
    coder = fits(texts, codes)
    answers = documents(asked, "")
    scores = coder.predict_proba(answers)
    assert np.isfinite(scores).all()
    assert ((scores >= 0) & (scores <= 1)).all()
    shares = [reason.share for reason in coder.explain(answers[0], "a")]
    assert sum(shares) == pytest.approx(1) or not any(shares)


def test_nothing_at_all_to_learn_from_is_said() -> None:
    with pytest.raises(CoderError, match="nothing to learn from"):
        AnswerCoder().fit(documents("a", "b"), [frozenset(), frozenset()])


def test_codes_unknown_to_the_codebook_are_learned_too(codebook: Codebook) -> None:
    coder = AnswerCoder(codebook, lemmatizer=PlainWords(), single=True).fit(*coded())
    assert list(coder.classes_[:5]) == [code.id for code in codebook.codable]
    assert set(WORDS) < set(coder.classes_)
    assert first(coder, "pijn in de rug") == "rug"


def test_groups_are_left_out_together_as_if_learned_without_them() -> None:
    texts, codes = coded()
    rows = AnswerFeatures(topics=False).fit(texts).transform(texts)
    given = np.array([[code in one for code in WORDS] for one in codes], dtype=np.float32)
    groups = np.array([0, 0, 0, *range(1, len(texts) - 2)])
    unseen = fit_ridge(rows, given, groups, 0.5).unseen
    # Learned without the group, importance and all else alike: the targets of the group do not
    # matter for what is said of it.
    other = given.copy()
    other[0], other[1] = other[1], other[0]
    np.testing.assert_allclose(
        fit_ridge(rows, other, groups, 0.5).unseen[:3], unseen[:3], atol=1e-4
    )


def test_many_answers_are_learned_in_steps_and_ranked_as_exactly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    exact = AnswerCoder().fit(*coded())
    monkeypatch.setattr("coder.suggest.ridge.DIRECT", 3)
    stepwise = AnswerCoder().fit(*coded())
    fresh = documents("dikke knie", "rugklachten", "hoofd en hals", "zeer")
    assert stepwise.predict(fresh[:3]) == exact.predict(fresh[:3]) == [{"knie"}, {"rug"}, {"hoofd"}]
    assert stepwise.learned_ is not None
    scores = stepwise.learned_.scores(stepwise.learned_.features.transform(coded()[0]))
    # Converged: the rest is the penalty times what the weights say, about the mean.
    rest = 2 * stepwise.learned_.given - 1 - scores
    weighed = LEAST_PENALTY * stepwise.learned_.weights
    np.testing.assert_allclose(rest - rest.mean(axis=0), weighed, atol=0.02)


def test_answers_that_nobody_coded_tell_which_words_belong_together() -> None:
    texts = documents("rugpijn", "hoofdletsel")
    codes = [frozenset({"rug"}), frozenset({"hoofd"})]
    unread = documents(*["wervel rugpijn", "rugpijn wervel erg"] * 5, *["schedel hoofdletsel"] * 9)
    coder = AnswerCoder().fit(texts, codes, unlabelled=unread)
    assert first(coder, "wervel") == "rug"
    assert first(coder, "schedel") == "hoofd"


def test_a_prepared_suggester_ranks_as_one_that_is_not(codebook: Codebook) -> None:
    texts = documents("werkdruk", "te druk", "minder geld", "bezuinigd", "collega's weg", "knie")
    codes = ["werkdruk", "werkdruk", "bezuinigingen", "bezuinigingen", "personeel", "anders"]
    plain = Suggester.untrained(codebook, PlainWords())
    given = [frozenset({code}) for code in codes]
    prepared = plain.prepared([*texts, *documents("vacature")]).trained(texts, given)
    for answer, code in zip(texts, codes, strict=True):
        assert prepared.suggest(answer)[0].code == code
        assert plain.trained(texts, given).suggest(answer)[0].code == code
    assert prepared.scores(texts).shape == (6, len(prepared.codes))


def test_the_threshold_of_a_rare_code_stays_near_that_of_all() -> None:
    chance = np.random.default_rng(0)
    given = np.zeros((200, 2))
    given[:100, 0], given[0, 1] = 1, 1
    scores = np.clip(0.3 * given + chance.uniform(0, 0.25, given.shape), 0, 1)
    often, rare = learn_thresholds(scores, given)
    assert 0.2 < often < 0.35  # where the two kinds part
    assert abs(rare - often) < 0.1
