"""The tables of a project, portable to PostgreSQL: no column types that only SQLite knows.

The migrations create these tables; a test holds the two together.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)

from coder.storage.columns import UtcDateTime, key, short

APPLICATION_ID = 0x434F4452  # "CODR", so that `file` and this program know the file by its header
REVISION = "0009"  # the migration that this program works with

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


project_meta = Table(
    "project_meta",
    metadata,
    Column("name", short(50), primary_key=True),
    Column("value", Text, nullable=False),
)

waves = Table(
    "waves",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", short(200), nullable=False, unique=True),
)

respondents = Table(
    "respondents",
    metadata,
    Column("id", Integer, primary_key=True),
    key("wave_id", "waves.id"),
    Column("external_id", short(200), nullable=False),
    UniqueConstraint("wave_id", "external_id"),
)

attributes = Table(
    "attributes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", short(200), nullable=False, unique=True),
    Column("label", Text, nullable=False),
    Column("position", Integer, nullable=False),
)

background = Table(
    "background",
    metadata,
    key("respondent_id", "respondents.id", primary_key=True),
    key("attribute_id", "attributes.id", primary_key=True),
    Column("value", Text, nullable=False),
    Index("ix_background_attribute_id_value", "attribute_id", "value"),
    sqlite_with_rowid=False,
)

questions = Table(
    "questions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", short(200), nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("codebook_id", short(200), nullable=False),
    Column("codebook_path", Text, nullable=False),
)

answers = Table(
    "answers",
    metadata,
    Column("id", Integer, primary_key=True),
    key("question_id", "questions.id"),
    key("respondent_id", "respondents.id", index=True),
    Column("text", Text, nullable=False),
    Column("normal", Text, nullable=False),
    Column("position", Integer, nullable=False),
    UniqueConstraint("question_id", "respondent_id"),
)

coders = Table(
    "coders",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", short(200), nullable=False, unique=True),
    Column("source", short(10), nullable=False),
    Column("uid", Uuid, nullable=False, unique=True),  # the same in every copy of the project
    Column("renamed_at", UtcDateTime),  # NULL: the name is the first
)

# Other ids of a coder: of who was added under the same name in another copy.
coder_aliases = Table(
    "coder_aliases",
    metadata,
    Column("uid", Uuid, primary_key=True),
    key("coder_id", "coders.id", index=True),
)

codebook_versions = Table(
    "codebook_versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("codebook_id", short(200), nullable=False, index=True),
    Column("sha256", short(64), nullable=False),
    Column("yaml", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

batches = Table(
    "batches",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", Uuid, nullable=False, unique=True),
    key("coder_id", "coders.id", index=True),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("label", Text, nullable=False),
    Column("undoes", Integer, ForeignKey("batches.id")),
    Column("codebook_version_id", Integer, ForeignKey("codebook_versions.id")),
    # What it was about, in no language: see `domain.deeds`. "": told from its decisions.
    Column("kind", short(30), nullable=False, server_default=""),
    Column("about", Text, nullable=False, server_default="{}"),  # JSON
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),  # the order in which decisions were made
    key("batch_id", "batches.id", index=True),
    key("answer_id", "answers.id", index=True),
    Column("mark", short(10), nullable=False),
    Column("present", Boolean, nullable=False),
    Column("code", short(200), nullable=False),
    Column("score", Float),  # 0-1, of the suggestion that was taken; NULL: chosen without one
)

# What the decisions add up to, kept in the same transaction: reading 100,000 answers must not
# replay a journal of millions of decisions.
present_codes = Table(
    "present_codes",
    metadata,
    key("answer_id", "answers.id", primary_key=True),
    key("coder_id", "coders.id", primary_key=True),
    Column("code", short(200), primary_key=True),
    sqlite_with_rowid=False,
)

present_marks = Table(
    "present_marks",
    metadata,
    key("answer_id", "answers.id", primary_key=True),
    key("coder_id", "coders.id", primary_key=True),
    Column("done", Boolean, nullable=False),
    Column("later", Boolean, nullable=False),
    Column("star", Boolean, nullable=False),
    Column("decided", Boolean, nullable=False),
    key("last_batch_id", "batches.id"),
    sqlite_with_rowid=False,
)
Index("ix_present_codes_coder_id_code", present_codes.c.coder_id, present_codes.c.code)
Index("ix_present_marks_coder_id", present_marks.c.coder_id)

lemma_cache = Table(
    "lemma_cache",
    metadata,
    Column("pipeline", short(100), primary_key=True),
    Column("version", short(100), primary_key=True),
    Column("text_hash", short(64), primary_key=True),
    Column("json", Text, nullable=False),
    sqlite_with_rowid=False,
)

imports = Table(
    "imports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("file_name", Text, nullable=False),
    Column("sha256", short(64), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("rows", Integer, nullable=False),
)

# Each training run. What was learned lies apart: a list of models must not read megabytes, and an
# old model may lose what it learned while its figures stay.
models = Table(
    "models",
    metadata,
    Column("id", Integer, primary_key=True),
    key("question_id", "questions.id", index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("active", Boolean, nullable=False),  # at most one a question
    Column("origin", Text, nullable=False),  # the file it was loaded from, "" when trained here
    Column("wave", short(200), nullable=False),  # "": coded answers of all waves
    Column("program", short(50), nullable=False),  # the version of coder
    Column("codebook_id", short(200), nullable=False),
    Column("codebook_sha256", short(64), nullable=False),
    Column("pipeline", short(100), nullable=False),
    Column("pipeline_version", short(100), nullable=False),
    Column("n_coded", Integer, nullable=False),
    Column("n_codes", Integer, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("settings", Text, nullable=False),  # JSON
    Column("figures", Text, nullable=False),  # JSON, "{}" when it was not evaluated
)

model_states = Table(
    "model_states",
    metadata,
    key("model_id", "models.id", primary_key=True),
    Column("state", LargeBinary, nullable=False),
)

lookup_lists = Table(
    "lookup_lists",
    metadata,
    Column("id", Integer, primary_key=True),
    key("question_id", "questions.id"),
    Column("name", short(200), nullable=False),
    Column("sha256", short(64), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("question_id", "name"),
)

lookup_entries = Table(
    "lookup_entries",
    metadata,
    Column("id", Integer, primary_key=True),
    key("list_id", "lookup_lists.id", index=True),
    Column("text", Text, nullable=False),
    Column("code", short(200), nullable=False),
    Column("weight", Float, nullable=False),  # beside other codes of the same text
)

# What was decided on quotes, the newest of an answer and code counts. Only ever added to: the undo
# of a row is a row that says what stood before it.
quote_decisions = Table(
    "quote_decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    key("answer_id", "answers.id", index=True),
    Column("code", short(200), nullable=False),
    Column("status", short(10), nullable=False),
    Column("text", Text, nullable=False),  # as shortened
    Column("note", Text, nullable=False),
    key("coder_id", "coders.id", index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("undoes", Integer, ForeignKey("quote_decisions.id")),
)

# Answers that a coder codes without seeing what others did, until the sample is finished.
samples = Table(
    "samples",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", Uuid, nullable=False, unique=True),
    key("question_id", "questions.id"),
    key("wave_id", "waves.id"),
    key("coder_id", "coders.id", index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("drawn_by", short(200), nullable=False),  # an attribute, "" when drawn at random
    Column("seed", Integer, nullable=False),
    Column("drawn_from", Integer, nullable=False),  # answers
    Column("finished_at", UtcDateTime),
)

sample_answers = Table(
    "sample_answers",
    metadata,
    key("sample_id", "samples.id", primary_key=True),
    key("answer_id", "answers.id", primary_key=True),
    sqlite_with_rowid=False,
)

# How many rows each table has, and the sum of their checksums; see `storage.seals`.
seals = Table(
    "seals",
    metadata,
    Column("name", short(50), primary_key=True),
    Column("columns", Text, nullable=False),  # in SQL, as they are added up
    Column("rows", Integer, nullable=False),
    Column("total", BigInteger, nullable=False),
)

# What coders keep beside codes; each row belongs to a batch and is taken back with it. Only ever
# added to: the newest of a coder counts.
memos = Table(
    "memos",
    metadata,
    Column("id", Integer, primary_key=True),
    key("batch_id", "batches.id", index=True),
    key("question_id", "questions.id", index=True),
    Column("answer_id", Integer, ForeignKey("answers.id"), index=True),  # NULL: on a code
    Column("code", short(200), nullable=False),  # "" on an answer
    Column("text", Text, nullable=False),  # "": taken away
    Column("before", Text, nullable=False),  # what it said
)

answer_parts = Table(
    "answer_parts",
    metadata,
    Column("id", Integer, primary_key=True),
    key("batch_id", "batches.id", index=True),
    key("answer_id", "answers.id", index=True),
    Column("code", short(200), nullable=False),
    Column("start", Integer, nullable=False),  # characters of the answer's text
    Column("end", Integer, nullable=False),
    Column("present", Boolean, nullable=False),
)

# Spellings that are no longer taken together with nearly identical ones (`apart`), or are again.
spellings = Table(
    "spellings",
    metadata,
    Column("id", Integer, primary_key=True),
    key("batch_id", "batches.id", index=True),
    key("question_id", "questions.id", index=True),
    Column("normal", Text, nullable=False),
    Column("apart", Boolean, nullable=False),
)
