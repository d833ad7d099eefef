"""Words that a project leaves out of its clouds, or shows as one: a list that people edit.

zorgen:                        # a question, or `all` for every question
  leave_out: [heel, gewoon]
  merge:
    bezuinigingen: [bezuiniging, bezuinigen]
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from coder.domain.tokens import fold
from coder.reports.yaml_lists import ListFile

FILE_NAME = "cloud_words.yaml"
EVERY_QUESTION = "all"


@dataclass(frozen=True, slots=True)
class CloudList:
    """Folded words that are left out, and folded word → the word it is shown as."""

    leave_out: frozenset[str] = frozenset()
    merge: Mapping[str, str] = field(default_factory=dict)

    def applied(self, words: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
        """The words that stay, those that are one with their counts added up.

        A respondent who said two of them counts twice then: a cloud shows how often, not of whom.
        """
        counts: dict[str, int] = {}
        shown: dict[str, str] = {}
        for word, count in words:
            name = self.merge.get(fold(word), word)
            key = fold(name)
            if key in self.leave_out or fold(word) in self.leave_out:
                continue
            counts[key] = counts.get(key, 0) + count
            shown.setdefault(key, name)
        return [(shown[key], count) for key, count in counts.items()]


def read_cloud_list(path: Path, question: str) -> CloudList:
    """The list for one question, that for every question with it; empty when there is no file.

    Raises:
        ProblemsError: The file is not right; all that is wrong, with line and column.
    """
    file = ListFile(path)
    leave_out: set[str] = set()
    merge: dict[str, str] = {}
    for key, entry in file.items(file.load()):
        fields = file.known_keys(entry, ("leave_out", "merge"))
        texts = file.texts(fields.get("leave_out"), entry, "leave_out")
        pairs = [
            (word, str(name))
            for name, words in file.items(fields.get("merge"))
            for word in file.texts(words, fields.get("merge"), name)
        ]
        if key in {question, EVERY_QUESTION}:
            leave_out |= set(map(fold, texts))
            merge |= {fold(word): name for word, name in pairs}
    file.finish()
    return CloudList(frozenset(leave_out), merge)
