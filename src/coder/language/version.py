"""The version of our Dutch: changes with its data and with its rules, and so clears old lemmas."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from coder.language.packing import data_folder

_RULES = (
    "clauses.py",
    "components.py",
    "compounds.py",
    "encoding.py",
    "lemmas.py",
    "lexicon.py",
    "surface.py",
    "tagger.py",
    "tokenizer.py",
    "typing_errors.py",
)


@cache
def rules_version() -> str:
    """Eight hexadecimal digits over the package data and the modules that decide lemmas."""
    folder = data_folder()
    data = [path for path in folder.iterdir() if path.suffix not in {".md", ""}]
    rules = [path for name in _RULES if (path := Path(__file__).with_name(name)).exists()]
    digest = hashlib.sha256()
    for path in sorted(data) + sorted(rules):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:8]
