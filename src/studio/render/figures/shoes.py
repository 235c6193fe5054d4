"""Shoes from any side, rolled from heel to toes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from studio.render.figures import paths
from studio.render.figures.paths import filled, inside, stroked, tone
from studio.render.figures.skeleton import BALL, toes_bend
from studio.render.figures.space import Point, View

if TYPE_CHECKING:
    from studio.render.figures.bodies import Body

# The outline of a shoe from the heel over the ankle to the toes and back under the sole: seen from its side
# (how far ahead of the ankle, how high) and from its front (how far outward, how high).
_PROFILE = (
    (-6.4, 1.4), (-6.7, 5.0), (-5.2, 9.8), (-0.5, 11.2), (4.6, 9.6), (9.5, 6.9), (15.0, 5.2), (19.2, 2.9),
    (18.6, 0.3), (9.0, 0.0), (-5.6, 0.0),
)  # fmt: skip
_FRONT = (
    (-4.7, 1.2), (-4.3, 5.0), (-4.1, 9.8), (0.0, 10.8), (4.1, 9.6), (4.6, 6.2), (5.2, 3.2), (5.1, 0.2),
    (3.2, -1.7), (-1.0, -2.1), (-4.5, -0.9),
)  # fmt: skip
_LOW = {"pump": 0.62, "clog": 0.8, "shoe": 0.92}


def shoe(body: Body, number: int, *, lit: tuple[str, str]) -> str:
    """A shoe.

    Args:
        body: Who wears it.
        number: 0 for the right one, 1 for the left one.
        lit: The paints of its lit and its shaded side.
    """
    look, size = body.look, body.bones.foot
    points = _outline(body, number)
    light_sole = look.shoes == "sneaker"
    under = [points[0], *points[10:6:-1]]
    instep = points[3].toward(points[9], 0.45)
    if points[7].x > points[0].x:
        dark = [*points[5:11], instep]
    else:
        dark = [points[1], points[2], instep, points[9], points[10], points[0]]
    out = filled(paths.line(points, closed=True), lit[0]) + inside(paths.line(dark, closed=True), lit[1])
    out += stroked(paths.line(under), "@light" if light_sole else tone(lit[0], "deep"), 1.5 * size)
    if look.shoes in ("sneaker", "shoe"):
        laces = [points[4].toward(points[9], 0.18), points[5].toward(points[9], 0.16)]
        out += stroked(paths.line(laces), "@light" if light_sole else tone(lit[0], "shade"), 0.9 * size)
    return out


def _outline(body: Body, number: int) -> list[Point]:
    foot = body.joints.feet[number]
    view = View(body.pose.yaw + foot.yaw)
    size = body.bones.foot
    share = abs(view.sin) / (abs(view.sin) + abs(view.cos))
    ankle = body.seen(body.joints.legs[number].end)
    sole = ankle.y + body.bones.ankle
    low = _LOW.get(body.look.shoes, 1.0)
    facing = (1 if view.sin > 0 else -1) if abs(view.sin) > 0.02 else (1 if number else -1)
    rise = math.sin(math.radians(foot.pitch)) * 0.9
    out = []
    for (ahead, high), (wide, tall) in zip(_PROFILE, _FRONT, strict=True):
        x, y = _rolled(ahead, high if high < 9 else high * low, foot.pitch)
        before = (max(0.0, tall) if view.cos < 0 else tall) + ahead * rise
        across = x * view.sin + wide * facing * abs(view.cos)
        out.append(Point(ankle.x + across * size, sole - (y * share + before * (1 - share)) * size))
    return out


def _rolled(ahead: float, high: float, pitch: float) -> tuple[float, float]:
    """A point of a shoe whose heel or toes are raised; toes bend where the ball stands on the ground."""
    turned = math.radians(pitch)

    def about(x: float, y: float) -> tuple[float, float]:
        c, s = math.cos(turned), math.sin(turned)
        return x * c - (y - 7.5) * s, 7.5 + x * s + (y - 7.5) * c

    if pitch >= 0 or ahead <= BALL:
        return about(ahead, high)
    x, y = about(BALL, 0.0)
    bent = math.radians(pitch + toes_bend(pitch))
    beyond = ahead - BALL
    return x + beyond * math.cos(bent) - high * math.sin(bent), y + beyond * math.sin(bent) + high * math.cos(
        bent
    )
