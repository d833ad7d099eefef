"""What comes with coder: codebooks and the synthetic demo survey."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def shipped_folder(name: str) -> Path:
    """The folder `codebooks` or `data`: inside the installed package, else in the checkout.

    Raises:
        FileNotFoundError: The installation is incomplete.
    """
    package = Path(str(files("coder")))
    for folder in (package / "_shipped" / name, package.parents[1] / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(name)
