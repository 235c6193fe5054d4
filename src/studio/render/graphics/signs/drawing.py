"""A sign at any moment, flat or in perspective."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from studio.core.errors import BadInput
from studio.render.graphics.given import shaped
from studio.render.graphics.signs.chalk import Chalk, chalk, written
from studio.render.graphics.signs.neon import Lit, Neon, burning, neon
from studio.render.graphics.signs.painted import enamel, painted

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.graphics.look import Look
    from studio.render.graphics.signs.grammar import Sign


@dataclass(frozen=True)
class SignGraphic:
    """A sign ready to be shown.

    Attributes:
        sign: What it says, and what it is made of.
        look: The style.
        width: Width in units.
        height: Height in units.
        scale: Pixels per unit.
        seed: What its grain and its flicker draw from.
    """

    sign: Sign
    look: Look
    width: float
    height: float
    scale: float = 1.0
    seed: int = 1

    def state(self, seconds: float) -> Hashable:
        """What it looks like when it has been seen so long: where this is equal, so are its pictures."""
        if self.sign.kind == "neon":
            return burning(self.sign, self.look, (self.width, self.height), self.seed, seconds)
        return written(self.sign, seconds) if self.sign.kind == "chalk" else None

    def at(self, seconds: float) -> ndarray:
        """The sign when it has been seen so long: straight RGBA of 8 bits."""
        return self.lit(seconds).rgba

    def lit(self, seconds: float) -> Lit:
        """The sign and the light it gives, on black."""
        import numpy as np

        size = (self.width, self.height)
        if self.sign.kind == "neon":
            return self._neon.at(burning(self.sign, self.look, size, self.seed, seconds))
        if self.sign.kind == "chalk":
            rgba = self._chalk.at(written(self.sign, seconds))
        else:
            make = painted if self.sign.kind == "painted" else enamel
            rgba = make(self.sign, self.look, size, self.scale, self.seed)
        return Lit(rgba, np.zeros((*rgba.shape[:2], 3), np.float32))

    @cached_property
    def _neon(self) -> Neon:
        return neon(self.sign, self.look, (self.width, self.height), self.scale)

    @cached_property
    def _chalk(self) -> Chalk:
        return chalk(self.sign, self.look, (self.width, self.height), self.scale, self.seed)


def sign(given: Mapping[str, Any]) -> Sign:
    """Read a sign as it was written; what is wrong with it is told with its place."""
    from studio.render.graphics.signs.grammar import Sign

    return shaped(Sign, given, "sign")


def in_quad(rgba: ndarray, quad: Sequence[tuple[float, float]], size: tuple[int, int]) -> ndarray:
    """A picture seen at an angle: its corners come to lie in those of a quad.

    Args:
        rgba: The picture, straight RGBA.
        quad: Where its corners lie: upper left, upper right, lower right, lower left, in pixels.
        size: Width and height of the picture it is laid in.
    """
    import cv2
    import numpy as np

    ends = np.array(quad, np.float32)
    if ends.shape != (4, 2) or not np.isfinite(ends).all() or not cv2.isContourConvex(ends.reshape(-1, 1, 2)):
        raise BadInput(
            "the corners of a quad make no quad", hint="give four corners in the order they are walked"
        )
    high, wide = rgba.shape[:2]
    sides = [float(np.hypot(*(ends[at] - ends[(at + 1) % 4]))) for at in range(4)]
    shrink = max(1.0, wide / max(sides[0], sides[2], 1.0), high / max(sides[1], sides[3], 1.0))
    picture: Any = rgba.astype(np.float32)
    picture[..., :3] *= picture[..., 3:] / 255
    if shrink > 1.5:
        picture = cv2.resize(
            picture,
            (max(2, round(wide / shrink)), max(2, round(high / shrink))),
            interpolation=cv2.INTER_AREA,
        )
    picture = np.pad(picture, ((1, 1), (1, 1), (0, 0)))
    high, wide = picture.shape[0] - 2, picture.shape[1] - 2
    corners = np.array([(1, 1), (wide + 1, 1), (wide + 1, high + 1), (1, high + 1)], np.float32) - 0.5
    way = cv2.getPerspectiveTransform(corners, ends - 0.5)
    seen: Any = cv2.warpPerspective(picture, way, size, flags=cv2.INTER_LINEAR)
    alpha = seen[..., 3:]
    seen[..., :3] /= np.maximum(alpha / 255, 1 / 255)
    made: ndarray = np.clip(seen + 0.5, 0, 255).astype(np.uint8)
    return made
