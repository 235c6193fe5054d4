"""Colours in linear light, mixed as the eye mixes them."""

from __future__ import annotations

from typing import NamedTuple

from studio.media.images.colour import parse_colour


class Rgb(NamedTuple):
    """A colour in linear light; 1 is paper white under the studio's own lamp."""

    r: float
    g: float
    b: float

    def times(self, other: Rgb) -> Rgb:
        """The colour seen under a light, or through a glass."""
        return Rgb(self.r * other.r, self.g * other.g, self.b * other.b)

    def scaled(self, by: float) -> Rgb:
        """The colour with more or less light on it."""
        return Rgb(self.r * by, self.g * by, self.b * by)

    def plus(self, other: Rgb) -> Rgb:
        """Two lights together."""
        return Rgb(self.r + other.r, self.g + other.g, self.b + other.b)


WHITE = Rgb(1.0, 1.0, 1.0)


def parsed(text: str) -> Rgb:
    """A colour as people write it."""
    return Rgb(*(_linear(part / 255) for part in parse_colour(text)[:3]))


def written(colour: Rgb) -> str:
    """A colour as SVG has it; what is brighter than white keeps its hue and is rolled off softly."""
    return "#" + "".join(f"{round(255 * _encoded(part)):02x}" for part in rolled_off(colour))


def as_bytes(colour: Rgb) -> tuple[int, int, int]:
    """A colour as red, green and blue of 8 bits."""
    text = written(colour)
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def rolled_off(colour: Rgb) -> Rgb:
    """What a screen can show of a colour: the brightest parts are pressed together below white."""
    brightest = max(colour)
    if brightest <= _KNEE:
        return Rgb(*(max(0.0, part) for part in colour))
    above = brightest - _KNEE
    pressed = _KNEE + (1 - _KNEE) * above / (above + (1 - _KNEE))
    return Rgb(*(max(0.0, part) * pressed / brightest for part in colour))


def mixed(one: Rgb, other: Rgb, share: float) -> Rgb:
    """Two colours mixed in OKLab: half of blue and half of yellow is no grey mud.

    Args:
        one: The first.
        other: The second.
        share: How much of the second, 0 to 1.
    """
    first, second = _oklab(one), _oklab(other)
    return _of_oklab(*(a + (b - a) * share for a, b in zip(first, second, strict=True)))


def adjusted(colour: Rgb, *, lightness: float = 1.0, chroma: float = 1.0) -> Rgb:
    """A colour made lighter or darker, stronger or greyer, of the same hue."""
    light, a, b = _oklab(colour)
    return _of_oklab(light * lightness, a * chroma, b * chroma)


def luminance(colour: Rgb) -> float:
    """How bright a colour is, 0 to 1."""
    return 0.2126 * colour.r + 0.7152 * colour.g + 0.0722 * colour.b


def contrast(one: Rgb, other: Rgb) -> float:
    """How well one colour reads on another, 1 to 21, as WCAG counts it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


_KNEE = 0.8


def _linear(value: float) -> float:
    return float(value / 12.92) if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _encoded(value: float) -> float:
    value = min(1.0, max(0.0, value))
    return float(value * 12.92) if value <= 0.0031308 else float(1.055 * value ** (1 / 2.4) - 0.055)


def _oklab(colour: Rgb) -> tuple[float, float, float]:
    r, g, b = (max(0.0, part) for part in colour)
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    middle = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _of_oklab(light: float, a: float, b: float) -> Rgb:
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return Rgb(
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
