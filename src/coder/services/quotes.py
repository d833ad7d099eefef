"""Quotes as commands, the app and reports take them: the desk of a question, and files."""

from __future__ import annotations

from pathlib import Path

from coder.domain.coding import Coder
from coder.domain.disclosure import DEFAULT_LEAST
from coder.domain.quotes import Quote, QuoteStatus
from coder.domain.tokens import Lemmatizer
from coder.reports.files import write_whole
from coder.reports.quotes import as_csv, as_json, as_markdown, printed, status_of
from coder.services import lookups
from coder.services.quote_desk import Checked, CodeQuotes, QuoteDesk
from coder.services.speakers import Speakers
from coder.storage import quote_store
from coder.storage.project import Project


def open_desk(  # noqa: PLR0913 - every part can be chosen
    project: Project,
    lemmatizer: Lemmatizer,
    question: str,
    wave: str | None = None,
    *,
    k: int = DEFAULT_LEAST,
    function: str | None = None,
    organisation: str | None = None,
    coder: Coder | None = None,
) -> QuoteDesk:
    """The quote desk of a question.

    Args:
        project: The project.
        lemmatizer: The Dutch in use.
        question: The question.
        wave: The wave; None for the latest.
        k: The fewest respondents that an attribution may point at.
        function: Question or attribute with titles; None: as chosen before in this project, else
            guessed by its name; "": none.
        organisation: Attribute with the type of organisation; likewise.
        coder: Who decides; None: only looks.

    Raises:
        CoderError: No such question, wave or attribute, or the question has no codebook.
    """
    wave = lookups.find_wave(project, question, wave)
    chosen = quote_store.described_by(project)
    given = {"function": function, "organisation": organisation}
    wanted = chosen | {name: value for name, value in given.items() if value is not None}
    speakers = Speakers.of(
        project, wave, question, wanted.get("function"), wanted.get("organisation"), k
    )
    if wanted != chosen and not project.read_only:
        quote_store.describe_by(project, wanted)
    return QuoteDesk(project, question, wave, lemmatizer, speakers, coder)


def write_quotes(path: Path, text: str) -> None:
    """Writes quotes as Markdown, or as csv with the mark by which a Dutch Excel knows UTF-8.

    Raises:
        CoderError: The file cannot be written; an older one is as it was.
    """
    write_whole(path, text.encode("utf-8-sig" if path.suffix.lower() == ".csv" else "utf-8"))


__all__ = [
    "Checked",
    "CodeQuotes",
    "Quote",
    "QuoteDesk",
    "QuoteStatus",
    "as_csv",
    "as_json",
    "as_markdown",
    "open_desk",
    "printed",
    "status_of",
    "write_quotes",
]
