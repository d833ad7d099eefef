"""Spellings that may be one name: suggested, decided on by a person, kept in a list."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.errors import ProblemsError
from coder.reports.name_merges import (
    FILE_NAME,
    NameMerges,
    read_merges,
    write_different,
    write_merge,
)
from coder.reports.name_variants import Why, suggest_variants

NAMES = [
    ("maatschappelijk werker", 48),
    ("opbouwwerker", 33),
    ("jeugdprofessional", 7),
    ("Wmo-consulent", 4),
    ("opbouwerker", 1),
    ("jeugd professional", 1),
    ("maatschappelijk werkster", 1),
    ("Consulent Wmo", 1),
    ("wijkcoach", 1),
]


def found(names: list[tuple[str, int]], decided: NameMerges | None = None) -> dict[str, object]:
    variants = suggest_variants(names, decided or NameMerges())
    return {variant.spelling: (variant.name, variant.why) for variant in variants}


def test_errors_spaces_gender_and_order_are_suggested_with_the_commoner_name() -> None:
    assert found(NAMES) == {
        "jeugd professional": ("jeugdprofessional", Why.SPACES),
        "maatschappelijk werkster": ("maatschappelijk werker", Why.GENDER),
        "Consulent Wmo": ("Wmo-consulent", Why.ORDER),
        "opbouwerker": ("opbouwwerker", Why.LETTERS),
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sociaal werker A", "sociaal werker B"),
        ("begeleider niveau 3", "begeleider niveau 4"),
        ("coach", "coacht"),
        ("wijkcoach", "jobcoach"),
    ],
)
def test_levels_and_short_or_other_names_are_not(one: str, other: str) -> None:
    assert not found([(one, 5), (other, 1)])


def test_what_a_person_decided_is_kept_with_comments_and_not_asked_again(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.write_text("# van Anna\nfunctie:\n  merge: {}\n", encoding="utf-8")
    write_merge(path, "functie", "opbouwwerker", ["opbouwerker"])
    write_different(path, "functie", "Consulent Wmo", "Wmo-consulent")
    decided = read_merges(path, "functie")
    assert decided.names == {"opbouwerker": "opbouwwerker"}
    assert "Consulent Wmo" not in found(NAMES, decided)
    assert "# van Anna" in path.read_text(encoding="utf-8")
    assert read_merges(path, "andere") == NameMerges()


def test_a_spelling_of_a_spelling_counts_as_the_last_name(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.write_text("f: {merge: {B: [A.], c: [b]}}", encoding="utf-8")
    assert read_merges(path, "f").names == {"a": "c", "b": "c"}


def test_a_circle_does_not_hang(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.write_text("f: {merge: {a: [b], b: [a]}}", encoding="utf-8")
    assert set(read_merges(path, "f").names) <= {"a", "b"}


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.write_text("f:\n  merge:\n    a: [x]\n    b: [x]\n  samen: {}\ng: [1]\n", encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        read_merges(path, "f")
    lines = sorted(problem.line or 0 for problem in caught.value.problems)
    assert lines[:2] == [4, 5]
    assert len(lines) == 3
