"""A small round of each measurement of docs/reliability.md: two minutes, so not with every change.

pytest tests/benchmarks/test_reliability.py
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import damage
import disk_full
import fuzzed_import
import killed

pytestmark = [pytest.mark.benchmark, pytest.mark.migrates]


@pytest.fixture(autouse=True)
def own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The measurements set these for the processes that they start."""
    for name in ("HOME", "CODER_CODER", "CODER_LANGUAGE"):
        monkeypatch.setenv(name, "")


def test_what_was_confirmed_survives_a_kill() -> None:
    deeds = ("coding", "importing", "migrating")
    assert killed.measure(6, seed=3, names=deeds).faults == []


def test_damage_is_found_or_harmless() -> None:
    assert damage.measure(4, seed=3).faults == []


def test_spoiled_files_are_taken_or_refused() -> None:
    assert fuzzed_import.measure(50, seed=3).faults == []


@pytest.mark.parametrize("kind", [disk_full.full, disk_full.read_only])
def test_a_disk_that_takes_nothing_costs_nothing(kind: object) -> None:
    try:
        trouble = disk_full.measure(kind)  # type: ignore[arg-type]
    except PermissionError as error:
        pytest.skip(str(error))
    assert trouble.faults == []
