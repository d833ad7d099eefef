"""The installed command in a process of its own, with a clean home; and the demo, built once."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.warm import WarmCoder

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def surroundings(home: Path) -> dict[str, str]:
    """A clean home, in English."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_STATE_HOME": str(home / "state"),
        "CODER_LANGUAGE": "en",
        "CODER_CODER": "Anna",
        "MPLCONFIGDIR": str(home / "mpl"),
        "PYTHONUTF8": "1",
    }


def run_installed(home: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the installed `coder` without a terminal."""
    return subprocess.run(
        [str(Path(sys.executable).with_name("coder")), *map(str, arguments)],
        capture_output=True,
        text=True,
        env=surroundings(home),
        stdin=subprocess.DEVNULL,
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="session")
def built_demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder that `coder demo` made, and what it printed."""
    folder = tmp_path_factory.mktemp("demo")
    done = run_installed(folder / "home", "demo", folder / "demo")
    assert done.returncode == 0, done.stderr
    return folder / "demo", done.stdout


@pytest.fixture
def installed(tmp_path: Path) -> Run:
    """Calls the installed `coder` with a home of its own."""
    return lambda *arguments: run_installed(tmp_path / "home", *arguments)


@pytest.fixture(scope="session")
def warm() -> Iterator[WarmCoder]:
    """The process that forks for each command."""
    server = WarmCoder()
    yield server
    server.close()


@pytest.fixture
def coder(tmp_path: Path, warm: WarmCoder) -> Run:
    """Calls `coder` in a process with a home of its own, its libraries already read."""
    scratch = tmp_path / "streams"
    scratch.mkdir()

    def run(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        return warm.run([*map(str, arguments)], surroundings(tmp_path / "home"), scratch, cwd)

    return run


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
