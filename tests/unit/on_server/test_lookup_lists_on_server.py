"""As `test_lookup_lists`, on a server."""

from tests.unit.test_lookup_lists import *  # noqa: F403 - its tests and what they start from
