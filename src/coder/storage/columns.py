"""Columns that several tables have, portable to PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, DateTime, ForeignKey, Integer, String, Text, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeEngine


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC; SQLite keeps no time zone, so it is put back when read."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> Any:
        """The moment in UTC, as the database stores it."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any, _dialect: Dialect) -> datetime | None:
        """The stored moment with its time zone."""
        if value is None:
            return None
        moment: datetime = value
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def short(length: int) -> TypeEngine[str]:
    """A text that is seldom longer than `length` characters; on a server it may be.

    SQLite keeps what is longer too, PostgreSQL would refuse it: survey tools name columns by whole
    questions.
    """
    return String(length).with_variant(Text(), "postgresql")


def key(name: str, target: str, **options: Any) -> Column[int]:
    """A column that refers to another table's `target`, and is never empty."""
    return Column(name, Integer, ForeignKey(target), nullable=False, **options)
