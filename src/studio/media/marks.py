"""Marks ready to be laid on pictures: text set in type, or a picture such as a logo."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from studio.core.errors import BadInput
from studio.media.images import halo
from studio.media.images.colour import Colour, to_srgb
from studio.media.images.faults import pixels_of
from studio.media.images.formats import opened, sniff
from studio.media.images.libvips import Raster, engine
from studio.media.images.overlay import turned
from studio.media.images.placing import turned_size
from studio.media.images.reading import header, read
from studio.media.images.scale import resized
from studio.media.lettering import Lettering

Edge = Literal["shadow", "outline", "none"]

_MEASURED = 64.0
# Type of this size can be read by anyone; below the least, letters are grey specks.
_READABLE, _LEAST = 12.0, 5.0
_SHADOW, _OUTLINE = 0.055, 0.05
_BRIGHT = 110


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark with what keeps it legible.

    Attributes:
        picture: The mark, turned, with its halo: 8-bit sRGB with alpha.
        halo: How many pixels the halo takes on every side.
        plain: Width and height before it was turned, without the halo.
    """

    picture: Raster
    halo: int
    plain: tuple[float, float]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height as it is placed: turned, without the halo."""
        return self.picture.width - 2 * self.halo, self.picture.height - 2 * self.halo


def type_size(
    lettering: Lettering, box: tuple[float, float], *, most: float, room: tuple[float, float], angle: float
) -> float:
    """Return the size of type at which a text fits a box, and can still be read.

    Args:
        lettering: The text.
        box: The width and height the turned text should have at most.
        most: The largest size of type.
        room: The width and height it may take if that is what it needs to be readable.
        angle: How many degrees it is turned.
    """
    measured = lettering.drawn(_MEASURED)
    across, down = turned_size((measured.width, measured.height), angle)
    fitting = min(_MEASURED * box[0] / across, _MEASURED * box[1] / down, most)
    if fitting < _READABLE:
        fitting = min(_READABLE, _MEASURED * room[0] / across, _MEASURED * room[1] / down)
    if fitting < _LEAST:
        raise BadInput(
            f"there is no room for the text: its letters would be {max(0, fitting):.1f} pixels high",
            hint="say less, break it into lines, or give a larger picture",
        )
    return fitting


def written(lettering: Lettering, size: float, colour: Colour, *, angle: float, edge: Edge) -> Mark:
    """Make a mark of a text."""
    straight = angle % 90 == 0
    # Turning blurs; twice the size and half of it again leaves no trace of that.
    drawn = lettering.drawn(size if straight else 2 * size, colour)
    ink = drawn.copy_memory()
    plain = (ink.width, ink.height) if straight else (ink.width / 2, ink.height / 2)
    mark = turned(ink, angle)
    mark = mark if straight else _scaled(mark, 0.5)
    return _with_edge(mark, plain, edge, size, colour)


def pictured(path: Path, box: tuple[float, float], *, angle: float, edge: Edge) -> Mark:
    """Make a mark of a picture, as large as fits a box when turned."""
    facts = header(path)
    across, down = turned_size((facts.width, facts.height), angle)
    factor = min(box[0] / across, box[1] / down)
    plain = (facts.width * factor, facts.height * factor)
    if min(plain) < 1:
        raise BadInput(f"there is no room for {path.name}", hint="give it a larger --scale")
    straight = angle % 90 == 0
    ink = _at_size(path, plain if straight else (2 * plain[0], 2 * plain[1]))
    mark = turned(ink, angle)
    mark = mark if straight else _scaled(mark, 0.5)
    return _with_edge(mark, plain, edge, 0.5 * min(plain), _average(ink))


def _at_size(path: Path, size: tuple[float, float]) -> Raster:
    width, height = (max(1, round(side)) for side in size)
    with pixels_of(path):
        if sniff(path).name == "svg":
            with opened(path) as descriptor:
                source = engine().Source.new_from_descriptor(descriptor)
                drawn = engine().Image.thumbnail_source(source, width, height=height, size="force")
                return _plain(drawn).copy_memory()
        image = _plain(read(path, pages="first"))
        return resized(image, width, height).copy_memory()


def _plain(image: Raster) -> Raster:
    """Bring any picture to 8-bit sRGB with alpha."""
    image = to_srgb(image)
    image = image if image.hasalpha() else image.addalpha()
    return image.colourspace("srgb").cast("uchar")


def _scaled(mark: Raster, factor: float) -> Raster:
    return resized(mark, max(1, round(mark.width * factor)), max(1, round(mark.height * factor)))


def _with_edge(mark: Raster, plain: tuple[float, float], edge: Edge, size: float, colour: Colour) -> Mark:
    contrary = (0, 0, 0, 255) if _brightness(colour) > _BRIGHT else (255, 255, 255, 255)
    if edge == "none":
        return Mark(mark, 0, plain)
    if edge == "shadow":
        reach = max(1.0, size * _SHADOW)
        return Mark(halo.shadowed(mark, reach, contrary), halo.room(reach), plain)
    reach = max(1.0, size * _OUTLINE)
    return Mark(halo.outlined(mark, reach, contrary), halo.room(reach), plain)


def _brightness(colour: Colour) -> float:
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def _average(mark: Raster) -> Colour:
    """Return the average colour of what can be seen of a mark."""
    pixel = resized(mark, 1, 1)(0, 0)
    return (round(pixel[0]), round(pixel[1]), round(pixel[2]), 255)
