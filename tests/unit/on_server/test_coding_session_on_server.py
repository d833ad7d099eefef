"""As `test_coding_session`, on a server."""

from tests.unit.test_coding_session import *  # noqa: F403 - its tests and what they start from
