"""A process that has read coder's libraries once and forks for each command.

Starting Python and reading pandas, scikit-learn and spaCy costs more than most commands do. What is
forked is a process of its own, with its own environment, folder, streams and exit code, so a test
sees what a user sees; the installed command itself is run by the tests that ask for it.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import signal
import subprocess
import sys
import traceback
from pathlib import Path
from typing import IO, Any

SECONDS = 300  # a command that takes longer hangs
LIBRARIES = (
    "alembic",
    "matplotlib.font_manager",  # lists the machine's fonts, once for all charts
    "pandas",
    "pydantic",
    "sklearn.linear_model",
    "spacy",
    "sqlalchemy",
)


class WarmCoder:
    """Runs `coder` commands, each in a fork of one prepared process."""

    def __init__(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(
        self, arguments: list[str], environment: dict[str, str], scratch: Path, cwd: Path | None
    ) -> subprocess.CompletedProcess[str]:
        """What the command printed and its exit code."""
        out, err = scratch / "stdout", scratch / "stderr"
        job = {
            "arguments": arguments,
            "environment": environment,
            "cwd": str(cwd or Path.cwd()),
            "streams": [os.devnull, str(out), str(err)],
        }
        sender, receiver = self._streams()
        sender.write(json.dumps(job) + "\n")
        sender.flush()
        code = int(receiver.readline())
        said, complained = (path.read_text("utf-8") for path in (out, err))
        return subprocess.CompletedProcess(arguments, code, said, complained)

    def close(self) -> None:
        """End the process."""
        self._streams()[0].close()
        self._server.wait()

    def _streams(self) -> tuple[IO[str], IO[str]]:
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        return self._server.stdin, self._server.stdout


def serve() -> None:
    """Read jobs, fork for each, and answer with its exit code."""
    _read_libraries()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _become(json.loads(line))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _read_libraries() -> None:
    import coder.cli

    for module in pkgutil.iter_modules(coder.cli.__path__, "coder.cli."):
        importlib.import_module(module.name)
    for library in LIBRARIES:
        importlib.import_module(library)


def _become(job: dict[str, Any]) -> None:
    """Be the command; never returns."""
    code = 1
    try:
        signal.alarm(SECONDS)
        os.environ.clear()
        os.environ.update(job["environment"])
        os.chdir(job["cwd"])
        _take_streams(job["streams"])
        sys.argv = ["coder", *job["arguments"]]
        from coder.cli.main import main

        main()
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except BaseException:  # noqa: BLE001 - what a command lets through is what a test must see
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _take_streams(paths: list[str]) -> None:
    for number, (path, name) in enumerate(zip(paths, ("stdin", "stdout", "stderr"), strict=True)):
        flags = os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        handle = os.open(path, flags, 0o600)
        os.dup2(handle, number)
        os.close(handle)
        setattr(sys, name, os.fdopen(number, "w" if number else "r", encoding="utf-8"))


if __name__ == "__main__":
    serve()
