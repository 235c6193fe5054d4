"""What moves by rule in a shot: water, grass, mist, dust, steam, beams, stars, weather."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from studio.render.colour import as_bytes
from studio.render.effects import beam, grass, mist, motes, rain, sky, snow, water
from studio.render.effects.chance import Area

if TYPE_CHECKING:
    from studio.render.canvas import Canvas
    from studio.render.grammar import Ruled
    from studio.render.painting import Painter
    from studio.render.shots.planes import Moment, Plane
    from studio.render.shots.stage import Stage
    from studio.render.view import View

_SKY = 1000.0
# In upright frames the words stand where the sun would.
_LOWER = 0.72
_ROWS = ("grass.shade", "grass", "foliage.shade", "foliage")
_SMOKE_RISES, _STEAM_RISES = 150.0, 80.0

Effect = Callable[..., None]


@dataclass(frozen=True)
class Spread:
    """An effect that covers a part of the world.

    Attributes:
        effect: What is done.
        depth: How far away.
        box: Left, top, right and bottom, in units; None for the whole frame.
        seed: Which one of its kind.
        colour: Its colour, or colours.
        more: What else it is told.
    """

    effect: Effect
    depth: float
    box: tuple[float, float, float, float] | None
    seed: int
    colour: Any
    more: Mapping[str, Any] = field(default_factory=dict)

    def show(self, canvas: Canvas, view: View, moment: Moment) -> None:
        """Put it on a frame."""
        area, scale = _area(view, self.depth, self.box)
        self.effect(canvas, self.seed, moment.seconds, area, scale, self.colour, **self.more)


@dataclass(frozen=True)
class Rising:
    """An effect that begins at a point: steam, smoke, a beam of light."""

    effect: Effect
    depth: float
    x: float
    y: float
    seed: int
    colour: Any
    more: Mapping[str, Any] = field(default_factory=dict)

    def show(self, canvas: Canvas, view: View, moment: Moment) -> None:
        """Put it on a frame."""
        spot = view.spot(self.depth, self.x, self.y)
        self.effect(canvas, self.seed, moment.seconds, (spot.x, spot.y), spot.scale, self.colour, **self.more)


@dataclass(frozen=True)
class Glitter:
    """The path of light on water under the sun."""

    depth: float
    box: tuple[float, float, float, float]
    sun: float
    seed: int
    colour: Any
    amount: float

    def show(self, canvas: Canvas, view: View, moment: Moment) -> None:
        """Put it on a frame."""
        area, scale = _area(view, self.depth, self.box)
        under = view.spot(_SKY, self.sun, 0).x
        water.glints(
            canvas, self.seed, moment.seconds, area, scale, self.colour, under=under, amount=self.amount
        )


def laid(stage: Stage, kind: str, ruled: Ruled, painter: Painter, seed: int) -> list[Plane]:
    """The planes of a layer that moves by rule.

    Args:
        stage: The stage.
        kind: water, grass, fog or dust.
        ruled: Where, and how much of it.
        painter: Who knows the colours there.
        seed: Which one of its kind.
    """
    box = (ruled.left, ruled.top, ruled.right, ruled.bottom)
    amount = {"amount": ruled.amount}
    if kind == "water":
        surface = Spread(water.water, ruled.depth, box, seed, _colour(painter, "water"))
        if stage.shot.weather != "clear":
            return [surface]
        sun = sun_at(stage, painter)[0]
        return [surface, Glitter(ruled.depth, box, sun, seed, _colour(painter, "sun"), ruled.amount)]
    if kind == "grass":
        colours = [_colour(painter, token) for token in _ROWS]
        return [Spread(grass.grass, ruled.depth, box, seed, colours, amount)]
    if kind == "fog":
        return [Spread(mist.fog, ruled.depth, box, seed, _colour(painter, "haze"), amount)]
    if kind == "dust":
        return [Spread(motes.dust, ruled.depth, box, seed, _colour(painter, "lamp"), amount)]
    return []


def risen(stage: Stage, name: str, x: float, y: float, painter: Painter, seed: int) -> list[Plane]:
    """What a named place gives off: steam, smoke, the beam of a lighthouse."""
    depth = painter.depth
    if name.startswith("smoke"):
        more = {"height": _SMOKE_RISES, "amount": 0.7}
        return [Rising(mist.steam, depth, x, y, seed, _colour(painter, "haze"), more)]
    if name.startswith("steam"):
        return [
            Rising(mist.steam, depth, x, y, seed, _colour(painter, "light.lit"), {"height": _STEAM_RISES})
        ]
    if name == "beam" and stage.shot.time in ("dusk", "night"):
        return [Rising(beam.beam, depth, x, y, seed, _colour(painter, "lamp"))]
    return []


def overhead(stage: Stage, painter: Painter, seed: int) -> list[Plane]:
    """What stands in the sky beside what is drawn there."""
    moment = painter.moment
    if not moment.stars or stage.shot.weather != "clear" or painter.pack.sky != "open":
        return []
    left, top, right, _ = stage.view.seen(_SKY, 0)
    return [
        Spread(
            sky.stars, _SKY, (left, top, right, 0), seed, _colour(painter, "star"), {"amount": moment.stars}
        )
    ]


def weathered(stage: Stage, painter: Painter, seed: int) -> list[Plane]:
    """What falls between the camera and all else; nothing falls in a room."""
    if stage.place.indoors or stage.shot.weather == "clear":
        return []
    if stage.shot.weather == "snow":
        return [Spread(snow.snow, 1.0, None, seed, _colour(painter, "snow.lit"))]
    left, _, right, bottom = stage.view.seen(1.0, 0)
    drop = _colour(painter, "haze")
    return [
        Spread(rain.splashes, 1.0, (left, 40, right, bottom), seed, drop),
        Spread(rain.rain, 1.0, None, seed, drop),
    ]


def sun_at(stage: Stage, painter: Painter) -> tuple[float, float]:
    """Where the sun or the moon stands, in units at the depth of the sky."""
    left, top, right, _ = stage.view.seen(_SKY, 0)
    height = painter.moment.height * (_LOWER if stage.view.height > stage.view.width else 1.0)
    return left + (right - left) * painter.moment.across, top * height


def _area(view: View, depth: float, box: tuple[float, float, float, float] | None) -> tuple[Area, float]:
    if box is None:
        return Area(0, 0, view.width, view.height), view.spot(depth, 0, 0).scale
    first, last = view.spot(depth, *box[:2]), view.spot(depth, *box[2:])
    return Area(first.x, first.y, last.x, last.y), first.scale


def _colour(painter: Painter, token: str) -> tuple[int, int, int]:
    return as_bytes(painter.rgb(token))
