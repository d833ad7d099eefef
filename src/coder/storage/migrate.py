"""Makes the tables of a new project, and brings an older project up to date."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, event, text

from coder.errors import ProjectError, ProjectTooNewError
from coder.i18n import _
from coder.storage import schema, seals
from coder.storage.backups import Why, copy_project
from coder.storage.engine import WRITES, damaged, project_engine

if TYPE_CHECKING:
    from alembic.config import Config

SCRIPTS = "coder.storage:migrations"  # package data, so there is no alembic.ini


def make_tables(path: Path) -> None:
    """Runs every migration on an empty project file."""
    engine = project_engine(path)
    try:
        _upgrade(engine)
    finally:
        engine.dispose()


def revision_of(connection: Connection) -> str:
    """The migration at which this project stands, "" when it has none."""
    tables = connection.execute(
        text("SELECT name FROM sqlite_master WHERE name = 'alembic_version'")
    )
    if tables.first() is None:
        return ""
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""


def bring_up_to_date(path: Path, revision: str, *, read_only: bool) -> Path | None:
    """Migrates a project that an earlier version made, after a backup copy.

    Returns:
        The backup, None when nothing had to be done.

    Raises:
        ProjectTooNewError: A later version made it.
        ProjectError: It needs migrating but is opened for reading only.
    """
    if revision == schema.REVISION:
        return None
    if not revision:
        raise damaged(path, _("it has no tables"))
    if revision not in _known_revisions():
        message = _("{file} was made by a later version of coder.").format(file=path)
        raise ProjectTooNewError(message, _("Update coder, and open it again."))
    if read_only:
        message = _("{file} was made by an earlier version of coder.").format(file=path)
        raise ProjectError(message, _("Open it once in the app; that brings it up to date."))
    backup = copy_project(path, Why.MIGRATION, datetime.now(UTC)).path
    engine = project_engine(path)
    # Migrations rebuild tables; SQLite cannot switch foreign keys off inside a transaction.
    event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA foreign_keys=OFF"))
    try:
        _upgrade(engine)
    finally:
        engine.dispose()
    return backup


def _upgrade(engine: Engine) -> None:
    from alembic import command

    config = _config()
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        config.attributes["connection"] = connection
        seals.lift(connection)
        command.upgrade(config, "head")
        seals.renew(connection)


def _known_revisions() -> set[str]:
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(_config())
    return {script.revision for script in scripts.walk_revisions()}


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", SCRIPTS)
    return config
