"""A codebook for a notebook: read from its file, shown as a table."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from coder.domain import codebook as domain

if TYPE_CHECKING:
    import pandas as pd


class Codebook(domain.Codebook):
    """A codebook as the rest of coder knows it, with what a notebook needs besides."""

    __slots__ = ()

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """The codebook in a YAML file.

        Raises:
            CodebookError: All that is wrong with the file, with line and column.
        """
        from coder.services.codebooks import read_codebook

        return cls.of(read_codebook(Path(path)))

    @classmethod
    def of(cls, codebook: domain.Codebook) -> Self:
        """The same codebook."""
        return cls(*_values(codebook))

    def to_frame(self) -> pd.DataFrame:
        """The codes and nets, one a row: id, label, parent, definition, codable."""
        import pandas as pd

        parents = {below.id: code.id for code in self.walk() for below in code.codes}
        rows = [
            (code.id, code.label, parents.get(code.id, ""), code.definition, code.codable)
            for code in self.walk()
        ]
        columns = ["code", "label", "parent", "definition", "codable"]
        return pd.DataFrame(rows, columns=columns).set_index("code")

    def __eq__(self, other: object) -> bool:
        """Equal to any codebook that says the same, one of the rest of coder too."""
        if not isinstance(other, domain.Codebook):
            return NotImplemented
        return _values(self) == _values(other)

    def __hash__(self) -> int:
        return hash(_values(self))

    def __repr__(self) -> str:
        return f"<Codebook {self.id}: {len(self.codable)} codes, {self.answers.value} an answer>"


def _values(codebook: domain.Codebook) -> tuple[Any, ...]:
    return tuple(getattr(codebook, field.name) for field in fields(domain.Codebook))
