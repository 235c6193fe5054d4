"""What is displayed in a shot: charts that grow in, signs and screens that live, products that turn."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from studio.render.canvas import Place
from studio.render.lights import Light
from studio.render.plates import Plate

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.canvas import Canvas
    from studio.render.shots.planes import Moment
    from studio.render.shots.spots import Spot
    from studio.render.view import View

_COMES, _GROWS = 0.3, 1.8
_TURN = 8.0
_KEPT = 6
# The shadow of a card: how far it spreads and falls, in parts of the card's width, and how dark it is.
_SPREADS, _FALLS, _DARK = 0.028, 0.016, 0.5


class Graphic(Protocol):
    """Something that is drawn for every moment of its reveal."""

    def at(self, share: float) -> ndarray:
        """Straight RGBA when a share of it has come."""


@dataclass
class Displayed:
    """A graphic where it is shown.

    Attributes:
        graphic: What is shown.
        middle: Where its middle is: in the world, or in shares of the frame.
        depth: How far away it is; None for a card that lies over the frame.
        scale: Pixels per unit it was drawn at.
    """

    graphic: Graphic
    middle: tuple[float, float]
    depth: float | None
    scale: float
    _whole: Plate | None = field(default=None, repr=False)
    _shadow: Plate | None = field(default=None, repr=False)

    def show(self, canvas: Canvas, view: View, moment: Moment) -> None:
        """Put it on a frame."""
        share = (moment.seconds - _COMES) / _GROWS
        if share < 0:
            return
        plate, opacity = self._plate(share), min(1.0, share * 6)
        if self.depth is None:
            place = Place(self.middle[0] * view.width, self.middle[1] * view.height)
            canvas.put(self._below(), place, opacity)
        else:
            spot = view.spot(self.depth, *self.middle)
            place = Place(spot.x, spot.y, spot.scale / self.scale)
        canvas.put(plate, place, opacity)

    def _below(self) -> Plate:
        """The shadow of the card."""
        if self._shadow is None:
            self._shadow = _shadow(self.graphic.at(1.0)[..., 3])
        return self._shadow

    def _plate(self, share: float) -> Plate:
        if share < 1:
            return _plated(self.graphic.at(share))
        if self._whole is None:
            self._whole = _plated(self.graphic.at(1.0))
        return self._whole


class Picture(Protocol):
    """Something that changes by itself."""

    def state(self, seconds: float) -> Hashable:
        """What it looks like at a moment: where this is equal, so are its pictures."""

    def at(self, seconds: float) -> tuple[Plate, Light | None]:
        """The picture, its origin in its middle, and the light it gives."""


@dataclass
class Living:
    """Something that changes by itself where it is shown; drawn once for every state it comes into.

    Attributes:
        picture: What is shown.
        middle: Where its middle is, in the world.
        depth: How far away it is.
        glow: How brightly its light is seen.
    """

    picture: Picture
    middle: tuple[float, float]
    depth: float
    glow: float = 1.0
    _seen: OrderedDict[Hashable, tuple[Plate, Light | None]] = field(default_factory=OrderedDict, repr=False)

    def show(self, canvas: Canvas, view: View, moment: Moment) -> None:
        """Put it on a frame."""
        self.put(canvas, Place(*view.spot(self.depth, *self.middle)), moment.seconds)

    def put(self, canvas: Canvas, place: Place, seconds: float, opacity: float = 1.0) -> None:
        """Put it where its middle is to lie in the frame."""
        plate, light = self._at(seconds)
        canvas.put(plate, place, opacity)
        if light:
            canvas.shine(light, place, self.glow * opacity)

    def _at(self, seconds: float) -> tuple[Plate, Light | None]:
        state = self.picture.state(seconds)
        if state not in self._seen:
            self._seen[state] = self.picture.at(seconds)
            if len(self._seen) > _KEPT:
                self._seen.popitem(last=False)
        self._seen.move_to_end(state)
        return self._seen[state]


class Turning(Protocol):
    """A product on a turntable."""

    @property
    def origin(self) -> tuple[float, float]:
        """Where it stands, in pixels from the left and top edges."""

    @property
    def scale(self) -> float:
        """Pixels per unit."""

    def at(self, turns: float) -> ndarray:
        """Straight RGBA after so many turns."""


@dataclass(frozen=True)
class Turned:
    """A product that turns where it stands.

    Attributes:
        product: The product.
        foot: Where it stands in the world.
        depth: How far away.
        size: How many times its natural size.
    """

    product: Turning
    foot: tuple[float, float]
    depth: float
    size: float

    def show(self, canvas: Canvas, view: View, moment: Moment) -> None:
        """Put it on a frame."""
        spot = view.spot(self.depth, *self.foot)
        plate = Plate.of(self.product.at(moment.seconds / _TURN), self.product.origin, self.product.scale)
        canvas.put(plate, Place(spot.x, spot.y, spot.scale * self.size))


def _plated(rgba: ndarray) -> Plate:
    height, width = rgba.shape[:2]
    return Plate.of(rgba, (width / 2, height / 2))


def on_board(graphic: Graphic, spot: Spot, scale: float) -> Displayed:
    """A graphic on a board of the place.

    Args:
        graphic: What is shown; it was made as large as the board.
        spot: The board.
        scale: Pixels per unit it was drawn at.
    """
    return Displayed(graphic, (spot.x + spot.width / 2, spot.y + spot.height / 2), spot.depth, scale)


def _shadow(alpha: ndarray) -> Plate:
    """A soft shadow of a card, a little below it."""
    import cv2
    import numpy as np

    height, width = alpha.shape
    around = round(4 * _SPREADS * width)
    soft = cv2.GaussianBlur(np.pad(alpha, around), (0, 0), max(0.5, _SPREADS * width))
    rgba = np.zeros((*soft.shape, 4), np.uint8)
    rgba[..., 3] = cv2.convertScaleAbs(soft, alpha=_DARK)
    return Plate.of(rgba, (width / 2 + around, height / 2 + around - _FALLS * width))


def as_card(graphic: Graphic, room: tuple[float, float, float, float]) -> Displayed:
    """A graphic as a card over the frame, in the middle of a room given in shares of the frame."""
    left, top, width, height = room
    return Displayed(graphic, (left + width / 2, top + height / 2), None, 1.0)
