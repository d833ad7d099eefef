"""Facts about a project as a whole: a name and a text each."""

from __future__ import annotations

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from coder.storage.schema import project_meta

DUTCH = "dutch"  # name and version of the pipeline that made the lemmas
MEANINGS = "meanings:"  # before the hash of a codebook's text: see `domain.definitions`
WRITING = "codebook_writing"  # a codebook file that is being written: path and hashes, as JSON
FILTERS = "filters:"  # before a question's key: the filters kept for it, as a list in JSON


def get(connection: Connection, name: str) -> str:
    """The text under a name; "" when there is none."""
    query = select(project_meta.c.value).where(project_meta.c.name == name)
    return str(connection.execute(query).scalar() or "")


def put(connection: Connection, name: str, value: str) -> None:
    """Keeps a text under a name, in the place of an earlier one."""
    if get(connection, name) == value:
        return
    row = insert(project_meta).values(name=name, value=value)
    connection.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": value}))
