"""The user's own pictures and clips in a shot: standing in it, lit as all else, or filling its frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.core.errors import BadInput
from studio.render.canvas import Place
from studio.render.graphics.pictures.bringing import brought, filling
from studio.render.graphics.pictures.clips import Clip
from studio.render.graphics.pictures.interest import faces, interest, saliency
from studio.render.plates import Plate
from studio.render.rooms import Box
from studio.render.shots.planes import Drawn
from studio.render.sprites import Sprite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy import ndarray

    from studio.render.canvas import Canvas
    from studio.render.graphics.pictures.fullframe import FullFrame, Move
    from studio.render.graphics.pictures.grammar import Picture
    from studio.render.shots.grammar import Shot
    from studio.render.shots.planes import Moment, Plane
    from studio.render.shots.spots import Spot
    from studio.render.shots.stage import Stage
    from studio.render.view import View

_HEIGHT, _LOWEST = 120.0, 40.0
"""How high a picture stands where no room is given for one, and the least room that is, in units."""
_MOST, _WIDER = 2000, 1.1
# A print is more picture than thing: it stands larger than its spot, and leans over its edges.
_PRINTED = 1.5
# Where words stand beside what is looked at, and above it in an upright picture.
_BESIDE, _ABOVE, _UPRIGHT = (0.72, 0.36), (0.5, 0.2), 1.1
# How far above and beside a face somebody's hair reaches, in parts of it.
_HAIR, _EARS = 0.45, 0.2
# How the camera moves on a picture where the shot moves so.
_MOVES: dict[str, Move] = {
    "still": "still", "pull-out": "pull", "reveal": "pull", "drift-left": "left", "drift-right": "right",
    "track": "right", "orbit": "right",
}  # fmt: skip


@dataclass(frozen=True)
class Filled:
    """A picture that fills the frame, under a camera of its own."""

    picture: FullFrame
    plate: Plate

    def show(self, canvas: Canvas, view: View, moment: Moment) -> None:
        """Put it on a frame."""
        crop = self.picture.crop(moment.share)
        scale = view.width / crop.width
        canvas.put(
            self.plate, Place(view.width / 2 - crop.x * scale, view.height / 2 - crop.y * scale, scale)
        )


@dataclass
class Playing:
    """A clip that fills the frame."""

    clip: Clip

    def show(self, canvas: Canvas, _view: View, moment: Moment) -> None:
        """Put it on a frame."""
        canvas.show(self.clip.at(moment.share))

    def close(self) -> None:
        """Close the film."""
        self.clip.close()


def standing(stage: Stage, given: Picture, spot: Spot, size: float) -> Plane:
    """A picture that stands in the place: cut out and lit, or as a print.

    Args:
        stage: The stage.
        given: The picture.
        spot: Where it stands.
        size: How many times as high as is usual it is.

    Raises:
        BadInput: It cannot be read, or not be cut out although that is asked for.
    """
    if given.is_clip:
        raise BadInput(
            f"{given.path.name} is a clip, and cannot stand in a place", hint="let it fill: how: fill"
        )
    high, wider = height(stage, given, spot) * size, _WIDER
    scale = stage.scale(spot.depth)
    tall = _tall(high, scale)
    painter = stage.painter(spot.depth)
    found = brought(given.path, painter, tall, cut=given.how != "print")
    if found.how == "print" and stage.place.fitted and not given.height:
        high, wider = _PRINTED * high, _PRINTED * wider
        tall = _tall(high, scale)
        found = brought(given.path, painter, tall, cut=False)._replace(why=found.why)
    if given.how == "cutout" and found.how != "cut":
        raise BadInput(
            f"{given.path.name} cannot be cut out: {found.why}",
            hint="give a picture on a plain ground or with transparency, or show it as a print: how: print",
        )
    plate = Plate.of(found.rgba, found.origin, tall / high)
    left, _, right, _ = plate.body
    wide = (right - left) / plate.scale
    # What is wider than its podium is shown smaller, as any other thing is.
    less = min(1.0, wider * spot.width * size / wide) if stage.place.fitted and spot.width and wide else 1.0
    return Drawn((Sprite(plate, None, (), (0.0, 0.0)),), spot.depth, 0, *spot.foot, less)


def _tall(high: float, scale: float) -> int:
    """How many pixels high that is, within reason."""
    return min(_MOST, max(8, round(high * scale)))


def height(stage: Stage, given: Picture, spot: Spot) -> float:
    """How high a picture stands, in units."""
    if given.height:
        return given.height
    if spot.height >= _LOWEST:
        return spot.height
    return _HEIGHT * stage.place.people


def filled(shot: Shot, given: Picture) -> Filled | Playing:
    """A picture or a clip that fills the frame.

    Args:
        shot: The shot.
        given: The picture.
    """
    import numpy as np

    size = (shot.width, shot.height)
    move = given.move or _MOVES.get(shot.camera.move, "push")
    made = filling(given.path, size, shot.seconds, move=move, start=given.start)
    if isinstance(made, Clip):
        made.at(0.0)
        return Playing(made)
    opaque = np.full((*made.picture.shape[:2], 1), 255, np.uint8)
    return Filled(made, Plate.of(np.concatenate([made.picture, opaque], axis=2)))


def heads(frames: Sequence[ndarray]) -> list[Box]:
    """The heads of those who look out of frames that a picture fills, in pixels."""
    found = []
    for frame in frames:
        high, wide = frame.shape[:2]
        found += [
            Box(
                (left - _EARS * across) * wide, (top - _HAIR * down) * high,
                (left + (1 + _EARS) * across) * wide, (top + (1 + _EARS) * down) * high,
            )
            for left, top, across, down in faces(frame)
        ]  # fmt: skip
    return found


def drawn_to(frames: Sequence[ndarray]) -> ndarray:
    """How much each part of such frames draws the eye, small, all of it 1."""
    import numpy as np

    seen: ndarray = np.mean([saliency(frame) for frame in frames], axis=0)
    return seen / max(float(seen.sum()), 1e-6)


def aside(frames: Sequence[ndarray]) -> tuple[float, float]:
    """Where words stand best over a picture that fills its frames: on the side nobody looks at."""
    high, wide = frames[0].shape[:2]
    if wide <= _UPRIGHT * high:
        return _ABOVE
    seen = sum(interest(frame).x for frame in frames) / len(frames)
    x, y = _BESIDE
    return (x if seen <= 0.5 else 1 - x), y
