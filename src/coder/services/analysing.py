"""Words and lemmas of answers; each distinct text is analysed once and kept in the project."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from typing import overload

from coder.domain.tokens import Lemmatizer, pack, unpack
from coder.language.parallel import PORTION, in_processes, packed_tokens, processes_for
from coder.language.pipeline import runs_in_processes
from coder.settings import load_settings
from coder.storage.project import Project
from coder.suggest.features import Document

CHUNK = 500  # texts analysed between two reports of progress
KEPT_AT_ONCE = 5_000  # texts stored in one go: each time costs as much as analysing some hundreds
HELD = 10_000  # texts of which all documents stay in memory: 100 MB
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
    for packed in _analysed(project, lemmatizer, missing, len(distinct), progress):
        known.update((text, unpack(tokens)) for text, tokens in packed.items())
    return [Document(text, known[text]) for text in texts]


def documents_of(
    project: Project,
    lemmatizer: Lemmatizer,
    texts: Sequence[str],
    progress: ReportProgress | None = None,
) -> Documents:
    """As `analyse_texts`; of many texts the documents stay in the project until one is asked for.

    An exception raised by `progress` stops the work; what was analysed before is kept.
    """
    distinct = list(dict.fromkeys(texts))
    if len(distinct) <= HELD:
        return Documents(project, lemmatizer, analyse_texts(project, lemmatizer, texts, progress))
    name, version = lemmatizer.name, lemmatizer.version
    missing = project.texts_without_lemmas(name, version, distinct)
    for _packed in _analysed(project, lemmatizer, missing, len(distinct), progress):
        pass  # they are in the project now
    return Documents(project, lemmatizer, texts)


class Documents(Sequence[Document]):
    """The documents of many texts: held, or read from the project as they are asked for.

    Those of 100,000 answers would take 1 GB.
    """

    def __init__(
        self, project: Project, lemmatizer: Lemmatizer, texts: Sequence[str] | list[Document]
    ) -> None:
        self._project, self._lemmatizer, self._texts = project, lemmatizer, texts

    def __len__(self) -> int:
        return len(self._texts)

    @overload
    def __getitem__(self, index: int) -> Document: ...

    @overload
    def __getitem__(self, index: slice) -> list[Document]: ...

    def __getitem__(self, index: int | slice) -> Document | list[Document]:
        if isinstance(index, slice):
            return self.of(range(*index.indices(len(self))))
        return self.of([index])[0]

    def __iter__(self) -> Iterator[Document]:
        for start in range(0, len(self), CHUNK):
            yield from self[start : start + CHUNK]

    def of(self, indexes: Iterable[int]) -> list[Document]:
        """The documents of some texts, in this order."""
        wanted = [self._texts[index] for index in indexes]
        held = [one for one in wanted if isinstance(one, Document)]
        if len(held) == len(wanted):
            return held
        return analyse_texts(self._project, self._lemmatizer, [str(one) for one in wanted])


def _analysed(
    project: Project,
    lemmatizer: Lemmatizer,
    missing: Sequence[str],
    total: int,
    progress: ReportProgress | None,
) -> Iterator[dict[str, str]]:
    """Packed tokens by text, a portion at a time; kept in the project, also when it stops early."""
    done, new = total - len(missing), dict[str, str]()

    def keep() -> None:
        project.cache_lemmas(lemmatizer.name, lemmatizer.version, new)
        new.clear()

    try:
        with closing(_packed(lemmatizer, missing)) as portions:
            for packed in portions:
                new.update(packed)
                if len(new) >= KEPT_AT_ONCE:
                    keep()
                done += len(packed)
                if progress:
                    progress(done, total)
                yield packed
    finally:
        keep()


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
