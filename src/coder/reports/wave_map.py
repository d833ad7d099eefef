"""Which code of an earlier wave counts as which code now: a small file beside the codebooks.

zorgen:                      # the question
  "2020":                    # the wave with other codes
    question: zorgen_2020    # only where it is stored under another key
    codes:
      te_weinig_geld: bezuinigingen
      corona:                # nothing: there is no such code any more
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coder.domain.waves import CodeMap
from coder.reports.yaml_lists import ListFile

FILE_NAME = "wave_map.yaml"


@dataclass(frozen=True, slots=True)
class WaveMap:
    """How one wave of a question is read. `question` is "" where the key is the same."""

    question: str = ""
    codes: CodeMap = field(default_factory=dict)


def read_wave_maps(path: Path) -> dict[str, dict[str, WaveMap]]:
    """Question → wave → its map.

    Raises:
        ProblemsError: The file is not right; all that is wrong, with line and column.
    """
    file = ListFile(path)
    found = {
        str(question): {str(wave): _wave_map(file, entry) for wave, entry in file.items(waves)}
        for question, waves in file.items(file.load())
    }
    file.finish()
    return found


def _wave_map(file: ListFile, entry: Any) -> WaveMap:
    fields = file.known_keys(entry, ("question", "codes"))
    codes = file.items(fields.get("codes"))
    return WaveMap(
        str(fields.get("question") or ""),
        {str(old): None if new is None else str(new) for old, new in codes},
    )
