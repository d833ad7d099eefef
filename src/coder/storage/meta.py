"""Facts about a project as a whole: a name and a text each."""

from __future__ import annotations

from sqlalchemy import Connection, select

from coder.storage.schema import project_meta

DUTCH = "dutch"  # name and version of the pipeline that made the lemmas
MEANINGS = "meanings:"  # before the hash of a codebook's text: see `domain.definitions`
WRITING = "codebook_writing"  # a codebook file that is being written: path and hashes, as JSON
LETTERS = "letters:"  # before a question's key: letters that stand for codes, in JSON
FILTERS = "filters:"  # before a question's key: the filters kept for it, as a list in JSON


def get(connection: Connection, name: str) -> str:
    """The text under a name; "" when there is none."""
    query = select(project_meta.c.value).where(project_meta.c.name == name)
    return str(connection.execute(query).scalar() or "")


def put(connection: Connection, name: str, value: str) -> None:
    """Keeps a text under a name, in the place of an earlier one."""
    if get(connection, name) == value:
        return
    known = project_meta.c.name == name
    if not connection.execute(project_meta.update().where(known).values(value=value)).rowcount:
        connection.execute(project_meta.insert().values(name=name, value=value))
