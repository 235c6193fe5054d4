"""The sheet that pictures of sound are drawn on: its colours, its axis of time, its lettering."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from studio.core.errors import BadInput
from studio.media import fonts, lettering
from studio.media.images.colour import Colour, parse_colour
from studio.media.images.libvips import Raster, engine

Theme = Literal["dark", "light", "clear"]

ACCENT = "#e8a33d"
_SMALLEST = 40
_LARGEST = 16_000
_STEPS = (
    *(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30),
    *(60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400),
)


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours that go together.

    Attributes:
        ground: What it is drawn on; "" is transparent.
        line: Hairlines.
        faint: Lettering.
        warning: What is wrong.
    """

    ground: str
    line: str
    faint: str
    warning: str


PALETTES: dict[Theme, Palette] = {
    "dark": Palette("#121316", "#2a2c32", "#8b8d95", "#ef5b4c"),
    "light": Palette("#faf9f7", "#dddbd5", "#6b6a66", "#c8321f"),
    # On an unknown ground, a middle grey can be seen.
    "clear": Palette("", "#80808050", "#8b8d95", "#ef5b4c"),
}


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the sheet, in pixels from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def middle(self) -> float:
        return self.top + self.height / 2

    def lanes(self, count: int, gap: float) -> list[Area]:
        """Equal parts, one below the other."""
        height = (self.height - gap * (count - 1)) / count
        return [
            Area(self.left, self.top + (height + gap) * lane, self.width, height) for lane in range(count)
        ]


@dataclass(slots=True)
class Sheet:
    """What a picture is put together on: pictures lowest, lines above, lettering on top.

    Attributes:
        width: Width in pixels.
        height: Height in pixels.
        theme: The colours.
    """

    width: int
    height: int
    theme: Theme
    _pictures: list[tuple[Raster, int, int]] = field(default_factory=list)
    _lines: list[str] = field(default_factory=list)
    _letters: list[tuple[Raster, int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not (_SMALLEST <= self.width <= _LARGEST and _SMALLEST <= self.height <= _LARGEST):
            raise BadInput(
                f"a picture of {self.width}x{self.height} cannot be drawn",
                hint=f"choose sides from {_SMALLEST} to {_LARGEST} pixels",
            )

    @property
    def palette(self) -> Palette:
        return PALETTES[self.theme]

    @property
    def type(self) -> float:
        """The size of the lettering: one that can be read and leaves room for what matters."""
        return max(9.0, min(self.width / 84, self.height / 17, 40.0))

    @property
    def hairline(self) -> float:
        return max(1.0, round(self.type / 14))

    def picture(self, raster: Raster, left: float, top: float) -> None:
        """Put down a picture."""
        self._pictures.append((raster, round(left), round(top)))

    def draw(self, *shapes: str) -> None:
        """Put down shapes, as SVG."""
        self._lines += shapes

    def rule(self, x1: float, y1: float, x2: float, y2: float, colour: str) -> None:
        """Put down a hairline that covers whole pixels."""
        wide = self.hairline
        left, top = round(min(x1, x2)), round(min(y1, y2))
        across, down = max(wide, abs(x2 - x1)), max(wide, abs(y2 - y1))
        self.draw(f"<g {_fill(colour)}>{box(left, top, across, down)}</g>")

    def write(
        self, text: str, x: float, y: float, *, align: float = 0.5, size: float = 1.0, colour: str = ""
    ) -> None:
        """Put down a line of text.

        Args:
            text: The text.
            x: Where it stands.
            y: Its middle.
            align: How much of it lies left of x: 0 begins there, 0.5 is centred, 1 ends there.
            size: Its size, compared with the usual one.
            colour: Its colour, if not the usual one.
        """
        font = fonts.ours("manrope", "semibold")
        ink = parse_colour(colour or self.palette.faint)
        drawn = lettering.compose(text, font).drawn(self.type * size, ink)
        left = max(0, min(self.width - drawn.width, round(x - drawn.width * align)))
        self._letters.append((drawn, left, round(y - drawn.height / 2)))

    def times(self, area: Area, seconds: float) -> None:
        """The axis of time below an area."""
        for time, text in ticks(seconds, area.width / (5.2 * self.type)):
            x = area.left + area.width * time / seconds
            self.rule(x, area.bottom + 0.35 * self.type, x, area.bottom + 0.75 * self.type, self.palette.line)
            self.write(text, x, area.bottom + 1.55 * self.type)

    def finished(self) -> Raster:
        """The whole picture, sRGB; with alpha where the ground is clear."""
        vips = engine()
        ground: Colour = parse_colour(self.palette.ground or "transparent")
        sheet = vips.Image.black(self.width, self.height).new_from_image(list(ground)).cast("uchar")
        sheet = sheet.copy(interpretation="srgb")
        shapes = "".join(self._lines)
        size = f'width="{self.width}" height="{self.height}"'
        drawing = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{shapes}</svg>'
        lines = vips.Image.svgload_buffer(drawing.encode(), unlimited=True)
        layers = [*self._pictures, (lines, 0, 0), *self._letters]
        pictures = [layer if layer.hasalpha() else layer.addalpha() for layer, _, _ in layers]
        laid = sheet.composite(
            pictures, ["over"] * len(layers), x=[x for _, x, _ in layers], y=[y for _, _, y in layers]
        )
        laid = laid.cast("uchar").copy(interpretation="srgb")
        return laid if self.theme == "clear" else laid.extract_band(0, n=3)


def ticks(seconds: float, most: float) -> Iterator[tuple[float, str]]:
    """Round times along a recording, no more than there is room for, and how they are written."""
    step = next((step for step in _STEPS if seconds / step <= max(1.0, most)), _STEPS[-1])
    count = int(seconds / step + 1e-9)
    for number in range(count + 1):
        yield number * step, _clock(number * step, step, seconds)


def _clock(time: float, step: float, seconds: float) -> str:
    if step < 1:
        digits = 3 if step < 0.01 else 2 if step < 0.1 else 1
        return (
            f"{time:.{digits}f}" if seconds < 60 else f"{int(time // 60)}:{time % 60:0{3 + digits}.{digits}f}"
        )
    whole = round(time)
    hours, minutes = f"{whole // 3600}:", f"{whole % 3600 // 60:02}" if seconds >= 3600 else f"{whole // 60}"
    return f"{hours if seconds >= 3600 else ''}{minutes}:{whole % 60:02}"


def shade(first: str, second: str, share: float) -> str:
    """A colour between two."""
    pair = zip(parse_colour(first)[:3], parse_colour(second)[:3], strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pair)


def box(left: float, top: float, width: float, height: float, round_by: float = 0.0) -> str:
    """A rectangle, as SVG."""
    corners = f' rx="{round_by:.2f}"' if round_by else ""
    return f'<rect x="{left:.2f}" y="{top:.2f}" width="{width:.2f}" height="{height:.2f}"{corners}/>'


def _fill(colour: str) -> str:
    """A colour as SVG's attributes; its short form of alpha is not known to all readers."""
    red, green, blue, alpha = parse_colour(colour)
    return f'fill="rgb({red},{green},{blue})" fill-opacity="{alpha / 255:.3f}"'
