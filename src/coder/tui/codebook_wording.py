"""The codebook screen in words: the lines of the tree, the card of a code."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from textual.content import Content

from coder.domain.codebook import Code, Codebook
from coder.domain.codebook_diff import CodebookDiff, told
from coder.domain.codebook_tree import depths
from coder.domain.review import Review
from coder.i18n import _, ngettext
from coder.services.code_counts import CodeCounts
from coder.tui.signs import AGAIN
from coder.tui.text import fitted, joined, one_line

MARK, NO_MARK, NET = "✓", " ", "▾"
COUNT_WIDTH = 5  # cells of a number


def tree(
    codebook: Codebook, counts: CodeCounts, marked: Collection[str], width: int
) -> list[tuple[str, Content]]:
    """A line for each code, with its id: its place in the tree, and on how many answers it is."""
    return [
        (code.id, _line(code, depth, counts, code.id in marked, width))
        for depth, code in depths(codebook)
    ]


def _line(code: Code, depth: int, counts: CodeCounts, marked: bool, width: int) -> Content:
    label = "  " * depth + (f"{NET} " if not code.codable else "") + one_line(code.label)
    review = counts.review[code.id]
    again = f"{AGAIN}{review}" if review else ""
    room = max(8, width - 2 - 2 * COUNT_WIDTH)
    return Content.assemble(
        (f"{MARK if marked else NO_MARK} ", "bold $accent"),
        (fitted(label, room), "bold" if not code.codable else ""),
        (again.rjust(COUNT_WIDTH), "$accent"),
        (str(counts.coded[code.id] or "·").rjust(COUNT_WIDTH), "$quiet"),
    )


def card(codebook: Codebook, code: Code, counts: CodeCounts) -> Content:
    """Everything that the codebook says of a code, and where it stands."""
    parent = codebook.parent(code.id)
    parts = [
        Content.assemble(
            (code.label, "bold $primary"),
            "\n",
            (joined(code.id, parent.label if parent else "", *_flags(code)), "$quiet"),
            "\n",
            (_standing(code, counts), "$quiet"),
        ),
        Content(code.definition or _("No definition yet.")),
        _listed(_("Use when"), code.use_when, "+"),
        _listed(_("Not when"), code.not_when, "−"),
        _listed(_("Examples"), (f"“{example}”" for example in code.examples), "·"),
        _listed(_("Rules"), code.patterns, "≈"),
    ]
    return Content("\n\n").join(part for part in parts if part)


def _flags(code: Code) -> list[str]:
    said = {
        _("net"): not code.codable,
        _("stands alone"): code.exclusive,
        _("one of these"): code.one_of,
        _("when no rule matches"): code.fallback,
    }
    return [word for word, holds in said.items() if holds]


def _standing(code: Code, counts: CodeCounts) -> str:
    coded, proposed = counts.coded[code.id], counts.proposed[code.id]
    parts = [ngettext("{count} answer coded", "{count} answers coded", coded).format(count=coded)]
    if proposed:
        parts.append(_("{count} proposed").format(count=proposed))
    if counts.review[code.id]:
        parts.append(_("{count} to look at again").format(count=counts.review[code.id]))
    return joined(*parts)


def outside(diff: CodebookDiff, homeless: dict[str, int]) -> str:
    """What another program changed, and which codings that leaves without a code."""
    lines = told(diff)
    for code, count in homeless.items():
        template = ngettext(
            "! {count} answer has the code {code}, which is gone: it keeps it and waits for you.",
            "! {count} answers have the code {code}, which is gone: they keep it and wait for you.",
            count,
        )
        lines.append(template.format(count=count, code=code))
    return "\n".join(lines)


def reasons(found: Iterable[Review]) -> str:
    """Why a coding wants another look, in a few words."""
    words = {
        Review.OUTDATED: _("made under an older definition"),
        Review.SPLIT: _("its code was split"),
        Review.LOST: _("its code is gone"),
    }
    return ", ".join(words[reason] for reason in Review if reason in set(found))


def _listed(title: str, items: Iterable[str], sign: str) -> Content:
    lines: Sequence[Content] = [
        Content.assemble((f"{sign} ", "bold $primary"), item) for item in items
    ]
    if not lines:
        return Content()
    return Content("\n").join([Content.styled(title, "bold $quiet"), *lines])
