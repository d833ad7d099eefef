"""As `test_samples`, on a server."""

from tests.unit.test_samples import *  # noqa: F403 - its tests and what they start from
