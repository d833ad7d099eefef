"""As `test_quote_desk`, on a server."""

from tests.unit.test_quote_desk import *  # noqa: F403 - its tests and what they start from
