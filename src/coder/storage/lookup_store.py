"""The lookup lists of a project: kept inside it, so that the project stays one file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, select

from coder.domain.lookup import LookupEntry
from coder.storage.project import Project
from coder.storage.schema import lookup_entries, lookup_lists


@dataclass(frozen=True, slots=True)
class LookupList:
    """A list of one question; `sha256` is of the file that it was read from."""

    id: int
    name: str
    sha256: str
    at: datetime
    lines: int


def lists_of(project: Project, question: str) -> list[LookupList]:
    """The lists of a question, in the order in which they came in.

    Raises:
        ProjectError: There is no such question.
    """
    question_id = project.question(question).id
    table = lookup_lists.c
    query = (
        select(table.id, table.name, table.sha256, table.at, func.count(lookup_entries.c.id))
        .select_from(lookup_lists.outerjoin(lookup_entries))
        .where(table.question_id == question_id)
        .group_by(table.id, table.name, table.sha256, table.at)
        .order_by(table.id)
    )
    with project.reading() as connection:
        return [LookupList(*row) for row in connection.execute(query)]


def entries_of(project: Project, question: str) -> list[LookupEntry]:
    """The lines of all lists of a question, in the order of the files."""
    question_id = project.question(question).id
    table = lookup_entries.c
    query = (
        select(table.text, table.code, table.weight)
        .join(lookup_lists)
        .where(lookup_lists.c.question_id == question_id)
        .order_by(table.list_id, table.id)
    )
    with project.reading() as connection:
        return [LookupEntry(*row) for row in connection.execute(query)]


def put_list(  # noqa: PLR0913 - which list, and what is in it
    project: Project,
    question: str,
    name: str,
    entries: Iterable[LookupEntry],
    *,
    sha256: str,
    at: datetime,
) -> None:
    """Keeps a list, in the place of an earlier one of the same name, in one transaction."""
    question_id = project.question(question).id
    with project.writing() as connection:
        _remove(connection, question_id, name)
        values = {"question_id": question_id, "name": name, "sha256": sha256, "at": at}
        added = lookup_lists.insert().values(values).returning(lookup_lists.c.id)
        list_id = connection.execute(added).scalar_one()
        rows = [
            {"list_id": list_id, "text": entry.text, "code": entry.code, "weight": entry.weight}
            for entry in entries
        ]
        if rows:
            connection.execute(lookup_entries.insert(), rows)


def remove_list(project: Project, question: str, name: str) -> bool:
    """Forgets a list; False when there is none of this name."""
    question_id = project.question(question).id
    with project.writing() as connection:
        return _remove(connection, question_id, name)


def _remove(connection: Connection, question_id: int, name: str) -> bool:
    table = lookup_lists.c
    wanted = select(table.id).where(table.question_id == question_id, table.name == name)
    list_id = connection.execute(wanted).scalar()
    if list_id is None:
        return False
    connection.execute(delete(lookup_entries).where(lookup_entries.c.list_id == list_id))
    connection.execute(delete(lookup_lists).where(table.id == list_id))
    return True
