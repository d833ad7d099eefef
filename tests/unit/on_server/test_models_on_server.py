"""As `test_models`, on a server."""

from tests.unit.test_models import *  # noqa: F403 - its tests and what they start from
