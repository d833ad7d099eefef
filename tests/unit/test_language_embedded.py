"""The Dutch that ships with coder, from a fresh process to lemmas."""

import csv
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coder.domain.tokens import fold, words
from coder.language.embedded import EmbeddedLemmatizer
from coder.language.lemmas import lemma_as_typed

DATA = Path(__file__).parents[1] / "data" / "dutch"
EMBEDDED = EmbeddedLemmatizer()


def lemmas(text: str) -> str:
    """Folded lemmas of a text, joined by blanks."""
    return " ".join(token.lemma for token in next(iter(EMBEDDED.analyse([text]))))


def share_right(name: str) -> float:
    """Share of a list's forms, each on its own, that get their gold lemma."""
    with (DATA / name).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return sum(lemmas(row["form"]) == fold(row["lemma"]) for row in rows) / len(rows)


def test_at_least_97_percent_of_the_field_list_is_right() -> None:
    assert share_right("field.tsv") >= 0.97


def test_at_least_90_percent_of_the_noised_field_list_is_right() -> None:
    assert share_right("field_noised.tsv") >= 0.90


def test_plain_sentences_get_lemmas_and_tags() -> None:
    tokens = next(iter(EMBEDDED.analyse(["De jongerenwerkers werken samen met gemeenten."])))
    assert [token.lemma for token in tokens] == (
        "de jongerenwerker werken samen met gemeente".split()
    )
    assert [token.pos for token in tokens] == ["DET", "NOUN", "VERB", "ADV", "ADP", "NOUN"]


def test_lower_case_without_accents_or_full_stop_gives_the_same_lemmas() -> None:
    neat = lemmas("Te weinig tijd voor cliënten en hun financiële problemen.")
    typed = lemmas("te weinig tijd voor clienten en hun financiele problemen")
    assert typed == neat == "te weinig tijd voor client en hun financieel probleem"


def test_a_typing_error_does_not_hide_a_word_but_stays_in_the_text() -> None:
    (token,) = next(iter(EMBEDDED.analyse(["bezuningingen"])))
    assert (token.form, token.lemma) == ("bezuningingen", "bezuiniging")


@pytest.mark.parametrize("title", ["werkster", "medewerkster", "stagiaire", "werker"])
def test_a_lemma_never_changes_the_sex_of_a_title(title: str) -> None:
    assert lemmas(title) == title
    assert lemmas(f"{title}s") == title


@pytest.mark.parametrize("pos", ["NOUN", "PROPN", "X", "ADV", "VERB", "ADJ"])
def test_a_plural_of_letters_loses_its_s_whatever_the_tag(pos: str) -> None:
    assert lemma_as_typed("vog's", pos) == "vog"
    assert lemma_as_typed("poh'ers", pos) == "poh'er"


def test_compound_parts_come_with_the_token() -> None:
    (token,) = next(iter(EMBEDDED.analyse(["buurtteammedewerkers"])))
    assert token.lemma == "buurtteammedewerker"
    assert token.parts == ("buurt", "team", "medewerker")


def test_an_unknown_word_stays_as_it_is() -> None:
    assert lemmas("xqzzyk") == "xqzzyk"


def test_tokens_of_our_own_words_lie_where_they_were_typed() -> None:
    text = "(school)maatschappelijk  werker\n\nzzp'er 🙂 24/7"
    tokens = next(iter(EMBEDDED.analyse([text])))
    assert [(token.start, token.end) for token in tokens] == [
        (word.start, word.end) for word in words(text)
    ]
    assert tokens[0].lemma == "schoolmaatschappelijk"


@given(st.text(max_size=80))
@example("𝐀")
@settings(max_examples=60, deadline=None)
def test_any_text_gives_one_token_for_each_of_our_words(text: str) -> None:
    tokens = next(iter(EMBEDDED.analyse([text])))
    assert [(token.start, token.end) for token in tokens] == [
        (word.start, word.end) for word in words(text)
    ]
    assert all(token.lemma == fold(token.lemma) for token in tokens)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "\x00\x07\x1b[31m",
        "работа слишком тяжёлая",
        "工作太多",
        "😀" * 50,
        "a" * 5000,
    ],
)
def test_odd_input_gives_a_sensible_result(text: str) -> None:
    tokens = next(iter(EMBEDDED.analyse([text])))
    assert len(tokens) == len(words(text))


def test_an_answer_of_100000_characters_is_read() -> None:
    text = "veel te hoge werkdruk en wachtlijsten. " * 2600
    tokens = next(iter(EMBEDDED.analyse([text])))
    assert len(text) > 100_000
    assert {token.lemma for token in tokens} >= {"werkdruk", "wachtlijst", "hoog"}


def test_spacy_is_imported_only_when_text_is_read() -> None:
    code = (
        "import sys; from coder.language.pipeline import choose_lemmatizer;"
        "choose_lemmatizer('coder_nl').version; print('spacy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_ready_made_tokens_keep_their_number_and_accents() -> None:
    (tagged,) = EMBEDDED.tag([["De", "cliënten", "wachten", "."]])
    assert [(word.form, word.lemma) for word in tagged] == [
        ("De", "de"), ("cliënten", "cliënt"), ("wachten", "wachten"), (".", "."),
    ]  # fmt: skip


def test_a_name_loses_the_s_of_possession_but_not_its_own() -> None:
    (tagged,) = EMBEDDED.tag(["Volgens Hamiltons ideeën werkt Peter Jacobs hard .".split()])
    assert [word.lemma for word in tagged][1] == "Hamilton"
    assert [word.lemma for word in tagged][5] == "Jacobs"


def test_a_people_gets_its_singular() -> None:
    (tagged,) = EMBEDDED.tag(["Veel Grieken en Cubanen wonen hier .".split()])
    assert [tagged[1].lemma, tagged[3].lemma] == ["Griek", "Cubaan"]


def test_an_accent_that_only_stresses_a_word_is_no_part_of_it() -> None:
    (tagged,) = EMBEDDED.tag(["Dat is níét goed .".split()])
    assert tagged[2].lemma == "niet"


def test_a_formula_keeps_its_brackets() -> None:
    (tagged,) = EMBEDDED.tag(["Dan is a+(b+c) gelijk .".split()])
    assert tagged[2].lemma == "a+(b+c)"


def test_a_word_gets_the_same_tag_alone_and_among_many_others() -> None:
    sentence = "De jongerenwerkers werken samen met gemeenten .".split()
    (alone,) = EMBEDDED.tag([sentence])
    many = [f"Nog een zin met {number} woorden".split() for number in range(400)]
    *_others, among = EMBEDDED.tag([*many, [], sentence])
    assert among == alone


def test_threads_do_not_disturb_each_other() -> None:
    texts = [f"De wachtlijst{'en' * (n % 2)} van gemeente nummer {n} groeit" for n in range(300)]
    expected = [tuple(tokens) for tokens in EMBEDDED.analyse(texts)]
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda text: tuple(*EMBEDDED.analyse([text])), texts))
    assert found == expected
