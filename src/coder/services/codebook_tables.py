"""A codebook as a table: a row a code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coder.domain.codebook import Code, Codebook
from coder.i18n import _
from coder.reports.table import INDENT, Table


def codebook_table(codebook: Codebook, question: str, outsiders: bool) -> Table:
    """The codes with all that tells a coder when to give them.

    Args:
        codebook: The codebook.
        question: Key of the question that is coded with it.
        outsiders: Leave out examples and rules: they may be answers.
    """
    heads = [_("code"), _("label"), _("above"), _("kind"), _("definition"), _("use when")]
    heads += [_("not when")] if outsiders else [_("not when"), _("examples"), _("rules")]
    rows = tuple(
        tuple(_row(code, above, depth)[: len(heads)])
        for depth, above, code in _lines(codebook.codes, "", 0)
    )
    notes = (codebook.question,) if codebook.question else ()
    return Table(codebook.title, tuple(heads), rows, notes, name="codebook", question=question)


def _lines(codes: Sequence[Code], above: str, depth: int) -> Iterator[tuple[int, str, Code]]:
    for code in codes:
        yield depth, above, code
        yield from _lines(code.codes, code.id, depth + 1)


def _row(code: Code, above: str, depth: int) -> tuple[str, ...]:
    kind = _("code") if code.codable else _("net")
    lists = (code.use_when, code.not_when, code.examples, code.patterns)
    listed = ("\n".join(items) for items in lists)
    return (code.id, INDENT * depth + code.label, above, kind, code.definition, *listed)
