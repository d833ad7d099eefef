"""The installed command in a process of its own, with a clean home; and the demo, built once."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def run_coder(home: Path, *arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the installed `coder`, in English, without a terminal."""
    command = Path(sys.executable).with_name("coder")
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_STATE_HOME": str(home / "state"),
        "CODER_LANGUAGE": "en",
        "CODER_CODER": "Anna",
        "MPLCONFIGDIR": str(home / "mpl"),
        "PYTHONUTF8": "1",
    }
    return subprocess.run(
        [str(command), *map(str, arguments)],
        capture_output=True,
        text=True,
        env=environment,
        stdin=subprocess.DEVNULL,
        timeout=300,
        check=False,
        **options,
    )


@pytest.fixture(scope="session")
def built_demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder that `coder demo` made, and what it printed."""
    folder = tmp_path_factory.mktemp("demo")
    done = run_coder(folder / "home", "demo", folder / "demo")
    assert done.returncode == 0, done.stderr
    return folder / "demo", done.stdout


@pytest.fixture
def coder(tmp_path: Path) -> Run:
    """Calls `coder` with a home of its own."""
    return lambda *arguments, **options: run_coder(tmp_path / "home", *arguments, **options)


@pytest.fixture
def figures(coder: Run, built_demo: tuple[Path, str]) -> Callable[..., Any]:
    """The JSON that a command prints about the demo project."""

    def read(command: str, *arguments: object) -> Any:
        done = coder(command, built_demo[0] / "demo.coder", *arguments, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return read


@pytest.fixture
def demo_copy(built_demo: tuple[Path, str], tmp_path: Path) -> Path:
    """A copy of the demo project, to change."""
    shutil.copytree(built_demo[0], tmp_path / "copy")
    return tmp_path / "copy" / "demo.coder"
