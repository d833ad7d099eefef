"""Making, opening and refusing a project file."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import event, text

from coder.domain.coding import Decision, Mark, NewBatch, Source
from coder.errors import (
    DamagedProjectError,
    ExitCode,
    ProjectError,
    ProjectLockedError,
    ProjectTooNewError,
    StorageFullError,
)
from coder.storage import migrate, schema, stores
from coder.storage.intake import Intake, IntakeRow
from coder.storage.project import Project

pytestmark = pytest.mark.migrates

NOON = datetime(2024, 7, 9, 12, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "raadpleging.coder"


@pytest.fixture
def project(path: Path) -> Iterator[Project]:
    with Project.create(path, clock=lambda: NOON) as project:
        rows = [IntakeRow(str(number), f"antwoord {number}") for number in range(200)]
        project.take_in(Intake("zorgen", rows, "2024"))
        yield project


def test_a_new_project_is_for_its_owners_eyes_only(project: Project) -> None:
    project.coder("Ann")  # so that the log and its index exist
    for name in (project.path.name, f"{project.path.name}-wal", f"{project.path.name}-shm"):
        mode = stat.S_IMODE(project.path.with_name(name).stat().st_mode)
        assert mode == 0o600, name


def test_a_project_file_carries_the_programs_mark(project: Project) -> None:
    header = project.path.read_bytes()[:100]
    assert header[68:72] == b"CODR"


def test_connections_are_set_up_to_lose_nothing(project: Project) -> None:
    expected = {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "busy_timeout": 5000}
    with project.reading() as connection:
        for pragma, value in expected.items():
            assert connection.execute(text(f"PRAGMA {pragma}")).scalar() == value, pragma


def test_an_existing_file_is_never_overwritten(path: Path) -> None:
    path.write_text("mijn werk")
    with pytest.raises(ProjectError, match="exists already"):
        Project.create(path)
    assert path.read_text() == "mijn werk"


def test_a_project_is_not_made_in_a_folder_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="no folder"):
        Project.create(tmp_path / "weg" / "a.coder")


def test_a_project_that_cannot_be_finished_leaves_no_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_path: Path) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr(migrate, "make_tables", fail)
    with pytest.raises(StorageFullError):
        Project.create(path)
    assert list(path.parent.iterdir()) == []


def test_what_was_stored_is_there_after_reopening(project: Project, path: Path) -> None:
    project.close()
    with Project.open(path) as reopened:
        assert len(reopened.answers("zorgen", "2024")) == 200


def test_a_missing_project_is_named(path: Path) -> None:
    with pytest.raises(ProjectError, match="raadpleging"):
        Project.open(path)
    assert not path.exists()


def test_a_folder_is_not_a_project(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="folder"):
        Project.open(tmp_path)


def test_a_survey_file_is_not_a_project(tmp_path: Path) -> None:
    survey = tmp_path / "raadpleging.csv"
    survey.write_text("respnr;zorgen\n1;werkdruk\n")
    with pytest.raises(ProjectError, match="not a project") as caught:
        Project.open(survey)
    assert caught.value.exit_code is ExitCode.USER_ERROR


def test_a_database_of_another_program_is_not_a_project(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")
    with pytest.raises(ProjectError, match="not a project") as caught:
        Project.open(path)
    assert caught.value.exit_code is ExitCode.USER_ERROR


@pytest.mark.parametrize("content", [b"", b"\0" * 5000, b"geen project"])
def test_a_project_whose_beginning_is_gone_is_damaged(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(DamagedProjectError) as caught:
        Project.open(path)
    assert caught.value.exit_code is ExitCode.DAMAGED
    assert path.read_bytes() == content


def test_a_truncated_project_is_damaged(project: Project, path: Path) -> None:
    project.close()
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DamagedProjectError):
        Project.open(path)
    with pytest.raises(DamagedProjectError):
        Project.open(path, read_only=True)


def test_a_project_with_overwritten_pages_is_damaged(project: Project, path: Path) -> None:
    project.close()
    whole = bytearray(path.read_bytes())
    whole[8192 : len(whole) - 4096] = os.urandom(len(whole) - 4096 - 8192)
    path.write_bytes(whole)
    with pytest.raises(DamagedProjectError):
        Project.open(path)


def test_a_project_without_tables_is_damaged(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id={schema.APPLICATION_ID}")
        connection.execute("CREATE TABLE anything (x)")
    with pytest.raises(DamagedProjectError):
        Project.open(path)


def test_a_project_of_a_later_version_is_left_alone(project: Project, path: Path) -> None:
    with project.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    project.close()
    before = path.read_bytes()
    with pytest.raises(ProjectTooNewError):
        Project.open(path)
    assert path.read_bytes() == before


def test_a_project_that_another_program_writes_to_is_locked(project: Project, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ProjectLockedError):
            Project.open(path, busy_seconds=0.05)
        with Project.open(path, read_only=True) as reader:
            assert len(reader.answers("zorgen")) == 200


def test_a_lock_during_the_work_changes_nothing(project: Project, path: Path) -> None:
    project.close()
    with Project.open(path, busy_seconds=0.05) as impatient:
        ann = impatient.coder("Ann")
        decision = Decision(impatient.answers("zorgen")[0].id, Mark.STAR, True)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(ProjectLockedError):
                impatient.append(NewBatch(ann, "ster", (decision,)))
        assert impatient.codings("zorgen") == {}
        impatient.append(NewBatch(ann, "ster", (decision,)))
        assert len(impatient.codings("zorgen")) == 1


def test_a_project_opened_for_reading_cannot_be_changed(project: Project, path: Path) -> None:
    ann = project.coder("Ann")
    answer = project.answers("zorgen")[0]
    with Project.open(path, read_only=True) as reader:
        with pytest.raises(StorageFullError):
            reader.append(NewBatch(ann, "ster", (Decision(answer.id, Mark.STAR, True),)))
        assert reader.codings("zorgen") == {}


def test_a_full_disk_changes_nothing_and_says_so(project: Project) -> None:
    ann = project.coder("Ann")
    answers = project.answers("zorgen")
    first = NewBatch(ann, "eerste", (Decision(answers[0].id, Mark.CODE, True, "werkdruk"),))
    project.append(first)
    before = project.codings("zorgen"), list(project.journal()), project.history()
    full = [True]

    def fill(connection: sqlite3.Connection, *_: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages if full[0] else 1_000_000}")

    event.listen(project._engine, "checkout", fill)
    many = [Decision(a.id, Mark.CODE, True, f"code_{n}") for a in answers for n in range(50)]
    with pytest.raises(StorageFullError, match="nothing was stored"):
        project.append(NewBatch(ann, "te veel", tuple(many)))
    assert (project.codings("zorgen"), list(project.journal()), project.history()) == before
    full[0] = False
    project.append(NewBatch(ann, "te veel", tuple(many)))
    assert len(project.codings("zorgen")) == 200


def test_a_decision_survives_the_death_of_the_program(project: Project, path: Path) -> None:
    project.close()
    script = """
import os, sys
from pathlib import Path
from coder.domain.coding import Decision, Mark, NewBatch, Source
from coder.storage.project import Project
project = Project.open(Path(sys.argv[1]))
answer = project.answers("zorgen")[0]
project.append(NewBatch(project.coder("Ann"), "x", (Decision(answer.id, Mark.STAR, True),)))
os._exit(9)
"""
    finished = subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert finished.returncode == 9
    with Project.open(path) as reopened:
        [coding] = next(iter(reopened.codings("zorgen").values()))
        assert coding.marks.star


def test_readers_in_other_threads_see_whole_batches_only(project: Project) -> None:
    ann = project.coder("Ann")
    ids = [answer.id for answer in project.answers("zorgen")]
    seen: list[int] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            codings = project.codings("zorgen")
            seen.append(sum(len(of[0].marks.codes) for of in codings.values()))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for code in ("a", "b", "c", "d"):
        batch = NewBatch(ann, code, tuple(Decision(id_, Mark.CODE, True, code) for id_ in ids))
        project.append(batch)
    stop.set()
    for reader in readers:
        reader.join()
    assert {count % len(ids) for count in seen} == {0}


def test_two_threads_that_write_wait_for_each_other(project: Project) -> None:
    ids = [answer.id for answer in project.answers("zorgen")]
    coders = [project.coder(name) for name in ("Ann", "Bob")]
    errors: list[Exception] = []

    def write(number: int) -> None:
        try:
            for answer_id in ids[:20]:
                decision = Decision(answer_id, Mark.CODE, True, "a")
                project.append(NewBatch(coders[number], "a", (decision,)))
        except Exception as error:  # noqa: BLE001
            errors.append(error)

    writers = [threading.Thread(target=write, args=(number,)) for number in (0, 1)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert errors == []
    assert sum(map(len, project.codings("zorgen").values())) == 40


@pytest.fixture
def later_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program as it will be one migration later."""
    scripts = tmp_path / "migrations"
    shutil.copytree(Path(migrate.__file__).parent / "migrations", scripts)
    (scripts / "versions" / "9999_note.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision, down_revision = '9999', '{schema.REVISION}'\n\n\n"
        "def upgrade():\n"
        "    with op.batch_alter_table('respondents', recreate='always') as table:\n"
        "        table.add_column(sa.Column('note', sa.Text))\n"
    )
    monkeypatch.setattr(migrate, "SCRIPTS", str(scripts))
    monkeypatch.setattr(schema, "REVISION", "9999")


def test_an_older_project_is_backed_up_and_brought_up_to_date(
    project: Project, path: Path, later_version: None
) -> None:
    with project.reading() as connection:
        made_by = migrate.revision_of(connection)
    project.close()
    with Project.open(path) as newer:
        assert newer.backup is not None
        assert newer.backup.parent == path.with_name("raadpleging.backups")
        assert newer.backup.stem.endswith("_before-migration")
        assert stat.S_IMODE(newer.backup.stat().st_mode) == 0o600
        assert len(newer.answers("zorgen")) == 200
        with newer.reading() as connection:
            assert connection.execute(text("SELECT count(note) FROM respondents")).scalar() == 0
            assert connection.execute(text("PRAGMA foreign_key_check")).first() is None
    with closing(sqlite3.connect(newer.backup)) as backup:
        assert backup.execute("SELECT version_num FROM alembic_version").fetchone() == (made_by,)
        assert backup.execute("SELECT count(*) FROM answers").fetchone() == (200,)
    with Project.open(path) as again:
        assert again.backup is None


def test_an_older_project_is_not_touched_when_opened_for_reading(
    project: Project, path: Path, later_version: None
) -> None:
    project.close()
    before = path.read_bytes()
    with pytest.raises(ProjectError, match="earlier version"):
        Project.open(path, read_only=True)
    assert path.read_bytes() == before
    assert list(path.parent.glob("*.backups")) == []


def test_a_name_belongs_to_one_kind_of_coder(project: Project) -> None:
    project.coder("regels", Source.RULES)
    assert project.coder("regels", Source.RULES).source is Source.RULES
    with pytest.raises(ProjectError, match="regels"):
        project.coder("regels")


def test_a_project_that_closes_while_it_rests_leaves_nothing_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project.create(tmp_path / "rust.coder")
    project.take_in(Intake("zorgen", [IntakeRow("1", "tekst")]))
    log = tmp_path / "rust.coder-wal"
    assert log.exists()
    rest = stores.checkpoint

    def late(path: Path) -> None:
        project.close()
        rest(path)

    monkeypatch.setattr(stores, "checkpoint", late)
    project.rest()
    assert not log.exists()  # the last that was open took the log away
    project.rest()  # a closed one has nothing to do
    assert not log.exists()
