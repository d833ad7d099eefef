"""Values that a file has otherwise than the project, told to a person or a script."""

from __future__ import annotations

from coder.i18n import _, ngettext
from coder.storage.rows import Conflict

_LISTED = 5  # conflicts that are told one by one


def conflict_lines(conflicts: tuple[Conflict, ...] | list[Conflict]) -> list[str]:
    """Values that the file has otherwise than the project, the first few one by one."""
    if not conflicts:
        return []
    text = ngettext(
        "{count} value differs from the one in the project, which was kept:",
        "{count} values differ from those in the project, which were kept:",
        len(conflicts),
    )
    lines = [text.format(count=len(conflicts))]
    for conflict in conflicts[:_LISTED]:
        text = _("  {id}, {name}: “{stored}” kept, “{offered}” not taken over")
        lines.append(
            text.format(
                id=conflict.external_id,
                name=conflict.name,
                stored=conflict.stored,
                offered=conflict.offered,
            )
        )
    return lines


def conflict_json(conflict: Conflict) -> dict[str, str]:
    """One of them, for scripts."""
    return {
        "id": conflict.external_id,
        "name": conflict.name,
        "stored": conflict.stored,
        "offered": conflict.offered,
    }
