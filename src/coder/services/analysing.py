"""Words and lemmas of answers; each distinct text is analysed once and kept in the project."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing

from coder.domain.tokens import Lemmatizer, pack, unpack
from coder.language.parallel import PORTION, in_processes, packed_tokens, processes_for
from coder.language.pipeline import runs_in_processes
from coder.settings import load_settings
from coder.storage.project import Project
from coder.suggest.features import Document

CHUNK = 500  # texts analysed between two reports of progress
ReportProgress = Callable[[int, int], None]  # done, of


def analyse_texts(
    project: Project,
    lemmatizer: Lemmatizer,
    texts: Sequence[str],
    progress: ReportProgress | None = None,
) -> list[Document]:
    """Documents of these texts; each distinct text is analysed once and kept in the project.

    An exception raised by `progress` stops the work; what was analysed before is kept.
    """
    distinct = list(dict.fromkeys(texts))
    kept = project.cached_lemmas(lemmatizer.name, lemmatizer.version, distinct)
    known = {text: unpack(packed) for text, packed in kept.items()}
    missing = [text for text in distinct if text not in known]
    with closing(_packed(lemmatizer, missing)) as portions:
        for packed in portions:
            project.cache_lemmas(lemmatizer.name, lemmatizer.version, packed)
            known.update((text, unpack(tokens)) for text, tokens in packed.items())
            if progress:
                progress(len(known), len(distinct))
    return [Document(text, known[text]) for text in texts]


def _packed(lemmatizer: Lemmatizer, texts: Sequence[str]) -> Generator[dict[str, str]]:
    """Packed tokens by text, a portion at a time; in several processes where that pays."""
    processes = processes_for(len(texts), load_settings().processes) if texts else 1
    if processes == 1 or not runs_in_processes(lemmatizer):
        for chunk in _cut(texts, CHUNK):
            yield dict(zip(chunk, map(pack, lemmatizer.analyse(chunk)), strict=True))
        return
    portions = _cut(texts, PORTION)
    found = in_processes(packed_tokens, lemmatizer.name, portions, processes)
    with closing(found):
        for portion, packed in zip(portions, found, strict=True):
            yield dict(zip(portion, packed, strict=True))


def _cut(texts: Sequence[str], size: int) -> list[Sequence[str]]:
    return [texts[start : start + size] for start in range(0, len(texts), size)]
