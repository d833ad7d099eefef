"""A difference between coders in words: on one line, and in full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from coder.i18n import _
from coder.tui.agreement_views import OPEN, in_order, named
from coder.tui.signs import YOURS
from coder.tui.text import joined, shown
from coder.tui.widgets.answer_list import Line

if TYPE_CHECKING:
    from coder.services.reconciling import Difference

__all__ = ["detail", "line", "named"]
AGREED, DISPUTED = " ", "≠"
Codes = frozenset[str]


def line(difference: Difference, labels: Mapping[str, str]) -> Line:
    """The answer on one line, with what was decided, or what each gave."""
    final = difference.final
    if final is not None and difference.decided:
        codes = named(final.codes, labels)
    else:
        codes = " ≠ ".join(named(codes, labels) for codes in difference.codes if codes is not None)
    return Line(
        difference.text,
        YOURS if difference.decided else OPEN,
        len(difference.answer_ids),
        codes,
        quiet=difference.decided,
    )


def detail(
    difference: Difference,
    coders: Sequence[str],
    labels: Mapping[str, str],
    reason: str,
    own: Codes | None,
) -> Content:
    """The whole answer, the codes of each coder, the own choice, the decision and its reason."""
    parts = [
        Content.assemble((shown(difference.text), "bold")),
        Content.styled(_people(difference.respondents), "$quiet"),
        *(
            _coder(number, name, codes, difference.disputed, labels)
            for number, (name, codes) in enumerate(
                zip(coders, difference.codes, strict=True), start=1
            )
        ),
    ]
    if own is not None:
        parts.append(_titled(_("Your choice; enter decides it"), named(own, labels), "$accent"))
    if difference.final is not None:
        parts.append(_decision(difference, labels, reason))
    return Content("\n\n").join(parts)


def _people(respondents: Sequence[str]) -> str:
    most = 6
    names = ", ".join(respondents[:most]) + (", …" if len(respondents) > most else "")
    return joined(_("respondent {names}").format(names=names))


def _coder(
    number: int, name: str, codes: Codes | None, disputed: Codes, labels: Mapping[str, str]
) -> Content:
    head = Content.assemble((f"{number} ", "bold $primary"), (name, "bold"))
    if not codes:
        return Content.assemble(head, ("\n    " + named(codes, labels), "$quiet"))
    lines = [
        Content.assemble(
            (f"  {DISPUTED if code in disputed else AGREED} ", "bold $accent"),
            (labels.get(code, code), "bold" if code in disputed else ""),
        )
        for code in in_order(codes, labels)
    ]
    return Content("\n").join([head, *lines])


def _decision(difference: Difference, labels: Mapping[str, str], reason: str) -> Content:
    assert difference.final is not None
    codes = named(difference.final.codes, labels)
    if not difference.decided:
        return _titled(_("Decided before, but coded otherwise since"), codes, "$warning")
    return Content.assemble(
        (f"{YOURS} " + _("Decided") + "\n", "bold $primary"),
        f"  {codes}",
        ("\n  " + reason if reason else "", "$quiet"),
    )


def _titled(title: str, text: str, style: str) -> Content:
    return Content.assemble((title, f"bold {style}"), "\n", f"  {text}")
