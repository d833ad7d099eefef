"""How counts, cross-tables and tests are printed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coder.cli.output import show, show_json
from coder.cli.tables import print_table
from coder.domain.counting import Base, CountTable, Sort
from coder.errors import UsageError
from coder.i18n import _

if TYPE_CHECKING:
    from coder.domain.crossing import CrossTable
    from coder.services.figure_types import Association, GroupTest

LEVEL = 0.95
SURE = 0.05


def show_counts(
    table: CountTable, view: tuple[Base, Sort, bool], proposed: int, *, as_json: bool
) -> None:
    """Counts; `view` is base, order, and whether intervals show."""
    from coder.services.tables import CountView, as_table

    base, sort, interval = view
    if as_json:
        show_json(_with_intervals(table, base) if interval else table.as_json())
        return
    made = as_table(table, CountView(base, sort, LEVEL if interval else 0.0))
    if proposed:
        only = _("{count} coded only by rules or model, to be confirmed").format(count=proposed)
        made = replace(made, notes=(*made.notes, only))
    print_table(made)


def show_crossed(cross: CrossTable, tested: GroupTest | None, share: str, *, as_json: bool) -> None:
    """A cross-table, with its test when there is one.

    Raises:
        UsageError: `share` is neither column nor row.
    """
    from coder.services.tables import Share, as_table

    if share not in list(Share):
        raise UsageError(
            _("Percentages cannot be of each {share}.").format(share=share),
            _("Known: {names}.").format(names=", ".join(Share)),
        )
    if as_json:
        found = cross.as_json()
        show_json(found | ({"test": tested.as_json()} if tested else {}))
        return
    print_table(as_table(cross, share=Share(share)))
    if tested:
        for line in test_lines(tested, {count.id: count.label for count in cross.total.codes}):
            show(line)


def test_lines(tested: GroupTest, labels: dict[str, str]) -> list[str]:
    """What a test says, in sentences."""
    overall = tested.overall
    if overall.p is None:
        lines = [_("No test of all codes together: {why}.").format(why=overall.why)]
    else:
        said = _("All codes together: {how}, n = {n}, {groups} groups; {why}.")
        lines = [said.format(how=_said(overall), n=tested.n, groups=tested.groups, why=overall.why)]
    if tested.left_out and overall.p is not None:
        left = ", ".join(labels.get(code, code) for code in tested.left_out)
        lines.append(_("Not in it, named by too few: {codes}.").format(codes=left))
    sure = sorted(
        (
            (test.corrected, code)
            for code, test in tested.codes.items()
            if test.corrected is not None
        )
    )
    for corrected, code in sure:
        if corrected < SURE:
            said = _("{code}: {how}; corrected for {count} codes tested p = {p}")
            lines.append(
                said.format(
                    code=labels.get(code, code),
                    how=_said(tested.codes[code]),
                    count=len(sure),
                    p=_p(corrected),
                )
            )
    if sure and not any(corrected < SURE for corrected, _code in sure):
        lines.append(_("No single code differs between the groups by more than chance."))
    return lines


def _said(test: Association) -> str:
    names = {
        "chi-square": _("chi-square"),
        "exact": _("Fisher's exact test"),
        "permutation": _("permutation test of chi-square"),
        "rao-scott": _("chi-square corrected for several answers (Rao-Scott)"),
    }
    parts = [names[test.method.value]]
    if test.statistic is not None and test.df is not None:
        parts.append(f"χ² = {test.statistic:.1f}")
        parts.append(_("df = {df}").format(df=f"{test.df:.1f}".removesuffix(".0")))
    parts.append(f"p = {_p(test.p or 0.0)}")
    if test.effect is not None:
        parts.append(f"V = {test.effect:.2f}")
    return ", ".join(parts)


def _p(value: float) -> str:
    return "< 0.001" if value < 0.001 else f"{value:.3f}"


def _with_intervals(table: CountTable, base: Base) -> dict[str, object]:
    found = table.as_json()
    for count, fields in zip(table.codes, found["codes"], strict=True):
        limits = table.interval(count, base, LEVEL)
        fields |= {"low": round(limits.low, 2), "high": round(limits.high, 2)}
    return {**found, "base": base.value, "level": LEVEL}
