"""Ways between the colours a film is stored in and those in which its picture can be worked on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from studio.media.facts import VideoFacts
from studio.media.films.editing import pixels
from studio.media.films.transcoding import tones

_MATRIX = re.compile(r"colorspace=(\w+)")
_WEIGHTS = {
    "bt709": (0.2126, 0.7152, 0.0722),
    "bt2020nc": (0.2627, 0.6780, 0.0593),
    "bt2020c": (0.2627, 0.6780, 0.0593),
    "smpte240m": (0.212, 0.701, 0.087),
}
_BY_FIELDS = "scale=interl=1:flags=bicubic+accurate_rnd+full_chroma_int"
_OLD_WEIGHTS = (0.299, 0.587, 0.114)


def drawn(film: VideoFacts) -> bool:
    """Whether a film is stored as red, green and blue, or grey."""
    return tones.is_rgb(film.pixel_format) or tones.is_grey(film.pixel_format)


def matrix(film: VideoFacts) -> str:
    """How light and colour difference are made of red, green and blue: as tagged, or as players guess."""
    if drawn(film):
        return "bt709"
    guessed = _MATRIX.search(",".join(tones.named(film)))
    return film.matrix or (guessed[1] if guessed else "bt709")


def weights(film: VideoFacts) -> tuple[float, float, float]:
    """The parts red, green and blue have in its light."""
    return _WEIGHTS.get(matrix(film), _OLD_WEIGHTS)


def spread(film: VideoFacts) -> str:
    """Whether a film uses all values, or those broadcasters leave."""
    return "full" if drawn(film) or tones.full_range(film) else "limited"


def to_light(film: VideoFacts) -> tuple[list[str], VideoFacts]:
    """The filters that make light and colour difference of red, green and blue, and what the film is then."""
    if not drawn(film):
        return [], film
    own = pixels.yuv("444", 16, alpha=film.alpha)
    finer = replace(film, pixel_format=own, depth=16, matrix="bt709", range="full")
    return [f"format={_planar(film)}", "zscale=matrix=bt709:range=full", f"format={own}"], finer


def in_rgb(film: VideoFacts, filters: Sequence[str]) -> list[str]:
    """Filters that work on red, green and blue, 16 bits each, with the way there and back.

    Of the two scalers only this one gives white the highest value there is.
    """
    there = ["zscale=matrix=gbr:range=full", "format=gbrap16le" if film.alpha else "format=gbrp16le"]
    if drawn(film):
        return [f"format={_planar(film)}", *there, *filters]
    own = pixels.yuv(pixels.sampling(film.pixel_format), max(8, film.depth), alpha=film.alpha)
    back = [f"zscale=matrix={matrix(film)}:range={spread(film)}", f"format={own}"]
    if film.interlaced and pixels.even(own)[1]:
        # Rows that share a colour belong to different moments: each gets its own, field by field.
        rows = f"format={pixels.yuv('422', max(8, film.depth), alpha=film.alpha)}"
        return [_BY_FIELDS, rows, *there, *filters, back[0], rows, _BY_FIELDS, back[1]]
    return [*there, *filters, *back]


def _planar(film: VideoFacts) -> str:
    deep = "" if film.depth <= 8 else "16le"
    return f"gbrap{deep}" if film.alpha else f"gbrp{deep}"


def around_transparency(chain: Sequence[str], *, alpha: bool) -> list[str]:
    """Filters that know no transparency, with it led past them."""
    if not (alpha and chain):
        return list(chain)
    return [
        "split[shown][kept];[kept]alphaextract[veil];"
        f"[shown]{','.join(chain)}[cleaned];[cleaned][veil]alphamerge"
    ]


def spelled(colour: str) -> str:
    """A colour as ffmpeg writes it."""
    from studio.media.images.colour import parse_colour

    red, green, blue, alpha = parse_colour(colour)
    return f"0x{red:02x}{green:02x}{blue:02x}@{alpha / 255:.4g}"
