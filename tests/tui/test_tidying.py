"""Garbage is thrown away when nobody types, not between two keys."""

from __future__ import annotations

import gc
from typing import Any

import pytest

from coder.tui import app as app_module


async def test_garbage_goes_only_after_a_while_without_keys(
    start: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    tidied: list[bool] = []
    monkeypatch.setattr(app_module, "tidy", lambda: tidied.append(True))
    async with start() as app:
        monkeypatch.setattr(app_module, "QUIET", 3600.0)
        await app.press("j")
        app.app._tidy()
        assert not tidied
        monkeypatch.setattr(app_module, "QUIET", 0.0)
        app.app._tidy()
        assert tidied
    assert gc.isenabled()
