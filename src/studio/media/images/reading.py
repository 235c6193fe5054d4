"""Opens pictures of every known format as lazy rasters: upright, in a known colour space, within limits."""

import os
from pathlib import Path
from typing import Any, Literal

from studio.core.errors import BadInput
from studio.media.images import apng, bitmap, gif, jpeg, lab, libvips, limits, plates, tiff
from studio.media.images import pages as strips
from studio.media.images.colour import to_srgb
from studio.media.images.facts import PictureFacts, facts_of, orientation
from studio.media.images.faults import pixels_of, reading_fault, remember_origin
from studio.media.images.formats import Format, opened, sniff_open
from studio.media.images.libvips import Raster, engine

__all__ = ["PictureFacts", "configure", "header", "pixels_of", "read"]

_LOADERS = {
    "jpeg": "jpegload_source",
    "png": "pngload_source",
    "webp": "webpload_source",
    "avif": "heifload_source",
    "gif": "gifload_source",
    "tiff": "tiffload_source",
    "svg": "svgload_source",
}
# Their own limits are lower than ours, which is checked before a pixel is unpacked. JPEG and SVG
# keep theirs: those guard against files that cost much more than their size in pixels.
_UNLIMITED = {"avif", "tiff"}
_CONVERTED = {"cmyk", "lab", "labq", "labs", "lch", "xyz", "hsv", "yxy"}


def configure(*, max_megapixels: int = limits.DEFAULT_MEGAPIXELS, threads: int = 0) -> None:
    """Set the largest picture that is unpacked, and the threads one picture may use (0: all it likes)."""
    limits.configure(max_megapixels)
    libvips.configure(threads)


def read(
    path: Path,
    *,
    sequential: bool = False,
    pages: Literal["all", "first"] = "all",
    upright: bool = True,
    srgb_if_cmyk: bool = True,
) -> Raster:
    """Open a picture.

    The file is recognised by its content. Pixels are unpacked only when asked for; see `pixels_of`.
    Colour profiles are kept, and so are 16 bits and grey; palettes and single bits become ordinary
    channels. OpenEXR comes as linear light in floating point (scRGB), with straight alpha.

    Args:
        path: The file.
        sequential: The pixels will be asked for once, from top to bottom; cheaper and smaller. Taken
            as a wish: animations and pictures that must be turned are unpacked whole all the same.
        pages: All frames of an animation as one tall strip, or only the first. Pages that are not
            frames in time (TIFF, AVIF) are never joined: the first one is read. Of an animated PNG,
            too, only the first frame is read, and the run around notes it.
        upright: Turn the picture as its orientation says, and reset the tag.
        srgb_if_cmyk: Convert print and laboratory colours (CMYK, Lab) to sRGB.
    """
    path = Path(path)
    with opened(path) as descriptor:
        format = sniff_open(descriptor, path)
        image = _open(descriptor, path, format, sequential=sequential, first=pages == "first")
        if format.name == "png" and pages == "all":
            apng.note_dropped(descriptor, path)
        turned = upright and orientation(image) > 1
        if sequential and (turned or strips.animated(image)):
            # Turning, and working frame by frame, ask for pixels out of order.
            os.lseek(descriptor, 0, os.SEEK_SET)
            image = _open(descriptor, path, format, sequential=False, first=pages == "first")
        if turned:
            image = strips.per_page(image, lambda frame: frame.autorot())
    with pixels_of(path):
        image = _in_srgb(image) if srgb_if_cmyk else _in_light(image)
        return remember_origin(image, path.name)


def header(path: Path) -> PictureFacts:
    """Read what a picture is without unpacking it."""
    path = Path(path)
    with opened(path) as descriptor:
        format = sniff_open(descriptor, path)
        size = os.fstat(descriptor).st_size
        image = _open(descriptor, path, format, sequential=True, first=False, pixels=False)
    return facts_of(image, format, size)


def _open(
    descriptor: int, path: Path, format: Format, *, sequential: bool, first: bool, pixels: bool = True
) -> Raster:
    if not format.readable:
        raise BadInput(
            f"{path.name} is {format.title}, which cannot be read here",
            hint="save it as JPEG, PNG, TIFF or WebP first",
        )
    if format.engine == "pillow":
        return bitmap.read(descriptor, path, pixels=pixels)
    if format.engine == "openimageio":
        return plates.read(path, format, pixels=pixels)
    return _load(descriptor, path, format, sequential=sequential, first=first)


def _load(descriptor: int, path: Path, format: Format, *, sequential: bool, first: bool) -> Raster:
    if format.name == "tiff":
        tiff.check_whole(descriptor, path)
    if format.name == "gif":
        gif.check_whole(descriptor, path)
    strict = jpeg.strictness(descriptor) if format.name == "jpeg" else "truncated"
    options: dict[str, Any] = {"fail_on": strict, "access": "sequential" if sequential else "random"}
    if format.animation and not first:
        options["n"] = -1
    if format.name in _UNLIMITED:
        options["unlimited"] = True
    vips = engine()
    try:
        source = vips.Source.new_from_descriptor(descriptor)
        image = getattr(vips.Image, _LOADERS[format.name])(source, **options)
    except (vips.Error, UnicodeDecodeError) as error:
        if "bad labq format" in str(error):
            return lab.read(descriptor, path)
        raise reading_fault(path.name, error) from error
    frame = strips.frame_height(image)
    limits.check_size(path.name, image.width, frame, image.height // frame)
    return image


def _in_light(image: Raster) -> Raster:
    """Let grey in floating point be linear light, as colours in floating point are."""
    if image.format == "float" and image.bands < 3 and image.interpretation == "b-w":
        return plates.spread(image).copy(interpretation="scrgb")
    return image


def _in_srgb(image: Raster) -> Raster:
    image = _in_light(image)
    return to_srgb(image) if image.interpretation in _CONVERTED else image
