"""Which kind of pixel an encoder is given, so that nothing is lost that it could hold."""

from __future__ import annotations

from studio.media.facts import VideoFacts
from studio.media.films.transcoding import tones
from studio.media.films.transcoding.encoders import STILLS, USUAL_QUALITY, Coding

_FFV1 = {
    *("yuv410p", "yuv411p", "yuv440p", "bgr0", "bgra", "ya8", "rgb48le", "rgba64le"),
    *(f"gray{depth}" for depth in ("", "10le", "12le", "16le")),
    *(f"gbr{a}p{depth}le" for a in ("", "a") for depth in (10, 12, 16)),
    *(
        f"yuv{a}{sampling}p{depth}"
        for a in ("", "a")
        for sampling in (420, 422, 444)
        for depth in ("", "10le", "12le", "16le")
        if (a, sampling, depth) != ("a", 420, "12le")
    ),
}
_FINE_JPEG = 90
# The same values in another order or packing.
_SAME = {
    "nv12": "yuv420p",
    "nv21": "yuv420p",
    "nv16": "yuv422p",
    "nv24": "yuv444p",
    "yuyv422": "yuv422p",
    "uyvy422": "yuv422p",
    "p010le": "yuv420p10le",
    "p210le": "yuv422p10le",
    "v210": "yuv422p10le",
    "rgb24": "bgr0",
    "bgr24": "bgr0",
    "rgb0": "bgr0",
    "gbrp": "bgr0",
    "rgba": "bgra",
    "argb": "bgra",
    "abgr": "bgra",
    "gbrap": "bgra",
    "pal8": "bgra",
    "rgb48be": "rgb48le",
    "rgba64be": "rgba64le",
    "gray16be": "gray16le",
    "ya16be": "rgba64le",
    "ya16le": "rgba64le",
    "monob": "gray",
    "monow": "gray",
}


def chosen(coding: Coding, film: VideoFacts, depth: int, quality: int | None, *, alpha: bool) -> str:
    """The pixels of the result.

    Args:
        coding: The codec.
        film: What is encoded.
        depth: Bits of a channel.
        quality: 1 to 100; None for the usual.
        alpha: Whether transparency is kept.
    """
    if coding.name == "ffv1":
        return _lossless(film, depth, alpha=alpha)
    if coding.name == "prores":
        fine = _full_colour(film) and (quality or USUAL_QUALITY) >= USUAL_QUALITY
        return "yuva444p10le" if alpha else "yuv444p10le" if fine else "yuv422p10le"
    if coding.name in STILLS:
        return _still(coding, depth, quality, alpha=alpha)
    # WebP's encoder knows best how to make its own light and colour of these.
    if fixed := {"mjpeg": "yuvj422p", "gif": "bgra" if alpha else "bgr0", "webp": "bgra"}.get(coding.name):
        return fixed
    plain = "yuva420p" if alpha else "yuv420p"
    # VP9 keeps transparency beside the picture, and players expect eight bits of it.
    return plain if depth == 8 or alpha else f"{plain}{depth}le"


def _full_colour(film: VideoFacts) -> bool:
    """Whether every pixel has a colour of its own, as in drawn material."""
    rgb = tones.is_rgb(film.pixel_format) and film.pixel_format != "pal8"
    return rgb or film.pixel_format.startswith(("yuv444", "yuva444", "yuvj444"))


def _lossless(film: VideoFacts, depth: int, *, alpha: bool) -> str:
    own = film.pixel_format
    own = own.replace("yuvj", "yuv") if own.startswith("yuvj") else own
    own = _SAME.get(own, own.replace("p10be", "p10le").replace("p12be", "p12le").replace("p16be", "p16le"))
    if own in _FFV1 and depth >= film.depth and alpha == film.alpha:
        return own
    if tones.is_rgb(film.pixel_format):
        return ("rgba64le" if alpha else "rgb48le") if depth > 8 else ("bgra" if alpha else "bgr0")
    return f"yuv{'a' if alpha else ''}444p{'' if depth == 8 else f'{depth}le'}"


def _still(coding: Coding, depth: int, quality: int | None, *, alpha: bool) -> str:
    if coding.name == "jpg":
        return "yuvj444p" if (quality or USUAL_QUALITY) >= _FINE_JPEG else "yuvj420p"
    if coding.name == "dpx":
        return "gbrp10le"
    if coding.name in ("tga", "bmp"):
        return "bgra" if alpha else "bgr24"
    if depth == 8:
        return "rgba" if alpha else "rgb24"
    order = "le" if coding.name == "tiff" else "be"
    return f"rgba64{order}" if alpha else f"rgb48{order}"
