"""Decisions on quotes: approved, rejected, shortened, why, by whom and when."""

import sqlalchemy as sa
from alembic import op

from coder.storage import append_only
from coder.storage.columns import UtcDateTime, short

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "quote_decisions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("answer_id", sa.Integer, sa.ForeignKey("answers.id"), nullable=False),
        sa.Column("code", short(200), nullable=False),
        sa.Column("status", short(10), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("coder_id", sa.Integer, sa.ForeignKey("coders.id"), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("undoes", sa.Integer, sa.ForeignKey("quote_decisions.id")),
    )
    op.create_index("ix_quote_decisions_answer_id", "quote_decisions", ["answer_id"])
    op.create_index("ix_quote_decisions_coder_id", "quote_decisions", ["coder_id"])
    append_only.forbid_changes(op.get_bind(), "quote_decisions")
