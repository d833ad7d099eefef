"""Coders are known by an id, the same in every copy of a project: their names may change."""

import sqlalchemy as sa
from alembic import op

from coder.domain.coder_ids import old_uid
from coder.storage.columns import UtcDateTime

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("coders", sa.Column("uid", sa.Uuid, nullable=True))
    op.add_column("coders", sa.Column("renamed_at", UtcDateTime, nullable=True))
    _fill()
    with op.batch_alter_table("coders") as table:
        table.alter_column("uid", existing_type=sa.Uuid(), nullable=False)
        table.create_unique_constraint("uq_coders_uid", ["uid"])
    op.create_table(
        "coder_aliases",
        sa.Column("uid", sa.Uuid, primary_key=True),
        sa.Column("coder_id", sa.Integer, sa.ForeignKey("coders.id"), nullable=False),
    )
    op.create_index("ix_coder_aliases_coder_id", "coder_aliases", ["coder_id"])


def _fill() -> None:
    """Two copies that are brought up to date apart give the same coder the same id."""
    connection = op.get_bind()
    meta = sa.table("project_meta", sa.column("name"), sa.column("value"))
    project = connection.execute(sa.select(meta.c.value).where(meta.c.name == "uid")).scalar()
    coders = sa.table(
        "coders",
        sa.column("id", sa.Integer),
        sa.column("uid", sa.Uuid),
        sa.column("name", sa.Text),
        sa.column("source", sa.Text),
    )
    for row in connection.execute(sa.select(coders.c.id, coders.c.name, coders.c.source)).all():
        uid = old_uid(project or "", row.name, row.source)
        connection.execute(coders.update().where(coders.c.id == row.id).values(uid=uid))
