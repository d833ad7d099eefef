"""The index of the words of answers (SQLite's FTS5): made, kept true, and asked.

Words are runs of letters and digits, without case and accents: "clienten" finds "Cliënten". The
index holds no text of its own; triggers keep it as the answers are, whoever adds them.
"""

from __future__ import annotations

TABLE, VOCABULARY = "answer_words", "answer_vocabulary"

MADE_BY = (
    "CREATE VIRTUAL TABLE answer_words USING fts5(text, content='answers', content_rowid='id', "
    "tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
    "CREATE VIRTUAL TABLE answer_vocabulary USING fts5vocab('answer_words', 'row')",
    "CREATE TRIGGER answer_words_add AFTER INSERT ON answers BEGIN "
    "INSERT INTO answer_words(rowid, text) VALUES (new.id, new.text); END",
    "CREATE TRIGGER answer_words_remove AFTER DELETE ON answers BEGIN "
    "INSERT INTO answer_words(answer_words, rowid, text) VALUES ('delete', old.id, old.text); END",
    "CREATE TRIGGER answer_words_change AFTER UPDATE OF text ON answers BEGIN "
    "INSERT INTO answer_words(answer_words, rowid, text) VALUES ('delete', old.id, old.text); "
    "INSERT INTO answer_words(rowid, text) VALUES (new.id, new.text); END",
    "INSERT INTO answer_words(answer_words) VALUES ('rebuild')",
)


def is_part(table: str) -> bool:
    """Is this table part of the index, and so none of the tables of the schema?"""
    return table == VOCABULARY or table.startswith(TABLE)
