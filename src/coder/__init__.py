"""A terminal workbench for qualitative coding of Dutch open survey answers.

For notebooks: `from coder import Project, Codebook, Suggester`. They load when they are asked for,
so that `import coder` and `coder --help` stay quick; their types are in `__init__.pyi`.
"""

from __future__ import annotations

from importlib import import_module

__version__ = "0.1.0"

_PUBLIC = ("Codebook", "Project", "Suggester")


def __getattr__(name: str) -> object:
    if name in _PUBLIC:
        return getattr(import_module("coder.api"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*_PUBLIC, "__version__"]
