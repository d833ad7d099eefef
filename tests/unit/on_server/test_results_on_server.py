"""As `test_results`, on a server."""

from tests.unit.test_results import *  # noqa: F403 - its tests and what they start from
