"""Makes the pictures of the README from the demo project, without a terminal.

python docs/make_screenshots.py PROJECT      for instance coder-demo/demo.coder
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
from pathlib import Path

os.environ.setdefault("CODER_LANGUAGE", "en")

from textual.pilot import Pilot

from coder.bootstrap import open_workbench
from coder.services.workbench import Workbench
from coder.tui.app import CoderApp

FOLDER = Path(__file__).parent
SIZE = (140, 40)  # columns, rows
_FONT_FACE = re.compile(r"@font-face\s*\{.*?\}", re.DOTALL)


async def take(project: Path) -> None:
    """The coding screen on an answer with two themes, and the results."""
    with open_workbench(project, "Anna") as workbench:
        wanted = interesting_row(workbench)
        app = CoderApp(workbench)
        async with app.run_test(size=SIZE) as pilot:
            await settle(app, pilot)
            await pilot.press("home", *["down"] * wanted)
            await settle(app, pilot)
            save(app, "coding")
            await pilot.press("r")
            await settle(app, pilot)
            save(app, "results")


def interesting_row(workbench: Workbench) -> int:
    """The first answer of some length in which the rules see two themes."""
    rows = workbench.session("belemmeringen").rows
    return next(
        place
        for place, row in enumerate(rows)
        if len(row.marks.codes) > 1 and 120 < len(row.group.text) < 260
    )


async def settle(app: CoderApp, pilot: Pilot[None]) -> None:
    """Wait until suggestions are there and drawn."""
    await app.workers.wait_for_complete()
    await pilot.pause()


def save(app: CoderApp, name: str) -> None:
    """Save the screen as SVG that asks no other host for its letters."""
    drawn = app.export_screenshot(title=f"coder – {name}")
    plain = _FONT_FACE.sub("", drawn).replace("Fira Code", "DejaVu Sans Mono")
    (FOLDER / f"{name}.svg").write_text(plain, encoding="utf-8")


def main() -> None:
    """Read the path of the project and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("project", type=Path)
    asyncio.run(take(parser.parse_args().project))


if __name__ == "__main__":
    main()
