"""Which code of an earlier wave counts as which code now: a small file beside the codebooks.

zorgen:                      # the question
  "2020":                    # the wave with other codes
    question: zorgen_2020    # only where it is stored under another key
    codes:
      te_weinig_geld: bezuinigingen
      corona:                # nothing: there is no such code any more
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coder.domain.waves import CodeMap
from coder.errors import Problem, ProblemsError
from coder.i18n import _

FILE_NAME = "wave_map.yaml"
_KEYS = ("question", "codes")


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
    document = _load(path)
    problems: list[Problem] = []
    found: dict[str, dict[str, WaveMap]] = {}
    for question, waves in _items(document, path, problems):
        found[str(question)] = {
            str(wave): _wave_map(entry, path, problems)
            for wave, entry in _items(waves, path, problems)
        }
    if problems:
        raise ProblemsError(problems)
    return found


def _wave_map(entry: Any, path: Path, problems: list[Problem]) -> WaveMap:
    fields = dict(_items(entry, path, problems))
    for key in fields:
        if key not in _KEYS:
            message = _("unknown key '{key}'; known are: {names}")
            problems.append(
                _problem(message.format(key=key, names=", ".join(_KEYS)), path, entry, key)
            )
    codes = _items(fields.get("codes") or {}, path, problems)
    return WaveMap(
        str(fields.get("question") or ""),
        {str(old): None if new is None else str(new) for old, new in codes},
    )


def _items(node: Any, path: Path, problems: list[Problem]) -> list[tuple[Any, Any]]:
    if isinstance(node, Mapping):
        return list(node.items())
    problems.append(_problem(_("here names with values are expected"), path, node, None))
    return []


def _problem(message: str, path: Path, node: Any, key: Any) -> Problem:
    place = getattr(node, "lc", None)
    if place is None:
        return Problem(message, str(path))
    line, column = place.key(key) if key is not None else (place.line, place.col)
    return Problem(message, str(path), line + 1, column + 1)


def _load(path: Path) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError

    try:
        return YAML().load(path.read_text(encoding="utf-8-sig")) or {}
    except MarkedYAMLError as error:
        mark = error.problem_mark
        place = (mark.line + 1, mark.column + 1) if mark else (None, None)
        raise ProblemsError([Problem(str(error.problem), str(path), *place)]) from error
    except (OSError, UnicodeDecodeError) as error:
        message = _("it cannot be read as text in UTF-8")
        raise ProblemsError([Problem(message, str(path))]) from error
