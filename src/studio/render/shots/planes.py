"""The planes of a shot from far to near; each shows itself on a frame as the camera sees it at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from studio.render import moving
from studio.render.canvas import Place

if TYPE_CHECKING:
    from studio.render.canvas import Canvas
    from studio.render.sampling import Box
    from studio.render.sprites import Sprite
    from studio.render.view import View


class Moment(NamedTuple):
    """A frame's place in its shot: its number, the time in seconds, and how much of the shot has passed."""

    number: int
    seconds: float
    share: float


class Plane(Protocol):
    """Something that is shown."""

    def show(self, canvas: Canvas, view: View, moment: Moment) -> None:
        """Put it on a frame."""


@dataclass(frozen=True)
class Together:
    """Several planes that are one thing, from its back to its front."""

    planes: tuple[Plane, ...]

    def show(self, canvas: Canvas, view: View, moment: Moment) -> None:
        """Put it on a frame."""
        for plane in self.planes:
            plane.show(canvas, view, moment)


@dataclass(frozen=True)
class Drawn:
    """A drawing: its still parts, what moves by itself, and the light it gives.

    Attributes:
        sprites: What it is made of.
        depth: How far away it is.
        seed: What sets its motion apart from that of others.
        x: Where its origin is in the world.
        y: The same, down.
        size: How many times its own size it is.
        soft: How far it is out of focus beside how it is drawn, in units; seen where the focus moves.
    """

    sprites: tuple[Sprite, ...]
    depth: float
    seed: int
    x: float = 0.0
    y: float = 0.0
    size: float = 1.0
    soft: float = 0.0

    def show(self, canvas: Canvas, view: View, moment: Moment) -> None:
        """Put it on a frame."""
        for part in self.parts():
            part.show(canvas, view, moment)

    def parts(self) -> list[Part]:
        """What it is made of, each a plane of its own."""
        return [Part(self, number) for number in range(len(self.sprites))]


@dataclass(frozen=True)
class Part:
    """One of the sprites of a drawing.

    Attributes:
        whole: The drawing.
        number: Which one.
    """

    whole: Drawn
    number: int

    def show(self, canvas: Canvas, view: View, moment: Moment) -> None:
        """Put it on a frame."""
        sprite = self.whole.sprites[self.number]
        place, opacity = self._stands(view, moment)
        canvas.put(sprite.plate, place, opacity)
        for light, strength in sprite.lights:
            canvas.shine(light, place, strength * opacity)

    def filled(self, canvas: Canvas, view: View, moment: Moment) -> list[Box]:
        """What of a frame it will fill."""
        return canvas.filled(self.whole.sprites[self.number].plate, *self._stands(view, moment))

    def _stands(self, view: View, moment: Moment) -> tuple[Place, float]:
        """Where it stands at a moment, and how much of it is seen."""
        whole, sprite = self.whole, self.whole.sprites[self.number]
        motion = moving.at(sprite.move, moment.seconds, whole.seed + self.number)
        at_x = whole.x + (sprite.at[0] + motion.x) * whole.size
        at_y = whole.y + (sprite.at[1] + motion.y) * whole.size
        spot = view.spot(whole.depth, at_x, at_y)
        place = Place(spot.x, spot.y, spot.scale * whole.size * motion.scale, motion.turn)
        return place, motion.opacity
