"""Reads the small lists that people edit beside their codebooks; tells all that is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from coder.errors import Problem, ProblemsError
from coder.i18n import _


class ListFile:
    """One such file while it is read: gives its parts, and gathers what is wrong."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def load(self) -> Any:
        """The document; empty when there is no file.

        Raises:
            ProblemsError: It is no YAML, or cannot be read as text.
        """
        from ruamel.yaml import YAML
        from ruamel.yaml.error import MarkedYAMLError

        if not self.path.is_file():
            return {}
        try:
            return YAML().load(self.path.read_text(encoding="utf-8-sig")) or {}
        except MarkedYAMLError as error:
            mark = error.problem_mark
            place = (mark.line + 1, mark.column + 1) if mark else (None, None)
            raise ProblemsError([Problem(str(error.problem), str(self.path), *place)]) from error
        except (OSError, UnicodeDecodeError) as error:
            message = _("it cannot be read as text in UTF-8")
            raise ProblemsError([Problem(message, str(self.path))]) from error

    def items(self, node: Any) -> list[tuple[Any, Any]]:
        """Names with their values; nothing for an empty place, a problem for anything else."""
        if node is None:
            return []
        if isinstance(node, Mapping):
            return list(node.items())
        self.complain(_("here names with values are expected"), node)
        return []

    def texts(self, node: Any, parent: Any = None, key: Any = None) -> list[str]:
        """A list of texts; nothing for an empty place, a problem for anything else."""
        if node is None:
            return []
        if isinstance(node, list) and not any(isinstance(x, list | Mapping) for x in node):
            return [str(text) for text in node]
        self.complain(_("here a list of texts is expected"), parent, key)
        return []

    def known_keys(self, node: Any, known: tuple[str, ...]) -> dict[str, Any]:
        """The fields of an entry; a problem for each that is not known."""
        fields = dict(self.items(node))
        for key in fields:
            if key not in known:
                message = _("unknown key '{key}'; known are: {names}")
                self.complain(message.format(key=key, names=", ".join(known)), node, key)
        return fields

    def complain(self, message: str, node: Any, key: Any = None) -> None:
        """Keeps a problem with its place."""
        place = getattr(node, "lc", None)
        if place is None:
            self.problems.append(Problem(message, str(self.path)))
            return
        line, column = place.key(key) if key is not None else (place.line, place.col)
        self.problems.append(Problem(message, str(self.path), line + 1, column + 1))

    def finish(self) -> None:
        """Tells what was wrong.

        Raises:
            ProblemsError: Something was.
        """
        if self.problems:
            raise ProblemsError(self.problems)
