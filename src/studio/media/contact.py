"""Sets many small pictures on one sheet, with what they are called beneath."""

from __future__ import annotations

import math
import textwrap
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Literal

from studio.core.errors import BadInput
from studio.media import fonts
from studio.media.images.framing import Frame
from studio.media.images.libvips import Raster, engine
from studio.media.lettering import compose

if TYPE_CHECKING:
    from studio.media.fonts import Weight
    from studio.media.images.colour import Colour

_SHAPE = 1.5
_ELLIPSIS = "…"
_REASON_LINES = 3
_APART, _TALL_AND_DEEP = "   ", "Åg"
# What WCAG asks of text.
_CONTRAST = 4.5


@dataclass(frozen=True, slots=True)
class Page:
    """How a sheet is laid out; all lengths in pixels.

    Attributes:
        count: How many pictures are on it.
        columns: How many stand side by side.
        width: Width of the place for one picture.
        height: Height of that place.
        gap: What is between them.
        lines: Lines of text beneath each.
        titled: Whether there is a title above.
        fit: Whether all of a picture is shown in its place, or its place is filled.
    """

    count: int
    columns: int
    width: int
    height: int
    gap: int
    lines: int
    titled: bool
    fit: Literal["inside", "fill"] = "inside"

    @property
    def rows(self) -> int:
        return math.ceil(self.count / self.columns)

    @property
    def margin(self) -> int:
        return max(8, self.gap * 2, round(self.width / 8))

    @property
    def type_size(self) -> float:
        return min(16.0, max(9.0, self.width * 0.044))

    @property
    def line(self) -> int:
        """The height of a line of text."""
        return round(self.type_size * 1.45)

    @property
    def caption(self) -> int:
        """What the text beneath a picture takes, the space above it included."""
        return self.lines * self.line + round(self.type_size * 0.5) if self.lines else 0

    @property
    def title_size(self) -> float:
        return min(64.0, max(18.0, self.inner * 0.024))

    @property
    def head(self) -> int:
        """What the title takes, down to the first row."""
        return round(self.title_size * 2.6) if self.titled else 0

    @property
    def inner(self) -> int:
        """The width between the margins."""
        return self.columns * self.width + (self.columns - 1) * self.gap

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the whole sheet."""
        rows = self.rows * (self.height + self.caption) + (self.rows - 1) * self.gap
        return self.inner + 2 * self.margin, self.head + rows + 2 * self.margin - self.spare

    @property
    def spare(self) -> int:
        """The bottom margin is measured from text, which has air of its own."""
        return round(self.type_size * 0.4) if self.lines else 0

    @property
    def frame(self) -> Frame:
        return Frame(width=self.width, height=self.height, fit=self.fit)


@dataclass(frozen=True)
class Ink:
    """The colours of a sheet, all from its background.

    Attributes:
        ground: The background.
    """

    ground: Colour

    @property
    def strong(self) -> Colour:
        return self._legible(0.94)

    @property
    def faint(self) -> Colour:
        return self._legible(0.56)

    @property
    def raised(self) -> Colour:
        """What lies behind a picture that does not fill its place."""
        return self._towards(0.045)

    @property
    def hairline(self) -> Colour:
        return self._towards(0.14)

    @cached_property
    def _dark(self) -> bool:
        return _luminance(self.ground) < 0.179

    def _legible(self, share: float) -> Colour:
        """A colour for letters, nearer to white or black than asked for if they could not be read."""
        ground = _luminance(self.ground) + 0.05
        for more in range(round((1 - share) * 50)):
            colour = self._towards(share + more / 50)
            letters = _luminance(colour) + 0.05
            if max(letters, ground) / min(letters, ground) >= _CONTRAST:
                return colour
        return self._towards(1)

    def _towards(self, share: float) -> Colour:
        """The background on its way to white, or to black."""
        end = 255 if self._dark else 0
        red, green, blue = (round(part + (end - part) * share) for part in self.ground[:3])
        return red, green, blue, 255


def _luminance(colour: Colour) -> float:
    """How light a colour is to the eye, as WCAG counts it."""
    parts = [part / 255 for part in colour[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def best_columns(count: int, aspect: float) -> int:
    """Return how many columns make a sheet a little wider than high, with its last row well filled."""

    def misfit(columns: int) -> float:
        rows = math.ceil(count / columns)
        shape = columns * aspect / (rows * (1 + 0.12 * aspect))
        return abs(math.log(shape / _SHAPE)) + 0.8 * (rows * columns - count) / columns

    return min(range(1, count + 1), key=misfit)


def placed(page: Page, ink: Ink, picture: Raster, name: str, detail: str) -> Raster:
    """Return one place of a sheet with its picture, in memory."""
    place = _blank(page.width, page.height, ink.raised)
    colours = picture.flatten(background=list(ink.raised[:3])) if picture.hasalpha() else picture
    left, top = (page.width - picture.width) // 2, (page.height - picture.height) // 2
    return _finished(page, ink, place.insert(colours, left, top), name, detail)


def unplaced(page: Page, ink: Ink, name: str, reason: str) -> Raster:
    """Return the place of a picture that cannot be shown, marked, with the reason in it."""
    place = _blank(page.width, page.height, ink.raised)
    side = max(12, min(page.width, page.height) // 8)
    letters = max(8, int((page.width - 2 * page.type_size) / (page.type_size * 0.56)))
    lines = textwrap.wrap(_spelled(reason), letters, max_lines=_REASON_LINES, placeholder=" " + _ELLIPSIS)
    high = side + round(page.type_size * 0.8) + len(lines) * page.line
    top = max(0, (page.height - high) // 2)
    place = _inked(place, _cross(side, ink.faint), (page.width - side) // 2, top)
    top += side + round(page.type_size * 0.8)
    for line in lines if high <= page.height else []:
        text = _set(line, page.type_size, ink.faint, page.width)
        place = _inked(place, text, (page.width - text.width) // 2, top)
        top += page.line
    return _finished(page, ink, place, name, "")


def row(page: Page, ink: Ink, places: list[Raster]) -> Raster:
    """Return a row of places, margins left and right, and the gap to the next row beneath."""
    beside = engine().Image.arrayjoin(
        places, across=len(places), shim=page.gap, background=list(ink.ground[:3])
    )
    high = page.height + page.caption + page.gap
    return beside.embed(
        page.margin, 0, page.size[0], high, extend="background", background=list(ink.ground[:3])
    )


def head(page: Page, ink: Ink, title: str, told: str) -> Raster:
    """Return the top of a sheet: the margin, and the title with a line beneath, if there is one."""
    width, margin = page.size[0], page.margin
    top = _blank(width, margin + page.head, ink.ground)
    if not page.titled:
        return top
    base = margin + round(page.title_size * 0.2)
    beside = _set(told, page.title_size * 0.46, ink.faint, page.inner // 2)
    room = page.inner - beside.width - 2 * page.gap
    text = _set(title, page.title_size, ink.strong, room, "semibold")
    top = _inked(top, text, margin, base)
    # Both stand on one line of writing.
    drop = round(page.title_size * (1 - 0.46) * 0.93)
    top = _inked(top, beside, width - margin - beside.width, base + drop)
    line = _blank(page.inner, 1, ink.hairline)
    return top.insert(line, margin, margin + round(page.title_size * 1.85))


def _finished(page: Page, ink: Ink, place: Raster, name: str, detail: str) -> Raster:
    """Round the corners of a place and write the caption beneath."""
    whole = _blank(page.width, page.height + page.caption, ink.ground).insert(_rounded(place, ink), 0, 0)
    top = page.height + round(page.type_size * 0.5)
    for text, colour in ((name, ink.strong), (detail, ink.faint))[: page.lines]:
        if text.strip():
            line = _set(_spelled(text), page.type_size, colour, page.width)
            whole = _inked(whole, line, 0, top)
        top += page.line
    return whole.copy_memory()


def _blank(width: int, height: int, colour: Colour) -> Raster:
    blank = engine().Image.black(width, height) + list(colour[:3])
    return blank.cast("uchar").copy(interpretation="srgb")


def _inked(ground: Raster, drawing: Raster, left: int, top: int) -> Raster:
    """Draw something with an alpha onto a part of the ground."""
    left, top = max(0, left), max(0, top)
    drawing = drawing.crop(
        0, 0, min(drawing.width, ground.width - left), min(drawing.height, ground.height - top)
    )
    under = ground.crop(left, top, drawing.width, drawing.height)
    mixed = under.composite2(drawing, "over")[:3].cast("uchar")
    return ground.insert(mixed, left, top)


def _rounded(place: Raster, ink: Ink) -> Raster:
    radius = max(1, round(place.width * 0.0125))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{place.width}" height="{place.height}">'
        f'<rect width="100%" height="100%" rx="{radius}"/></svg>'
    )
    mask = engine().Image.svgload_buffer(svg.encode())[3]
    return place.bandjoin(mask).flatten(background=list(ink.ground[:3]))


def _cross(side: int, colour: Colour) -> Raster:
    red, green, blue = colour[:3]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}" viewBox="0 0 32 32">'
        f'<g stroke="rgb({red},{green},{blue})" stroke-width="2" stroke-linecap="round" fill="none">'
        '<path d="M3 6h26v20H3zM12 12l8 8m0-8-8 8"/></g></svg>'
    )
    return engine().Image.svgload_buffer(svg.encode())


def _set(text: str, size: float, colour: Colour, room: int, weight: Weight = "regular") -> Raster:
    """Set a line in type, shortened in the middle until it fits; endings tell takes and frames apart."""
    shown, left = text, len(text)
    while True:
        try:
            line = _aligned(shown, size, colour, weight)
        except BadInput:
            # No font here has these letters; a name half told is better than no sheet.
            return _set(text.encode("ascii", "replace").decode(), size, colour, room, weight)
        if line.width <= room or left <= 2:
            return line
        left = min(left - 1, int(left * room / line.width))
        begin = math.ceil(left * 0.55)
        shown = text[:begin].rstrip() + _ELLIPSIS + text[len(text) - (left - begin) :].lstrip()


def _aligned(text: str, size: float, colour: Colour, weight: Weight) -> Raster:
    """Draw a line so that its writing stands at the same height whatever letters are in it.

    Lettering is cut to its ink; so tall and deep letters are drawn after it, and cut off again.
    """
    font = fonts.ours("manrope", weight)
    line = compose(f"{text}{_APART}{_TALL_AND_DEEP}", font).drawn(size, colour)
    return line.crop(0, 0, max(1, line.width - _tail(size, weight)), line.height)


@cache
def _tail(size: float, weight: Weight) -> int:
    """What the letters that are cut off take, with the space before them."""
    font = fonts.ours("manrope", weight)
    once, twice = (
        compose(text, font).drawn(size).width
        for text in (_TALL_AND_DEEP, f"{_TALL_AND_DEEP}{_APART}{_TALL_AND_DEEP}")
    )
    # The room beside the last letter that is cut off belongs to the line.
    return int(twice - once - size * 0.1)


def _spelled(text: str) -> str:
    """Text without bytes that are no text, and without line ends."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
