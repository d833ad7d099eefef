"""Alembic migrations, run by `coder.storage.migrate`."""
