"""Why a coding that stands wants another look, after its codebook changed."""

from __future__ import annotations

from enum import StrEnum


class Review(StrEnum):
    """A reason to look again."""

    OUTDATED = "outdated"  # made under an older definition of the code
    SPLIT = "split"  # the code became a net: one of the codes below it is meant
    LOST = "lost"  # the codebook has no such code any more
