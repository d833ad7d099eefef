"""As `test_waves`, on a server."""

from tests.unit.test_waves import *  # noqa: F403 - its tests and what they start from
