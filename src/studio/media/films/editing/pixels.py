"""Which kind of pixel an edited film is written in: its own, wherever the encoder has it."""

from __future__ import annotations

import re
from dataclasses import replace

from studio.media.facts import VideoFacts
from studio.media.films.transcoding import pixels, tones
from studio.media.films.transcoding.encoders import Coding

_SAMPLINGS = {
    "h264": ("420", "422", "444"),
    "h265": ("420", "422", "444"),
    "av1": ("420",),
    "vp9": ("420", "422", "440", "444"),
    "mjpeg": ("420", "422", "444"),
}
_DEPTHS = {"h264": (8, 10), "h265": (8, 10, 12), "av1": (8, 10), "vp9": (8, 10, 12), "mjpeg": (8,)}
_PACKED = {
    "nv12": "420", "nv21": "420", "p010": "420", "p012": "420", "p016": "420",
    "nv16": "422", "p210": "422", "p216": "422", "yuyv": "422", "uyvy": "422", "v210": "422",
}  # fmt: skip
_NAMED = re.compile(r"yuv[aj]?(4\d\d)p")


def sampling(name: str) -> str:
    """How often the colour of a kind of pixel is sampled: "420", "444"; grey and RGB count as "444"."""
    if match := _NAMED.match(name):
        return match[1]
    return next((found for packed, found in _PACKED.items() if name.startswith(packed)), "444")


def yuv(sampled: str, depth: int, *, alpha: bool = False) -> str:
    """The name of planar pixels of light and colour difference."""
    return f"yuv{'a' if alpha else ''}{sampled}p{'' if depth == 8 else f'{depth}le'}"


def kept(coding: Coding, film: VideoFacts) -> str:
    """The pixels an encoder is given so that as little as can be is lost of a film."""
    alpha = film.alpha and coding.alpha
    if coding.name not in _SAMPLINGS or alpha:
        depth = next((depth for depth in coding.depths if depth >= film.depth), coding.depths[-1])
        return pixels.chosen(coding, film, depth, 100, alpha=alpha)
    own, offered = sampling(film.pixel_format), _SAMPLINGS[coding.name]
    drawn = tones.is_rgb(film.pixel_format) or tones.is_grey(film.pixel_format)
    sampled = own if own in offered and not drawn else offered[-1] if own != "420" and not drawn else "420"
    depths = _DEPTHS[coding.name]
    depth = next((depth for depth in depths if depth >= film.depth), depths[-1])
    full = coding.name == "mjpeg" or film.pixel_format.startswith("yuvj")
    if full and depth == 8 and coding.name in ("h264", "h265", "mjpeg"):
        return f"yuvj{sampled}p"
    return yuv(sampled, depth)


def with_colour_everywhere(film: VideoFacts) -> VideoFacts:
    """The film with a colour for every pixel, where one colour had to do for several."""
    if sampling(film.pixel_format) == "444":
        return film
    return replace(film, pixel_format=yuv("444", max(8, film.depth), alpha=film.alpha))


def even(name: str) -> tuple[bool, bool]:
    """Whether width and height must be even for a kind of pixel."""
    sampled = sampling(name)
    return sampled in ("420", "422", "411", "410"), sampled in ("420", "440", "410")
