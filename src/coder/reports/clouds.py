"""Word clouds as PNG or SVG: the surface of a word goes with its count.

A word's height goes with the square root of its count, so that its surface is proportional. The
library shrinks words that do not fit; here the whole cloud is made smaller instead, so that equal
counts are equally large and no word is larger than one that was said more often.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from coder.domain.tokens import fold
from coder.errors import CoderError
from coder.i18n import _
from coder.reports.files import write_whole

if TYPE_CHECKING:
    from wordcloud import WordCloud

SUFFIXES = (".png", ".svg")
MOST_WORDS = 90
ENOUGH_WORDS = 25  # with so many, rarer words of which only some fit are all left out
LONGEST = 48  # characters; a longer answer is no word of a cloud
WIDTH, HEIGHT = 960, 540  # pixels of the layout
BORDER = 18
SCALE = 2  # pixels of the PNG for one of the layout
SMALLEST = 10  # font size; at 16 cm wide it prints as 4.7 points
LARGEST = 120
FILL = 0.6  # share of the surface to begin with
SHRINK = 0.94
DOTS_PER_INCH = 300

# Dark on white (contrast above 7), told apart by colour-blind readers as dark and less dark.
COLOURS = ("#17496b", "#5b3a1e", "#2c5234", "#5c2a4d", "#3d4450", "#1d5a5c")
FAMILY = "DejaVu Sans"


@dataclass(frozen=True, slots=True)
class CloudFile:
    """A cloud that was written, with the words drawn in it, the largest first."""

    path: Path
    words: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """One word of a cloud; `left`, `top` are of its ink in the layout, `size` of its font."""

    word: str
    count: int
    left: int
    top: int
    size: int
    colour: str


def draw_cloud(words: Iterable[tuple[str, int]], path: Path, title: str = "") -> CloudFile:
    """Draws words by their counts; the same words always give the same bytes.

    Args:
        words: Words or whole phrases with their counts; those that would be too small to read
            are left out, the rarest first.
        path: Where to write; .png or .svg says what.
        title: What a screen reader says of the picture (SVG only).

    Raises:
        CoderError: Another kind of file, nothing to draw, or the file cannot be written.
    """
    suffix = path.suffix.casefold()
    if suffix not in SUFFIXES:
        message = _("A cloud is written as .png or .svg, not as {name}.").format(name=path.name)
        raise CoderError(message, _("Name a file such as cloud.png."))
    chosen = _choose(words)
    if not chosen:
        raise CoderError(_("There are no words to draw a cloud of."))
    cloud, counts = _fit(chosen)
    placed = _placed(cloud, counts)
    write_whole(path, _svg(placed, title) if suffix == ".svg" else _png(cloud))
    return CloudFile(path, tuple((word.word, word.count) for word in placed))


def _choose(words: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """The words to try, the commonest first; equals in alphabetical order."""
    fitting = [(word, count) for word, count in words if count > 0 and 0 < len(word) <= LONGEST]
    ordered = sorted(fitting, key=lambda item: (-item[1], fold(item[0]), item[0]))
    return _cut(ordered, MOST_WORDS)


def _cut(words: list[tuple[str, int]], most: int) -> list[tuple[str, int]]:
    """The first words, all of an equal count or none where enough are left without them."""
    kept = words[:most]
    if len(kept) == len(words) or kept[-1][1] > words[most][1]:
        return kept
    above = [item for item in kept if item[1] > words[most][1]]
    return above if len(above) >= ENOUGH_WORDS else kept


def _fit(words: list[tuple[str, int]]) -> tuple[WordCloud, dict[str, int]]:
    """The largest cloud (in steps of 6 %) in which every word finds a place at its own size."""
    size = _first_size(words)
    while True:
        smallest = size * math.sqrt(words[-1][1] / words[0][1])
        if smallest < SMALLEST and len(words) > 1:
            words = _cut(words, len(words) - max(1, len(words) // 20))
            size = min(_first_size(words), size / SHRINK)
            continue
        counts = dict(words)
        cloud = _lay_out(counts, max(round(size), 1))
        if len(cloud.layout_) == len(counts):
            return cloud, counts
        size *= SHRINK


def _lay_out(counts: dict[str, int], size: int) -> WordCloud:
    from wordcloud import WordCloud

    colours = {word: COLOURS[place % len(COLOURS)] for place, word in enumerate(counts)}
    cloud = WordCloud(
        font_path=str(_font_file()),
        width=WIDTH - 2 * BORDER,
        height=HEIGHT - 2 * BORDER,
        scale=SCALE,
        margin=6,
        prefer_horizontal=1.0,
        relative_scaling=1.0,
        min_font_size=1,
        font_step=10_000,  # a word that finds no place ends this try; see _fit
        max_words=len(counts),
        background_color="white",
        random_state=1,
        color_func=lambda word, **_rest: colours[word],
    )
    surfaces = {word: math.sqrt(count) for word, count in counts.items()}
    return cloud.generate_from_frequencies(surfaces, max_font_size=size)


def _first_size(words: Sequence[tuple[str, int]]) -> float:
    """The font size of the first word at which all words fill FILL of the surface."""
    per_letter = 0.6  # width of a letter in DejaVu Sans, of its font size
    largest = words[0][1]
    surface = sum(len(word) * per_letter * count / largest for word, count in words)
    widest = max(len(word) * per_letter * math.sqrt(count / largest) for word, count in words)
    by_surface = math.sqrt(FILL * WIDTH * HEIGHT / surface)
    return min(by_surface, 0.95 * (WIDTH - 2 * BORDER) / widest, LARGEST)


def _font_file() -> Path:
    import matplotlib as mpl

    return Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"


def _placed(cloud: WordCloud, counts: dict[str, int]) -> list[PlacedWord]:
    return [
        PlacedWord(word, counts[word], int(left), int(top), int(size), colour)
        for (word, _share), size, (top, left), _turned, colour in cloud.layout_
    ]


def _png(cloud: Any) -> bytes:
    from PIL import Image

    picture = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), "white")
    picture.paste(cloud.to_image(), (BORDER * SCALE, BORDER * SCALE))
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
    return buffer.getvalue()


def _svg(placed: Sequence[PlacedWord], title: str) -> bytes:
    """Real text that can be searched and edited; `textLength` keeps its width in any font."""
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" role="img" '
        f'font-family="{FAMILY}, Verdana, sans-serif">',
        f"<title>{escape(title)}</title>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        *map(_svg_word, placed),
        "</svg>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _svg_word(placed: PlacedWord) -> str:
    from PIL import ImageFont

    font = ImageFont.truetype(str(_font_file()), placed.size)
    ink_left, ink_top, _right, _bottom = font.getbbox(placed.word)  # from the ascender line
    left = BORDER + placed.left - ink_left
    baseline = BORDER + placed.top - ink_top + font.getmetrics()[0]
    return (
        f'<text x="{left:.0f}" y="{baseline:.0f}" font-size="{placed.size}" '
        f'fill="{placed.colour}" textLength="{font.getlength(placed.word):.1f}" '
        f'lengthAdjust="spacingAndGlyphs">{escape(placed.word)}'
        f"<title>{escape(placed.word)}: {placed.count}</title></text>"
    )
