"""What can be measured of pictures: what is empty, how busy, how far apart, how well a shape stands out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from studio.render.canvas import Canvas
from studio.render.lettering import moving
from studio.render.shots.planes import Moment
from studio.render.video import BLACK, GREY

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.rooms import Room
    from studio.render.shots.scene import Scene
    from studio.render.shots.writing import Written

_WHITE = 235
# A ground that shows by less than this is a soft edge.
_SHOWS = 0.1
_ACROSS = 192
_AROUND = 9
_COARSE = (48, 27)
_RING = 3
_COVERS = 128
_TELLS_APART = 10.0
_MOMENTS = 40
# A number that counts up has digits of several widths.
_ALL_OF_IT = 0.9


def empty(scene: Scene, number: int) -> float:
    """The share of a frame that nothing of its place covers.

    It is drawn on black and on white: what differs is ground that shows.
    """
    import cv2

    moment = Moment(number, number / scene.shot.fps, number / max(1, scene.shot.frames - 1))
    view = scene.view(moment)
    grounds = []
    for luma in (BLACK, _WHITE):
        canvas = Canvas(view.width, view.height)
        canvas.fill((luma, GREY, GREY))
        for plane in scene.stage.planes:
            plane.show(canvas, view, moment)
        grounds.append(canvas.y[: canvas.height, : canvas.width])
    shows = cv2.absdiff(*grounds)
    return float((shows > _SHOWS * (_WHITE - BLACK)).mean())


def busy(picture: ndarray, room: Room) -> float:
    """How much goes on in a part of a picture: by how many of 255 levels it differs from its own blur.

    The picture is made equally small first, so that neither grain nor size count.
    """
    import cv2
    import numpy as np

    height, width = picture.shape[:2]
    light = cv2.cvtColor(np.ascontiguousarray(picture), cv2.COLOR_RGB2GRAY)
    small = (_ACROSS, max(1, round(_ACROSS * height / width)))
    light = cv2.resize(light, small, interpolation=cv2.INTER_AREA).astype(np.float32)
    apart = np.abs(light - cv2.blur(light, (_AROUND, _AROUND)))
    left, top = round(room.left * small[0]), round(room.top * small[1])
    right, bottom = left + round(room.width * small[0]), top + round(room.height * small[1])
    part = apart[top : max(bottom, top + 1), left : max(right, left + 1)]
    return float(part.mean())


def distance(one: ndarray, other: ndarray) -> float:
    """How far two pictures of the same size are apart to the eye, as colours in large patches: CIE 1976."""
    import numpy as np

    return float(np.sqrt(((_patches(one) - _patches(other)) ** 2).sum(axis=-1)).mean())


def standing(written: Written) -> float:
    """For which share of its time on screen all of the type is there."""
    import numpy as np

    moments = np.linspace(0, written.lasts, _MOMENTS, endpoint=False)
    seen = np.array([_ink(written, float(moment)) for moment in moments])
    return float((seen > _ALL_OF_IT * seen.max()).mean())


def _ink(written: Written, seconds: float) -> float:
    """How much ink is seen at a moment."""
    placed = moving.at(written.block, written.move, seconds, lasts=written.lasts, colours=written.colours)
    return sum(float(one.pixels[..., 3].sum()) * one.opacity for one in placed)


def standing_out(picture: ndarray, alpha: ndarray, ground: tuple[int, int, int]) -> float:
    """The share of an outline whose inner edge can be told from the ground.

    Args:
        picture: The thing on its ground.
        alpha: What of it is the thing, 0 to 255.
        ground: The colour of the ground.
    """
    import cv2
    import numpy as np

    inside = (alpha > _COVERS).astype(np.uint8)
    ring = inside - cv2.erode(inside, np.ones((_RING, _RING), np.uint8), borderValue=0)
    if not ring.any():
        return 0.0
    plain = _lab(np.array([[ground]], np.uint8))[0, 0]
    apart = np.sqrt(((_lab(picture)[ring > 0] - plain) ** 2).sum(axis=-1))
    return float((apart > _TELLS_APART).mean())


def _patches(picture: ndarray) -> Any:
    import cv2

    return cv2.resize(_lab(picture), _COARSE, interpolation=cv2.INTER_AREA)


def _lab(picture: ndarray) -> Any:
    import cv2
    import numpy as np

    return cv2.cvtColor(np.ascontiguousarray(picture).astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
