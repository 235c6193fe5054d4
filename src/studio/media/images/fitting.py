"""Makes a picture fit a format: its frames, transparency, channels, depth and colour space."""

from studio.media.images.colour import Colour, flatten, to_srgb
from studio.media.images.formats import Format
from studio.media.images.libvips import Raster
from studio.media.images.pages import animated, first_frame

_PROFILE = "icc-profile-data"
_WITHOUT_PROFILES = {"gif", "bmp", "exr", "tga", "dpx"}
_WITHOUT_GREY = {"webp", "gif", "avif"}
_WITH_CMYK = {"jpeg", "tiff"}
_KNOWN = {
    "srgb",
    "b-w",
    "rgb16",
    "grey16",
    "scrgb",
    "cmyk",
    "lab",
    "labs",
    "labq",
    "lch",
    "xyz",
    "hsv",
    "yxy",
}


def fitted_to(image: Raster, target: Format, *, background: Colour, profile: bool = True) -> Raster:
    """Return the image as a format can hold it, changed no more than needed.

    Args:
        image: The picture.
        target: The format.
        background: What transparency is laid on where the format has none.
        profile: Keep the colour profile; without it the colours are converted to sRGB.
    """
    if animated(image) and not target.animation:
        image = first_frame(image)
    image = _named(image)
    if target.name == "exr":
        return _linear(image)
    if not (profile and _can_keep_colours(image, target)):
        image = to_srgb(image)
    image = _trimmed(image)
    if not target.alpha:
        image = flatten(image, background)
    return _in_depth(image, target)


def _named(image: Raster) -> Raster:
    """Give an image whose colour space got lost the one its numbers suggest."""
    if image.interpretation in _KNOWN:
        return _whole(image)
    grey = image.bands < 3
    if image.format == "ushort":
        return image.copy(interpretation="grey16" if grey else "rgb16")
    return _whole(image.copy(interpretation="b-w" if grey else "srgb"))


def _whole(image: Raster) -> Raster:
    """Round what a calculation left in fractions; linear light alone keeps them."""
    if image.format in ("uchar", "ushort") or image.interpretation not in ("srgb", "b-w", "rgb16", "grey16"):
        return image
    deep = image.interpretation in ("rgb16", "grey16")
    return image.rint().cast("ushort" if deep else "uchar")


def _can_keep_colours(image: Raster, target: Format) -> bool:
    tagged = bool(image.get_typeof(_PROFILE))
    if tagged and target.name in _WITHOUT_PROFILES:
        return False
    if tagged and image.bands < 3 and target.name in _WITHOUT_GREY:
        return False
    if image.interpretation == "scrgb":
        return "32f" in target.depths
    if image.interpretation == "cmyk":
        return target.name in _WITH_CMYK and (target.alpha or not image.hasalpha())
    return image.interpretation in ("srgb", "b-w", "rgb16", "grey16")


def _trimmed(image: Raster) -> Raster:
    """Drop channels beyond colour and alpha."""
    most = {"b-w": 2, "grey16": 2, "cmyk": 5}.get(str(image.interpretation), 4)
    return image if image.bands <= most else image[:most]


def _in_depth(image: Raster, target: Format) -> Raster:
    deep = {"16", "12"} & set(target.depths)
    if image.format != "ushort" or deep:
        return image
    return image.colourspace("b-w" if image.bands < 3 else "srgb")


def _linear(image: Raster) -> Raster:
    if image.interpretation != "scrgb":
        image = _trimmed(to_srgb(image)).colourspace("scrgb")
    if image.hasalpha():
        image = image.premultiply(max_alpha=1)
    return image.cast("float")
