"""Distinct, once-only, combined and bare names, on the forms that people type."""

import pytest

from coder.domain.agent_nouns import is_agent
from coder.domain.names import NameCount, additions, combined, count_names, family, is_bare


def test_equal_titles_count_as_one_in_their_commonest_spelling() -> None:
    table = count_names(
        ["Wijkcoach", "wijkcoach ", "wijkcoach", "WIJKCOACH.", "leefcoach", "Zorgboerin", " "]
    )
    assert table.names == (
        NameCount("wijkcoach", 4),
        NameCount("leefcoach", 1),
        NameCount("Zorgboerin", 1),
    )
    assert (table.n, table.distinct, table.once) == (6, 3, 2)


def test_no_titles_make_an_empty_table() -> None:
    table = count_names([])
    assert (table.n, table.distinct, table.once) == (0, 0, 0)


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("opbouwwerker/jongerenwerker", ("opbouwwerker", "jongerenwerker")),
        ("sociaal werker en trainer", ("sociaal werker", "trainer")),
        ("sociaal werker, jongerenwerker", ("sociaal werker", "jongerenwerker")),
        ("Opbouwwerker & buurtverbinder", ("Opbouwwerker", "buurtverbinder")),
        ("Sociaal werker, trainer en coach", ("Sociaal werker", "trainer", "coach")),
        ("Manager + trainer", ("Manager", "trainer")),
        ("directeur/eigenaar", ("directeur", "eigenaar")),
        ("AMW'er / OCO", ("AMW'er", "OCO")),
        ("Coördinator vrijwilligers en trainer", ("Coördinator vrijwilligers", "trainer")),
        ("adviseur wonen en zorg/docent", ("adviseur wonen en zorg", "docent")),
        ("opbouwwerker, jeugd- en jongerenwerker", ("opbouwwerker", "jeugd- en jongerenwerker")),
        (
            "sociaal werker (jeugd en gezin) / trainer",
            ("sociaal werker (jeugd en gezin)", "trainer"),
        ),
        ("jongerenwerker/ jeugdcoach", ("jongerenwerker", "jeugdcoach")),
        (
            "Maatschappelijk werkster/sociaal raadsvrouw",
            ("Maatschappelijk werkster", "sociaal raadsvrouw"),
        ),
        ("hulpverlener en gedragswetenschapper", ("hulpverlener", "gedragswetenschapper")),
    ],
)
def test_two_or_three_jobs_are_a_combined_title(title: str, parts: tuple[str, ...]) -> None:
    assert combined(title) == parts


@pytest.mark.parametrize(
    "title",
    [
        "",
        "sociaal werker",
        "adviseur wonen en zorg",
        "jeugd- en jongerenwerker",
        "school-, jeugd- en gezinscoach",
        "coördinator vrijwilligers en mantelzorg",
        "Coördinator vrijwilligerswerk en activiteiten",
        "sociaal werker, team ouderen",
        "sociaal werker (trainer en coach)",
        "kinder en jongerenwerker",
        "sociaal/maatschappelijk werker",
        "begeleider van vrijwilligers, coaches en stagiaires",
        "begeleider/begeleidster",
        "sociaal werker/werkster",
        "sociaal raadsman/-vrouw",
        "ouder- en kindadviseur",
        "zzp'er, docent",
        "24/7 bereikbaar",
        "coach, trainer, docent en adviseur",
    ],
)
def test_additions_and_enumerations_are_not_a_combined_title(title: str) -> None:
    assert combined(title) == ()


@pytest.mark.parametrize("word", ["ouder", "kinder", "minder", "jongeren", "zorg", "zzp'er", "en"])
def test_what_only_looks_like_an_agent_is_none(word: str) -> None:
    assert not is_agent(word)


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("Maatschappelijk werker.", True),
        ("maatschappelijk werkster", True),
        ("maatschappelijk-werker", True),
        ("schoolmaatschappelijk werker", False),
        ("algemeen maatschappelijk werker", False),
        ("AMW'er", False),
    ],
)
def test_a_bare_title_is_the_name_and_nothing_else(title: str, bare: bool) -> None:
    assert is_bare(title, "maatschappelijk werker") is bare


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("maatschappelijk werker", ()),
        ("algemeen maatschappelijk werker", ("algemeen",)),
        ("Schoolmaatschappelijk werkster", ("School",)),
        ("(school)maatschappelijk werker", ("school",)),
        ("school maatschappelijk werker", ("school",)),
        ("senior bedrijfsmaatschappelijk werker ggz B", ("senior", "bedrijfs", "ggz B")),
        ("maatschappelijk werker (jeugd) en gezin", ("jeugd en gezin",)),
        ("iets heel anders", ()),
    ],
)
def test_additions_are_what_stands_beside_the_name(title: str, expected: tuple[str, ...]) -> None:
    assert additions(title, "maatschappelijk werker") == expected


def test_a_misspelt_name_is_found_by_the_shortest_match_of_its_rules() -> None:
    title = "ambulant sociaal wekrer preventie"
    assert additions(title, "sociaal werker", [(0, 23), (9, 23)]) == ("ambulant", "preventie")


def test_a_family_splits_into_bare_titles_and_titles_with_additions() -> None:
    titles = ["sociaal werker", "Sociaal werkster", "sociaal werker A", "Sociaal werker a", "swer"]
    found = family("Sociaal werker", [(title, []) for title in titles])
    assert (found.n, found.bare, found.with_additions) == (5, 2, 3)
    assert found.additions == (NameCount("A", 2),)
