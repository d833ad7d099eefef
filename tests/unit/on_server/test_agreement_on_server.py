"""As `test_agreement_service`, on a server."""

from tests.unit.test_agreement_service import *  # noqa: F403 - its tests and what they start from
