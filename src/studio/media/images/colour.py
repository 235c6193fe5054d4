"""Colours named by people, and the ways from one colour space or transparency to another."""

import re
from collections.abc import Callable

from studio.core.errors import BadInput
from studio.media.images.libvips import Raster, engine

Colour = tuple[int, int, int, int]

_HEX = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", re.IGNORECASE)
_FUNCTION = re.compile(r"rgba?\(([^()]*)\)", re.IGNORECASE)
_PLAIN = ("srgb", "b-w", "rgb16", "grey16")
_DEEP = {"rgb16", "grey16"}
_PROFILE = "icc-profile-data"


def parse_colour(text: str) -> Colour:
    """Return red, green, blue and alpha, 0 to 255, of a colour written as in CSS.

    Understood are `#rgb`, `#rgba`, `#rrggbb`, `#rrggbbaa`, `rgb(…)` and `rgba(…)` with numbers or per
    cents, the CSS colour names, and `transparent`.
    """
    written = text.strip()
    if _HEX.fullmatch(written):
        return _from_hex(written[1:])
    if written.lower() == "transparent":
        return (0, 0, 0, 0)
    function = _FUNCTION.fullmatch(written)
    colour = _from_parts(re.split(r"[\s,/]+", function[1].strip())) if function else _from_name(written)
    if colour is None:
        raise BadInput(
            f"{text!r} is not a colour", hint="write a name such as white, or #rrggbb, or rgb(255, 255, 255)"
        )
    return colour


def to_srgb(image: Raster) -> Raster:
    """Return the image in sRGB, its colour profile applied and dropped; 16 bits stay 16, grey stays grey.

    Print colours without a profile are taken as coated paper would show them. Linear light (scRGB)
    becomes 16 bits.
    """
    deep = image.format == "ushort"
    if image.interpretation == "cmyk" or image.get_typeof(_PROFILE):
        image = _through_profile(image, deep)
    if image.interpretation in _PLAIN:
        return image
    return image.colourspace("rgb16" if deep or image.interpretation == "scrgb" else "srgb")


def flatten(image: Raster, colour: Colour) -> Raster:
    """Lay the image on a colour; without transparency it is returned as it is."""
    if not image.hasalpha():
        return image
    return image.flatten(background=background_for(image, colour), max_alpha=max_alpha(image))


def background_for(image: Raster, colour: Colour) -> list[float]:
    """Return a colour in the numbers an image without its alpha is made of."""
    red, green, blue = colour[:3]
    if image.interpretation == "scrgb":
        return [_linear(part / 255) for part in (red, green, blue)]
    scale = max_alpha(image) / 255
    if image.bands < 3:
        return [(0.2126 * red + 0.7152 * green + 0.0722 * blue) * scale]
    return [red * scale, green * scale, blue * scale]


def max_alpha(image: Raster) -> float:
    """Return the number that stands for opaque."""
    if image.interpretation in _DEEP or image.format == "ushort":
        return 65535
    return 1 if image.interpretation == "scrgb" else 255


def premultiplied(image: Raster, change: Callable[[Raster], Raster]) -> Raster:
    """Apply a change that mixes neighbouring pixels without letting hidden colours bleed in at edges.

    An image without alpha is changed as it is.
    """
    if not image.hasalpha():
        return change(image)
    opaque = max_alpha(image)
    changed = change(image.premultiply(max_alpha=opaque)).unpremultiply(max_alpha=opaque)
    if image.format in ("float", "double"):
        return changed.cast(image.format)
    return (changed + 0.5).cast(image.format).copy(interpretation=image.interpretation)


def _through_profile(image: Raster, deep: bool) -> Raster:
    fallback = {"input_profile": "cmyk"} if image.interpretation == "cmyk" else {}
    depth = 16 if deep else 8
    try:
        converted = image.icc_transform("srgb", embedded=True, depth=depth, **fallback)
    except engine().Error:
        # A profile for other colours than the picture has says nothing about it.
        converted = image
    converted = converted.copy()
    if converted.get_typeof(_PROFILE):
        converted.remove(_PROFILE)
    if image.interpretation in ("b-w", "grey16") and converted.bands > 2:
        return converted.colourspace("grey16" if deep else "b-w")
    return converted


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)


def _from_hex(digits: str) -> Colour:
    if len(digits) < 6:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue, alpha = (int(digits.ljust(8, "f")[at : at + 2], 16) for at in (0, 2, 4, 6))
    return red, green, blue, alpha


def _from_name(name: str) -> Colour | None:
    from PIL.ImageColor import colormap

    value = colormap.get(name.lower().replace(" ", ""))
    # Pillow puts numbers in the place of a name that it was once asked for itself.
    if isinstance(value, tuple):
        return value[0], value[1], value[2], 255
    return _from_hex(value[1:]) if value else None


def _from_parts(parts: list[str]) -> Colour | None:
    if len(parts) not in (3, 4):
        return None
    try:
        red, green, blue = (_part(part, 255) for part in parts[:3])
        alpha = _part(parts[3], 1) if len(parts) == 4 else 255
    except ValueError:
        return None
    return red, green, blue, alpha


def _part(text: str, whole: int) -> int:
    share = float(text[:-1]) / 100 if text.endswith("%") else float(text) / whole
    if not 0 <= share <= 1:
        raise ValueError(text)
    return round(share * 255)
