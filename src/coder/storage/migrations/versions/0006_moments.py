"""Batches are ordered by their moment, the same in every copy of a project."""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

from coder.storage.columns import UtcDateTime

revision = "0006"
down_revision = "0005"

_FORBID = "batches_forbid_update"


def upgrade() -> None:
    op.create_index("ix_batches_at", "batches", ["at"])
    _mend_order()


def _mend_order() -> None:
    """Gives batches that were made while the clock was put back a moment after those before."""
    batches = sa.table("batches", sa.column("id", sa.Integer), sa.column("at", UtcDateTime()))
    connection = op.get_bind()
    latest, late = None, []
    for batch_id, at in connection.execute(sa.select(batches).order_by(batches.c.id)):
        if latest is not None and at <= latest:
            at = latest + timedelta(microseconds=1)  # noqa: PLW2901 - what it becomes
            late.append({"batch": batch_id, "moment": at})
        latest = at
    if not late:
        return
    if connection.dialect.name == "sqlite":
        op.execute(f"DROP TRIGGER {_FORBID}")
    later = sa.update(batches).where(batches.c.id == sa.bindparam("batch"))
    connection.execute(later.values(at=sa.bindparam("moment")), late)
    if connection.dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {_FORBID} BEFORE UPDATE ON batches "
            "BEGIN SELECT RAISE(ABORT, 'batches are only ever added to'); END"
        )
