"""The pictures of a report: clouds and charts, as PNG for paper and SVG for the screen."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from coder.domain.addresses import NAMES, Address
from coder.domain.counting import CountTable
from coder.i18n import _
from coder.reports.chapters import Part
from coder.reports.cloud_list import FILE_NAME as CLOUD_LIST
from coder.reports.cloud_list import read_cloud_list
from coder.reports.clouds import LONGEST, draw_cloud
from coder.reports.documents import Block, Picture, Remark
from coder.services import lookups
from coder.services.cloud_words import (
    CloudSource,
    cloud_source,
    fitting_source,
    name_sizes,
    word_sizes,
)
from coder.services.report_context import BLANK, ReportContext

CHART_DPI = 220  # of a chart in Word; 16 cm wide it has 1,386 pixels
FEWEST_WORDS = 3  # fewer are no cloud
MOST_TOLD = 12  # words in the text that says what is seen


def cloud_blocks(context: ReportContext, part: Part, wave: str) -> Iterator[Block]:
    """A word cloud; for outsiders of words that enough respondents used."""
    sizes = [pair for pair in _sizes(context, part, wave) if pair[1] >= max(context.smallest, 1)]
    if sum(len(word) <= LONGEST for word, _count in sizes) < FEWEST_WORDS:
        yield Remark(_("No word was used often enough for a cloud."))
        return
    number = context.next_picture()
    place = _("Figure {number}").format(number=number)
    n = context.printed(Address(NAMES, part.question, "n", wave=wave), place)
    codebook = context.source.codebook(part.question)
    title = part.title or (codebook.title if codebook else part.question)
    caption = _("Word cloud: {title}, the larger the more respondents (n = {n})")
    text = caption.format(title=title, n=n).replace("n = ", f"n{BLANK}={BLANK}")
    png, svg, words = _drawn(sizes, text)
    yield Picture(number, text, png, svg, _alternative(words))


def counts_chart(
    context: ReportContext, table: CountTable, caption: str, addresses: Mapping[str, Address]
) -> Iterator[Block]:
    """A bar for each code; a bar of fewer respondents than may be shown is left out.

    Args:
        context: The report in the making.
        table: The counts, as in the table above the chart.
        caption: Of that table.
        addresses: The figure of each code that the table shows.
    """
    from coder.services.charting import Drawing, chart_of_counts, write_chart

    shown = tuple(
        count
        for count in table.codes
        if count.id in addresses and count.respondents >= max(context.smallest, 1)
    )
    if not shown:
        return
    number = context.next_picture()
    place = _("Figure {number}").format(number=number)
    for count in shown:
        context.counted(addresses[count.id], place)
    chart = chart_of_counts(replace(table, codes=shown), Drawing(title=" "))
    with tempfile.TemporaryDirectory(prefix="coder-") as folder:
        paths = [Path(folder, f"chart{suffix}") for suffix in (".png", ".svg")]
        for path in paths:
            write_chart(chart, path, Drawing(dpi=CHART_DPI))
        png, svg = (path.read_bytes() for path in paths)
    yield Picture(number, caption, png, svg, f"{caption}. {chart.alt.strip()}")


def _sizes(context: ReportContext, part: Part, wave: str) -> list[tuple[str, int]]:
    source, question = context.source, part.question
    codebook, answers = source.codebook(question), source.project.answers(question, wave)
    if part.code is not None and codebook is not None:
        family = {code.id for code in lookups.find_code(codebook, part.code).walk()}
        codes = source.results.counting.codes(question, wave)
        answers = [answer for answer in answers if family & codes.get(answer.id, frozenset())]
    asked = cloud_source(part.of)
    if asked is CloudSource.AUTO:
        asked = fitting_source(codebook, answers)
    if asked is CloudSource.NAMES:
        merged = source.results.name_merges(question).names
        drawn = name_sizes(question, wave, answers, merged)
    elif part.code is None:
        drawn = word_sizes(source.words(question, wave), codebook)
    else:
        drawn = word_sizes(source.results.count_words_of(question, wave, answers), codebook)
    listed = read_cloud_list(source.results.beside_codebook(question) / CLOUD_LIST, question)
    return listed.applied(drawn)


def _drawn(
    sizes: list[tuple[str, int]], title: str
) -> tuple[bytes, bytes, tuple[tuple[str, int], ...]]:
    """The cloud as PNG and SVG, and the words in it."""
    with tempfile.TemporaryDirectory(prefix="coder-") as folder:
        png, svg = Path(folder, "cloud.png"), Path(folder, "cloud.svg")
        draw_cloud(sizes, png, title)
        made = draw_cloud(sizes, svg, title)
        return png.read_bytes(), svg.read_bytes(), made.words


def _alternative(words: tuple[tuple[str, int], ...]) -> str:
    told = ", ".join(f"{word} ({count})" for word, count in words[:MOST_TOLD])
    more = len(words) - MOST_TOLD
    text = _("Word cloud of {count} words. The largest: {words}.")
    return text.format(count=len(words), words=told if more <= 0 else f"{told}, …")
