"""What merging did with a codebook, for `coder merge`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.cli.output import show_table, tell
from coder.i18n import _

if TYPE_CHECKING:
    from coder.domain.codebook_merge import MergedPart
    from coder.services.merging_codebooks import CodebookMerge

MOST = 60  # letters of a text that does not count


def show_codebook(merged: CodebookMerge) -> None:
    """The changes of one codebook, and what a person should look at."""
    if merged.why_not:
        text = _("Codebook {name} could not be brought together; it was left as it is: {why}")
        tell(text.format(name=merged.codebook, why=merged.why_not))
        return
    if merged.changes:
        title = _("Codebook {name}: taken over").format(name=merged.codebook)
        rows = [(part.code or "-", _what(part)) for part in merged.changes]
        show_table(title, (_("code"), _("what")), rows)
    if merged.file:
        tell(
            _("Written to {file}; the text as it was is kept in the project.").format(
                file=merged.file
            )
        )
    for part in merged.clashes:
        tell("  " + _clash(part, merged.codebook))


def _what(part: MergedPart) -> str:
    from coder.domain.codebook_merge import What

    if part.what is What.ADDED:
        return _("added")
    return _("taken away") if part.what is What.REMOVED else _field_name(part.field)


def _clash(part: MergedPart, codebook: str) -> str:
    from coder.domain.codebook_merge import What

    if part.what is What.KEPT:
        text = _("{code} was taken away in one copy, but is in use or was changed: it stays.")
        return text.format(code=part.code)
    if not part.code:
        text = _("{field} of the codebook {name} differs there; ours stays.")
        return text.format(field=_field_name(part.field), name=codebook)
    text = _("{code}: both changed {field}; the later counts. The other was: {left}")
    left = " ".join(part.left.split())
    shown = left if len(left) <= MOST else left[:MOST] + "…"
    return text.format(code=part.code, field=_field_name(part.field), left=shown or "-")


def _field_name(field: str) -> str:
    return {
        "use_when": _("use when"),
        "not_when": _("not when"),
        "examples": _("examples"),
        "patterns": _("rules"),
        "label": _("label"),
        "definition": _("definition"),
        "parent": _("place in the tree"),
        "title": _("title"),
        "question": _("question"),
        "language": _("language"),
    }.get(field, field)
