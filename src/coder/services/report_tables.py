"""The tables of a report: counts, cross-tables, waves, names, families and words, as printed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from coder.domain.addresses import COUNTS, FAMILIES, NAMES, WORDS, Address
from coder.domain.codebook import AnswersPer
from coder.domain.count_lines import REST
from coder.domain.counting import CodeCount, CountTable, ranked_tree
from coder.domain.crossing import CrossTable, GroupColumn
from coder.errors import CoderError
from coder.i18n import _, ngettext
from coder.reports.chapters import Part
from coder.reports.documents import Block, Remark, ReportCell, TableBlock
from coder.reports.number_text import count_text
from coder.services.counting import CountOptions
from coder.services.report_context import BLANK, HIDDEN, ReportContext
from coder.services.report_pictures import counts_chart

GROUPS_ABREAST = 5  # of a cross-table, beside the column of all
MOST_GROUPS = 12  # of a cross-table, when its part says nothing
MOST_NAMES = 25  # of a list of names or words, when its part says nothing
MOST_ADDITIONS = 6

_SHARES = {"answered": "percent", "coded": "percent_coded", "mentions": "percent_mentions"}


def counts_blocks(context: ReportContext, part: Part, wave: str) -> Iterator[Block]:
    """Codes with respondents and percentages; what is rare stands under the rest."""
    question = part.question
    limit = max(part.at_least or 0, context.smallest)
    table = context.source.counts(question, wave, CountOptions(at_least=limit))
    number, place = context.next_table()
    share = _SHARES[part.base]
    measures = ["n", share, *(["interval"] if part.interval else [])]
    rows, addresses = [], dict[str, Address]()
    for depth, count in _first(_ranked(context, question, table.codes), part.top):
        address = Address(COUNTS, question, "n", code_of(count, limit), wave)
        addresses[count.id] = address
        label = ReportCell(count.label, depth=depth)
        rows.append((label, *_measures(context, count, address, measures, place)))
    heads = [_codes_head(context, question), _("respondents"), _share_head(part.base)]
    heads += [_("95 % interval")] if part.interval else []
    caption = _caption(context, part, wave, place, several=table.several)
    notes = tuple(_count_notes(context, part, table, place))
    yield TableBlock(number, caption, tuple(heads), tuple(rows), notes)
    if part.chart:
        yield from counts_chart(context, table, caption, addresses)


def cross_blocks(context: ReportContext, part: Part, wave: str) -> Iterator[Block]:
    """Codes by groups: count and percentage of the group, whose n stands above it."""
    limit, smallest = max(part.at_least or 0, context.smallest), context.smallest
    options = CountOptions(at_least=limit, smallest=smallest, smallest_group=smallest)
    cross = context.source.crossed(part.question, str(part.by), wave, options)
    groups = _groups(cross, part.top or MOST_GROUPS, smallest)
    chunks = list(_evenly(groups, GROUPS_ABREAST))
    for place_in_row, chunk in enumerate(chunks):
        last = place_in_row == len(chunks) - 1
        shown = len(groups) if last else 0
        yield _crossed(context, part, cross, chunk, limit, first=not place_in_row, shown=shown)


def waves_blocks(context: ReportContext, part: Part, wave: str) -> Iterator[Block]:
    """Two waves side by side, with the difference in percentage points."""
    question = part.question
    since = context.wave(question, part.since) if part.since else _before(context, question, wave)
    codebook = context.source.codebook(question)
    if codebook is None or codebook.answers is AnswersPer.ONE:
        yield _variety(context, question, since, wave)
    if codebook is None:
        return
    limit = max(part.at_least or 0, context.smallest)
    now = context.source.counts(question, wave, CountOptions(at_least=limit))
    number, place = context.next_table()
    rows = []
    for depth, count in _first(_ranked(context, question, now.codes), part.top):
        if count.is_rest:
            continue  # holds other codes in each wave
        rows.append(_compared(context, question, count, (since, wave), depth, place))
    heads = (_codes_head(context, question), *_wave_heads(context, question, since, wave, place))
    caption = part.title or _("{title}, {since} and {wave}").format(
        title=codebook.title, since=since, wave=wave
    )
    yield TableBlock(number, caption, heads, tuple(rows), (_groups_differ(),))


def names_blocks(context: ReportContext, part: Part, wave: str) -> Iterator[Block]:
    """Names as typed, the commonest first; outsiders see none that few gave."""
    report = context.source.names(part.question, wave)
    least = max(part.at_least or 0, context.smallest)
    shown = [name for name in report.names if name.count >= least][: part.top or MOST_NAMES]
    if not shown:
        yield Remark(_("No name was given often enough to be listed."))
        return
    number, place = context.next_table()
    rows = []
    for name in shown:
        address = Address(NAMES, part.question, "n", name.name, wave)
        rows.append((ReportCell(name.name), context.counted(address, place)))
    variety = _("{distinct} distinct names, of which {once} ({share}) were given once only").format(
        distinct=_of_names(context, part.question, wave, "distinct", place),
        once=_of_names(context, part.question, wave, "once", place),
        share=_of_names(context, part.question, wave, "once_percent", place),
    )
    heads = (_("name"), _("respondents (%)"))
    caption = _caption(context, part, wave, place, of=_("as typed"))
    yield TableBlock(number, caption, heads, tuple(rows), (variety,))


def families_blocks(context: ReportContext, part: Part, wave: str) -> Iterator[Block]:
    """Families of names, each with its additions, and how many are no more than its name."""
    report = context.source.names(part.question, wave)
    least = max(part.at_least or 0, context.smallest)
    families = [family for family in report.families if family.respondents >= least]
    if not families:
        yield Remark(_("No family of names is large enough to be listed."))
        return
    number, place = context.next_table()
    rows = []
    for family in families[: part.top or MOST_NAMES]:
        address = Address(FAMILIES, part.question, "n", family.code, wave)
        enough = [pair for pair in family.additions if pair[1] >= max(context.smallest, 1)]
        bare = _kept_back(context, address.measured("bare"), family.bare, place)
        rest = _kept_back(context, address.measured("with_additions"), family.with_additions, place)
        rows.append(
            (
                ReportCell(family.label),
                context.counted(address, place),
                bare,
                rest,
                ReportCell(", ".join(text for text, _count in enough[:MOST_ADDITIONS])),
            )
        )
    heads = (
        _("name with its additions"),
        _("respondents (%)"),
        _("bare"),
        _("with additions"),
        _("additions named most"),
    )
    caption = _caption(context, part, wave, place, of=_("counted with their additions"))
    yield TableBlock(number, caption, heads, tuple(rows))


def words_blocks(context: ReportContext, part: Part, wave: str) -> Iterator[Block]:
    """Words that recur, also as a part of a compound."""
    report = context.source.words(part.question, wave)
    least = max(part.at_least or 0, context.smallest)
    shown = [word for word in report.words if word.respondents >= least]
    if not shown:
        yield Remark(_("No word recurs often enough to be listed."))
        return
    number, place = context.next_table()
    rows = []
    for word in shown[: part.top or MOST_NAMES]:
        address = Address(WORDS, part.question, "n", word.word, wave)
        forms = [form for form, count in word.forms if count >= max(context.smallest, 1)]
        cells = (ReportCell(word.word), ReportCell(word.kind), context.counted(address, place))
        rows.append((*cells, ReportCell(", ".join(forms[:MOST_ADDITIONS]))))
    heads = (
        _("word"),
        _("points to"),
        _("respondents (%)"),
        _("as in"),
    )
    caption = _caption(context, part, wave, place, of=_("words in the answers"))
    note = _("Counted as a word or as a part of a compound; a respondent may use several.")
    yield TableBlock(number, caption, heads, tuple(rows), (note,))


def code_of(count: CodeCount, limit: int) -> str:
    """The code's id as an address names it: "<25" for what fewer than 25 gave."""
    return f"{count.id.removesuffix(REST)}<{limit}" if count.is_rest else count.id


def _measures(
    context: ReportContext,
    count: CodeCount,
    address: Address,
    measures: Sequence[str],
    place: str,
) -> list[ReportCell]:
    if 0 < count.respondents < context.smallest:
        hidden = ReportCell(f"<{context.smallest}", numeric=True)
        return [hidden, *(ReportCell(HIDDEN, numeric=True) for _measure in measures[1:])]
    cells = []
    for measure in measures:
        if measure == "interval":
            low = context.printed(address.measured("percent_low"), place)
            high = context.printed(address.measured("percent_high"), place)
            text = f"{low.removesuffix(f'{BLANK}%')}–{high}"
            cells.append(ReportCell(text, str(address.measured("percent_low")), numeric=True))
        else:
            cells.append(context.cell(address.measured(measure), place))
    return cells


def _kept_back(context: ReportContext, address: Address, value: int, place: str) -> ReportCell:
    if 0 < value < context.smallest:
        return ReportCell(HIDDEN, numeric=True)
    return context.cell(address, place)


def _ranked(
    context: ReportContext, question: str, codes: Sequence[CodeCount]
) -> list[tuple[int, CodeCount]]:
    """The commonest first; what the codebook keeps for the rest last."""
    codebook = context.source.codebook(question)
    fallback = {code.id for code in codebook.codes if code.fallback} if codebook else set()
    ranked = ranked_tree([count for count in codes if count.id not in fallback])
    return ranked + ranked_tree([count for count in codes if count.id in fallback])


def _first(
    ranked: Sequence[tuple[int, CodeCount]], top: int | None
) -> Iterator[tuple[int, CodeCount]]:
    """The first `top` codes at the top with all below them."""
    seen = 0
    for depth, count in ranked:
        seen += depth == 0
        if top is None or seen <= top:
            yield depth, count


def _groups(cross: CrossTable, most: int, smallest: int) -> list[GroupColumn]:
    """The largest groups, in the order of the table; for outsiders none that is small."""
    shown = [group for group in cross.groups if not smallest or group.n >= smallest]
    largest = sorted(shown, key=lambda group: -group.n)[:most]
    return [group for group in shown if group in largest]


def _evenly(groups: list[GroupColumn], most: int) -> Iterator[list[GroupColumn]]:
    """The groups in tables of about the same width."""
    tables = max(math.ceil(len(groups) / most), 1)
    size = math.ceil(len(groups) / tables)
    for at in range(0, max(len(groups), 1), max(size, 1)):
        yield groups[at : at + size]


def _crossed(  # noqa: PLR0913 - a part of a table that is too wide for a page
    context: ReportContext,
    part: Part,
    cross: CrossTable,
    groups: Sequence[GroupColumn],
    limit: int,
    *,
    first: bool,
    shown: int,
) -> TableBlock:
    number, place = context.next_table()
    wave = cross.total.wave
    base = Address(COUNTS, part.question, "n", "", wave)
    sides: list[tuple[str, str, str | None]] = [("", "", None)]
    sides += [(str(part.by), _group_name(group, context.smallest), group.value) for group in groups]
    heads = [_codes_head(context, part.question), _head(context, _("all"), base, place)]
    for (by, name, value), group in zip(sides[1:], groups, strict=True):
        label = group.label or _("(unknown)")
        address = replace(base, by=by, group=name)
        hidden = cross.is_hidden("", value)
        heads.append(label if hidden else _head(context, label, address, place))
    rows = []
    for depth, count in _ranked(context, part.question, cross.total.codes):
        cells = [ReportCell(count.label, depth=depth)]
        for by, name, value in sides:
            of = code_of(count, limit)
            address = replace(base, of=of, by=by, group=name)
            hidden = cross.is_hidden(count.id, value)
            cells.append(
                ReportCell(HIDDEN, numeric=True) if hidden else context.counted(address, place)
            )
        rows.append(tuple(cells))
    caption = _cross_caption(context, part, cross, place)
    caption += "" if first else f" ({_('continued')})"
    notes = tuple(_cross_notes(context, cross, shown)) if shown else ()
    return TableBlock(number, caption, tuple(heads), tuple(rows), notes)


def _group_name(group: GroupColumn, smallest: int) -> str:
    return f"<{smallest}" if group.folded else group.value


def _head(context: ReportContext, label: str, address: Address, place: str) -> str:
    n = context.printed(address, place)
    return f"{label} (n{BLANK}={BLANK}{n})"


def _cross_caption(context: ReportContext, part: Part, cross: CrossTable, place: str) -> str:
    if part.title:
        return part.title
    codebook = context.source.codebook(part.question)
    title = codebook.title if codebook else part.question
    by = next(
        (known.label for known in context.source.project.attributes() if known.name == part.by),
        str(part.by),
    )
    n = context.printed(Address(COUNTS, part.question, "n", "", cross.total.wave), place)
    text = _("{title} by {by} (n = {n})").format(title=title, by=by.casefold(), n=n)
    return text.replace("n = ", f"n{BLANK}={BLANK}")


def _cross_notes(context: ReportContext, cross: CrossTable, shown: int) -> Iterator[str]:
    yield _("respondents, and their percentage of the group in the column")
    if shown < len(cross.groups):
        text = _("the {shown} largest of {count} groups")
        yield text.format(shown=shown, count=len(cross.groups))
    if cross.several:
        yield _several()
    if cross.overlap:
        yield _("a respondent may stand in several columns")
    if cross.hidden:
        text = _(
            "{sign}: not shown, as it concerns fewer than {k} respondents or would tell who do"
        )
        yield text.format(sign=HIDDEN, k=context.smallest)


def _before(context: ReportContext, question: str, wave: str) -> str:
    known = context.source.project.waves_of(question)
    earlier = known[: known.index(wave)]
    if earlier:
        return earlier[-1]
    message = _("The question {key} has no wave before {wave}.").format(key=question, wave=wave)
    raise CoderError(message)


def _variety(context: ReportContext, question: str, since: str, wave: str) -> TableBlock:
    number, place = context.next_table()
    lines = [
        (_("distinct names"), "distinct", "distinct_percent"),
        (_("given once only"), "once", "once_percent"),
        (_("combined names"), "combined", "combined_percent"),
    ]
    rows = []
    for label, measure, share in lines:
        cells = [ReportCell(label)]
        for one in (since, wave):
            count = _of_names(context, question, one, measure, place)
            part = _of_names(context, question, one, share, place)
            address = Address(NAMES, question, measure, wave=one)
            cells.append(ReportCell(f"{count}{BLANK}({part})", str(address), numeric=True))
        rows.append(tuple(cells))
    heads = ("", *_wave_heads(context, question, since, wave, place)[:2])
    caption = _("Variety of names in {question}, {since} and {wave}").format(
        question=question, since=since, wave=wave
    )
    return TableBlock(number, caption, heads, tuple(rows))


def _of_names(context: ReportContext, question: str, wave: str, measure: str, place: str) -> str:
    return context.printed(Address(NAMES, question, measure, wave=wave), place)


def _compared(  # noqa: PLR0913, PLR0917 - a row of two waves
    context: ReportContext,
    question: str,
    count: CodeCount,
    waves: tuple[str, str],
    depth: int,
    place: str,
) -> tuple[ReportCell, ...]:
    cells, hidden = [ReportCell(count.label, depth=depth)], False
    for wave in waves:
        address = Address(COUNTS, question, "n", count.id, wave)
        small = 0 < context.source.figure(address).value < context.smallest
        hidden = hidden or small
        cells.append(
            ReportCell(f"<{context.smallest}", numeric=True)
            if small
            else context.counted(address, place)
        )
    since, now = waves
    change = Address(COUNTS, question, "change", count.id, now, since)
    cells.append(ReportCell(HIDDEN, numeric=True) if hidden else context.cell(change, place))
    return tuple(cells)


def _wave_heads(
    context: ReportContext, question: str, since: str, wave: str, place: str
) -> tuple[str, str, str]:
    bases = [
        _head(context, one, Address(NAMES, question, "n", wave=one), place) for one in (since, wave)
    ]
    return bases[0], bases[1], _("difference, percentage points")


def _groups_differ() -> str:
    return _("other people answered in each wave: a difference may come from who took part")


def _codes_head(context: ReportContext, question: str) -> str:
    codebook = context.source.codebook(question)
    named = codebook is None or codebook.answers is AnswersPer.ONE
    return _("name") if named else _("theme")


def _share_head(base: str) -> str:
    return {
        "answered": _("% of respondents"),
        "coded": _("% of those coded"),
        "mentions": _("% of mentions"),
    }[base]


def _caption(  # noqa: PLR0913 - what a caption says
    context: ReportContext,
    part: Part,
    wave: str,
    place: str,
    *,
    several: bool = False,
    of: str = "",
) -> str:
    """The title, the wave where there are several, and the base."""
    question = context.source.project.question(part.question)
    codebook = context.source.codebook(part.question)
    title = part.title or (codebook.title if codebook else question.text or question.key)
    waves = context.source.project.waves_of(part.question)
    about = ", ".join(filter(None, (title, of, wave if len(waves) > 1 else "")))
    n = context.printed(Address(NAMES, part.question, "n", wave=wave), place)
    base = [f"n{BLANK}={BLANK}{n}", *([_several()] if several else [])]
    return f"{about} ({'; '.join(base)})"


def _several() -> str:
    return _("several answers possible")


def _count_notes(
    context: ReportContext, part: Part, table: CountTable, place: str
) -> Iterator[str]:
    question, wave = part.question, table.wave
    whole = Address(COUNTS, question, "coded", wave=wave)
    if table.coded < table.n:
        coded, share = (
            context.printed(whole.measured(m), place) for m in ("coded", "coded_percent")
        )
        text = _("{coded} respondents ({share}) have a code").format(coded=coded, share=share)
        yield text
    if table.folded and table.at_least > 1:
        rest = next((count.label for count in table.codes if count.is_rest), _("Other"))
        folded = (count.label for count in table.folded if count.respondents)
        named = ", ".join(label for label in folded if label != rest)
        text = _("{rest}: named by fewer than {limit} respondents").format(
            rest=rest, limit=count_text(table.at_least, context.language)
        )
        yield text if context.outsiders or not named else f"{text} ({named})"
    if part.interval:
        yield _("95 % interval by Wilson's method")
    proposed = context.source.figure(whole.measured("by_machine"))
    if proposed.value:
        shown = context.keep(proposed, place)
        yield ngettext(
            "{count} answer was coded by rules or model alone, and not yet confirmed",
            "{count} answers were coded by rules or model alone, and not yet confirmed",
            int(proposed.value),
        ).format(count=shown)


BUILDERS = {
    "counts": counts_blocks,
    "cross": cross_blocks,
    "waves": waves_blocks,
    "names": names_blocks,
    "families": families_blocks,
    "words": words_blocks,
}
