"""Pictures of the app as SVG, kept beside these tests and compared with syrupy."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

_SPEC = importlib.util.spec_from_file_location(
    "app_fixtures", Path(__file__).parents[1] / "tui" / "conftest.py"
)
assert _SPEC is not None
assert _SPEC.loader is not None
_APP = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_APP)

_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)

clock, start = _APP.clock, _APP.start  # the same app, driven the same way


class SvgExtension(SingleFileSnapshotExtension):
    """One SVG file a picture, so that a change can be looked at in any browser."""

    file_extension = "svg"
    _write_mode = WriteMode.TEXT


@pytest.fixture
def picture(snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Compares what stands on the screen with its picture."""
    monkeypatch.setattr("coder.tui.screens.start.__version__", "0.0.0")

    def same(app: Any) -> bool:
        svg = _FONT.sub("", app.app.export_screenshot())  # whoever looks has a font of their own
        return bool(svg == snapshot(extension_class=SvgExtension))

    return same
