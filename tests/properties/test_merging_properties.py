"""What must always hold of a merge, whatever was coded in two copies of a project."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from tests.conftest import Ticking

from coder.domain.answers import AnswerId
from coder.domain.coding import Decision, Mark, NewBatch
from coder.errors import CoderError
from coder.storage import schema
from coder.storage.coder_store import known_coders
from coder.storage.intake import Intake, IntakeRow
from coder.storage.merging import LEFT_OUT, merge_into
from coder.storage.merging_present import rebuild
from coder.storage.merging_rows import KEYS
from coder.storage.project import Project

N_ANSWERS = 3
NAMES = ["Ann", "Bob", "Cas"]
decisions = st.builds(
    lambda number, mark, present, code: Decision(
        AnswerId(number), mark, present, code if mark is Mark.CODE else ""
    ),
    st.integers(1, N_ANSWERS),
    st.sampled_from(Mark),
    st.booleans(),
    st.sampled_from(["a", "b"]),
)
steps = st.tuples(
    st.sampled_from(["code", "code", "undo", "redo", "import", "rename", "rename"]),
    st.sampled_from(NAMES),
    st.lists(decisions, min_size=1, max_size=4),
)
histories = st.lists(steps, max_size=7)


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a few answers that nobody coded: made once, as making one takes long."""
    path = tmp_path_factory.mktemp("blank") / "blank.coder"
    with Project.create(path) as project:
        texts = [IntakeRow(str(number), "tekst") for number in range(N_ANSWERS)]
        project.take_in(Intake("zorgen", texts))
    return path


def live(project: Project, history: list[tuple[str, str, list[Decision]]]) -> None:
    for kind, name, made in history:
        coder = project.coder(name)
        if kind == "code":
            project.append(NewBatch(coder, "x", tuple(made)))
        elif kind == "undo":
            project.undo(coder)
        elif kind == "redo":
            project.redo(coder)
        elif kind == "rename":
            with suppress(CoderError):  # the name is in use: they stay who they are
                project.rename_coder(coder, NAMES[made[0].answer_id - 1] + "ie" * (len(made) % 2))
        else:
            rows = [IntakeRow(f"new{len(made)}", "nieuw")]
            project.take_in(Intake("zorgen", rows, wave=name, sha256=name))


def present(project: Project) -> dict[Any, Any]:
    """What stands, and in what order it counts, in words that hold in every copy."""
    with project.reading() as connection:
        query = select(schema.answers.c.id, schema.waves.c.name, schema.respondents.c.external_id)
        rows = connection.execute(
            query.select_from(schema.answers.join(schema.respondents).join(schema.waves))
        ).all()
    names = {row[0]: (row[1], row[2]) for row in rows}
    codings = project.codings_of(names)
    return {
        (*names[answer_id], coding.coder.name): (coding.marks, coding.last)
        for answer_id, given_ in codings.items()
        for coding in given_
    } | {"answers": sorted(names.values()), "coders": coders(project)}


def coders(project: Project) -> set[Any]:
    """Who codes, by what they are known and under what name."""
    with project.reading() as connection:
        return {
            (one.uids, one.name, one.source, one.renamed_at) for one in known_coders(connection)
        }


def rows_of(project: Project) -> dict[str, list[Any]]:
    with project.reading() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table)).all()), key=repr)
            for table in schema.metadata.sorted_tables
        }


@settings(max_examples=20, deadline=None)
@given(before=histories, first=histories, second=histories)
def test_the_order_of_merging_does_not_matter_and_again_changes_nothing(
    blank: Path, before: Any, first: Any, second: Any
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{name}.coder" for name in "ab"]
        shutil.copy(blank, paths[0])
        with Project.open(paths[0], clock=Ticking()) as start:
            live(start, before)
            ids = [coder.id for coder in start.coders()]
            stored = rows_of(start)
            with start.writing() as connection:
                for coder_id in ids:
                    rebuild(connection, coder_id)
            assert rows_of(start) == stored
        shutil.copy(*paths)
        with (
            Project.open(paths[0], clock=Ticking()) as a,
            Project.open(paths[1], clock=Ticking()) as b,
        ):
            live(a, first)
            live(b, second)
            untouched = rows_of(b)
            merge_into(a, b)
            assert rows_of(b) == untouched
            merge_into(b, a)
            assert present(a) == present(b)
            both = rows_of(a), rows_of(b)
            assert not any(merge_into(a, b).added.values())
            assert not any(merge_into(b, a).added.values())
            assert (rows_of(a), rows_of(b)) == both


def test_no_table_is_forgotten() -> None:
    taken = {table.name for table, _key, _alike in KEYS} | {"decisions", "coders", "coder_aliases"}
    made_anew = {"present_codes", "present_marks"}
    assert taken | made_anew | LEFT_OUT == {table.name for table in schema.metadata.sorted_tables}
