"""The first tables of a project."""

import sqlalchemy as sa
from alembic import op

from coder.storage import append_only
from coder.storage.columns import UtcDateTime, short

revision = "0001"
down_revision = None

# Decisions are a record of what people judged: only ever added to.
_APPEND_ONLY = ("decisions", "batches")


def upgrade() -> None:
    _respondents()
    _answers()
    _journal()
    _present_state()
    _aids()
    _forbid_changes()


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _key(name: str, target: str, *, primary_key: bool = False) -> sa.Column[int]:
    return sa.Column(
        name, sa.Integer, sa.ForeignKey(target), nullable=False, primary_key=primary_key
    )


def _respondents() -> None:
    op.create_table(
        "project_meta",
        sa.Column("name", short(50), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table("waves", _id(), sa.Column("name", short(200), nullable=False, unique=True))
    op.create_table(
        "respondents",
        _id(),
        _key("wave_id", "waves.id"),
        sa.Column("external_id", short(200), nullable=False),
        sa.UniqueConstraint("wave_id", "external_id"),
    )
    op.create_table(
        "attributes",
        _id(),
        sa.Column("name", short(200), nullable=False, unique=True),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
    )
    op.create_table(
        "background",
        _key("respondent_id", "respondents.id", primary_key=True),
        _key("attribute_id", "attributes.id", primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )


def _answers() -> None:
    op.create_table(
        "questions",
        _id(),
        sa.Column("key", short(200), nullable=False, unique=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("codebook_id", short(200), nullable=False),
        sa.Column("codebook_path", sa.Text, nullable=False),
    )
    op.create_table(
        "answers",
        _id(),
        _key("question_id", "questions.id"),
        _key("respondent_id", "respondents.id"),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("normal", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.UniqueConstraint("question_id", "respondent_id"),
    )
    op.create_index("ix_answers_respondent_id", "answers", ["respondent_id"])


def _journal() -> None:
    op.create_table(
        "coders",
        _id(),
        sa.Column("name", short(200), nullable=False, unique=True),
        sa.Column("source", short(10), nullable=False),
    )
    op.create_table(
        "codebook_versions",
        _id(),
        sa.Column("codebook_id", short(200), nullable=False),
        sa.Column("sha256", short(64), nullable=False),
        sa.Column("yaml", sa.Text, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
    )
    op.create_index("ix_codebook_versions_codebook_id", "codebook_versions", ["codebook_id"])
    op.create_table(
        "batches",
        _id(),
        sa.Column("uid", sa.Uuid, nullable=False, unique=True),
        _key("coder_id", "coders.id"),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("undoes", sa.Integer, sa.ForeignKey("batches.id")),
        sa.Column("codebook_version_id", sa.Integer, sa.ForeignKey("codebook_versions.id")),
    )
    op.create_index("ix_batches_coder_id", "batches", ["coder_id"])
    op.create_table(
        "decisions",
        _id(),
        _key("batch_id", "batches.id"),
        _key("answer_id", "answers.id"),
        sa.Column("mark", short(10), nullable=False),
        sa.Column("present", sa.Boolean, nullable=False),
        sa.Column("code", short(200), nullable=False),
    )
    op.create_index("ix_decisions_batch_id", "decisions", ["batch_id"])
    op.create_index("ix_decisions_answer_id", "decisions", ["answer_id"])


def _present_state() -> None:
    op.create_table(
        "present_codes",
        _key("answer_id", "answers.id", primary_key=True),
        _key("coder_id", "coders.id", primary_key=True),
        sa.Column("code", short(200), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_present_codes_coder_id_code", "present_codes", ["coder_id", "code"])
    op.create_table(
        "present_marks",
        _key("answer_id", "answers.id", primary_key=True),
        _key("coder_id", "coders.id", primary_key=True),
        sa.Column("done", sa.Boolean, nullable=False),
        sa.Column("later", sa.Boolean, nullable=False),
        sa.Column("star", sa.Boolean, nullable=False),
        sa.Column("decided", sa.Boolean, nullable=False),
        _key("last_batch_id", "batches.id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_present_marks_coder_id", "present_marks", ["coder_id"])


def _aids() -> None:
    op.create_table(
        "lemma_cache",
        sa.Column("pipeline", short(100), primary_key=True),
        sa.Column("version", short(100), primary_key=True),
        sa.Column("text_hash", short(64), primary_key=True),
        sa.Column("json", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "imports",
        _id(),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("sha256", short(64), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("rows", sa.Integer, nullable=False),
    )


def _forbid_changes() -> None:
    for table in _APPEND_ONLY:
        append_only.forbid_changes(op.get_bind(), table)
