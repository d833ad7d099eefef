"""Triggers that keep the journal as it is: rows are only ever added, whoever works in the database.

Messages say so in plain words: somebody who tries it with another program reads them.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

_FUNCTION = "coder_forbid_change"
_MADE_BY = f"""
CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% are only ever added to', TG_TABLE_NAME; END $$
"""


def forbid_changes(connection: Connection, table: str) -> None:
    """Forbids to change or remove rows of this table from now on."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(_MADE_BY))
        for change, each in (("UPDATE", "ROW"), ("DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
            connection.execute(
                text(
                    f"CREATE TRIGGER {table}_forbid_{change.lower()} BEFORE {change} ON {table} "
                    f"FOR EACH {each} EXECUTE FUNCTION {_FUNCTION}()"
                )
            )
        return
    for change in ("UPDATE", "DELETE"):
        connection.execute(
            text(
                f"CREATE TRIGGER {table}_forbid_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} are only ever added to'); END"
            )
        )
