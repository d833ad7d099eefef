"""Who codes in a project."""

from __future__ import annotations

from sqlalchemy import Connection, select

from coder.domain.coding import Coder, CoderId, Source
from coder.storage.schema import coders


def add_coder(connection: Connection, name: str, source: Source) -> Coder:
    """A new coder, or who has this name already: it may just have come in elsewhere."""
    row = connection.execute(select(coders).where(coders.c.name == name)).first()
    if row is not None:
        return Coder(CoderId(row.id), name, Source(row.source))
    added = coders.insert().values(name=name, source=source.value).returning(coders.c.id)
    return Coder(CoderId(connection.execute(added).scalar_one()), name, source)
