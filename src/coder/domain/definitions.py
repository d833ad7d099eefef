"""Which meaning a code had in a version of its codebook: codings made under another are told."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from hashlib import sha256

from coder.domain.codebook import Code, Codebook
from coder.domain.codebook_diff import MEANING, redefined

Meanings = Mapping[str, str]  # by code: a token, equal where the meaning is the same

_LENGTH = 12  # letters of a hash: enough to tell the versions of one code apart


def meanings(codebook: Codebook) -> dict[str, str]:
    """The meaning of each code, from what the codebook says about it."""
    return {code.id: _token(code) for code in codebook.walk()}


def carried(
    before: Codebook, after: Codebook, known: Meanings, kept: Collection[str] = ()
) -> dict[str, str]:
    """The meanings after a change; a code that says the same keeps the meaning it had.

    Args:
        known: The meanings before.
        kept: Codes that mean the same although their text changed: one that took over the rules of
            another is no reason to look at all its answers again.
    """
    other = set(redefined(before, after)) - set(kept)
    return {
        code_id: token if code_id in other else known.get(code_id, token)
        for code_id, token in meanings(after).items()
    }


def _token(code: Code) -> str:
    said = repr([getattr(code, key) for key in MEANING])
    return sha256(said.encode()).hexdigest()[:_LENGTH]
