"""Glimpses of what moves and sounds: whether a film is black, and small pictures that stand for a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from studio.media.facts import MediaFacts, VideoFacts
from studio.media.films.toning import toned
from studio.media.images.libvips import Raster, engine
from studio.media.opening import frames, keyframes, opened

THUMBNAIL = 320
"""Pixels of a thumbnail's longer side."""

_QUALITY = 72
_FAINTEST = -50.0
_GREY = "#8b8d95"
_MOST = 12
_SHORT = 20.0
_SMALL = (48, 27)
# Of 255: what is darker counts as black, and so many of a black frame's pixels may be lighter.
_DARK, _EXCEPTIONS = 32, 0.02


@dataclass(frozen=True, slots=True)
class Glimpsed:
    """What was seen.

    Attributes:
        black: The share of the frames looked at that are black, 0 to 1.
        thumbnail: A small WebP of the frame with most to see in it; empty if none could be decoded.
    """

    black: float
    thumbnail: bytes


def glimpse(path: Path, facts: MediaFacts) -> Glimpsed:
    """Look at a film here and there; one that seems black all over is looked at more closely."""
    film = facts.main_video
    seen: list[bool] = []
    best, most = None, -1
    for frame in _spread(path, film):
        dark, contrast = _light(frame)
        seen.append(dark)
        if contrast > most:
            best, most = frame, contrast
    if seen and all(seen):
        seen = list(_until_light(path, film))
    picture = film_thumbnail(best, film) if best is not None else b""
    return Glimpsed(sum(seen) / len(seen) if seen else 0.0, picture)


def _spread(path: Path, film: VideoFacts) -> Iterator[Any]:
    """The keyframes of a short film, or those near places spread evenly over a long one."""
    with opened(path) as container:
        stream = container.streams[film.index]
        stream.codec_context.thread_count = 1
        if film.duration <= _SHORT or not film.keyframes:
            yield from keyframes(container, stream)
            return
        last, tick = None, stream.time_base or Fraction(1)
        for place in range(_MOST):
            time = film.start + film.duration * (place + 0.5) / _MOST
            container.seek(int(time / tick), stream=stream)
            frame = next(keyframes(container, stream), None)
            if frame is not None and frame.pts != last:
                last = frame.pts
                yield frame


def _until_light(path: Path, film: VideoFacts) -> Iterator[bool]:
    """Whether each keyframe is black, or each frame where there are few, up to the first that is not."""
    with opened(path) as container:
        stream = container.streams[film.index]
        if film.keyframes > _MOST:
            stream.codec_context.skip_frame = "NONKEY"
        for frame in frames(container, stream):
            dark, _ = _light(frame)
            yield dark
            if not dark:
                return


def _light(frame: Any) -> tuple[bool, int]:
    """Whether a frame is black, and how far its dark and its light parts lie apart."""
    width, height = _SMALL
    plane = frame.reformat(width=width, height=height, format="gray").planes[0]
    rows, step = bytes(plane), plane.line_size
    values = sorted(b"".join(rows[row * step : row * step + width] for row in range(height)))
    count = len(values)
    dark = values[int(count * (1 - _EXCEPTIONS))] < _DARK
    return dark, values[count * 95 // 100] - values[count * 5 // 100]


def film_thumbnail(frame: Any, film: VideoFacts) -> bytes:
    """A frame as a small WebP, upright and with square pixels."""
    across, down = (int(part) for part in film.sample_aspect.split(":"))
    width, height = _within(film.coded_width * across / down, film.coded_height)
    picture = toned(frame, width, height, film) if film.hdr else _plain(frame, width, height, film)
    return _webp(picture.rot(f"d{film.rotation}") if film.rotation else picture)


def _plain(frame: Any, width: int, height: int, film: VideoFacts) -> Raster:
    plane = frame.reformat(width=width, height=height, format="rgba").planes[0]
    pixels = engine().Image.new_from_memory(bytes(plane), plane.line_size // 4, height, 4, "uchar")
    picture = pixels.crop(0, 0, width, height).copy(interpretation="srgb")
    return picture if film.alpha else picture.extract_band(0, n=3)


def picture_thumbnail(path: Path) -> bytes:
    """A picture as a small WebP."""
    from studio.media.images import reading

    picture = reading.read(path, sequential=True, pages="first")
    with reading.pixels_of(path):
        small = picture.thumbnail_image(THUMBNAIL, height=THUMBNAIL, size="down", export_profile="srgb")
        return _webp(small)


def sound_thumbnail(course: Sequence[float]) -> bytes:
    """The course of a sound's loudness as a small WebP: bars in a grey that shows on light and on dark."""
    width, height = THUMBNAIL, THUMBNAIL * 9 // 16
    step = width / max(1, len(course))
    bars = []
    for place, level in enumerate(course):
        high = max(1.0, height * 0.86 * (1 + max(level, _FAINTEST) / -_FAINTEST))
        bars.append(
            f'<rect x="{place * step + step * 0.15:.2f}" y="{(height - high) / 2:.2f}" '
            f'width="{step * 0.7:.2f}" height="{high:.2f}"/>'
        )
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" fill="{_GREY}">'
        f"{''.join(bars)}</svg>"
    )
    return _webp(engine().Image.svgload_buffer(drawing.encode()))


def _webp(picture: Raster) -> bytes:
    return bytes(picture.webpsave_buffer(Q=_QUALITY, effort=2, keep="none"))


def _within(width: float, height: float) -> tuple[int, int]:
    factor = min(1.0, THUMBNAIL / max(width, height))
    return max(1, round(width * factor)), max(1, round(height * factor))
