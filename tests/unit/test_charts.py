"""Charts: the same bytes each time, told in words, right for labels that people make up."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from coder.domain.answers import AnswerId
from coder.domain.codebook import Code, Codebook
from coder.domain.counting import CountTable, count_codes
from coder.domain.crossing import cross_codes
from coder.errors import CoderError
from coder.reports.charts import Chart, ChartKind, Series, _draw
from coder.services.charting import (
    Drawing,
    chart_of_counts,
    chart_of_groups,
    write_chart,
)

LONG = "Een heel lang label met $tekens_ & <haken> " * 8
CODES = (
    Code("a", "Werkdruk"),
    Code("b", LONG),
    Code("leeg", "Niemand"),
    Code("oordeel", "Oordeel", codable=False, one_of=True, codes=(Code("x", "X"), Code("y", "Y"))),
)
BOOK = Codebook("b", "B", codes=CODES)
GIVEN = {
    AnswerId(1): frozenset({"a", "x"}),
    AnswerId(2): frozenset({"a", "b", "y"}),
    AnswerId(3): frozenset({"x"}),
    AnswerId(4): frozenset[str](),
}
GROUPS = {AnswerId(1): ("p",), AnswerId(2): ("q",), AnswerId(3): ("p",), AnswerId(4): ("q",)}


def table() -> CountTable:
    return count_codes(BOOK, GIVEN, GIVEN, "zorgen", "2024")


@pytest.mark.parametrize("suffix", ["png", "svg"])
def test_the_same_counts_give_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    one, other = tmp_path / f"een.{suffix}", tmp_path / f"twee.{suffix}"
    chart = chart_of_counts(table(), Drawing(intervals=True))
    write_chart(chart, one)
    write_chart(chart, other)
    assert one.read_bytes() == other.read_bytes()


def test_a_bar_says_count_and_percentage_and_codes_of_nobody_have_none() -> None:
    chart = chart_of_counts(table())
    texts = dict(zip(chart.labels, chart.series[0].texts, strict=True))
    assert texts["Werkdruk"] == "2 (50 %)"
    assert "Niemand" not in texts
    assert chart.note == "n = 4; several answers possible"
    assert "Werkdruk: 2 (50 %)" in chart.alt


def test_text_in_an_svg_is_text_and_its_description_is_there(tmp_path: Path) -> None:
    made = write_chart(chart_of_counts(table()), tmp_path / "g.svg")
    root = ElementTree.parse(made.path).getroot()
    svg = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{svg}desc") == made.alt
    assert "2 (50 %)" in {element.text for element in root.iter(f"{svg}text")}


def test_a_png_is_as_wide_as_asked_and_holds_its_description(tmp_path: Path) -> None:
    made = write_chart(chart_of_counts(table()), tmp_path / "g.png", Drawing(12.7, 100))
    with Image.open(made.path) as picture:
        assert picture.width == 500
        assert picture.info["Description"] == made.alt


def test_exactly_one_code_an_answer_makes_stacked_shares_that_add_up() -> None:
    cross = cross_codes(BOOK, GIVEN, GROUPS, table(), "organisatie")
    chart = chart_of_groups(cross, BOOK, "oordeel")
    assert chart.kind is ChartKind.STACKED
    assert chart.labels == ("all (n = 4)", "p (n = 2)", "q (n = 2)")
    assert [sum(values) for values in zip(*(s.values for s in chart.series), strict=True)] == [
        pytest.approx(100)
    ] * 3


def test_several_codes_stand_side_by_side_and_too_many_groups_are_refused() -> None:
    cross = cross_codes(BOOK, GIVEN, GROUPS, table(), "organisatie")
    assert chart_of_groups(cross, BOOK, None).kind is ChartKind.SIDE_BY_SIDE
    each = {answer: (f"g{answer}",) for answer in map(AnswerId, range(1, 6))}
    wide = cross_codes(BOOK, GIVEN, each, table(), "o")
    with pytest.raises(CoderError, match="5 groups of o"):
        chart_of_groups(wide, BOOK, None)


def test_cells_that_are_kept_back_are_not_drawn() -> None:
    cross = cross_codes(BOOK, GIVEN, GROUPS, table(), "o").without_small_cells(3)
    chart = chart_of_groups(cross, BOOK, None)
    assert not any(any(series.values) for series in chart.series)


@pytest.mark.parametrize(
    ("name", "said"),
    [("g.pdf", "as .png or .svg"), ("weg/g.png", "no folder"), ("", "is a folder|as .png")],
)
def test_what_cannot_be_written_is_told(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(CoderError, match=said):
        write_chart(chart_of_counts(table()), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_nothing_coded_is_told(tmp_path: Path) -> None:
    empty = count_codes(BOOK, {}, GIVEN, "zorgen", "2024")
    with pytest.raises(CoderError, match="nothing to draw"):
        write_chart(chart_of_counts(empty), tmp_path / "g.png")


def test_labels_of_two_lines_do_not_touch_each_other(tmp_path: Path) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    long = "Randvoorwaardelijk (uren, verlof, kilometers, mail)"
    bars = Series("", (3.0, 2.0, 1.0), ("3", "2", "1"))
    chart = Chart(ChartKind.BARS, "Registraties", (long, long, long), (bars,), "n = 6")
    figure = _draw(chart, 16.0)
    renderer = FigureCanvasAgg(figure).get_renderer()
    boxes = [label.get_window_extent(renderer) for label in figure.axes[0].get_yticklabels()]
    heights = sorted((box.y0, box.y1) for box in boxes)
    assert all(below[1] < above[0] for below, above in pairwise(heights))
