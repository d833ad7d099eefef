"""A log for trouble: where it went wrong, never what people answered."""

from __future__ import annotations

import os
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from coder import __version__
from coder.folders import state_folder

MAX_BYTES = 200_000


def log_unexpected() -> Path | None:
    """Write down where the exception being handled came from; None when it cannot be written.

    Messages are left out: they may quote an answer.
    """
    kind, _error, trace = sys.exc_info()
    name = kind.__name__ if kind else "?"
    frames = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)]
    stamp = datetime.now(UTC).isoformat(timespec="seconds")
    entry = f"{stamp} coder {__version__} {name}\n" + "".join(f"  {frame}\n" for frame in frames)
    path = state_folder() / "coder.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > MAX_BYTES:
            path.replace(path.with_suffix(".old.log"))
        with open(path, "a", encoding="utf-8", opener=_for_its_owner) as log:
            log.write(entry)
    except OSError:
        return None
    return path


def _for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
