"""Suggestions for a file, without a project."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from coder.domain.suggestions import Suggestion
from coder.domain.tokens import Lemmatizer
from coder.importing.plan import plan_import
from coder.importing.readers import read_table
from coder.language.pipeline import choose_lemmatizer
from coder.services.analysing import CHUNK, ReportProgress
from coder.services.codebooks import read_codebook
from coder.services.lookup_lists import ListColumns, index_of_file
from coder.settings import load_settings
from coder.suggest.features import Document
from coder.suggest.lookup import LookupIndex
from coder.suggest.lookup_reasons import with_candidates
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


def suggest_file(  # noqa: PLR0913 - what a survey file leaves open
    file: Path,
    text: str,
    codebook: Path,
    *,
    top: int = 3,
    id_column: str | None = None,
    sheet: str | None = None,
    lookup: ListColumns | None = None,
    progress: ReportProgress | None = None,
) -> Iterator[SuggestedAnswer]:
    """Suggestions for each answer of a file, in its order; missing answers are left out.

    `lookup` is a list of the user's own that speaks beside rules and codebook.

    Raises:
        ImportFileError: The file cannot be read, or a column is not there.
        CodebookError: The codebook is not right.
    """
    book = read_codebook(codebook)
    table = read_table(file, sheet=sheet)
    plan = plan_import(table, book.id, text, id_column=id_column)
    lemmatizer = choose_lemmatizer(load_settings().pipeline)
    suggester = Suggester.untrained(book, lemmatizer)
    answered = [(row.external_id, row.text) for row in plan.rows if row.text is not None]
    index = None if lookup is None else index_of_file(book, lookup)
    return _suggested(suggester, lemmatizer, answered, top, progress, index)


def _suggested(  # noqa: PLR0913, PLR0917 - what `suggest_file` made ready
    suggester: Suggester,
    lemmatizer: Lemmatizer,
    answered: Sequence[tuple[str, str]],
    top: int,
    progress: ReportProgress | None,
    lists: LookupIndex | None,
) -> Iterator[SuggestedAnswer]:
    for start in range(0, len(answered), CHUNK):
        chunk = answered[start : start + CHUNK]
        texts = [text for _id, text in chunk]
        documents = [
            Document.of(text, tokens)
            for text, tokens in zip(texts, lemmatizer.analyse(texts), strict=True)
        ]
        ranked = suggester.suggest_many(documents, top)
        for (answer_id, text), suggestions in zip(chunk, ranked, strict=True):
            if lists is not None:
                listed = lists.find(text)
                suggestions = with_candidates(suggestions, listed, suggester.codes, top)  # noqa: PLW2901
            yield SuggestedAnswer(answer_id, text, tuple(suggestions))
        if progress:
            progress(start + len(chunk), len(answered))
