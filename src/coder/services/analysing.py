"""Words and lemmas of answers; each distinct text is analysed once and kept in the project."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from coder.domain.tokens import Lemmatizer, pack, unpack
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
    """Documents of these texts; each distinct text is analysed once and kept in the project."""
    distinct = list(dict.fromkeys(texts))
    kept = project.cached_lemmas(lemmatizer.name, lemmatizer.version, distinct)
    known = {text: unpack(packed) for text, packed in kept.items()}
    missing = [text for text in distinct if text not in known]
    for start in range(0, len(missing), CHUNK):
        chunk = missing[start : start + CHUNK]
        fresh = dict(zip(chunk, map(tuple, lemmatizer.analyse(chunk)), strict=True))
        packed = {text: pack(tokens) for text, tokens in fresh.items()}
        project.cache_lemmas(lemmatizer.name, lemmatizer.version, packed)
        known.update(fresh)
        if progress:
            progress(len(known), len(distinct))
    return [Document(text, known[text]) for text in texts]
