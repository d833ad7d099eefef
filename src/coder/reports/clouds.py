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
from coder.i18n import _, ngettext
from coder.reports.cloud_style import BORDER, PRINT_SCALE, Canvas, CloudStyle, canvas_of
from coder.reports.files import write_whole

if TYPE_CHECKING:
    from wordcloud import WordCloud

SUFFIXES = (".png", ".svg")
MOST_WORDS = 90
ENOUGH_WORDS = 25  # with so many, rarer words of which only some fit are all left out
LONGEST = 48  # characters; a longer answer is no word of a cloud
SMALLEST = 10  # font size; at 16 cm wide it prints as 4.7 points
LARGEST = 120
FILL = 0.6  # share of the surface to begin with
SHRINK = 0.94
DOTS_PER_INCH = 300
PLAIN = CloudStyle()
LEAST_WORDS = 5  # with fewer a table says more
LEGEND_LINE = 26  # pixels of the layout
MOST_TOLD = 12  # words in the text for who cannot see the picture
FAMILY = "DejaVu Sans"


@dataclass(frozen=True, slots=True)
class CloudFile:
    """A cloud that was written, with the words drawn in it, the largest first.

    `alt` is the picture in words, for who cannot see it.
    """

    path: Path
    words: tuple[tuple[str, int], ...]
    alt: str = ""

    @property
    def advice(self) -> str:
        """What to say when there are so few words that a cloud tells nothing; "" for enough."""
        if len(self.words) >= LEAST_WORDS:
            return ""
        said = ngettext(
            "The cloud has only {count} word; a table says more.",
            "The cloud has only {count} words; a table says more.",
            len(self.words),
        )
        return said.format(count=len(self.words))


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """One word of a cloud; `left`, `top` are of its ink in the layout, `size` of its font."""

    word: str
    count: int
    left: int
    top: int
    size: int
    colour: str


@dataclass(frozen=True, slots=True)
class _Picture:
    """A cloud that was laid out."""

    canvas: Canvas
    style: CloudStyle
    cloud: Any
    words: list[PlacedWord]

    @property
    def legend(self) -> list[tuple[int, int, str, str]]:
        """Left, top, colour and text of what each colour means; below the words."""
        found, left, top = [], BORDER, self.canvas.height
        for label, colour in self.style.legend:
            width = 40 + 9 * len(label)
            if left > BORDER and left + width > self.canvas.width:
                left, top = BORDER, top + LEGEND_LINE
            found.append((left, top, colour, label))
            left += width
        return found

    @property
    def height(self) -> int:
        """Of the whole picture, its legend too."""
        legend = self.legend
        return legend[-1][1] + LEGEND_LINE + 4 if legend else self.canvas.height


def draw_cloud(
    words: Iterable[tuple[str, int]], path: Path, title: str = "", style: CloudStyle = PLAIN
) -> CloudFile:
    """Draws words by their counts; the same words always give the same bytes.

    Args:
        words: Words or whole phrases with their counts; those that would be too small to read
            are left out, the rarest first.
        path: Where to write; .png or .svg says what.
        title: What the picture is of; with the largest words it is what a screen reader says.
        style: Shape, colours, outline, and the pixels of a PNG.

    Raises:
        CoderError: Another kind of file, nothing to draw, a wrong style, or the file cannot be
            written.
    """
    suffix = path.suffix.casefold()
    if suffix not in SUFFIXES:
        message = _("A cloud is written as .png or .svg, not as {name}.").format(name=path.name)
        raise CoderError(message, _("Name a file such as cloud.png."))
    chosen = _choose(words)
    if not chosen:
        raise CoderError(_("There are no words to draw a cloud of."))
    picture = _fit(chosen, canvas_of(style), style.checked())
    alt = alt_text(title, [(word.word, word.count) for word in picture.words])
    write_whole(path, _svg(picture, title, alt) if suffix == ".svg" else _png(picture, alt))
    return CloudFile(path, tuple((word.word, word.count) for word in picture.words), alt)


def alt_text(title: str, words: Sequence[tuple[str, int]]) -> str:
    """A cloud in words: what it is of, and its largest words."""
    told = ", ".join(f"{word} ({count})" for word, count in words[:MOST_TOLD])
    most = _("largest words: {words}").format(words=told)
    return f"{title}; {most}" if title else most


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


def _fit(words: list[tuple[str, int]], canvas: Canvas, style: CloudStyle) -> _Picture:
    """The largest cloud (in steps of 6 %) in which every word finds a place at its own size."""
    size = _first_size(words, canvas)
    while True:
        smallest = size * math.sqrt(words[-1][1] / words[0][1])
        if smallest < SMALLEST and len(words) > 1:
            words = _cut(words, len(words) - max(1, len(words) // 20))
            size = min(_first_size(words, canvas), size / SHRINK)
            continue
        counts = dict(words)
        cloud = _lay_out(counts, max(round(size), 1), canvas, style)
        if len(cloud.layout_) == len(counts):
            return _Picture(canvas, style, cloud, _placed(cloud, counts))
        size *= SHRINK


def _lay_out(counts: dict[str, int], size: int, canvas: Canvas, style: CloudStyle) -> WordCloud:
    from wordcloud import WordCloud

    colours = {word: style.colour_for(word, place) for place, word in enumerate(counts)}
    cloud = WordCloud(
        font_path=str(_font_file()),
        width=canvas.width - 2 * BORDER,
        height=canvas.height - 2 * BORDER,
        mask=canvas.mask,
        scale=style.scale,
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
    try:
        return cloud.generate_from_frequencies(surfaces, max_font_size=size)
    except ValueError:  # not even the first word finds a place in the outline
        cloud.layout_ = []
        return cloud


def _first_size(words: Sequence[tuple[str, int]], canvas: Canvas) -> float:
    """The font size of the first word at which all words fill FILL of the surface."""
    per_letter = 0.6  # width of a letter in DejaVu Sans, of its font size
    largest = words[0][1]
    surface = sum(len(word) * per_letter * count / largest for word, count in words)
    widest = max(len(word) * per_letter * math.sqrt(count / largest) for word, count in words)
    by_surface = math.sqrt(FILL * canvas.room * canvas.width * canvas.height / surface)
    return min(by_surface, 0.95 * (canvas.width - 2 * BORDER) / widest, LARGEST)


def _font_file() -> Path:
    import matplotlib as mpl

    return Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"


def _placed(cloud: WordCloud, counts: dict[str, int]) -> list[PlacedWord]:
    return [
        PlacedWord(word, counts[word], int(left), int(top), int(size), colour)
        for (word, _share), size, (top, left), _turned, colour in cloud.layout_
    ]


def _png(picture: _Picture, alt: str) -> bytes:
    from PIL import Image, ImageDraw, ImageFont
    from PIL.PngImagePlugin import PngInfo

    canvas, scale = picture.canvas, picture.style.scale
    image = Image.new("RGB", (canvas.width * scale, picture.height * scale), "white")
    image.paste(picture.cloud.to_image(), (BORDER * scale, BORDER * scale))
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(str(_font_file()), 14 * scale)
    for left, top, colour, label in picture.legend:
        x, y = left * scale, top * scale
        draw.rectangle((x, y, x + 12 * scale, y + 12 * scale), fill=colour)
        draw.text((x + 18 * scale, y - 2 * scale), label, fill="#1f2428", font=font)
    about = PngInfo()
    about.add_itxt("Description", alt)
    buffer = io.BytesIO()
    dots = DOTS_PER_INCH * scale // PRINT_SCALE
    image.save(buffer, "PNG", dpi=(dots, dots), pnginfo=about)
    return buffer.getvalue()


def _svg(picture: _Picture, title: str, alt: str) -> bytes:
    """Real text that can be searched and edited; `textLength` keeps its width in any font."""
    width, height = picture.canvas.width, picture.height
    legend = [
        f'<rect x="{left}" y="{top}" width="12" height="12" fill="{colour}"/>'
        f'<text x="{left + 18}" y="{top + 11}" font-size="14" fill="#1f2428">{escape(label)}</text>'
        for left, top, colour, label in picture.legend
    ]
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" '
        f'font-family="{FAMILY}, Verdana, sans-serif">',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(alt)}</desc>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        *map(_svg_word, picture.words),
        *legend,
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
