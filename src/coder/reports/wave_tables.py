"""Waves side by side as tables: codes, words, and the names that came and went."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from coder.domain.addresses import COUNTS, WORDS, Address
from coder.domain.names import NameCount
from coder.domain.number_text import whole_percent
from coder.domain.waves import WaveLine, WaveTable, wave_line
from coder.i18n import _
from coder.reports.table import (
    INDENT,
    Caption,
    Cell,
    CellKind,
    Column,
    Listed,
    Table,
    make_table,
)
from coder.reports.word_counts import WordsReport

_DepthLine = tuple[int, WaveLine]


def word_lines(reports: Sequence[WordsReport]) -> tuple[WaveLine, ...]:
    """The recurring words of all waves, those of most respondents in the last wave first."""
    counted = [{word.word: word.respondents for word in report.words} for report in reports]
    words = dict.fromkeys(word for wave in reversed(counted) for word in wave)
    bases = [report.n for report in reports]
    return tuple(
        wave_line((word, word, None), [wave.get(word, 0) for wave in counted], bases)
        for word in words
    )


def waves_table(table: WaveTable) -> Table:
    """Codes with count and percentage per wave, and the difference; the bases stand first."""
    return _side_by_side(table, COUNTS, _ranked(table.lines))


def wave_words_table(table: WaveTable) -> Table:
    """The same of recurring words."""
    return _side_by_side(table, WORDS, [(0, line) for line in table.words])


def new_names_table(table: WaveTable, *, vanished: bool = False) -> Table:
    """Names of the last wave that the first lacks; or the other way round."""
    names = table.names
    listed: Sequence[NameCount] = ()
    if names is not None:
        listed = names.vanished if vanished else names.new
    wave, other = (
        (table.waves[0], table.waves[-1]) if vanished else (table.waves[-1], table.waves[0])
    )
    columns: list[Column[NameCount]] = [
        Column(_("name"), lambda name: name.name),
        Column(_("respondents"), lambda name: name.count, CellKind.COUNT),
    ]
    title = _("{question}: names of {wave} that {other} does not have")
    caption = Caption(
        title.format(question=table.question, wave=wave, other=other),
        (
            _("{count} names; {both} stand in both waves").format(
                count=len(listed), both=names.both if names else 0
            ),
        ),
        "names",
        table.question,
        wave,
        table.n[table.waves.index(wave)],
    )
    return make_table(caption, columns, (Listed(name) for name in listed))


def wave_notes(table: WaveTable) -> tuple[str, ...]:
    """What must stand with waves: bases, what a difference is, and that groups differ."""
    bases = ", ".join(f"{wave}: n = {n}" for wave, n in zip(table.waves, table.n, strict=True))
    notes = [
        bases,
        _(
            "difference: percentage points, {last} minus {first}, with its 95 % interval (Newcombe)"
        ).format(last=table.waves[-1], first=table.waves[0]),
        _("the waves are different groups of people: a difference may come from who answered"),
    ]
    notes += [_shift_note(table, place) for place in range(len(table.shifts))]
    if table.several:
        notes.append(_("several answers possible, so percentages may add up to more than 100"))
    for wave, codes in table.mapped.items():
        pairs = ", ".join(f"{old} → {new}" for old, new in codes.items())
        notes.append(_("{wave}: counted as now: {pairs}").format(wave=wave, pairs=pairs))
    for wave, unknown in table.unmatched.items():
        listed = ", ".join(f"{code} ({count})" for code, count in unknown.items())
        notes.append(
            _("{wave}: codes without a counterpart: {codes}").format(wave=wave, codes=listed)
        )
    return tuple(notes)


def _shift_note(table: WaveTable, place: int) -> str:
    shift = table.shifts[place]
    shares = ", ".join(
        f"{wave} {whole_percent(share)} %"
        for wave, share in zip(table.waves, shift.percents, strict=True)
    )
    note = _("the groups differ in {attribute}: {value} {shares}")
    return note.format(attribute=shift.attribute, value=shift.value, shares=shares)


def _side_by_side(table: WaveTable, kind: str, lines: Sequence[_DepthLine]) -> Table:
    columns: list[Column[_DepthLine]] = [
        Column(_("code") if kind == COUNTS else _("word"), lambda line: line[1].id),
        Column(_("label"), lambda line: INDENT * line[0] + line[1].label),
    ]
    columns = columns if kind == COUNTS else columns[:1]
    for place, wave in enumerate(table.waves):
        columns += _wave_columns(place, wave)
    columns += _difference_columns()
    caption = Caption(
        f"{table.question}, {' – '.join(table.waves)}",
        wave_notes(table),
        "waves",
        table.question,
        "",
        table.n[-1],
    )
    made = make_table(caption, columns, (Listed(line, None, line[0]) for line in lines))
    return _with_keys(made, table, kind, lines)


def _wave_columns(place: int, wave: str) -> list[Column[_DepthLine]]:
    return [
        Column(wave, _of_wave("respondents", place), CellKind.COUNT, "n", wave),
        Column(
            _("{wave}, %").format(wave=wave),
            _of_wave("percents", place),
            CellKind.PERCENT,
            "percent",
            wave,
        ),
    ]


def _difference_columns() -> list[Column[_DepthLine]]:
    over = _("difference")
    return [
        Column(over, lambda line: line[1].difference, CellKind.POINTS, "change", over),
        Column(_("from"), lambda line: line[1].interval.low, CellKind.POINTS, "", over),
        Column(_("to"), lambda line: line[1].interval.high, CellKind.POINTS, "", over),
    ]


def _of_wave(field: str, place: int) -> Callable[[_DepthLine], Cell]:
    def cell(line: _DepthLine) -> Cell:
        value: Cell = getattr(line[1], field)[place]
        return value

    return cell


def _with_keys(made: Table, table: WaveTable, kind: str, lines: Sequence[_DepthLine]) -> Table:
    """Addresses of each wave's cells; none for a wave whose codes were renamed."""
    keys = []
    for _depth, line in lines:
        row: list[Address | None] = [None] * (len(made.heads) - 2 * len(table.waves) - 3)
        for wave in table.waves:
            known = wave not in table.mapped
            for measure in ("n", "percent"):
                address = Address(kind, table.question, measure, line.id, wave)
                row.append(address if known else None)
        change = Address(
            kind, table.question, "change", line.id, table.waves[-1], since=table.waves[0]
        )
        whole = kind == COUNTS and not table.mapped
        keys.append((*row, change if whole else None, None, None))
    return replace(made, keys=tuple(keys))


def _ranked(lines: Sequence[WaveLine]) -> list[_DepthLine]:
    """Each level by the last wave's respondents, what counts towards a net below it."""
    children: dict[str | None, list[WaveLine]] = {}
    for line in lines:
        children.setdefault(line.parent, []).append(line)

    def below(parent: str | None, depth: int) -> list[_DepthLine]:
        found: list[_DepthLine] = []
        for line in sorted(children.get(parent, ()), key=lambda line: -line.respondents[-1]):
            found += [(depth, line), *below(line.id, depth + 1)]
        return found

    return below(None, 0)
