"""Codings that were made under an older definition of their code."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress

from coder.codebooks.document import loads
from coder.domain.answers import AnswerId, Question
from coder.domain.coding import CoderId
from coder.domain.definitions import Meanings, meanings
from coder.errors import CodebookError, ProjectLockedError, StorageFullError
from coder.storage import definitions
from coder.storage.project import Project
from coder.storage.rows import CodebookVersion


class Definitions:
    """What the codes of a question meant when its answers were coded, and what they mean now."""

    def __init__(self, project: Project, question: Question) -> None:
        self._project, self._question = project, question
        self._differing: dict[int, frozenset[str]] = {}
        self.renew()

    def renew(self) -> None:
        """The codebook has a new version."""
        now = self._project.codebook_version(self._question.codebook_id)
        if now is None:
            return
        present = meanings_of(self._project, now)
        with self._project.reading() as connection:
            versions = definitions.versions_in_use(connection, now.codebook_id)
        self._differing = {}
        for version in versions:
            then = present if version.sha256 == now.sha256 else meanings_of(self._project, version)
            if other := frozenset(c for c, token in then.items() if present.get(c, token) != token):
                self._differing[version.id] = other

    def outdated(
        self, among: Collection[AnswerId] | None = None
    ) -> list[tuple[AnswerId, CoderId, str]]:
        """Answers with a code that meant something else when this coder last decided on them."""
        if not self._differing:
            return []
        codes = frozenset[str]().union(*self._differing.values())
        with self._project.reading() as connection:
            made = definitions.made_under(
                connection, self._question.key, codes, self._differing, among
            )
        return [
            (answer_id, coder_id, code)
            for answer_id, coder_id, code, version in made
            if code in self._differing[version]
        ]


def meanings_of(project: Project, version: CodebookVersion) -> Meanings:
    """What the codes of one version mean; read from its text once, and kept."""
    with project.reading() as connection:
        kept = definitions.kept_meanings(connection, version.sha256)
    if kept is not None:
        return kept
    try:
        found = meanings(loads(version.yaml, version.codebook_id).codebook)
    except CodebookError:  # kept by an older release whose rules were other ones
        return {}
    if not project.read_only:
        with suppress(ProjectLockedError, StorageFullError), project.writing() as connection:
            definitions.keep_meanings(connection, version.sha256, found)
    return found
