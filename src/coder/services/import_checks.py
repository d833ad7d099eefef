"""What stands in the way of an import, and what a person should look at before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from coder.i18n import _
from coder.services.import_draft import ImportDraft
from coder.services.importing import PlannedImport

_KEY = re.compile(r"^[^\W\d_]\w*$")
_MANY_VALUES = 40  # of a background attribute; more make no groups
_FEW_ANSWERED = 0.05  # share of respondents, 0-1


def naming_problems(draft: ImportDraft) -> list[str]:
    """What is wrong with the names that a person gave, and whether there is anything to do."""
    problems = []
    if not draft.questions:
        problems.append(_("No column is a question yet: mark at least one."))
    if not draft.wave.strip():
        problems.append(_("The wave has no name."))
    keys = [asked.key for asked in draft.questions]
    for key in dict.fromkeys(keys):
        if keys.count(key) > 1:
            problems.append(_("Two questions are called {key}: rename one.").format(key=key))
        if not _KEY.match(key):
            text = _("{key} is no name for a question: begin with a letter, no blanks.")
            problems.append(text.format(key=key or "“”"))
    return problems


def warnings_of(draft: ImportDraft, planned: Sequence[PlannedImport | None]) -> list[str]:
    """What can be done, but may not be meant."""
    done = [one for one in planned if one is not None]
    found = []
    if done and draft.id_column is None:
        found.append(_("No column has ids, so respondents get the number of their row."))
    found += [text for one in done for text in _about(one)]
    for name in draft.background:
        distinct = draft.facts(name).distinct
        if distinct > _MANY_VALUES:
            text = _("{column} has {count} different values: too many to compare groups by.")
            found.append(text.format(column=name, count=distinct))
    return found


def _about(one: PlannedImport) -> Iterator[str]:
    question, rows, answers = one.plan.question, len(one.plan.rows), one.plan.answers
    if not answers:
        yield _("{question}: nobody answered.").format(question=question)
    elif answers < rows * _FEW_ANSWERED:
        text = _("{question}: only {answers} of {rows} answered.")
        yield text.format(question=question, answers=answers, rows=rows)
    if one.conflicts:
        text = _("{question}: {count} answers differ from the project, which keeps its own.")
        yield text.format(question=question, count=len(one.conflicts))
