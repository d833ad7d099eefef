"""Word clouds: the same bytes each time, sizes by count, nothing cut off."""

from __future__ import annotations

import math
import re
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from coder.errors import CoderError, ProblemsError
from coder.reports.cloud_list import read_cloud_list
from coder.reports.cloud_style import COLOURS, PRINT_SCALE, CloudStyle, Shape
from coder.reports.clouds import LONGEST, SMALLEST, draw_cloud

TITLES = [
    ("sociaal werker", 76),
    ("maatschappelijk werker", 48),
    ("opbouwwerker", 33),
    ("algemeen maatschappelijk werker", 19),
    ("onafhankelijk cliëntondersteuner", 11),
    ("jongerenwerker", 10),
    ("wijkcoach", 8),
    ("sociaal makelaar", 8),
    ("generalist", 5),
    ("ggz-agoog", 3),
]
SVG = "{http://www.w3.org/2000/svg}"


def drawn_words(path: Path) -> dict[str, ElementTree.Element]:
    root = ElementTree.parse(path).getroot()
    return {element.text or "": element for element in root.iter(f"{SVG}text")}


@pytest.mark.parametrize("name", ["wolk.png", "wolk.svg"])
def test_the_same_words_give_the_same_bytes_in_whatever_order(tmp_path: Path, name: str) -> None:
    first, second = tmp_path / name, tmp_path / f"tweede-{name}"
    draw_cloud(TITLES, first)
    draw_cloud(reversed(TITLES), second)
    assert first.read_bytes() == second.read_bytes()


def test_titles_are_drawn_as_whole_phrases_with_their_counts(tmp_path: Path) -> None:
    cloud = draw_cloud(TITLES, tmp_path / "wolk.svg", "Wolk, n = 100")
    assert dict(cloud.words) == dict(TITLES)
    elements = drawn_words(cloud.path)
    assert elements.keys() == dict(TITLES).keys()
    title = elements["sociaal werker"].find(f"{SVG}title")
    assert title is not None
    assert title.text == "sociaal werker: 76"


def test_the_surface_of_a_word_goes_with_its_count(tmp_path: Path) -> None:
    elements = drawn_words(draw_cloud(TITLES, tmp_path / "wolk.svg").path)
    sizes = {word: int(element.attrib["font-size"]) for word, element in elements.items()}
    largest = sizes["sociaal werker"]
    for word, count in TITLES:
        assert sizes[word] == pytest.approx(largest * math.sqrt(count / 76), abs=2)
    assert sizes["wijkcoach"] == sizes["sociaal makelaar"]


def test_no_letter_is_cut_off_at_the_edge(tmp_path: Path) -> None:
    many = [(f"jeugdhulpverlening {number}", 60 - number) for number in range(50)]
    path = draw_cloud(many, tmp_path / "wolk.png").path
    with Image.open(path) as picture:
        assert picture.size == (960 * PRINT_SCALE, 540 * PRINT_SCALE)
        ink = np.asarray(picture.convert("L")) < 250
    assert ink.any()
    assert not ink[:8].any()
    assert not ink[-8:].any()
    assert not ink[:, :8].any()
    assert not ink[:, -8:].any()


def test_words_too_many_to_read_are_left_out_the_rarest_first(tmp_path: Path) -> None:
    many = [(f"buitengewoon lange functietitel {number}", 200 - number) for number in range(120)]
    cloud = draw_cloud([("sociaal werker", 4000), *many], tmp_path / "wolk.svg")
    assert cloud.words == (("sociaal werker", 4000), *many[: len(cloud.words) - 1])
    sizes = [int(element.attrib["font-size"]) for element in drawn_words(cloud.path).values()]
    assert min(sizes) >= SMALLEST - 1


def test_of_words_named_equally_often_all_are_drawn_or_none(tmp_path: Path) -> None:
    common = [(f"titel {number}", 40 - number) for number in range(30)]
    rare = [(f"zeldzame titel {number}", 2) for number in range(200)]
    drawn = {count for _word, count in draw_cloud([*common, *rare], tmp_path / "w.svg").words}
    assert 2 not in drawn
    assert 40 in drawn


def test_a_single_word_is_drawn(tmp_path: Path) -> None:
    cloud = draw_cloud([("werkdruk", 1)], tmp_path / "wolk.png")
    assert cloud.words == (("werkdruk", 1),)
    assert cloud.advice == "The cloud has only 1 word; a table says more."
    assert not draw_cloud(TITLES, tmp_path / "genoeg.png").advice


def test_whole_paragraphs_are_no_words_of_a_cloud(tmp_path: Path) -> None:
    cloud = draw_cloud([("werkdruk", 3), ("lang " * LONGEST, 5)], tmp_path / "wolk.png")
    assert cloud.words == (("werkdruk", 3),)


def test_letters_that_mean_something_in_svg_are_escaped(tmp_path: Path) -> None:
    path = draw_cloud([("sociaal werker & <mediator>", 2)], tmp_path / "wolk.svg", "a < b").path
    assert drawn_words(path).keys() == {"sociaal werker & <mediator>"}


@pytest.mark.parametrize("colour", COLOURS)
def test_colours_can_be_read_on_white(colour: str) -> None:
    """Contrast as WCAG 2.1 defines it; 7 is its strictest mark."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    assert 1.05 / (luminance + 0.05) > 7


@pytest.mark.parametrize("words", [[], [("nul", 0)], [("", 3)]])
def test_nothing_to_draw_is_said_and_writes_no_file(
    tmp_path: Path, words: list[tuple[str, int]]
) -> None:
    with pytest.raises(CoderError, match="no words"):
        draw_cloud(words, tmp_path / "wolk.png")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "message"),
    [("wolk.jpg", ".png or .svg"), ("wolk", ".png or .svg"), ("weg/wolk.png", "no folder")],
)
def test_a_file_that_cannot_be_written_is_refused(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(CoderError, match=message):
        draw_cloud(TITLES, tmp_path / name)


def test_a_folder_in_the_files_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "wolk.png").mkdir()
    with pytest.raises(CoderError, match="is a folder"):
        draw_cloud(TITLES, tmp_path / "wolk.png")


def test_a_full_disk_leaves_the_older_cloud_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "wolk.png"
    path.write_bytes(b"ouder")

    def full(_self: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(CoderError, match="No space left"):
        draw_cloud(TITLES, path)
    assert path.read_bytes() == b"ouder"
    assert [file.name for file in tmp_path.iterdir()] == ["wolk.png"]


def test_the_picture_is_told_in_words_with_the_largest_first(tmp_path: Path) -> None:
    cloud = draw_cloud(TITLES, tmp_path / "wolk.svg", "Wolk, n = 100")
    word, count = cloud.words[0]
    assert cloud.alt.startswith(f"Wolk, n = 100; largest words: {word} ({count}), ")
    assert f"<desc>{cloud.alt}</desc>" in cloud.path.read_text(encoding="utf-8")
    png = draw_cloud(TITLES, tmp_path / "wolk.png", "Wolk, n = 100").path
    with Image.open(png) as picture:
        assert picture.info["Description"] == cloud.alt


def test_one_colour_or_a_colour_for_each_code_with_its_legend(tmp_path: Path) -> None:
    one = draw_cloud(TITLES, tmp_path / "een.svg", style=CloudStyle(colour="#112233")).path
    assert set(re.findall(r'fill="(#[0-9a-f]{6})"', one.read_text())) == {"#112233", "#ffffff"}
    word = TITLES[0][0]
    style = CloudStyle(colour_of={word: "#a8480c"}, legend=(("Werkdruk & rust", "#a8480c"),))
    text = draw_cloud(TITLES, tmp_path / "codes.svg", style=style).path.read_text()
    assert "Werkdruk &amp; rust" in text
    assert re.search(rf'fill="#a8480c"[^>]*>{word}<', text)


def test_a_wrong_colour_is_told(tmp_path: Path) -> None:
    with pytest.raises(CoderError, match="blauw is no colour"):
        draw_cloud(TITLES, tmp_path / "wolk.svg", style=CloudStyle(colour="blauw"))


def test_shapes_and_screens_have_their_own_sizes(tmp_path: Path) -> None:
    for shape, size in ((Shape.SQUARE, (720, 720)), (Shape.TALL, (540, 760))):
        style = CloudStyle(shape=shape, scale=1)
        with Image.open(draw_cloud(TITLES, tmp_path / "wolk.png", style=style).path) as picture:
            assert picture.size == size


def test_words_stand_where_the_mask_is_not_white(tmp_path: Path) -> None:
    mask = Image.new("L", (400, 200), 255)
    mask.paste(0, (0, 0, 200, 200))  # the left half
    mask.save(tmp_path / "masker.png")
    style = CloudStyle(mask=tmp_path / "masker.png", scale=1)
    words = [(f"woord{number}", 30 - number) for number in range(25)]
    with Image.open(draw_cloud(words, tmp_path / "wolk.png", style=style).path) as picture:
        right = picture.convert("L").crop((picture.width // 2 + 2, 0, *picture.size))
        assert right.getextrema() == (255, 255)


@pytest.mark.parametrize(
    ("content", "said"), [(b"geen plaatje", "read as a picture"), (None, "no room")]
)
def test_a_mask_that_is_none_is_told(tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "masker.png"
    if content is None:
        Image.new("L", (90, 90), 255).save(path)
    else:
        path.write_bytes(content)
    with pytest.raises(CoderError, match=said):
        draw_cloud(TITLES, tmp_path / "wolk.png", style=CloudStyle(mask=path))


def test_a_list_leaves_words_out_and_takes_words_together(tmp_path: Path) -> None:
    path = tmp_path / "cloud_words.yaml"
    path.write_text(
        "all: {leave_out: [heel]}\n"
        "zorgen: {merge: {bezuinigingen: [bezuiniging, Bezuinigen]}}\n"
        "andere: {leave_out: [tijd]}\n",
        encoding="utf-8",
    )
    words = [("bezuiniging", 3), ("bezuinigen", 2), ("bezuinigingen", 1), ("heel", 9), ("tijd", 4)]
    applied = read_cloud_list(path, "zorgen").applied(words)
    assert applied == [("bezuinigingen", 6), ("tijd", 4)]
    assert read_cloud_list(tmp_path / "niet.yaml", "zorgen").applied(words) == words


def test_a_wrong_list_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "cloud_words.yaml"
    path.write_text("zorgen:\n  leave: [x]\n  merge: [y]\n", encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        read_cloud_list(path, "zorgen")
    assert [problem.line for problem in caught.value.problems] == [2, 3]
