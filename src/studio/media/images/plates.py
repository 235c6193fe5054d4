"""The formats of film and compositing (OpenEXR, TGA, DPX, Photoshop), through OpenImageIO."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from studio.core import scratch
from studio.core.errors import ToolFailed, Unavailable
from studio.media.images import limits
from studio.media.images.faults import damaged
from studio.media.images.formats import Format
from studio.media.images.libvips import Raster, engine

_KINDS = {"uint8": "uchar", "uint16": "ushort", "float": "float"}
_SPACES = {"uchar": ("b-w", "srgb"), "ushort": ("grey16", "rgb16"), "float": ("scrgb", "scrgb")}
_STORED = {"exr": "half", "tga": "uint8", "dpx": "uint16"}
_HALF_BITS = 16


def read(path: Path, format: Format, *, pixels: bool = True) -> Raster:
    """Read the flat picture of a file; without pixels only its size, channels and depth are true.

    OpenEXR and everything else stored in floating point comes as linear light (scRGB); whole numbers
    are taken as display values (sRGB) as they are, DPX in its logarithmic form included. Alpha is
    straight, not multiplied into the colours.
    """
    oiio = _openimageio()
    straight = oiio.ImageSpec()
    straight.attribute("oiio:UnassociatedAlpha", 1)
    try:
        with _plain_name(path, format) as name, _opened(oiio, name, straight, path) as file:
            spec = file.spec()
            limits.check_size(path.name, max(spec.width, spec.full_width), max(spec.height, spec.full_height))
            image = _unpacked(file, spec, path) if pixels else _stand_in(spec)
            return _in_frame(image, spec)
    except UnicodeDecodeError as error:
        # Names inside a damaged file, and complaints that quote them, are no text any more.
        raise damaged(path.name, "its data is garbled") from error


@contextmanager
def _opened(oiio: Any, name: str, wishes: Any, path: Path) -> Iterator[Any]:
    file = oiio.ImageInput.open(name, wishes)
    if file is None:
        raise damaged(path.name, oiio.geterror().replace(name, path.name))
    try:
        yield file
    finally:
        file.close()


def write(image: Raster, path: Path, format: Format) -> None:
    """Write one picture: linear and multiplied by its alpha for OpenEXR, as displayed for the others."""
    import numpy

    oiio = _openimageio()
    kind = {"uchar": numpy.uint8, "ushort": numpy.uint16, "float": numpy.float32}[str(image.format)]
    flat = numpy.frombuffer(image.write_to_memory(), dtype=kind)
    spec = oiio.ImageSpec(image.width, image.height, image.bands, _STORED[format.name])
    _describe(spec, format)
    with _plain_name(path, format) as name:
        file = oiio.ImageOutput.create(name)
        if file is None:
            raise ToolFailed(f"{path.name} could not be written: {_reason(oiio.geterror())}")
        done = file.open(name, spec) and file.write_image(
            flat.reshape(image.height, image.width, image.bands)
        )
        trouble = file.geterror()
        if not (file.close() and done):
            reason = _reason(trouble or file.geterror()).replace(name, path.name)
            raise ToolFailed(f"{path.name} could not be written: {reason}")


def available() -> bool:
    """Say whether OpenImageIO is installed."""
    from importlib.util import find_spec

    return find_spec("OpenImageIO") is not None


def _openimageio() -> Any:
    try:
        import OpenImageIO
    except ImportError as error:
        raise Unavailable(
            "Reading and writing EXR, TGA, DPX and PSD needs OpenImageIO, which is not installed",
            hint="pip install 'animation-ai-studio[frames]'",
        ) from error
    return OpenImageIO


@contextmanager
def _plain_name(path: Path, format: Format) -> Iterator[str]:
    """Yield a harmless name for a file: OpenImageIO takes `?` for options and wants UTF-8 and the ending."""
    with scratch.anywhere() as folder:
        link = folder / f"picture{format.suffixes[0]}"
        link.symlink_to(path.absolute())
        yield os.fspath(link)


def _kind(spec: Any) -> str:
    stored = str(spec.format)
    if stored in ("half", "float", "double"):
        return "float"
    return "uint8" if stored in ("uint8", "int8") else "uint16"


def _channels(spec: Any) -> list[int]:
    """Return the positions of the colour channels and alpha among all channels of a file."""
    letters = [name.rsplit(".", 1)[-1].upper() for name in spec.channelnames]
    named = {letter: letters.index(letter) for letter in letters}
    if all(letter in named for letter in "RGB"):
        colours = [named["R"], named["G"], named["B"]]
    else:
        colours = [named.get("Y", 0)]
    alpha = spec.alpha_channel
    return [*colours, alpha] if alpha >= 0 and alpha not in colours else colours


def _unpacked(file: Any, spec: Any, path: Path) -> Raster:
    kind = _kind(spec)
    data = file.read_image(0, 0, 0, spec.nchannels, kind)
    if data is None or file.has_error:
        raise damaged(path.name, file.geterror())
    picked = data.reshape(spec.height, spec.width, spec.nchannels)[:, :, _channels(spec)]
    image = engine().Image.new_from_memory(
        picked.tobytes(), spec.width, spec.height, picked.shape[2], _KINDS[kind]
    )
    return _told(image, spec)


def _stand_in(spec: Any) -> Raster:
    image = engine().Image.black(spec.width, spec.height, bands=len(_channels(spec)))
    return _told(image.cast(_KINDS[_kind(spec)]), spec)


def _told(image: Raster, spec: Any) -> Raster:
    """Put on an image what the file says about it: colour space, straight alpha, orientation, profile."""
    image = spread(image) if image.format == "float" else image
    space = _SPACES[str(image.format)][image.bands >= 3]
    image = image.copy(interpretation=space)
    if image.format == "float" and image.hasalpha():
        image = image.unpremultiply(max_alpha=1).cast("float").copy(interpretation=space)
    types = engine().GValue
    bits = _HALF_BITS if str(spec.format) == "half" else spec.get_int_attribute("oiio:BitsPerSample")
    if bits:
        image.set_type(types.gint_type, "bits-per-sample", bits)
    if spec.get_int_attribute("Orientation", 1) > 1:
        image.set_type(types.gint_type, "orientation", spec.get_int_attribute("Orientation"))
    profile = spec.getattribute("ICCProfile")
    if profile is not None and image.format != "float":
        image.set_type(types.blob_type, "icc-profile-data", bytes(bytearray(profile)))
    return image


def spread(image: Raster) -> Raster:
    """Make three channels of one: linear light has no grey of its own in the engine."""
    if image.bands > 2:
        return image
    grey = image[0]
    return grey.bandjoin([grey, grey, *([image[1]] if image.bands == 2 else [])])


def _in_frame(image: Raster, spec: Any) -> Raster:
    """Place what is stored within the frame it belongs to (the display window of OpenEXR)."""
    window = (spec.full_width, spec.full_height)
    left, top = spec.x - spec.full_x, spec.y - spec.full_y
    if (spec.width, spec.height) == window and (left, top) == (0, 0):
        return image
    if min(window) < 1:
        return image
    return image.embed(left, top, *window)


def _describe(spec: Any, format: Format) -> None:
    if format.name == "exr":
        spec.attribute("compression", "zip")
    if format.name == "tga":
        spec.attribute("compression", "rle")
        spec.attribute("oiio:UnassociatedAlpha", 1)
    if format.name == "dpx":
        spec.attribute("oiio:BitsPerSample", 10)


def _reason(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[0] if lines else "the engine gave no reason"
