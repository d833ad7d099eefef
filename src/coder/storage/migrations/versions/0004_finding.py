"""An index of the words of answers, one of background values, and what a batch was about."""

import sqlalchemy as sa
from alembic import op

from coder.storage import text_index

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_index("ix_background_attribute_id_value", "background", ["attribute_id", "value"])
    op.add_column("batches", sa.Column("kind", sa.String(30), nullable=False, server_default=""))
    op.add_column("batches", sa.Column("about", sa.Text, nullable=False, server_default="{}"))
    if op.get_bind().dialect.name == "sqlite":  # elsewhere words are sought without an index
        for statement in text_index.MADE_BY:
            op.execute(sa.text(statement))
