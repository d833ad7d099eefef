"""As `test_storage_journal`, on a server."""

from tests.unit.test_storage_journal import *  # noqa: F403 - its tests and what they start from
