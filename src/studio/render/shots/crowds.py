"""People far away in a place: they stroll past, meet and stand, each with a look and a pace of their own."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from studio.render.canvas import Place
from studio.render.drawing.expressions import drawn
from studio.render.figures.actions import action
from studio.render.figures.crowd import distant, passing
from studio.render.figures.looks import distinct
from studio.render.figures.walking import PHASES, gait, stride
from studio.render.shots.people import sprite_of

if TYPE_CHECKING:
    from studio.render.canvas import Canvas
    from studio.render.figures.looks import Look
    from studio.render.grammar import Crowd
    from studio.render.painting import Painter
    from studio.render.shots.planes import Moment
    from studio.render.sprites import Sprite
    from studio.render.view import View

_GROWN_UP = 180.0
_DRAWN = 2
_FEW, _LOOKS = 7, 6
_STANDS = 0.3
_FADES = 36.0
_FINER = 0.7
_KEPT = 160
_SHADOW = '<ellipse cx="6" cy="0" rx="42" ry="7" fill="@shadow" fill-opacity="0.3" stroke="none"/>'
_STANDING = ("stand", "talk", "stand")


@dataclass(frozen=True)
class Somebody:
    """One of a crowd.

    Attributes:
        who: Which look it is.
        x: Where they are at the beginning, in units from the left edge of their way.
        y: Where their feet are.
        size: How many times their own size they are.
        way: To which side they go: 1, -1, or 0 for who stands.
        late: How many seconds their walk is ahead of others'.
        turned: From which side who stands is seen.
    """

    who: int
    x: float
    y: float
    size: float
    way: int
    late: float
    turned: float


@dataclass
class Passing:
    """A crowd.

    Attributes:
        looks: How they look.
        people: Who is there, from far to near.
        painter: The style and the light.
        left: Where their way begins.
        span: How long it is; who comes to its end begins again.
        scale: Pixels per unit.
        size: How many times their own size the largest of them are, as all are drawn.
        pen: How wide their outlines are beside those of other things.
        gait: How they go.
    """

    looks: list[Look]
    people: tuple[Somebody, ...]
    painter: Painter
    left: float
    span: float
    scale: float
    size: float
    pen: float
    gait: str = "stroll"
    _drawn: OrderedDict[tuple[int, int, float], Sprite | None] = field(
        default_factory=OrderedDict, repr=False
    )

    def show(self, canvas: Canvas, view: View, moment: Moment) -> None:
        """Put it on a frame."""
        for one in self.people:
            done = (moment.seconds + one.late) / gait(self.gait).seconds * PHASES if one.way else 0.0
            phase = math.floor(done) // _DRAWN * _DRAWN
            sprite = self._sprite(one, phase % PHASES)
            if not sprite:
                continue
            gone = one.way * phase / PHASES * stride(self.looks[one.who], self.gait) * one.size
            along = (one.x + gone) % self.span
            spot = view.spot(self.painter.depth, self.left + along, one.y)
            # Nobody comes out of nowhere: at the ends of their way people fade.
            seen = min(1.0, along / _FADES, (self.span - along) / _FADES)
            canvas.put(sprite.plate, Place(spot.x, spot.y, spot.scale * one.size), seen)

    def _sprite(self, one: Somebody, phase: int) -> Sprite | None:
        key = (one.who, phase, one.way or one.turned)
        if key not in self._drawn:
            self._drawn[key] = self._made(one, phase)
            if len(self._drawn) > _KEPT:
                self._drawn.popitem(last=False)
        self._drawn.move_to_end(key)
        return self._drawn[key]

    def _made(self, one: Somebody, phase: int) -> Sprite | None:
        look = self.looks[one.who]
        if one.way:
            markup = passing(look, phase, 90.0 * one.way, self.gait)
        else:
            doing = _STANDING[one.who % len(_STANDING)]
            markup = distant(look, action(doing, one.late, one.who, view=one.turned).pose)
        return sprite_of(
            _SHADOW + markup, self.painter, self.scale * self.size, one.who, size=self.size, pen=self.pen
        )


def crowd(told: Crowd, painter: Painter, scale: float, seed: int, *, pen: float = 1.0) -> Passing:
    """A crowd as its layer says.

    Args:
        told: The layer.
        painter: The style and the light.
        scale: Pixels per unit.
        seed: Who they are.
        pen: How much finer the pen of the shot is than that of the whole place.
    """
    looks = distinct([told.look] * _LOOKS, seed)
    people = sorted(_people(told, seed), key=lambda one: one.y)
    size = max((one.size for one in people), default=1.0)
    return Passing(
        looks,
        tuple(people),
        painter,
        told.left,
        told.right - told.left,
        scale,
        size,
        _FINER * pen,
        told.gait,
    )


def _people(told: Crowd, seed: int) -> Iterator[Somebody]:
    count = round(_FEW * told.amount)
    for number in range(count):
        here = seed + 31 * number
        # They are spread evenly over the depth of their ground, and by chance along it.
        y = told.top + (told.bottom - told.top) * (number + drawn(here, 1)) / max(1, count)
        near = y / told.bottom if told.bottom > 0 else 1.0
        stands = told.gait != "run" and drawn(here, 2) < _STANDS
        ahead = told.gait == "run" or drawn(here, 4) < 0.5
        yield Somebody(
            who=number % _LOOKS,
            x=(told.right - told.left) * (number * 0.618 + 0.2 * drawn(here, 3)) % (told.right - told.left),
            y=y,
            size=round(told.height * near / _GROWN_UP, 3),
            way=0 if stands else 1 if ahead else -1,
            late=4 * drawn(here, 5),
            turned=-60.0 if drawn(here, 6) < 0.5 else 60.0,
        )
