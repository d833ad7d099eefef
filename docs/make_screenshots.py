"""Makes pictures of the app from the demo project, without a terminal.

python docs/make_screenshots.py PROJECT                  those of the README
python docs/make_screenshots.py PROJECT --every FOLDER   every screen: sizes, colours

PROJECT is for instance coder-demo/demo.coder; it is copied, the copy is what is worked on.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("CODER_LANGUAGE", "en")
os.environ["CODER_TOUR"] = "0"

from textual.pilot import Pilot

from coder.bootstrap import open_workbench
from coder.services.workbench import Workbench
from coder.settings import Settings
from coder.tui.app import CoderApp
from coder.tui.themes import CONTRAST, DARK, LIGHT

FOLDER = Path(__file__).parent
SIZE = (140, 40)  # columns, rows
_FONT_FACE = re.compile(r"@font-face\s*\{.*?\}", re.DOTALL)


SIZES = ((80, 24), (160, 48))
# From the coding screen: the keys that lead to a screen, and those that lead back.
SCREENS = (
    ("coding", (), ()),
    ("find", ("slash", "g", "e", "l", "d"), ("escape",)),
    ("filter", ("f", *"code:werk"), ("escape",)),
    ("memo", ("t",), ("escape",)),
    ("respondent", ("R",), ("escape",)),
    ("marking", ("P",), ("escape",)),
    ("keys", ("question_mark",), ("escape",)),
    ("questions", ("q",), ("escape",)),
    ("history", ("H",), ("escape",)),
    ("codebook", ("c",), ("escape",)),
    ("codebook-edit", ("c", "e"), ("escape", "escape")),
    ("codebook-rules", ("c", "p"), ("escape", "escape")),
    ("codebook-split", ("c", "s"), ("escape", "escape")),
    ("counts", ("r",), ("escape",)),
    ("names", ("r", "2"), ("escape",)),
    ("words", ("r", "4"), ("escape",)),
    ("groups", ("r", "5"), ("escape",)),
    ("waves", ("r", "6"), ("escape",)),
    ("export", ("r", "e"), ("escape", "escape")),
    ("quotes", ("Q",), ("escape",)),
    ("model", ("m",), ("escape",)),
    ("agreement", ("C",), ("escape",)),
    ("settings", ("f2",), ("escape",)),
    ("tour", ("f4",), ("escape",)),
    ("palette", ("ctrl+p",), ("escape",)),
)


async def take_for_readme(project: Path) -> None:
    """The coding screen on an answer with two themes, the codebook, an import, the results."""
    with open_workbench(project, "Anna") as workbench:
        wanted = interesting_row(workbench)
        app = CoderApp(workbench)
        async with app.run_test(size=SIZE) as pilot:
            await settle(app, pilot)
            await pilot.press("home", *["down"] * wanted)
            await settle(app, pilot)
            save(app, FOLDER, "coding")
            await pilot.press("c")
            await settle(app, pilot)
            save(app, FOLDER, "codebook")
            await pilot.press("escape", "r")
            await settle(app, pilot)
            save(app, FOLDER, "results")
    survey = project.parent.parent / "onderzoek"
    survey.mkdir()
    shutil.copy(FOLDER.parent / "data" / "raadpleging_2024.xlsx", survey / "enquete_2024.xlsx")
    os.chdir(survey)
    app = CoderApp()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("n", "enter")
        await settle(app, pilot)
        save(app, FOLDER, "import")


async def take_every(project: Path, folder: Path) -> None:
    """Each screen at each size in each theme, as `size-theme-screen.svg`."""
    folder.mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        for theme in (LIGHT, DARK, CONTRAST):
            settings = Settings(theme=theme.name)
            with open_workbench(project, "Anna") as workbench:
                app = CoderApp(workbench, settings=settings)
                async with app.run_test(size=size) as pilot:
                    await settle(app, pilot)
                    for name, there, back in SCREENS:
                        await pilot.press(*there)
                        await settle(app, pilot)
                        save(app, folder, f"{size[0]}-{theme.name}-{name}")
                        await pilot.press(*back)
                        await settle(app, pilot)


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


def save(app: CoderApp, folder: Path, name: str) -> None:
    """Save the screen as SVG that asks no other host for its letters."""
    drawn = app.export_screenshot(title=f"coder – {name}")
    plain = _FONT_FACE.sub("", drawn).replace("Fira Code", "DejaVu Sans Mono")
    (folder / f"{name}.svg").write_text(plain, encoding="utf-8")


def main() -> None:
    """Read the path of the project and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("project", type=Path)
    parser.add_argument("--every", type=Path, metavar="FOLDER")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "demo"
        shutil.copytree(asked.project.parent, copy)
        project = copy / asked.project.name
        every = asked.every and asked.every.resolve()
        asyncio.run(take_every(project, every) if every else take_for_readme(project))


if __name__ == "__main__":
    main()
