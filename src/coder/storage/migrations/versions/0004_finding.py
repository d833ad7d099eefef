"""An index of the words of answers, one of background values, and what a batch was about."""

import sqlalchemy as sa
from alembic import op

from coder.storage import text_index
from coder.storage.columns import short

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    on_server = op.get_bind().dialect.name == "postgresql"
    if on_server:  # whole values fit in no index of a server when they are long
        op.create_index("ix_background_attribute_id", "background", ["attribute_id"])
    else:
        columns = ["attribute_id", "value"]
        op.create_index("ix_background_attribute_id_value", "background", columns)
    op.add_column("batches", sa.Column("kind", short(30), nullable=False, server_default=""))
    op.add_column("batches", sa.Column("about", sa.Text, nullable=False, server_default="{}"))
    if not on_server:  # there words are sought without an index
        for statement in text_index.MADE_BY:
            op.execute(sa.text(statement))
