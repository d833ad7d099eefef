"""A copy of a project for another coder, with what others decided or without it.

Answers, respondents and samples keep their ids and names, and the copy keeps the project's own id,
so that what is coded in it can be merged.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from contextlib import closing
from pathlib import Path

from sqlalchemy import Column, Connection, Table, func, select, text

from coder.domain.locations import Location
from coder.storage import schema
from coder.storage.backups import copy_file
from coder.storage.engine import WRITES, project_engine, translated
from coder.storage.files import remove_file
from coder.storage.transfer import copy_whole

LEARNED = (schema.model_states, schema.models)  # from codings: they would give them away
_FORBIDS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name GLOB '*_forbid_*'"


def copy_for(
    project: Location,
    target: Path,
    codebooks: Mapping[str, str],
    *,
    coder: str = "",
    without_codes: bool,
) -> int:
    """Copies a project under another name; nothing is left under that name when it fails.

    Args:
        project: The project.
        target: Where the copy comes; there must be nothing.
        codebooks: For each question where the copy's codebook lies, relative to the copy.
        coder: Whose own decisions stay in any case; "" nobody's.
        without_codes: Leave out what all others decided, and what was learned from it.

    Returns:
        Decisions that were left out.

    Raises:
        StorageFullError: The disk is full, or the folder cannot be written.
        DamagedProjectError: The project cannot be read.
    """
    try:
        if isinstance(project, Path):
            copy_file(project, target)
        else:
            copy_whole(project, target)
        with translated(target):
            return _prepare(target, codebooks, coder, without_codes=without_codes)
    except BaseException:
        remove_file(target)
        raise


def _prepare(target: Path, codebooks: Mapping[str, str], coder: str, *, without_codes: bool) -> int:
    engine = project_engine(target)
    try:
        with (
            engine.connect().execution_options(**{WRITES: True}) as connection,
            connection.begin(),
        ):
            for question, place in codebooks.items():
                table = schema.questions
                change = table.update().where(table.c.key == question)
                connection.execute(change.values(codebook_path=place))
            left_out = _strip(connection, coder) if without_codes else 0
    finally:
        engine.dispose()
    with closing(sqlite3.connect(target)) as file:
        # Rewritten as a whole: what was deleted would still stand in the free pages of the file.
        file.execute("VACUUM")
        file.execute("PRAGMA journal_mode=DELETE")  # one file, to mail
    return left_out


def _strip(connection: Connection, coder: str) -> int:
    """Takes out what others decided; seals follow by their own triggers."""
    forbids = connection.execute(text(_FORBIDS)).all()
    for name, _sql in forbids:
        connection.execute(text(f"DROP TRIGGER {name}"))
    before = _decisions(connection)
    coders = schema.coders.c
    own = list(connection.execute(select(coders.id).where(coders.name == coder)).scalars())
    for table in LEARNED:
        connection.execute(table.delete())
    # What refers to others comes before what it refers to.
    for table in reversed(schema.metadata.sorted_tables):
        if table is not schema.samples:
            _keep_own(connection, table, own)
    sampled = select(schema.samples.c.coder_id)
    others = coders.id.not_in(own) & coders.id.not_in(sampled)
    connection.execute(schema.coders.delete().where(others))
    for _name, sql in forbids:
        connection.execute(text(sql))
    return before - _decisions(connection)


def _keep_own(connection: Connection, table: Table, own: Collection[int]) -> None:
    """Deletes the rows of a table that are somebody else's, directly or through a batch."""
    of_coder = _refers_to(table, schema.coders)
    of_batch = _refers_to(table, schema.batches)
    if of_coder is not None:
        connection.execute(table.delete().where(of_coder.not_in(own)))
    elif of_batch is not None:
        batches = schema.batches.c
        others = select(batches.id).where(batches.coder_id.not_in(own))
        connection.execute(table.delete().where(of_batch.in_(others)))


def _refers_to(table: Table, target: Table) -> Column[int] | None:
    for column in table.columns:
        if any(key.column.table is target for key in column.foreign_keys):
            return column
    return None


def _decisions(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(schema.decisions)).scalar_one()
