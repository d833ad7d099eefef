"""Codings by codes that their codebook does not have (any more): they stay, and are named."""

from __future__ import annotations

from coder.errors import CoderError
from coder.i18n import ngettext
from coder.services.codebooks import codebook_for
from coder.storage.codebook_counts import present_counts
from coder.storage.project import Project


def homeless(project: Project) -> list[str]:
    """A sentence for each code that stands on answers and that no codebook has."""
    found: list[str] = []
    seen: set[str] = set()
    for question in project.questions():
        if not question.codebook_id or question.codebook_id in seen:
            continue
        seen.add(question.codebook_id)
        try:
            codebook = codebook_for(project, question, last_good=True)
        except CoderError:
            continue
        known = {code.id for code in codebook.walk()}
        with project.reading() as connection:
            counts = present_counts(connection, question.codebook_id)
        for code, count in sorted(counts.items()):
            if code not in known:
                template = ngettext(
                    "{codebook}: {code} on {count} answer",
                    "{codebook}: {code} on {count} answers",
                    count,
                )
                found.append(template.format(codebook=codebook.id, code=code, count=count))
    return found
