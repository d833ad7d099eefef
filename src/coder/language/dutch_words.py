"""Whether a form is a Dutch word, by the shipped lists alone: whichever pipeline is in use."""

from __future__ import annotations

from functools import lru_cache

from coder.domain.tokens import fold
from coder.language.lexicon import lexicon
from coder.language.typing_errors import _is_word


@lru_cache(maxsize=50_000)
def is_word(form: str) -> bool:
    """Is it listed, a compound of sure parts, or a regular form of one of these?

    >>> is_word("werkdruk"), is_word("werkdurk")
    (True, False)
    """
    known = lexicon()
    return _is_word(known.restored(form), fold(form), known)
