"""A picture of the user's as it is best shown: cut out and lit where that is good, else as a print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from studio.core.errors import BadInput
from studio.media.kinds import suffixes
from studio.render.graphics.look import look
from studio.render.graphics.pictures.clips import Clip
from studio.render.graphics.pictures.cutout import cutout
from studio.render.graphics.pictures.fullframe import FullFrame, full_frame
from studio.render.graphics.pictures.lighting import stood, toned
from studio.render.graphics.pictures.pixels import pixels, scaled
from studio.render.graphics.pictures.prints import printed
from studio.render.graphics.products.shading import studio

if TYPE_CHECKING:
    from pathlib import Path

    from numpy import ndarray

    from studio.render.graphics.pictures.fullframe import Move
    from studio.render.painting import Painter

_LONGEST = 16


class Brought(NamedTuple):
    """A picture ready to be put into a scene.

    Attributes:
        rgba: Straight RGBA, its shadow included.
        origin: Where it stands in it: pixels from the left and top edges.
        how: Whether it is cut out or a print.
        score: How sure the cut was, 0 to 1.
        why: Why it was not cut out.
    """

    rgba: ndarray
    origin: tuple[float, float]
    how: Literal["cut", "print"]
    score: float
    why: str = ""


def brought(path: Path, painter: Painter, tall: int, *, cut: bool = True) -> Brought:
    """Make a picture ready for a scene.

    Args:
        path: The picture.
        painter: The style and the light it is seen in.
        tall: How high it is to be, in pixels.
        cut: Whether it is to be cut out if that can be done well.
    """
    rgba = pixels(path)
    longer = max(rgba.shape[:2]) / min(rgba.shape[:2])
    if longer > _LONGEST:
        raise BadInput(
            f"{path.name} is {longer:,.0f} times as long as it is wide, too long to stand anywhere",
            hint="crop it, or let it fill the frame: how: fill",
        )
    found = cutout(rgba) if cut else None
    if found and found.good:
        high, wide = found.rgba.shape[:2]
        size = max(1, round(wide * tall / high)), max(1, tall)
        standing = stood(scaled(found.rgba, size), painter)
        return Brought(standing.rgba, standing.origin, "cut", found.score)
    longest = max(2, round(tall * max(1.0, rgba.shape[1] / rgba.shape[0])))
    flat = toned(printed(rgba, look(painter), longest), studio(painter))
    foot = (flat.shape[1] / 2, (flat.shape[0] + tall) / 2)
    return Brought(flat, foot, "print", found.score if found else 0.0, found.why if found else "")


def filling(
    path: Path, size: tuple[int, int], lasts: float, *, move: Move = "push", start: float = 0.0
) -> FullFrame | Clip:
    """Let a picture or a clip fill the frame.

    Args:
        path: The picture or the clip.
        size: Width and height of the frame in pixels.
        lasts: How long the shot is, in seconds.
        move: How the camera moves on a picture.
        start: Where in a clip it begins, in seconds.
    """
    if path.suffix.lower() in suffixes("video"):
        return Clip(path, size, lasts, start)
    return full_frame(pixels(path), size, move=move)
