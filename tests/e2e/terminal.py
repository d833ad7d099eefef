"""A real terminal for tests: `coder` in tmux, typed at and read as a person would."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE = 90  # seconds; what takes longer hangs
LOOK_EVERY = 0.05  # seconds between two looks at the screen


def has_tmux() -> bool:
    """Is tmux installed here?"""
    return shutil.which("tmux") is not None


class Terminal:
    """One tmux server with one window; close it when done."""

    def __init__(
        self, folder: Path, environment: dict[str, str], size: tuple[int, int], where: Path
    ) -> None:
        self._socket = folder / "tmux"
        self._environment = environment
        self._size = size
        self._where = where  # the program starts in this folder

    def start(self, *command: str) -> None:
        """Run a command in a fresh window; the one before it must have ended."""
        columns, rows = self._size
        place = ("-x", str(columns), "-y", str(rows), "-c", str(self._where))
        self._tmux("-f", os.devnull, "new-session", "-d", *place, *command)

    def press(self, *keys: str) -> None:
        """Press keys by their tmux names (`Enter`, `C-s`, `a`), one after another."""
        self._tmux("send-keys", *keys)

    def type(self, text: str) -> None:
        """Type letters as they are."""
        self._tmux("send-keys", "-l", text)

    def screen(self) -> str:
        """What stands on the screen; "" when the program has ended."""
        return self._tmux("capture-pane", "-p", check=False)

    def wait_for(self, *texts: str, gone: str = "") -> str:
        """Wait until all texts stand on the screen (and `gone` does not), and return it."""
        return self.wait_until(
            lambda screen: all(text in screen for text in texts) and not (gone and gone in screen),
            f"{texts} without {gone!r}",
        )

    def wait_until(self, right: Callable[[str], bool], what: str) -> str:
        """Wait until the screen is right, and return it."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            screen = self.screen()
            if right(screen):
                return screen
            time.sleep(LOOK_EVERY)
        raise AssertionError(f"never on the screen: {what}\n{self.screen()}")

    def wait_for_end(self) -> None:
        """Wait until the program has ended, and its window with it."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if subprocess.run(
                self._call("has-session"), capture_output=True, check=False
            ).returncode:
                return
            time.sleep(LOOK_EVERY)
        raise AssertionError(f"still running:\n{self.screen()}")

    def close(self) -> None:
        """End the server and what runs in it."""
        self._tmux("kill-server", check=False)

    def _call(self, *arguments: str) -> list[str]:
        tmux = shutil.which("tmux")
        assert tmux, "tmux is missing; install it with the packages of your system"
        return [tmux, "-u", "-S", str(self._socket), *arguments]

    def _tmux(self, *arguments: str, check: bool = True) -> str:
        done = subprocess.run(
            self._call(*arguments),
            capture_output=True,
            text=True,
            env=self._environment,
            check=False,
        )
        assert not check or done.returncode == 0, done.stderr
        return done.stdout if done.returncode == 0 else ""
