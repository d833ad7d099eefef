"""Makes the tables of a new project, and brings an older project up to date."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, event, inspect, text

from coder.domain.locations import Location
from coder.errors import OutdatedProjectError, ProjectTooNewError
from coder.i18n import _
from coder.storage import schema, seals
from coder.storage.engine import WRITES, project_engine

if TYPE_CHECKING:
    from alembic.config import Config

SCRIPTS = "coder.storage:migrations"  # package data, so there is no alembic.ini
TABLE = "alembic_version"


def make_tables(path: Path) -> None:
    """Runs every migration on an empty project file."""
    engine = project_engine(path)
    try:
        _upgrade_all(engine)
    finally:
        engine.dispose()


def revision_of(connection: Connection) -> str:
    """The migration at which this project stands, "" when it has none."""
    if not inspect(connection).has_table(TABLE):
        return ""
    return connection.execute(text(f"SELECT version_num FROM {TABLE}")).scalar() or ""  # noqa: S608


def is_old(place: Location, revision: str, *, read_only: bool) -> bool:
    """Must a project be brought up to date before this program works with it?

    Raises:
        ProjectTooNewError: A later version made it.
        ProjectError: It needs migrating but is opened for reading only.
    """
    if revision == schema.REVISION:
        return False
    if revision not in _known_revisions():
        message = _("{file} was made by a later version of coder.").format(file=place)
        raise ProjectTooNewError(message, _("Update coder, and open it again."))
    if read_only:
        message = _("{file} was made by an earlier version of coder.").format(file=place)
        raise OutdatedProjectError(
            message, _("Open it once in the app; that brings it up to date.")
        )
    return True


def bring_up_to_date(engine: Engine) -> None:
    """Runs the migrations that a project does not have yet, all or none."""
    if engine.dialect.name == "sqlite":
        # Migrations rebuild tables; SQLite cannot switch foreign keys off inside a transaction.
        event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA foreign_keys=OFF"))
    _upgrade_all(engine)


def upgrade(connection: Connection) -> None:
    """Runs the migrations inside the caller's transaction."""
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    seals.lift(connection)
    command.upgrade(config, "head")
    seals.renew(connection)


def _upgrade_all(engine: Engine) -> None:
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        upgrade(connection)


def _known_revisions() -> set[str]:
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(_config())
    return {script.revision for script in scripts.walk_revisions()}


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", SCRIPTS)
    return config
