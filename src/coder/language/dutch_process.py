"""A process that analyses portions of texts for the one that started it; see `parallel`."""

from __future__ import annotations

import os
import pickle
import sys

from coder.language import parallel


def main(work: str, dutch: str) -> None:
    """Take portions from the input until it ends, and give what comes of each."""
    given = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr  # what a library prints is no result
    make = {each.__name__: each for each in (parallel.packed_tokens, parallel.tagged_sentences)}
    while True:
        try:
            portion = pickle.load(sys.stdin.buffer)  # noqa: S301 - of our own process
        except EOFError:
            return
        pickle.dump(make[work](dutch, portion), given)
        given.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
