"""Letters that stand for codes at one question: chosen by the coder, or given as codes are used."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from coder.storage import meta
from coder.storage.project import Project


@dataclass(frozen=True, slots=True)
class KeptLetters:
    """Code by letter. `recent` were given by themselves, the one used longest ago first."""

    fixed: Mapping[str, str] = field(default_factory=dict)
    recent: Mapping[str, str] = field(default_factory=dict)


def read_letters(project: Project, question: str) -> KeptLetters:
    """The letters kept for a question; none when there are none."""
    with project.reading() as connection:
        kept = meta.get(connection, meta.LETTERS + question)
    return KeptLetters(**json.loads(kept)) if kept else KeptLetters()


def keep_letters(project: Project, question: str, letters: KeptLetters) -> None:
    """Keep these letters for a question, and no others."""
    about = {"fixed": dict(letters.fixed), "recent": dict(letters.recent)}
    with project.writing() as connection:
        meta.put(connection, meta.LETTERS + question, json.dumps(about, ensure_ascii=False))
