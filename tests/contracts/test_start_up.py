"""What must not be loaded before it is needed: the command line answers at once."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("textual", "sqlalchemy", "pandas", "spacy", "sklearn", "matplotlib", "numpy")


def loaded_by(arguments: list[str]) -> set[str]:
    """The heavy packages that a `coder` call has loaded when it ends."""
    code = (
        "import sys\n"
        f"sys.argv = ['coder', *{arguments!r}]\n"
        "from coder.cli.main import run\n"
        "run(sys.argv[1:])\n"
        f"print('LOADED', *sorted(set({HEAVY!r}) & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split()[1:])


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], []])
def test_help_loads_none_of_the_heavy_packages(arguments: list[str]) -> None:
    assert loaded_by(arguments) == set()


def test_the_public_package_loads_none_of_the_heavy_packages() -> None:
    code = f"import sys, coder; print(*sorted(set({HEAVY!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
