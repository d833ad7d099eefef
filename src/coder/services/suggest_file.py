"""Suggestions for a file, without a project."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coder.domain.suggestions import Suggestion
from coder.domain.tokens import Lemmatizer
from coder.importing.plan import DEFAULT_MISSING, column_named, guess_id_column, is_missing
from coder.importing.readers import read_table
from coder.language.pipeline import choose_lemmatizer
from coder.services.codebooks import read_codebook
from coder.services.suggesting import CHUNK, ReportProgress
from coder.settings import load_settings
from coder.suggest.features import Document
from coder.suggest.suggester import Suggester


@dataclass(frozen=True, slots=True)
class SuggestedAnswer:
    """An answer of the file with its suggestions, likeliest first."""

    id: str
    text: str
    suggestions: tuple[Suggestion, ...]

    def why(self, suggestion: Suggestion) -> str:
        """The reasons in one short line: the rule, and the words it matched."""
        return "; ".join(
            f"{reason.kind.value}: {reason.text}" + self._matched(reason.spans)
            for reason in suggestion.reasons
        )

    def as_json(self) -> dict[str, object]:
        """The shape that `coder suggest --json` promises."""
        return {
            "id": self.id,
            "text": self.text,
            "suggestions": [
                {"code": item.code, "score": item.score, "why": self._reasons(item)}
                for item in self.suggestions
            ],
        }

    def _reasons(self, suggestion: Suggestion) -> list[dict[str, object]]:
        return [
            {
                "kind": reason.kind.value,
                "text": reason.text,
                "matched": [self.text[start:end] for start, end in reason.spans],
                "share": round(reason.share, 3),
            }
            for reason in suggestion.reasons
        ]

    def _matched(self, spans: tuple[tuple[int, int], ...]) -> str:
        words = ", ".join(dict.fromkeys(self.text[start:end] for start, end in spans))
        return f" ({words})" if words else ""
