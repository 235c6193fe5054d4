"""What the header of a picture says, as plain values."""

from dataclasses import dataclass

from studio.media.images import pages as strips
from studio.media.images.formats import Format
from studio.media.images.libvips import Raster

_TURNED = {5, 6, 7, 8}
_MODES = {"b-w": "grey", "grey16": "grey", "cmyk": "cmyk", "lab": "lab", "labs": "lab", "labq": "lab"}
_COLOURS = {"srgb", "rgb", "rgb16", "scrgb"}
_DEPTHS = {"uchar": "8", "char": "8", "ushort": "16", "short": "16", "float": "32f", "double": "64f"}
# What the engine reports where a file says nothing, in dots per millimetre.
_UNSAID = (1.0, 72.0 / 25.4)


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What the header of a picture says.

    Attributes:
        format: The format the file really has: "jpeg", "png".
        width: Width in pixels when held upright.
        height: Height of one frame in pixels when held upright.
        stored_width: Width as stored, before the orientation is applied.
        stored_height: Height as stored, before the orientation is applied.
        mode: Channels in words: "grey", "grey+alpha", "rgb", "rgba", "cmyk", "lab" or "other".
        bands: Number of channels.
        depth: Bits of one channel: "1", "2", "4", "8", "10", "12", "16", "32" or "32f".
        alpha: Whether it has transparency.
        colour_space: The engine's name of the colour space: "srgb", "b-w", "cmyk", "rgb16", "scrgb".
        icc: Name of the embedded colour profile, if there is one.
        orientation: The EXIF orientation, 1 to 8; 1 is upright.
        frames: Number of frames of an animation; 1 for a still picture.
        pages: Number of pages in the file, whether they are frames or not.
        delays: Milliseconds each frame is shown.
        loop: How often an animation plays; 0 is for ever.
        dpi: Dots per inch, if the file says so.
        bytes: Size of the file.
    """

    format: str
    width: int
    height: int
    stored_width: int
    stored_height: int
    mode: str
    bands: int
    depth: str
    alpha: bool
    colour_space: str
    icc: str | None
    orientation: int
    frames: int
    pages: int
    delays: tuple[int, ...]
    loop: int
    dpi: float | None
    bytes: int


def orientation(image: Raster) -> int:
    """Return the EXIF orientation of an image; 1 where it says none or nonsense."""
    if image.get_typeof("orientation") == 0:
        return 1
    turn = int(image.get("orientation"))
    return turn if 1 <= turn <= 8 else 1


def facts_of(image: Raster, format: Format, size: int) -> PictureFacts:
    """Put together what an image tells about itself before a pixel is unpacked."""
    height = strips.frame_height(image)
    count = image.height // height
    turn = orientation(image)
    upright = (height, image.width) if turn in _TURNED else (image.width, height)
    return PictureFacts(
        format=format.name,
        width=upright[0],
        height=upright[1],
        stored_width=image.width,
        stored_height=height,
        mode=_mode(image),
        bands=image.bands,
        depth=_depth(image),
        alpha=bool(image.hasalpha()),
        colour_space=str(image.interpretation),
        icc=_icc_name(image),
        orientation=turn,
        frames=count,
        pages=int(image.get("n-pages")) if image.get_typeof("n-pages") else count,
        delays=tuple(image.get("delay")[:count]) if count > 1 and image.get_typeof("delay") else (),
        loop=int(image.get("loop")) if count > 1 and image.get_typeof("loop") else 0,
        dpi=_dpi(image),
        bytes=size,
    )


def _mode(image: Raster) -> str:
    interpretation = str(image.interpretation)
    mode = "rgb" if interpretation in _COLOURS else _MODES.get(interpretation, "other")
    if not image.hasalpha():
        return mode
    return "rgba" if mode == "rgb" else f"{mode}+alpha"


def _depth(image: Raster) -> str:
    kind = _DEPTHS.get(str(image.format), "32")
    if image.get_typeof("bits-per-sample") == 0:
        return kind
    bits = int(image.get("bits-per-sample"))
    return f"{bits}f" if kind == "32f" else str(bits)


def _dpi(image: Raster) -> float | None:
    if any(abs(image.xres - unsaid) < 1e-3 for unsaid in _UNSAID):
        return None
    return round(float(image.xres) * 25.4, 2)


def _icc_name(image: Raster) -> str | None:
    if image.get_typeof("icc-profile-data") == 0:
        return None
    return profile_name(image.get("icc-profile-data")) or "unnamed"


def profile_name(profile: bytes) -> str | None:
    """Return the name a colour profile gives itself."""
    count = int.from_bytes(profile[128:132], "big")
    for entry in range(132, 132 + 12 * min(count, 100), 12):
        if profile[entry : entry + 4] == b"desc":
            start = int.from_bytes(profile[entry + 4 : entry + 8], "big")
            size = int.from_bytes(profile[entry + 8 : entry + 12], "big")
            return _described(profile[start : start + size])
    return None


def _described(tag: bytes) -> str | None:
    """Read the text of a `desc` tag in either of its two shapes: ASCII or many languages."""
    if tag[:4] == b"mluc":
        size, start = int.from_bytes(tag[20:24], "big"), int.from_bytes(tag[24:28], "big")
        text = tag[start : start + size].decode("utf-16-be", "replace")
    else:
        size = int.from_bytes(tag[8:12], "big")
        text = tag[12 : 12 + size].decode("ascii", "replace")
    return text.split("\0")[0].strip() or None
