"""What a face does: where it looks, what it feels, which sound it makes; and how eyes and mouth are drawn."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.render.figures import paths, shelves
from studio.render.figures.paths import dot, filled, stroked, tone
from studio.render.figures.space import Point

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studio.render.figures.barrels import Barrel
    from studio.render.figures.grammar import Emotion, Mouth
    from studio.render.figures.looks import Look

EYE_ANGLE, EYE_LEVEL = 24.0, 0.5
BROW_LEVEL = 0.612
_LASHES = "@hair.shade*@dark:0.75"
_IRIS = "@hair.shade*@dark:0.6"


@dataclass(frozen=True)
class Face:
    """What a face does.

    Attributes:
        emotion: One of faces.yaml: neutral, happy, surprised, thinking, tired ...
        mouth: The shape of a sound, A to H, or X for silence; empty for that of the emotion.
        blink: How far the eyes are shut by a blink, 0 to 1.
        gaze: Where the eyes look: right and down as the viewer sees it, -1 to 1.
        strength: How strongly the emotion shows, 0 to 1.
    """

    emotion: str = "neutral"
    mouth: str = ""
    blink: float = 0.0
    gaze: tuple[float, float] = (0.0, 0.0)
    strength: float = 1.0


@dataclass(frozen=True)
class Drawn:
    """A head to draw a face on.

    Attributes:
        skull: Its shape.
        high: Its height in units.
        bowed: How far features lie lower because it is bowed, in parts of its height.
        look: Whose it is.
    """

    skull: Barrel
    high: float
    bowed: float
    look: Look

    def at(self, angle: float, level: float, out: float = 0.0) -> Point:
        """A point of the face; what lies behind comes to the edge."""
        level -= self.bowed
        return self.skull.at(self.skull.wrapped(angle, level), level, out * self.high)

    def facing(self, angle: float, level: float) -> float:
        """How much a point of the face faces the viewer."""
        return self.skull.nearness(angle, level - self.bowed)


def emotion_of(face: Face) -> Emotion:
    """The emotion a face shows."""
    return shelves.named(shelves.faces().emotions, face.emotion, "emotion")


def mouth_of(face: Face) -> Mouth:
    """The mouth a face makes."""
    known = shelves.faces().mouths
    name = face.mouth or emotion_of(face).rest
    return shelves.named({str(key): shape for key, shape in known.items()}, name, "mouth")


def eyes(head: Drawn, face: Face) -> str:
    """Both eyes with their brows, the far one first."""
    order = sorted((-1, 1), key=lambda side: head.facing(side * EYE_ANGLE, EYE_LEVEL))
    return "".join(_eye(head, face, side) + _brow(head, face, side) for side in order)


def _narrowed(head: Drawn, angle: float, level: float) -> float:
    """How much of its breadth a feature has left on a face that is turned."""
    there = head.at(angle + 3, level).x - head.at(angle - 3, level).x
    full = 2 * math.sin(math.radians(3)) * head.high * 0.34
    return min(1.0, abs(there) / full / math.cos(math.radians(EYE_ANGLE)))


def openness(face: Face) -> float:
    """How far the eyes are open, 0 to 1."""
    lids = emotion_of(face).lids * face.strength
    return max(0.0, (1 - lids) * (1 - face.blink))


def _eye(head: Drawn, face: Face, side: int) -> str:
    angle = EYE_ANGLE * side
    if head.facing(angle, EYE_LEVEL) < 0.12:
        return ""
    high = head.high * (1.16 if head.look.age == "child" else 1.0)
    centre = head.at(angle, EYE_LEVEL)
    wide = 0.062 * high * (0.34 + 0.66 * _narrowed(head, angle, EYE_LEVEL))
    open_ = openness(face)
    if open_ < 0.12:
        shut = [(-wide, 0.005 * high), (0.0, 0.026 * high), (wide, 0.0)]
        return stroked(paths.line(_placed(centre, side, shut)), _LASHES, 0.02 * high)
    up = 0.058 * high * open_
    raised = 0.75 * emotion_of(face).lower * face.strength
    low = 0.036 * high * (1 - raised) * (0.35 + 0.65 * open_)
    top = [(-wide, 0.005 * high), (-wide * 0.45, -up * 0.82), (wide * 0.25, -up), (wide, 0.0)]
    bottom = [(wide, 0.0), (wide * 0.2, low), (-wide, 0.005 * high)]
    white = (
        paths.line(_placed(centre, side, top)) + paths.line(_placed(centre, side, bottom), first="L") + "Z"
    )
    lid = [*top[:-1], (wide + 0.012 * high, -0.002 * high)]
    if head.look.curvy:
        lid.append((wide + 0.03 * high, -0.02 * high))
    return (
        filled(white, "@light.lit")
        + _iris(Point(centre.x, centre.y + (low - up) * 0.42), face, wide, (up + low) / 2, 0.043 * high)
        + stroked(
            paths.line(_placed(centre, side, lid)), _LASHES, (0.021 if head.look.curvy else 0.016) * high
        )
    )


def _iris(middle: Point, face: Face, wide: float, tall: float, size: float) -> str:
    """The iris where it looks, no taller than the lids leave it, with its spark."""
    centre = middle.plus(Point(face.gaze[0] * wide * 0.42, face.gaze[1] * size * 0.42))
    tall = min(size * 1.06, tall * 1.02)
    spark = Point(centre.x - size * 0.32, centre.y - tall * 0.34)
    return dot(centre, min(size, wide * 0.86), _IRIS, tall) + dot(spark, size * 0.26, "@light.lit")


def _placed(centre: Point, side: int, marks: Sequence[tuple[float, float]]) -> list[Point]:
    """Points about the middle of an eye, told from its inner to its outer corner."""
    return [Point(centre.x + x * side, centre.y + y) for x, y in marks]


def _brow(head: Drawn, face: Face, side: int) -> str:
    if head.facing(EYE_ANGLE * side, BROW_LEVEL) < 0.1:
        return ""
    shown, much = emotion_of(face), face.strength
    rise = (shown.brows + (shown.uneven if side > 0 else -shown.uneven) * 0.5) * much * 0.05
    tilt = shown.inner * much * 0.035
    level = BROW_LEVEL + rise - 0.012 * face.blink
    marks = ((11, level - 0.012 + tilt), (24, level + 0.016 + tilt * 0.3), (38, level - 0.018))
    points = [head.at(angle * side, height, 0.008) for angle, height in marks]
    width = (0.022 if head.look.curvy else 0.034) * head.high
    paint = head.look.hair_paint
    return stroked(paths.line(points), tone(paint, "shade"), width)


def nose(head: Drawn) -> str:
    """The nose: a ridge that stands out, its shaded side, and the shadow under it."""
    skin = head.look.skin
    young = 0.7 if head.look.age == "child" else 0.86 if head.look.curvy else 1.0
    ridge = [
        head.at(0, 0.53, 0.0), head.at(0, 0.45, 0.03 * young), head.at(0, 0.375, 0.088 * young),
        head.at(0, 0.345, 0.078 * young), head.at(0, 0.325, 0.02 * young), head.at(0, 0.31, 0.0),
    ]  # fmt: skip
    turned = head.skull.view.sin
    away = 1 if turned < 0 else -1
    inside = [head.at(away * 15, 0.335), head.at(away * 14, 0.42), head.at(away * 9, 0.52)]
    wing = [head.at(13, 0.335, 0.012), head.at(10, 0.4, 0.02), head.at(5, 0.5)]
    under = [head.at(-11, 0.333, 0.01), head.at(0, 0.318, 0.04), head.at(12, 0.335, 0.01)]
    out = filled(paths.line(ridge + inside, closed=True), tone(skin, "lit")) if abs(turned) > 0.3 else ""
    out += filled(paths.line([*ridge[:5], *wing], closed=True), skin)
    return out + stroked(paths.line(under), tone(skin, "shade"), 0.017 * head.high)


def cheeks(head: Drawn, face: Face) -> str:
    """Colour in the cheeks."""
    much = 0.16 + 0.3 * emotion_of(face).cheeks * face.strength + (0.12 if head.look.age == "child" else 0)
    base = head.look.skin.partition("*")[0]
    out = ""
    for side in (-1, 1):
        facing = head.facing(side * 42, 0.32)
        if facing > 0.25:
            centre = head.at(side * 40, 0.32)
            paint = f"{base}*@accent:{paths.num(0.42)}"
            oval = dot(centre, 0.085 * head.high * (0.35 + 0.65 * facing), paint, 0.062 * head.high)
            out += oval.replace("/>", f' fill-opacity="{paths.num(much)}"/>')
    return out


def glasses(head: Drawn) -> str:
    """A pair of glasses."""
    out = ""
    for side in (-1, 1):
        if head.facing(side * EYE_ANGLE, EYE_LEVEL) < 0.1:
            continue
        centre = head.at(side * (EYE_ANGLE + 1), EYE_LEVEL - 0.01, 0.03)
        wide = 0.108 * head.high * (0.3 + 0.7 * _narrowed(head, side * EYE_ANGLE, EYE_LEVEL))
        tall = 0.09 * head.high
        rim = [Point(centre.x + x * wide, centre.y + y * tall) for x, y in _RIM]
        path = paths.line(rim, closed=True)
        out += filled(path, "@glass.lit", ' fill-opacity="0.22"') + stroked(path, "@dark", 0.024 * head.high)
        ear = head.at(side * 88, 0.5, 0.01)
        if head.facing(side * 70, EYE_LEVEL) > 0.05:
            hinge = Point(centre.x + wide * side * 0.98, centre.y - tall * 0.3)
            out += stroked(paths.line([hinge, ear]), "@dark", 0.022 * head.high)
    if head.facing(0, EYE_LEVEL) < -0.1:
        return ""
    bridge = [
        head.at(-9, EYE_LEVEL, 0.045),
        head.at(0, EYE_LEVEL + 0.012, 0.06),
        head.at(9, EYE_LEVEL, 0.045),
    ]
    return out + stroked(paths.line(bridge), "@dark", 0.022 * head.high)


_RIM = tuple(
    (
        math.copysign(abs(math.cos(turn)) ** 0.75, math.cos(turn)),
        math.copysign(abs(math.sin(turn)) ** 0.75, math.sin(turn)),
    )
    for turn in (math.tau * step / 12 for step in range(12))
)
