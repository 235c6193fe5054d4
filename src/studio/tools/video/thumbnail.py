"""One frame that stands for a film."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from studio.core.errors import BadInput, StudioError
from studio.core.materials import Footage, Image, Pixels, Quality, Seconds
from studio.core.run import run
from studio.core.tool import tool

if TYPE_CHECKING:
    from studio.media.films.frames import Frames, Shown

_LOOKED_AT = 24


@dataclass(frozen=True)
class Thumbnail:
    """A frame of a film.

    Attributes:
        picture: The frame.
        time: When it is shown.
        width: Its width.
        height: Its height.
    """

    picture: Image
    time: Seconds
    width: Pixels
    height: Pixels


@tool(pure=True)
def thumbnail(
    film: Footage,
    *,
    at: Seconds | None = None,
    width: Pixels | None = None,
    height: Pixels | None = None,
    longest: Pixels | None = None,
    fit: Literal["inside", "fill", "pad"] = "inside",
    format: Literal["jpg", "png", "webp", "avif"] = "jpg",
    quality: Quality | None = None,
) -> Thumbnail:
    """Take one frame out of a film, the best or the one at a time.

    Without a time, frames all over the film are looked at, and the one with most to see is taken: not
    black, not blank, not blurred. With a time, it is exactly the frame shown then. It comes upright,
    with square pixels; high dynamic range is brought down to what ordinary screens show.

    Args:
        film: The film, or a numbered sequence.
        at: The time; the best frame is looked for when left out.
        width: Width of the picture; the film's own when left out.
        height: Height of the picture.
        longest: Length of its longer side, instead of both.
        fit: With width and height both given: inside keeps all of the frame within them, fill covers
            them and cuts what is over, pad keeps all and fills the rest.
        format: jpg, png, webp or avif.
        quality: For jpg, webp and avif, 1 to 100.

    Examples:
        studio video thumbnail clip.mp4
        studio video thumbnail clip.mp4 --at 1.5 --out frame.png
        studio video thumbnail clips/ --longest 640 --format webp --out covers/
    """
    from studio.media.films.frames import frames
    from studio.media.images import writing
    from studio.media.images.framing import Frame, framed

    shape = Frame(width=width, height=height, longest=longest, fit=fit)
    with frames(film) as source:
        shown = _best(source) if at is None else _at(source, at)
    asked = width or height or longest
    picture = framed(shown.picture, shape) if asked else shown.picture
    made = writing.write(picture, run().folder / f"{source.facts.path.stem}.{format}", quality=quality)
    return Thumbnail(made, shown.time, picture.width, picture.height)


def _at(source: Frames, time: float) -> Shown:
    film = source.facts.main_video
    if time >= film.duration:
        raise BadInput(
            f"{source.facts.path.name} is {film.duration:.3f} s long, and has no frame at {time:g} s",
            hint="name an earlier time",
        )
    return source.at(time)


def _best(source: Frames) -> Shown:
    """The frame with most to see among some that are spread over the film and cost little to get."""
    from studio.media.films import liveliness
    from studio.media.films.frames import evenly

    times = evenly(source.facts, _LOOKED_AT)
    apart = source.facts.main_video.duration / len(times)
    found: list[tuple[float, liveliness.Look]] = []
    trouble: StudioError | None = None
    for time in run().track(times, "Looking"):
        try:
            shown = source.near(time, apart / 2)
        except StudioError as broken:
            trouble = broken
            continue
        if not any(abs(shown.time - known) < 1e-6 for known, _ in found):
            found.append((shown.time, liveliness.look(shown.picture)))
    if not found:
        raise trouble or BadInput(f"{source.facts.path.name} shows nothing that can be decoded")
    return source.at(found[liveliness.best([look for _, look in found])][0])
