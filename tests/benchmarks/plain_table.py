"""The plain way: a DataTable that is filled with all rows before anything shows."""

from __future__ import annotations

import asyncio
import resource
import time
from typing import Any

from app_times import NoTerminal
from big_project import answers
from textual.app import App, ComposeResult
from textual.widgets import DataTable


class Filled(App[None]):
    """Nothing but the table."""

    seconds = 0.0

    def __init__(self, texts: list[str]) -> None:
        super().__init__()
        self._texts, self._begun = texts, time.perf_counter()

    def compose(self) -> ComposeResult:
        """The table."""
        yield DataTable()

    def on_mount(self) -> None:
        """All rows, then the picture."""
        table = self.query_one(DataTable)
        table.add_columns("answer", "status", "code")
        for text in self._texts:
            table.add_row(text, "open", "")
        self.call_after_refresh(self._shown)

    def _shown(self) -> None:
        self.seconds = time.perf_counter() - self._begun
        self.exit()


def measure(size: int) -> dict[str, Any]:
    """Seconds to the first picture with all rows, and the memory of the process."""
    app = Filled(answers(size))
    app.driver_class = NoTerminal
    asyncio.run(app.run_async(size=(160, 48)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return {"seconds": app.seconds, "memory_mb": peak}
