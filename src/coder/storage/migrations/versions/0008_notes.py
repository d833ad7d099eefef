"""Memos, parts of answers that are marked for a code, and spellings that stand apart."""

import sqlalchemy as sa
from alembic import op

from coder.storage import append_only
from coder.storage.columns import short

revision = "0008"
down_revision = "0007"

_TABLES = ("memos", "answer_parts", "spellings")


def _key(name: str, target: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(target), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "memos",
        sa.Column("id", sa.Integer, primary_key=True),
        _key("batch_id", "batches.id"),
        _key("question_id", "questions.id"),
        _key("answer_id", "answers.id", nullable=True),
        sa.Column("code", short(200), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("before", sa.Text, nullable=False),
    )
    op.create_table(
        "answer_parts",
        sa.Column("id", sa.Integer, primary_key=True),
        _key("batch_id", "batches.id"),
        _key("answer_id", "answers.id"),
        sa.Column("code", short(200), nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("present", sa.Boolean, nullable=False),
    )
    op.create_table(
        "spellings",
        sa.Column("id", sa.Integer, primary_key=True),
        _key("batch_id", "batches.id"),
        _key("question_id", "questions.id"),
        sa.Column("normal", sa.Text, nullable=False),
        sa.Column("apart", sa.Boolean, nullable=False),
    )
    for table, column in (
        ("memos", "batch_id"),
        ("memos", "question_id"),
        ("memos", "answer_id"),
        ("answer_parts", "batch_id"),
        ("answer_parts", "answer_id"),
        ("spellings", "batch_id"),
        ("spellings", "question_id"),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column])
    for table in _TABLES:
        append_only.forbid_changes(op.get_bind(), table)
