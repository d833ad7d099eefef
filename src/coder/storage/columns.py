"""Columns that several tables have, portable to PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, DateTime, ForeignKey, Integer, TypeDecorator
from sqlalchemy.engine import Dialect


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC; SQLite keeps no time zone, so it is put back when read."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> Any:
        """The moment in UTC, as the database stores it."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any, _dialect: Dialect) -> datetime | None:
        """The stored moment with its time zone."""
        return None if value is None else value.replace(tzinfo=UTC)


def key(name: str, target: str, **options: Any) -> Column[int]:
    """A column that refers to another table's `target`, and is never empty."""
    return Column(name, Integer, ForeignKey(target), nullable=False, **options)
