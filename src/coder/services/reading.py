"""The order in which a question's answers are read, renewed as the model learns."""

from __future__ import annotations

from zlib import crc32


def lot_seed(question: str, wave: str) -> int:
    """The seed of the lot of a question: the same in every session, so that a sample drawn by
    chance stays one (see `coder.suggest.queue.random_sample`).
    """
    return crc32(f"{question}\n{wave}".encode())
