"""How a word cloud looks: its shape, its colours, and a picture that gives it its outline."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from coder.errors import CoderError
from coder.i18n import _

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Mask = NDArray[np.uint8]

# Dark on white (contrast above 7), told apart by colour-blind readers as dark and less dark.
COLOURS = ("#17496b", "#5b3a1e", "#2c5234", "#5c2a4d", "#3d4450", "#1d5a5c")
# Six codes: blue, vermilion, green, purple, ochre, black; all at least 4.5 on white.
CODE_COLOURS = ("#17496b", "#a8480c", "#2c6a3f", "#7a2f6b", "#7a5c00", "#1f2428")
OTHER_COLOUR = "#6b6f73"
PRINT_SCALE, SCREEN_SCALE = 2, 1  # pixels of the PNG for one of the layout
BORDER = 18
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_PAPER = 250  # lightness (0-255) from which a picture is background
_LEAST_ROOM = 0.05  # share of a picture that must be left for words


class Shape(StrEnum):
    """The outline of a cloud without a picture."""

    WIDE = "wide"
    SQUARE = "square"
    TALL = "tall"


_SIZES = {Shape.WIDE: (960, 540), Shape.SQUARE: (720, 720), Shape.TALL: (540, 760)}


@dataclass(frozen=True, slots=True)
class CloudStyle:
    """How a cloud looks.

    Attributes:
        shape: Its outline.
        colour: One colour for all words ("#17496b"); "" for a sober mix.
        colour_of: Word → colour, where words go by code; others are grey.
        legend: What each colour means.
        mask: A picture; words stand where it is not white.
        scale: Pixels of a PNG for one of the layout; 2 is right for print at 16 cm.
    """

    shape: Shape = Shape.WIDE
    colour: str = ""
    colour_of: Mapping[str, str] = field(default_factory=dict)
    legend: tuple[tuple[str, str], ...] = ()
    mask: Path | None = None
    scale: int = PRINT_SCALE

    def colour_for(self, word: str, place: int) -> str:
        """The colour of a word; `place` is its rank."""
        if self.colour_of or self.legend:
            return self.colour_of.get(word, OTHER_COLOUR)
        return self.colour or COLOURS[place % len(COLOURS)]

    def checked(self) -> CloudStyle:
        """This style.

        Raises:
            CoderError: The colour is none.
        """
        if self.colour and not _HEX.fullmatch(self.colour):
            raise CoderError(
                _("{colour} is no colour.").format(colour=self.colour),
                _("Write it as # with six digits, such as #17496b."),
            )
        return self


@dataclass(frozen=True, slots=True)
class Canvas:
    """Where words may stand: the size in pixels of the layout, and the outline."""

    width: int
    height: int
    mask: Mask | None = None
    room: float = 1.0  # share of the surface that words may use


def canvas_of(style: CloudStyle) -> Canvas:
    """The canvas of a style.

    Raises:
        CoderError: The picture cannot be read, or leaves no room for words.
    """
    width, height = _SIZES[style.shape]
    if style.mask is None:
        return Canvas(width, height)
    import numpy as np
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(style.mask) as picture:
            flat = picture.convert("RGBA")
            white = Image.new("RGBA", flat.size, "white")
            grey = Image.alpha_composite(white, flat).convert("L")
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise CoderError(
            _("{file} cannot be read as a picture.").format(file=style.mask),
            _("Give a PNG or JPEG; words stand where it is not white."),
        ) from error
    share = max(grey.width / width, grey.height / height)
    size = max(60, round(grey.width / share)), max(60, round(grey.height / share))
    inner = grey.resize((size[0] - 2 * BORDER, size[1] - 2 * BORDER))
    mask = np.where(np.asarray(inner) >= _PAPER, 255, 0).astype(np.uint8)
    room = float((mask == 0).mean())
    if room < _LEAST_ROOM:
        raise CoderError(
            _("{file} leaves no room for words: it is nearly all white.").format(file=style.mask),
            _("Words stand where the picture is not white."),
        )
    return Canvas(*size, mask, room)
