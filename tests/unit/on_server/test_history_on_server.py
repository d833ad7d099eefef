"""As `test_history`, on a server."""

from tests.unit.test_history import *  # noqa: F403 - its tests and what they start from
