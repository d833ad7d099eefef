"""Parts of Dutch compounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.domain.tokens import fold
from coder.language.compounds import Splitter, has_part, head, split

JOB_TITLES = {
    "buurtteammedewerker": "buurt team medewerker",
    "jeugdprofessional": "jeugd professional",
    "wijkcoach": "wijk coach",
    "ouderenadviseur": "ouderen adviseur",
    "teamcoördinator": "team coordinator",
    "vrijwilligerscoördinator": "vrijwilliger coordinator",
    "mantelzorgconsulent": "mantel zorg consulent",
    "jongerenwerker": "jongeren werker",
    "gezinscoach": "gezin coach",
    "cliëntondersteuner": "client ondersteuner",
    "buurtsportcoach": "buurt sport coach",
    "schuldhulpverlener": "schuld hulp verlener",
    "opbouwwerker": "opbouw werker",
    "welzijnswerker": "welzijn werker",
    "wijkteammedewerker": "wijk team medewerker",
    "schoolmaatschappelijk": "school maatschappelijk",
    "praktijkondersteuner": "praktijk ondersteuner",
    "gebiedsmanager": "gebied manager",
    "budgetcoach": "budget coach",
    "jeugdhulpverlener": "jeugd hulp verlener",
}
NO_COMPOUNDS = (
    "maatschappelijk bezuinigingen medewerker eenzaamheid vrijwilligers sociaal onderwijs protest "
    "staking samenwerking participatie orthopedagoog inburgering problematiek systeem werkster"
)


@pytest.mark.parametrize(("title", "parts"), JOB_TITLES.items())
def test_job_titles_come_apart_at_their_words(title: str, parts: str) -> None:
    assert split(title) == tuple(parts.split())


@pytest.mark.parametrize("word", NO_COMPOUNDS.split())
def test_words_that_only_look_like_compounds_stay_whole(word: str) -> None:
    assert split(word) == ()


def test_the_last_part_is_the_head() -> None:
    assert head("registratiesysteem") == "systeem"
    assert head("werk") == "werk"


def test_case_and_accents_do_not_matter() -> None:
    assert split("Teamcoördinator") == split("teamcoordinator")


def test_a_word_part_is_more_than_its_letters() -> None:
    assert has_part("jeugdprofessional", "jeugd")
    assert has_part("buurtteammedewerker", "buurtteam")
    assert not has_part("onderwijs", "wijs")
    assert not has_part("heleboel", "hele")


@pytest.mark.parametrize("text", ["", "a", "1234567", "x" * 100_000, "\x00\x01", "работник", "🙂"])
def test_what_is_no_dutch_word_has_no_parts(text: str) -> None:
    assert split(text) == ()


@given(st.text(alphabet="abdegijklnorstuvw", min_size=1, max_size=30))
def test_parts_stand_in_the_word_in_order(word: str) -> None:
    place = 0
    for part in split(word):
        found = fold(word).find(part, place)
        assert found >= place
        place = found + len(part)


def test_a_common_word_stays_whole_and_a_known_compound_comes_apart() -> None:
    parts = {"land": 5.0, "bouw": 5.0}
    wholes = {**parts, "landbouw": 6.0}
    assert Splitter(parts, frozenset(), wholes, {}).split("landbouw") == ()
    known = {"landbouw": ("land", "bouw")}
    assert Splitter(parts, frozenset(), wholes, known).split("landbouw") == ("land", "bouw")


def test_a_plural_is_read_as_word_and_linker_in_front_but_not_at_the_end() -> None:
    parts = {"student": 5.0, "studenten": 5.5, "huis": 5.0}
    splitter = Splitter(parts, frozenset({"studenten"}), parts, {})
    assert splitter.split("studentenhuis") == ("student", "huis")
