"""Trained models, lookup lists, and the score with which a chosen code was suggested."""

import sqlalchemy as sa
from alembic import op

from coder.storage.columns import UtcDateTime, short

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _models()
    _lookup_lists()
    # Added without rebuilding the table: the triggers that keep the journal as it is stay in place.
    op.add_column("decisions", sa.Column("score", sa.Float, nullable=True))


def _models() -> None:
    op.create_table(
        "models",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("question_id", sa.Integer, sa.ForeignKey("questions.id"), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("wave", short(200), nullable=False),
        sa.Column("program", short(50), nullable=False),
        sa.Column("codebook_id", short(200), nullable=False),
        sa.Column("codebook_sha256", short(64), nullable=False),
        sa.Column("pipeline", short(100), nullable=False),
        sa.Column("pipeline_version", short(100), nullable=False),
        sa.Column("n_coded", sa.Integer, nullable=False),
        sa.Column("n_codes", sa.Integer, nullable=False),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.Column("settings", sa.Text, nullable=False),
        sa.Column("figures", sa.Text, nullable=False),
    )
    op.create_index("ix_models_question_id", "models", ["question_id"])
    op.create_table(
        "model_states",
        sa.Column("model_id", sa.Integer, sa.ForeignKey("models.id"), primary_key=True),
        sa.Column("state", sa.LargeBinary, nullable=False),
    )


def _lookup_lists() -> None:
    op.create_table(
        "lookup_lists",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("question_id", sa.Integer, sa.ForeignKey("questions.id"), nullable=False),
        sa.Column("name", short(200), nullable=False),
        sa.Column("sha256", short(64), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.UniqueConstraint("question_id", "name"),
    )
    op.create_table(
        "lookup_entries",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("list_id", sa.Integer, sa.ForeignKey("lookup_lists.id"), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("code", short(200), nullable=False),
        sa.Column("weight", sa.Float, nullable=False),
    )
    op.create_index("ix_lookup_entries_list_id", "lookup_entries", ["list_id"])
