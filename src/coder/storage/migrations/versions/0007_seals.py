"""Checksums of the rows of each table, so that damage inside a row is found."""

import sqlalchemy as sa
from alembic import op

from coder.storage.columns import short

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(  # filled, and kept by triggers, when all migrations are done: storage/seals.py
        "seals",
        sa.Column("name", short(50), primary_key=True),
        sa.Column("columns", sa.Text, nullable=False),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("total", sa.BigInteger, nullable=False),
    )
