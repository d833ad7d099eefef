"""A copy for another coder: the same ids, others' codings in it or not, and merged back."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from coder.domain.coding import Decision, Mark, NewBatch, Source
from coder.errors import CoderError
from coder.services.codebooks import codebook_for
from coder.services.handing_out import hand_out
from coder.services.merging import merge_projects
from coder.services.samples import SampleRequest, answers_in, draw_sample, sample_in_hand
from coder.storage.project import Project
from coder.storage.schema import decisions
from coder.storage.soundness import check_sound


def code(project: Project, who: str, given: dict[int, str], source: Source = Source.PERSON) -> None:
    answers = project.answers("zorgen", "2024")
    made = [Decision(answers[place].id, Mark.CODE, True, one) for place, one in given.items()]
    project.append(NewBatch(project.coder(who, source), "test", tuple(made)))


def marks(project: Project) -> dict[str, dict[str, frozenset[str]]]:
    return {
        answer.external_id: {
            coding.coder.name: coding.marks.codes
            for coding in project.codings("zorgen", "2024").get(answer.id, ())
        }
        for answer in project.answers("zorgen", "2024")
    }


@pytest.fixture
def coded(project: Project) -> Project:
    code(project, "regels", {0: "werkdruk"}, Source.RULES)
    code(project, "Anna", {0: "personeel", 1: "bezuinigingen"})
    code(project, "Bas", {3: "geen"})
    return project


def test_without_codes_only_the_own_decisions_are_in_the_copy(
    coded: Project, tmp_path: Path
) -> None:
    given = hand_out(
        coded.path,
        tmp_path / "voor_bas",
        coder="Bas",
        without_codes=True,
    )
    assert given.left_out == 3
    with Project.open(given.path) as copy, copy.reading() as connection:
        check_sound(connection, copy.path)
        assert [coder.name for coder in copy.coders()] == ["Bas"]
        assert marks(copy)["r4"] == {"Bas": frozenset({"geen"})}
        assert marks(copy)["r1"] == {}
        assert copy.uid == coded.uid
        assert codebook_for(copy, copy.question("zorgen")).find("werkdruk")
    assert b"Anna" not in given.path.read_bytes()


def test_the_copy_refuses_to_change_decisions_as_the_project_does(
    coded: Project, tmp_path: Path
) -> None:
    given = hand_out(coded.path, tmp_path / "kopie.coder", coder="Bas", without_codes=True)
    with (
        Project.open(given.path) as copy,
        pytest.raises(DBAPIError, match="only ever added to"),
        copy.writing() as connection,
    ):
        connection.execute(decisions.delete())


def test_what_was_coded_in_a_copy_comes_back_by_merging(coded: Project, tmp_path: Path) -> None:
    given = hand_out(coded.path, tmp_path / "kopie.coder", coder="Bas", without_codes=True)
    with Project.open(given.path) as copy:
        code(copy, "Bas", {0: "werkdruk", 4: "bezuinigingen"})
    before = marks(coded)
    merge_projects(coded.path, given.path)
    after = marks(coded)
    assert after["r1"] == {**before["r1"], "Bas": frozenset({"werkdruk"})}
    assert after["r5"] == {"Bas": frozenset({"bezuinigingen"})}
    assert not merge_projects(coded.path, given.path).changed


def test_a_blind_sample_goes_along(coded: Project, tmp_path: Path) -> None:
    draw_sample(coded, SampleRequest("zorgen", "Cas", size=2, seed=1))
    given = hand_out(coded.path, tmp_path / "cas.coder", coder="Cas", without_codes=True)
    assert given.samples == 1
    with Project.open(given.path) as copy:
        sample = sample_in_hand(copy, "zorgen", "2024", copy.coder("Cas"))
        assert sample is not None
        assert len(answers_in(copy, sample)) == 2


def test_with_codes_everything_is_in_the_copy(coded: Project, tmp_path: Path) -> None:
    given = hand_out(coded.path, tmp_path / "alles.coder")
    assert given.left_out is None
    with Project.open(given.path) as copy:
        assert marks(copy) == marks(coded)


def test_nothing_is_overwritten(coded: Project, tmp_path: Path) -> None:
    with pytest.raises(CoderError, match="exists already"):
        hand_out(coded.path, coded.path)
    other = tmp_path / "map" / "codebooks"
    other.mkdir(parents=True)
    (other / "zorgen.yaml").write_text("something else", encoding="utf-8")
    with pytest.raises(CoderError, match="another codebook"):
        hand_out(coded.path, tmp_path / "map")
    assert [path.name for path in (tmp_path / "map").iterdir()] == ["codebooks"]
