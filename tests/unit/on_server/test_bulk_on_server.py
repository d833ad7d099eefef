"""As `test_bulk`, on a server."""

from tests.unit.test_bulk import *  # noqa: F403 - its tests and what they start from
