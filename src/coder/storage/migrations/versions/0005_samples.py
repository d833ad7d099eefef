"""Samples that a second coder codes blind."""

import sqlalchemy as sa
from alembic import op

from coder.storage.columns import UtcDateTime, short

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "samples",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("uid", sa.Uuid, nullable=False, unique=True),
        sa.Column("question_id", sa.Integer, sa.ForeignKey("questions.id"), nullable=False),
        sa.Column("wave_id", sa.Integer, sa.ForeignKey("waves.id"), nullable=False),
        sa.Column("coder_id", sa.Integer, sa.ForeignKey("coders.id"), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("drawn_by", short(200), nullable=False),
        sa.Column("seed", sa.Integer, nullable=False),
        sa.Column("drawn_from", sa.Integer, nullable=False),
        sa.Column("finished_at", UtcDateTime, nullable=True),
    )
    op.create_index("ix_samples_coder_id", "samples", ["coder_id"])
    op.create_table(
        "sample_answers",
        sa.Column("sample_id", sa.Integer, sa.ForeignKey("samples.id"), primary_key=True),
        sa.Column("answer_id", sa.Integer, sa.ForeignKey("answers.id"), primary_key=True),
        sqlite_with_rowid=False,
    )
