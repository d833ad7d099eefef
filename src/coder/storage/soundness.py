"""Is a project file as it was left? Its structure by SQLite, its rows by their seals."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, text

from coder.i18n import _
from coder.storage.engine import damaged
from coder.storage.seals import SEALED, UNKNOWN, Broken, broken

# What figures are made of. The decisions themselves are left to `coder doctor`: they are read for
# the history only, and are most of the rows.
COUNTED = (
    "answers",
    "attributes",
    "background",
    "coders",
    "present_codes",
    "present_marks",
    "questions",
    "respondents",
    "waves",
)


@dataclass(frozen=True, slots=True)
class Soundness:
    """What a thorough examination found.

    Attributes:
        structure: What is wrong with the file or its indexes, "" when nothing.
        broken: Tables that differ from their seals.
        orphans: Rows that refer to something that is not there, by table.
    """

    structure: str
    broken: tuple[Broken, ...]
    orphans: dict[str, int]


WHOLE = Soundness("", (), {})  # also where a server looks after its own files


def examine(connection: Connection) -> Soundness:
    """Examines everything: structure, indexes, references, rows."""
    orphans: dict[str, int] = {}
    sealed = [table.name for table in SEALED]
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        orphans[row[0]] = orphans.get(row[0], 0) + 1
    return Soundness(structure(connection), tuple(broken(connection, sealed)), orphans)


def check_sound(connection: Connection, path: Path, tables: Collection[str] = COUNTED) -> None:
    """Raises a DamagedProjectError when the structure or one of these tables is not as it was left.

    0.5 s for the structure and 0.5 s for the rows of 100,000 coded answers with 4 attributes.
    """
    verdict = structure(connection)
    if verdict:
        raise damaged(path, verdict)
    for found in broken(connection, tables):
        raise damaged(path, in_words(found))


def structure(connection: Connection) -> str:
    """What SQLite finds wrong with the file or its indexes, "" when nothing.

    Its quick check leaves the indexes out: a count that looks a name up in a spoiled one is wrong
    without a word.
    """
    verdict = str(connection.execute(text("PRAGMA integrity_check(1)")).scalar())
    return "" if verdict == "ok" else verdict.splitlines()[0]


def in_words(found: Broken) -> str:
    """What is wrong with a table."""
    if UNKNOWN in {found.rows, found.found}:
        return _("the checksum of the table {table} is damaged").format(table=found.table)
    if found.rows == found.found:
        return _("something in the table {table} was changed").format(table=found.table)
    message = _("the table {table} has {found} rows instead of {rows}")
    return message.format(table=found.table, found=found.found, rows=found.rows)
