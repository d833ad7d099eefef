"""Words inside names and answers: as a word, as a part, as mere letters."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from coder.domain.tokens import Token, words
from coder.errors import ProblemsError
from coder.language.compounds import split
from coder.reports.word_counts import CountedText, WordCount, count_words
from coder.reports.word_families import (
    FILE_NAME,
    WordFamilies,
    families_for,
    read_families,
    shipped_families,
    stop_words,
)

FAMILIES = read_families(
    """\
families:
  - word: coördinator
    kind: taak
    patterns: [~coordinator, ~coordinatie, coordinerend]
  - word: jeugd
    kind: doelgroep
  - word: wijk
    kind: plaats
    patterns: [~wijk, wijk*]
    except: [wijken]
""",
    "test.yaml",
)
LEMMAS = {"clienten": "client", "mensen": "mens"}


def read(text: str, respondents: int = 1) -> CountedText:
    tokens = tuple(
        Token(
            word.form,
            LEMMAS.get(word.form, word.form),
            word.start,
            word.end,
            parts=split(word.form),
        )
        for word in words(text)
    )
    return CountedText(text, tokens, respondents)


def count(
    texts: Sequence[str | tuple[str, int]], families: WordFamilies = FAMILIES, recurs: int = 1
) -> dict[str, WordCount]:
    read_texts = [read(text) if isinstance(text, str) else read(*text) for text in texts]
    return {word.word: word for word in count_words(read_texts, families, stop_words(), recurs)}


def test_a_family_counts_its_words_and_the_compounds_that_hold_one() -> None:
    found = count(
        [("coördinator", 11), "zorgcoördinator", "coördinerend hulpverlener", "Zorgcoördinatie"]
    )
    word = found["coördinator"]
    assert (word.respondents, word.whole, word.bare, word.kind) == (14, 12, 11, "taak")
    assert word.forms[0] == ("coördinator", 11)


def test_a_respondent_who_says_a_word_twice_counts_once() -> None:
    assert count(["coördinator jeugd en jeugdcoördinator"])["jeugd"].respondents == 1


def test_letters_without_the_meaning_count_as_letters_only() -> None:
    word = count(["afwijkend gedrag", "wijkcoach"])["wijk"]
    assert (word.respondents, word.letters) == (1, 2)


def test_a_word_that_a_family_excepts_does_not_count_for_it() -> None:
    found = count(["voor niemand wijken", "wijkplein"])
    assert found["wijk"].respondents == 1
    assert "wijken" in found


def test_a_family_without_patterns_is_its_word_and_its_compounds() -> None:
    assert count(["jeugdprofessional", "jeugd"])["jeugd"].respondents == 2


def test_neighbouring_parts_make_a_family_word() -> None:
    families = read_families("families: [{word: hulpverlener}]", "test.yaml")
    assert split("jeugdhulpverlener") == ("jeugd", "hulp", "verlener")
    assert count(["jeugdhulpverlener"], families)["hulpverlener"].respondents == 1


def test_a_part_that_stands_in_one_word_only_is_left_out() -> None:
    assert "opbouw" not in count(["opbouwwerker", "opbouwwerker wijk"])
    assert "opbouw" in count(["opbouwwerker", "opbouwwerkster"])


def test_stop_words_numbers_and_single_letters_are_left_out() -> None:
    assert count(["de 12 begeleiders van B"]).keys() == {"begeleiders"}


def test_words_of_one_respondent_do_not_recur() -> None:
    found = count(["werkdruk", ("collega", 2)], recurs=2)
    assert found.keys() == {"collega"}


def test_a_lemma_is_shown_with_the_accents_that_people_type() -> None:
    assert "cliënt" in count(["veel cliënten", "een cliënt"])


def test_a_lemma_that_nobody_typed_is_shown_as_the_one_form_that_was() -> None:
    assert "mensen" in count(["veel mensen", "Mensen"])


def test_words_are_sorted_by_respondents_and_then_by_the_alphabet() -> None:
    found = count_words([read("wonen"), read("armoede"), read("zorg", 3)], FAMILIES, (), 1)
    assert [word.word for word in found] == ["zorg", "armoede", "wonen"]


def test_shipped_families_know_the_three_kinds_of_the_report() -> None:
    kinds = {family.word: family.kind for family in shipped_families().families}
    assert (kinds["coördinator"], kinds["jeugd"], kinds["wijk"]) == ("taak", "doelgroep", "plaats")
    assert set(kinds.values()) <= {*shipped_families().kinds, ""}


def test_a_projects_own_families_add_to_and_replace_the_shipped_ones(tmp_path: Path) -> None:
    own = "families:\n  - {word: wijk, kind: gebied}\n  - {word: vlecht, kind: taak}\n"
    (tmp_path / FILE_NAME).write_text(own, encoding="utf-8")
    kinds = {family.word: family.kind for family in families_for(tmp_path).families}
    assert (kinds["wijk"], kinds["vlecht"], kinds["jeugd"]) == ("gebied", "taak", "doelgroep")


def test_a_folder_without_own_families_gives_the_shipped_ones(tmp_path: Path) -> None:
    assert families_for(tmp_path) is shipped_families()
    assert families_for(None) is shipped_families()


def test_all_that_is_wrong_with_a_file_of_families_is_said_at_once_with_its_line() -> None:
    text = """\
families:
  - word: wijk
    pattern: [~wijk]
  - kind: taak
  - word: zorg
    patterns: [minder zorg, "(zorg"]
"""
    with pytest.raises(ProblemsError) as caught:
        read_families(text, "eigen.yaml")
    messages = [str(problem) for problem in caught.value.problems]
    assert messages[0] == "eigen.yaml:3:5: unknown key 'pattern'; did you mean 'patterns'?"
    assert messages[1] == "eigen.yaml:4:5: family 2 has no `word`"
    assert "'minder zorg'" in messages[2]
    assert len(messages) == 4


@pytest.mark.parametrize("text", ["- wijk", "families: wijk", "families: [", "kinds: [a]"])
def test_a_file_that_holds_no_families_is_refused_with_a_message(text: str) -> None:
    with pytest.raises(ProblemsError):
        read_families(text, "eigen.yaml")


def test_a_binary_file_of_families_is_refused_with_a_message(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"\xff\xfe\x00\x81")
    with pytest.raises(ProblemsError, match="UTF-8"):
        families_for(tmp_path)
