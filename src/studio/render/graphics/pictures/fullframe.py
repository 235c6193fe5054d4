"""A picture or a clip that fills the frame, seen by a camera that moves on it and never leaves it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from studio.render.easing import eased
from studio.render.graphics.pictures.interest import interest

if TYPE_CHECKING:
    from numpy import ndarray

Move = Literal["push", "pull", "left", "right", "still"]

_CLOSER, _COARSEST = 1.16, 1.35
_LOST = 0.52
_DIM, _BLUR = 0.62, 0.035


class Crop(NamedTuple):
    """What of a picture is seen: its middle and its width, in pixels."""

    x: float
    y: float
    width: float


@dataclass(frozen=True)
class FullFrame:
    """A picture under a camera.

    Attributes:
        picture: The picture as large as it is needed, sRGB.
        size: Width and height of the frame.
        start: What is seen first.
        end: What is seen last.
    """

    picture: ndarray
    size: tuple[int, int]
    start: Crop
    end: Crop

    def crop(self, share: float) -> Crop:
        """What is seen when a share of the shot has passed."""
        return _between(self.start, self.end, eased("slow", share))

    def at(self, share: float) -> ndarray:
        """The frame when a share of the shot has passed: sRGB of 8 bits."""
        return taken(self.picture, self.size, self.crop(share))


def full_frame(rgba: ndarray, size: tuple[int, int], *, move: Move = "push") -> FullFrame:
    """Let a picture fill the frame.

    One that would lose more than half of itself is seen whole, before itself out of focus.

    Args:
        rgba: The picture.
        size: Width and height of the frame in pixels.
        move: How the camera moves on it.
    """
    import numpy as np

    rgb = _opaque(rgba)
    wide, high = size
    ratio = (rgb.shape[1] / rgb.shape[0]) / (wide / high)
    if min(ratio, 1 / ratio) < _LOST:
        rgb = _whole_before_itself(rgb, size)
    found = interest(rgb)
    scale = max(wide / rgb.shape[1], high / rgb.shape[0])
    # As large as it is seen at its closest, and no larger.
    closest = _CLOSER if scale < 1 else min(_CLOSER, max(1.04, _COARSEST / scale))
    picture = np.ascontiguousarray(_scaled(rgb, scale * closest))
    full = min(picture.shape[1], picture.shape[0] * wide / high)
    middle = Crop(found.x * picture.shape[1], found.y * picture.shape[0], full)
    far = _inside(middle, picture, size)
    near = _inside(middle._replace(width=full / closest), picture, size)
    start, end = _path(move, far, near, picture, size)
    return FullFrame(picture, size, start, end)


def _path(move: Move, far: Crop, near: Crop, picture: ndarray, size: tuple[int, int]) -> tuple[Crop, Crop]:
    if move == "push":
        return far, near
    if move == "pull":
        return near, far
    if move == "still":
        return far, far
    shift = 0.06 * near.width * (1 if move == "right" else -1)
    one, other = (_inside(near._replace(x=near.x + aside), picture, size) for aside in (-shift, shift))
    return one, other


def taken(picture: ndarray, size: tuple[int, int], crop: Crop) -> ndarray:
    """What of a picture is seen, on the pixels of a frame."""
    import cv2
    import numpy as np

    scale = crop.width / size[0]
    x, y = crop.x - crop.width / 2, crop.y - size[1] * scale / 2
    way = np.array([[scale, 0, x + scale / 2 - 0.5], [0, scale, y + scale / 2 - 0.5]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    frame: ndarray = cv2.warpAffine(picture, way, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return frame


def _between(one: Crop, other: Crop, share: float) -> Crop:
    """On the way from one to another: the zoom even to the eye, the point it goes to held."""
    width = one.width * (other.width / one.width) ** share
    if abs(other.width - one.width) > 1e-6:
        share = (one.width - width) / (one.width - other.width)
    return Crop(one.x + (other.x - one.x) * share, one.y + (other.y - one.y) * share, width)


def _inside(crop: Crop, picture: ndarray, size: tuple[int, int]) -> Crop:
    """A crop moved so that it does not leave the picture."""
    high, wide = picture.shape[:2]
    width = min(crop.width, wide, high * size[0] / size[1])
    half, tall = width / 2, width * size[1] / size[0] / 2
    return Crop(min(max(crop.x, half), wide - half), min(max(crop.y, tall), high - tall), width)


def _opaque(rgba: ndarray) -> ndarray:
    import numpy as np

    if rgba.shape[2] == 3:
        return rgba
    share = rgba[..., 3:].astype(np.float32) / 255
    whole: ndarray = (rgba[..., :3] * share + 245 * (1 - share) + 0.5).astype(np.uint8)
    return whole


def _scaled(rgb: ndarray, factor: float) -> ndarray:
    import cv2

    size = max(1, round(rgb.shape[1] * factor)), max(1, round(rgb.shape[0] * factor))
    kind = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return cv2.resize(rgb, size, interpolation=kind)


def _whole_before_itself(rgb: ndarray, size: tuple[int, int]) -> ndarray:
    """All of a picture, before the same picture large, dark and out of focus."""
    import cv2
    import numpy as np

    wide, high = (round(side * _CLOSER) for side in size)
    cover = max(wide / rgb.shape[1], high / rgb.shape[0])
    small = _scaled(rgb, cover / 8)
    x, y = (small.shape[1] - wide // 8) // 2, (small.shape[0] - high // 8) // 2
    small = small[max(0, y) : max(0, y) + high // 8, max(0, x) : max(0, x) + wide // 8]
    soft: Any = cv2.GaussianBlur(small, (0, 0), max(1.0, _BLUR * wide / 8))
    behind: Any = cv2.resize(soft, (wide, high), interpolation=cv2.INTER_CUBIC).astype(np.float32) * _DIM
    fit = min(wide / rgb.shape[1], high / rgb.shape[0]) * 0.9
    whole = _scaled(rgb, fit)
    left, top = (wide - whole.shape[1]) // 2, (high - whole.shape[0]) // 2
    shade = np.zeros((high, wide), np.float32)
    shade[top : top + whole.shape[0], left : left + whole.shape[1]] = 1
    behind *= 1 - 0.5 * cv2.GaussianBlur(shade, (0, 0), 0.02 * wide)[..., None]
    made: ndarray = np.clip(behind, 0, 255).astype(np.uint8)
    made[top : top + whole.shape[0], left : left + whole.shape[1]] = whole
    return made
