"""Small copies of pictures, made without unpacking more of a large file than they need."""

from pathlib import Path

from studio.media.images import jpeg, reading
from studio.media.images.colour import to_srgb
from studio.media.images.facts import PictureFacts
from studio.media.images.faults import pixels_of, reading_fault
from studio.media.images.formats import opened
from studio.media.images.framing import Frame, framed, scaled_size
from studio.media.images.libvips import Raster, engine
from studio.media.images.pages import first_frame

# The parts of their size at which JPEGs can be unpacked.
_PARTS = (8, 4, 2)


def small_copy(path: Path, frame: Frame, facts: PictureFacts) -> Raster:
    """Return the first frame of a picture at the size of a frame: in memory, upright, sRGB, 8 bits.

    Args:
        path: The picture.
        frame: The size to bring it to.
        facts: What its header says.
    """
    part = _part(facts, frame)
    image = _unpacked(path, part) if part > 1 else reading.read(path, sequential=True, pages="first")
    image = to_srgb(framed(first_frame(image), frame))
    with pixels_of(path):
        return image.colourspace("srgb").cast("uchar").copy_memory()


def _part(facts: PictureFacts, frame: Frame) -> int:
    """By how much to divide a picture before it is unpacked, so that there is still something to shrink."""
    if facts.format != "jpeg" or facts.mode not in ("grey", "rgb"):
        return 1
    width, _ = scaled_size((facts.width, facts.height), frame)
    return next((part for part in _PARTS if facts.width >= 2 * part * width), 1)


def _unpacked(path: Path, part: int) -> Raster:
    """Unpack a JPEG at a part of its size, upright."""
    vips = engine()
    with opened(path) as descriptor:
        try:
            source, strict = vips.Source.new_from_descriptor(descriptor), jpeg.strictness(descriptor)
            return vips.Image.jpegload_source(source, shrink=part, fail_on=strict).copy_memory().autorot()
        except vips.Error as error:
            raise reading_fault(path.name, error) from error
