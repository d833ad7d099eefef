"""As `test_storage_queries`, on a server."""

from tests.unit.test_storage_queries import *  # noqa: F403 - its tests and what they start from
