"""Projects as earlier versions made them, for tests of bringing them up to date."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from alembic import command
from sqlalchemy import text

from coder.storage import migrate
from coder.storage.engine import WRITES, project_engine
from coder.storage.files import make_file, mark_file


def project_of(path: Path, revision: str, rows: Iterable[str]) -> Path:
    """A project of the format of this migration, with these rows (SQL) in it."""
    make_file(path)
    mark_file(path)
    engine, config = project_engine(path), migrate._config()
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        for row in rows:
            connection.execute(text(row))
    engine.dispose()
    return path
