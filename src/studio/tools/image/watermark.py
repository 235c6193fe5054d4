"""Putting a text or a logo on pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from studio.core.errors import BadCall
from studio.core.materials import (
    AnyFile,
    Box,
    Colour,
    Fraction,
    Image,
    Percent,
    Quality,
    Range,
    Unit,
    parse_percent,
)
from studio.core.run import run
from studio.core.tool import tool
from studio.media.images.spellings import parse_position

if TYPE_CHECKING:
    from pathlib import Path

    from studio.media import fonts
    from studio.media.fontfile import Font
    from studio.media.lettering import Lettering
    from studio.media.marks import Edge, Mark


Position = Annotated[
    Literal[
        "top-left",
        "top",
        "top-right",
        "left",
        "centre",
        "right",
        "bottom-left",
        "bottom",
        "bottom-right",
        "tile",
    ],
    Unit("position", parse_position),
]
Share = Annotated[float, Range(0, 50), Unit("%", parse_percent)]
Degrees = Annotated[float, Range(-360, 360), Unit("degrees")]

_MARGIN, _BETWEEN_TILES = 3.0, 12.0
_LONGEST = 1000


@dataclass(frozen=True)
class Watermarked:
    """A picture with a mark on it.

    Attributes:
        picture: The picture.
        fonts: The fonts the text is set in; one that is not ours with its file.
        box: Where the mark is: left, top, width and height; nothing when it is all over the picture.
        marks: How many marks there are.
    """

    picture: Image
    fonts: tuple[str, ...]
    box: Box | None
    marks: int


@tool(pure=True)
def watermark(
    picture: Image,
    *,
    text: str | None = None,
    mark: Image | None = None,
    position: Position = "bottom-right",
    scale: Percent = 25,
    opacity: Fraction = 0.75,
    margin: Share | None = None,
    angle: Degrees = 0,
    colour: Colour = "white",
    edge: Literal["auto", "shadow", "outline", "none"] = "auto",
    font: str = "sans",
    font_file: AnyFile | None = None,
    weight: Literal["regular", "semibold", "bold"] = "semibold",
    quality: Quality | None = None,
) -> Watermarked:
    r"""Put a text or a logo on a picture.

    The mark keeps its proportion to the picture, so that a batch of any sizes looks alike. It stays
    legible on light and dark ground by a shadow or an outline. Text is shaped properly in every script;
    what our fonts cannot write is set in a font found on this machine, and the result names it. Every
    frame of an animation gets the mark.

    Args:
        picture: The picture to mark.
        text: What to write; \n begins a new line.
        mark: A picture to lay on instead of text, such as a logo with transparency; SVG stays sharp.
        position: top-left, top, top-right, left, centre, right, bottom-left, bottom or bottom-right; or
            tile: all over the picture.
        scale: How much of the picture's width and height the mark takes at most, in per cent. A line of
            text is never higher than a quarter of that.
        opacity: How opaque the mark is, 0 to 1.
        margin: The distance from the edges, or between tiles, in per cent of the shorter side: 3 when left
            out, and 12 between tiles.
        angle: How far the mark is turned clockwise; -30 rises to the right.
        colour: The colour of the text.
        edge: What sets the mark off from the ground: a soft shadow, an outline, or nothing. Text gets a
            shadow when left out, a logo nothing.
        font: Our own sans, serif or manrope, or the name of a font that is installed.
        font_file: A font file to use instead: TrueType or OpenType.
        weight: How bold the text is.
        quality: For lossy formats, 1 to 100; a good default for each format when left out.

    Examples:
        studio image watermark photo.jpg --text "© 2026 Ada Lovelace"
        studio image watermark photos/ --mark logo.png --position top-left --scale 15% --out marked/
        studio image watermark draft.png --text Draft --position tile --angle -30 --opacity 0.35
    """
    from studio.media.images import overlay, pages, reading, writing

    image = reading.read(picture, sequential=True)
    size = (image.width, pages.frame_height(image))
    share = margin if margin is not None else _BETWEEN_TILES if position == "tile" else _MARGIN
    space = min(size) * share / 100
    box = (size[0] * scale / 100, size[1] * scale / 100)
    fonts: tuple[str, ...] = ()
    if text is not None and mark is None:
        lettering = _composed(text, font, font_file, weight, position)
        fonts = tuple(_named(face) for face in lettering.fonts)
        made = _written(lettering, size, box, space, angle=angle, colour=colour, edge=edge)
        opacity *= _opacity_of(colour)
    elif mark is not None and text is None:
        made = _pictured(mark, box, angle=angle, edge=edge)
    else:
        raise BadCall(
            "say one thing to put on the picture", hint='with --text "© Your name", or --mark logo.png'
        )
    centres = _centres(made, size, position, space, angle)
    half = (made.picture.width / 2, made.picture.height / 2)
    places = [(round(left - half[0]), round(top - half[1])) for left, top in centres]
    image = overlay.laid(image, made.picture, places, opacity=opacity)
    result = writing.write(image, run().folder / picture.name, quality=quality)
    corner = (places[0][0] + made.halo, places[0][1] + made.halo)
    where = None if position == "tile" else ",".join(map(str, (*corner, *made.size)))
    return Watermarked(result, fonts, where, len(places))


def _composed(text: str, font: str, font_file: Path | None, weight: fonts.Weight, position: str) -> Lettering:
    from studio.media import fonts, lettering

    if len(text) > _LONGEST:
        raise BadCall(f"the text has {len(text):,} characters", hint=f"say it in {_LONGEST:,}")
    face = fonts.in_file(font_file) if font_file else fonts.named(font, weight)
    align: Literal["left", "centre", "right"] = "centre"
    if "left" in position or "right" in position:
        align = "left" if "left" in position else "right"
    return lettering.compose(text.replace("\\n", "\n"), face, align=align)


def _named(font: Font) -> str:
    from studio.media import fonts

    return font.name if fonts.is_ours(font) else f"{font.name} ({font.path})"


def _written(
    lettering: Lettering,
    size: tuple[int, int],
    box: tuple[float, float],
    space: float,
    *,
    angle: float,
    colour: str,
    edge: Edge | Literal["auto"],
) -> Mark:
    from studio.media import marks
    from studio.media.images.colour import parse_colour

    room = (size[0] - 2 * space, size[1] - 2 * space)
    pixels = marks.type_size(lettering, box, most=min(box) / 4, room=room, angle=angle)
    chosen: Edge = "shadow" if edge == "auto" else edge
    return marks.written(lettering, pixels, parse_colour(colour), angle=angle, edge=chosen)


def _pictured(mark: Path, box: tuple[float, float], *, angle: float, edge: Edge | Literal["auto"]) -> Mark:
    from studio.media import marks
    from studio.media.images import reading

    if reading.header(mark).frames > 1:
        run().note("mark", name=mark.name, used="first frame")
    chosen: Edge = "none" if edge == "auto" else edge
    return marks.pictured(mark, box, angle=angle, edge=chosen)


def _opacity_of(colour: str) -> float:
    from studio.media.images.colour import parse_colour

    return parse_colour(colour)[3] / 255


def _centres(
    made: Mark, size: tuple[int, int], position: str, space: float, angle: float
) -> list[tuple[float, float]]:
    """Where the middles of the marks go."""
    from studio.media.images import placing

    if position == "tile":
        return placing.tiled(size, made.plain, space, angle)
    left, top = placing.anchored(size, made.size, position, round(space))
    return [(left + made.size[0] / 2, top + made.size[1] / 2)]
