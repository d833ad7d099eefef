"""Where a project is: paths and addresses as they are typed, shown and kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.domain.locations import Database, location, nominal_path, short_name
from coder.errors import UsageError
from coder.services.recent import recent_projects, remember_project

TYPED = "postgresql://anna:s3cret@db.example.org:5433/survey?sslmode=require&schema=wave%202"


def test_an_address_is_never_shown_with_its_password() -> None:
    place = location(TYPED)
    assert isinstance(place, Database)
    shown = "postgresql://anna@db.example.org:5433/survey?sslmode=require&schema=wave%202"
    assert (str(place), short_name(place)) == (shown, shown)
    assert "s3cret" not in repr(place)
    assert "s3cret" in place.secret
    assert "schema" not in place.secret
    assert (place.name, place.schema) == ("wave 2", "wave 2")
    asked = location("postgresql://db/survey?password=s3cret&sslpassword=s3cret")
    assert str(asked) == "postgresql://db/survey"


@pytest.mark.parametrize(
    ("typed", "server", "name"),
    [
        ("postgresql://anna@db/survey", "anna@db", "survey"),
        ("postgres://db:5433,other:5434/survey", "db:5433,other:5434", "survey"),
        ("postgresql+psycopg://anna@/survey?host=/run/pg", "anna@", "survey"),
        ("postgresql:///survey", "", "survey"),
        ("postgresql:///survey?host=/run/pg", "", "survey"),
    ],
)
def test_an_address_may_be_given_as_a_path_which_keeps_one_slash(
    typed: str, server: str, name: str
) -> None:
    for given in (typed, Path(typed)):
        place = location(given)
        assert isinstance(place, Database)
        assert place.shown.startswith(f"postgresql://{server}/{name}")
        assert place.name == name


def test_everything_else_is_a_path() -> None:
    for typed in ("survey.coder", "/home/anna/postgresql.coder", "postgresql.coder", r"C:\a.coder"):
        assert location(typed) == Path(typed)
    assert nominal_path(Path("map/survey.coder")) == Path("map/survey.coder")


def test_an_address_without_a_database_is_refused_in_words() -> None:
    with pytest.raises(UsageError, match="names no database"):
        location("postgresql://")


def test_addresses_are_remembered_without_their_password(tmp_path: Path) -> None:
    remember_project(location(TYPED))
    (tmp_path / "a.coder").touch()
    remember_project(tmp_path / "a.coder")
    remember_project(location(TYPED))
    known = recent_projects()
    assert known == [location(TYPED), tmp_path / "a.coder"]
    assert isinstance(known[0], Database)
    assert "s3cret" not in known[0].secret
