"""A project: a file or a database; read from any thread, and only ever added to."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import uuid4

from sqlalchemy import Connection

from coder.domain.coding import Batch, BatchId, Coder, Decision, NewBatch, Source
from coder.domain.locations import Location, nominal_path
from coder.errors import ProjectError
from coder.i18n import _
from coder.storage import (
    codebook_steps,
    journal,
    lemma_cache,
    meta,
    migrate,
    schema,
    travelling,
)
from coder.storage.coder_store import add_coder, rename_coder
from coder.storage.engine import BUSY_SECONDS, translated
from coder.storage.intake import Intake, ReportProgress, take_in
from coder.storage.queries import ProjectReader, latest_codebook
from coder.storage.rows import CodebookVersion, Taken
from coder.storage.stores import bring_up_to_date, store_of, writing

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


class Project(ProjectReader):
    """An open project. Make one with `Project.create` or `Project.open`.

    One thread writes at a time, others wait; readers never wait and see whole transactions only.

    Attributes:
        place: The project file, or the database of a team.
        read_only: Was it opened for reading only?
        checked: Was the file looked through?
        backup: The copy made before an older project was brought up to date, None when it was not.
        held_codebooks: Ids of codebooks in the hands of a coder, who is asked before what another
            program does to their files counts.
    """

    def __init__(
        self, place: Location, clock: Clock, *, read_only: bool, busy_seconds: float
    ) -> None:
        self.place = place
        self.read_only = read_only
        self.checked = False
        self.backup: Path | None = None
        self.held_codebooks: set[str] = set()
        self._clock = clock
        self._ahead = timedelta(0)
        self._store = store_of(place)
        self._engine = self._store.engine(read_only=read_only, busy_seconds=busy_seconds)
        self._readers = self._store.readers(self._engine)
        self._write_lock = threading.RLock()
        self._closed = False

    @property
    def path(self) -> Path:
        """The project file; of a database where its file would be: results are written beside."""
        return nominal_path(self.place)

    @property
    def shared(self) -> bool:
        """Is it kept on a server, for a team?"""
        return not isinstance(self.place, Path)

    @classmethod
    def create(cls, place: Location, clock: Clock = utc_now) -> Self:
        """Makes a new project and opens it; a file is readable by its owner only.

        Raises:
            ProjectError: It exists already, or its folder or database does not.
            ProjectUnreachableError: The server does not answer.
            StorageFullError: The disk is full or read-only, or the server does not allow it.
        """
        store = store_of(place)
        store.make()
        try:
            project = cls.open(place, clock=clock)
            project._describe()
        except BaseException:
            store.unmake()
            raise
        return project

    @classmethod
    def open(
        cls,
        place: Location,
        *,
        read_only: bool = False,
        clock: Clock = utc_now,
        busy_seconds: float = BUSY_SECONDS,
        check_up_to: int | None = None,
    ) -> Self:
        """Opens an existing project; an older one is brought up to date, a file after a backup.

        Args:
            place: The project file, or the database of a team.
            read_only: Never writes, not even to bring the project up to date. Works while another
                program writes, and on a read-only disk.
            clock: Gives the time of each batch; on a server its clock is the one that counts.
            busy_seconds: How long to wait for another program's write lock.
            check_up_to: Bytes; a larger file is not looked through on opening: who opens it calls
                `check_sound` soon after. None: every file is.

        Raises:
            ProjectError: Missing, a folder, or not a project of this program.
            ProjectTooNewError: A later version of this program made it.
            ProjectLockedError: Another program is writing to it (not with `read_only`).
            ProjectUnreachableError: The server does not answer.
            StorageFullError: It cannot be written to (not with `read_only`).
            DamagedProjectError: It is damaged.
        """
        store_of(place).find()
        project = cls(place, clock, read_only=read_only, busy_seconds=busy_seconds)
        try:
            project._check(check_up_to)
        except BaseException:
            project.close()
            raise
        return project

    def check_sound(self) -> None:
        """Looks the whole file through: 2 s for 100,000 answers.

        Raises:
            DamagedProjectError: It is not as it was left.
        """
        with self.reading() as connection:
            self.checked = self._store.examine(connection, read_only=self.read_only)

    def close(self) -> None:
        """Closes the file; what was stored is safe already."""
        self._closed = True
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one moment of the project, for as long as it is held."""
        with translated(self.place), self._readers.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it is stored, or (after any error) nothing."""
        with (
            self._write_lock,
            translated(self.place),
            writing(self._engine) as connection,
            connection.begin(),
        ):
            yield connection

    def rest(self) -> None:
        """Does what can wait until nobody waits; for a thread. What was stored is safe without.

        Raises:
            StorageFullError: The disk is full.
        """
        if not (self.read_only or self._closed):
            with translated(self.place):
                self._store.rest()

    def append(self, new: NewBatch, seen: journal.Seen = None) -> Batch:
        """Stores a batch of decisions; those that change nothing are left out.

        Args:
            new: The decisions.
            seen: What the coder saw of their own on these answers; None: it does not matter.

        Raises:
            ChangedElsewhereError: Something else stands there now; nothing was changed.
            StorageFullError: The disk is full or read-only; nothing was changed.
            ProjectLockedError: Another program is writing; nothing was changed.
        """
        with self.writing() as connection:
            return journal.append(connection, new, self.now(), seen)

    def extend(
        self, batch_id: BatchId, decisions: Sequence[Decision], seen: journal.Seen = None
    ) -> Batch:
        """Adds decisions to the coder's newest batch, so that they are undone together.

        When its coder has made or undone something since, a new batch of the same label is begun
        and returned: no decision is lost. `seen` as in `append`.
        """
        with self.writing() as connection:
            batch = journal.batch_of(connection, batch_id)
            if not journal.is_newest(connection, batch):
                new = NewBatch(batch.coder, batch.label, tuple(decisions))
                return journal.append(connection, new, self.now(), seen)
            journal.extend(connection, batch, decisions, seen)
            return batch

    def undo(self, coder: Coder) -> Batch | None:
        """Takes back the coder's latest batch by appending its inverse; None: nothing to undo.

        Restores precisely what stood before. The batch that is taken back is `undoes`.
        """
        with self.writing() as connection:
            return travelling.undo(connection, coder, self.now())

    def redo(self, coder: Coder) -> Batch | None:
        """Makes again what the coder undid last; None when something else came after."""
        with self.writing() as connection:
            return travelling.redo(connection, coder, self.now())

    def coder(self, name: str, source: Source = Source.PERSON) -> Coder:
        """The coder of this name, added when not yet known.

        Raises:
            ProjectError: The name belongs to a coder of another source.
        """
        known = {coder.name: coder for coder in self.coders()}
        found = known.get(name)
        if found is None:
            with self.writing() as connection:
                found = add_coder(connection, name, source)
        if found.source is not source:
            message = _("{name} is in use by another kind of coder ({source}).")
            raise ProjectError(message.format(name=name, source=found.source))
        return found

    def rename_coder(self, coder: Coder, name: str) -> Coder:
        """Give a person another name; all that they decided stands under it at once.

        Raises:
            CoderError: The name is empty, somebody else's or the program's own, or this is no
                person; nothing was changed.
        """
        with self.writing() as connection:
            return rename_coder(connection, coder.id, name, self.now())

    def set_codebook(self, question: str, codebook_id: str, path: str) -> None:
        """Says with which codebook a question is coded, and where its file lies."""
        question_id = self.question(question).id
        table = schema.questions
        with self.writing() as connection:
            connection.execute(
                table.update()
                .where(table.c.id == question_id)
                .values(codebook_id=codebook_id, codebook_path=path)
            )

    def add_codebook_version(self, codebook_id: str, yaml: str) -> CodebookVersion:
        """Keeps the text of a codebook, when it differs from the latest that was kept."""
        digest = sha256(yaml.encode()).hexdigest()
        latest = self.codebook_version(codebook_id)
        if latest is not None and latest.sha256 == digest:
            return latest
        with self.writing() as connection:
            codebook_steps.keep_text(connection, codebook_id, yaml, self.now())
            added = latest_codebook(connection, codebook_id)
        assert added is not None
        return added

    def now(self) -> datetime:
        """What the project's clock says: on a server the same for everybody."""
        return self._clock() + self._ahead

    def take_in(self, intake: Intake, progress: ReportProgress | None = None) -> Taken:
        """Adds respondents, background and answers in one transaction; the file is logged.

        Whoever is known already (wave and id) is kept, and so is every value that is there: the
        same file again adds nothing. An exception raised by `progress` leaves nothing behind.
        """
        with self.writing() as connection:
            return take_in(connection, intake, self.now(), progress or _quietly)

    def take_in_all(
        self, intakes: Sequence[Intake], progress: ReportProgress | None = None
    ) -> list[Taken]:
        """As `take_in`, of several questions: all of them in one transaction, or none.

        `progress` is told rows of all questions together.
        """
        total = sum(len(intake.rows) for intake in intakes)
        taken: list[Taken] = []
        before = 0
        with self.writing() as connection:
            for intake in intakes:

                def report(done: int, _of: int, before: int = before) -> None:
                    (progress or _quietly)(before + done, total)

                taken.append(take_in(connection, intake, self.now(), report))
                before += len(intake.rows)
        return taken

    def cached_lemmas(self, pipeline: str, version: str, texts: Collection[str]) -> dict[str, str]:
        """The JSON kept for each text under this pipeline; texts not known are left out."""
        with self.reading() as connection:
            return lemma_cache.get(connection, pipeline, version, texts)

    def texts_without_lemmas(
        self, pipeline: str, version: str, texts: Collection[str]
    ) -> list[str]:
        """The texts of which no JSON is kept under this pipeline, in their order."""
        with self.reading() as connection:
            return lemma_cache.missing(connection, pipeline, version, texts)

    def cache_lemmas(self, pipeline: str, version: str, json_by_text: Mapping[str, str]) -> None:
        """Keeps the JSON of each text; does nothing when opened for reading only."""
        if self.read_only or not json_by_text:
            return
        with self.writing() as connection:
            lemma_cache.put(connection, pipeline, version, json_by_text)
            meta.put(connection, meta.DUTCH, f"{pipeline} {version}")

    def dutch(self) -> str:
        """Name and version of the pipeline that made the lemmas; "" before any were made."""
        with self.reading() as connection:
            return meta.get(connection, meta.DUTCH)

    def remember_dutch(self, pipeline: str, version: str) -> None:
        """Takes note of the pipeline in use from now on; nothing when opened for reading only."""
        if self.read_only:
            return
        with self.writing() as connection:
            meta.put(connection, meta.DUTCH, f"{pipeline} {version}")

    def saved_filters(self, question: str) -> list[str]:
        """The filters kept for this question, as typed, the latest first."""
        with self.reading() as connection:
            kept = meta.get(connection, meta.FILTERS + question)
        return [str(written) for written in json.loads(kept)] if kept else []

    def save_filters(self, question: str, written: Sequence[str]) -> None:
        """Keeps these filters for this question, and no others."""
        with self.writing() as connection:
            value = json.dumps(list(written), ensure_ascii=False)
            meta.put(connection, meta.FILTERS + question, value)

    def _describe(self) -> None:
        about = {"uid": str(uuid4()), "created": self.now().isoformat()}
        rows = [{"name": name, "value": value} for name, value in about.items()]
        with self.writing() as connection:
            connection.execute(schema.project_meta.insert(), rows)

    def _check(self, check_up_to: int | None) -> None:
        """Is the project whole, of a known version, and (unless read only) ours to write?"""
        with self.reading() as connection:
            self.checked = self._store.examine(
                connection, read_only=self.read_only, check_up_to=check_up_to
            )
            revision = migrate.revision_of(connection)
            if self._clock is utc_now:
                self._ahead = self._store.clock_ahead(connection)
        with translated(self.place):
            if migrate.is_old(self.place, revision, read_only=self.read_only):
                self.backup = bring_up_to_date(self._store)
        with nullcontext() if self.read_only else self.writing():
            pass


def _quietly(_done: int, _of: int) -> None:
    """Tells nobody."""
