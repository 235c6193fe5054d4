"""Walking: a foot that stands stays where it is on the ground, and the body is carried over it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from studio.render.figures import shelves
from studio.render.figures.bodies import bones
from studio.render.figures.poses import Arm, Leg, Pose
from studio.render.figures.skeleton import BALL, HEEL, Bones

if TYPE_CHECKING:
    from studio.render.figures.grammar import Gait
    from studio.render.figures.looks import Look

PHASES = 24
# A leg in parts of its length: the gait is the same for everybody, large or small.
_LEG = Bones()


def gait(name: str) -> Gait:
    """A way of walking by its name: walk, stroll, hurry, shuffle, run."""
    return shelves.named(shelves.gaits(), name, "gait")


def stride(look: Look, name: str = "walk") -> float:
    """How far two steps bring somebody, in units."""
    return gait(name).stride * bones(look).leg


def steps(look: Look, seconds: float, name: str = "walk") -> tuple[int, float]:
    """The phase of the walk at a moment, and how far one has come by then, in units.

    The way is that of the phase, so that the feet of the drawn phase stand still between pictures.
    """
    done = seconds / gait(name).seconds * PHASES
    whole = math.floor(done)
    return whole % PHASES, whole / PHASES * stride(look, name)


@lru_cache(maxsize=1024)
def walking(phase: float, name: str = "walk", yaw: float = 90.0) -> Pose:
    """The pose of a phase of walking.

    Args:
        phase: 0 to PHASES; the heel of the right foot comes down at 0.
        name: The gait.
        yaw: From which side it is seen.
    """
    told = gait(name)
    turn = phase / PHASES % 1.0
    high = _hips(told, turn)
    right, left = _leg(told, turn, high), _leg(told, (turn + 0.5) % 1.0, high)
    late = math.cos(math.tau * (turn - 0.04))
    arms = (
        _arm(told, -late, math.cos(math.tau * (turn - 0.11))),
        _arm(told, late, -math.cos(math.tau * (turn - 0.11))),
    )
    return Pose(
        yaw=yaw,
        lean=told.lean + 1.2 * math.cos(2 * math.tau * (turn - 0.06)),
        twist=-told.twist * late * 0.5,
        look=told.twist * late * 0.5,
        nod=-told.lean * 0.3 + 1.4 * math.cos(2 * math.tau * (turn - 0.12)),
        shift=told.sway * math.sin(math.tau * turn),
        side=0.8 * math.sin(math.tau * turn),
        drag=2.0 * told.stride + 3.0 * math.sin(2 * math.tau * (turn - 0.2)) * told.stride,
        lift=_flight(told, turn),
        arms=arms,
        legs=(right, left),
        right_hand="relaxed" if told.elbows < 60 else "fist",
        left_hand="relaxed" if told.elbows < 60 else "fist",
    )


def _arm(told: Gait, forward: float, later: float) -> Arm:
    bend = told.elbows * (1 + 0.55 * later)
    return Arm(swing=told.arms * forward + 2, out=6.5, turn=14, bend=max(4.0, bend), wrist=-4 * later)


def _hips(told: Gait, turn: float) -> float:
    """How high the hips are carried: lowest after a heel came down, highest over a standing foot."""
    leg = _LEG.leg
    return leg * (1 - told.sink) + leg * told.bob * -math.cos(2 * math.tau * (turn - 0.05))


def _leg(told: Gait, turn: float, high: float) -> Leg:
    ankle = _standing(told, turn / told.stance) if turn < told.stance else _swinging(told, turn)
    return _bent(ankle, high)


@dataclass(frozen=True)
class _Ankle:
    """Where an ankle is before the hips, how high above the ground, and how far the toes are up."""

    x: float
    y: float
    pitch: float


def _standing(told: Gait, share: float) -> _Ankle:
    """A foot on the ground: rolled from heel to toes, never moved on it."""
    leg = _LEG.leg
    way = told.stride * told.stance * leg
    x = told.ahead * way - way * share
    if share < 0.16:
        return _rolled(x, told.strike * (1 - _soft(share / 0.16)), HEEL)
    if share > 0.55:
        return _rolled(x, -told.push * ((share - 0.55) / 0.45) ** 1.5, BALL)
    return _Ankle(x, _LEG.ankle, 0.0)


def _rolled(x: float, pitch: float, about: float) -> _Ankle:
    """An ankle while the foot rolls about its heel or its ball."""
    turned = math.radians(pitch)
    back, up = -about, _LEG.ankle
    return _Ankle(
        x + about + back * math.cos(turned) - up * math.sin(turned),
        back * math.sin(turned) + up * math.cos(turned),
        pitch,
    )


def _swinging(told: Gait, turn: float) -> _Ankle:
    """A foot on its way: from where the toes left to where the heel comes down, without a jolt."""
    share = (turn - told.stance) / (1 - told.stance)
    start, end = _standing(told, 1.0), _standing(told, 0.0)
    speed = -told.stride * _LEG.leg * (1 - told.stance)
    before = _standing(told, 0.98)
    risen = (start.y - before.y) / (0.02 * told.stance) * (1 - told.stance)
    x = _curve(start.x, end.x, speed, speed, share)
    y = _curve(start.y, end.y, min(risen, 60.0), -4.0, share)
    y += told.lift * _LEG.leg * math.sin(math.pi * share) ** 2
    pitch = start.pitch + (end.pitch - start.pitch) * _soft(min(1.0, share * 1.25))
    return _Ankle(x, max(y, _LEG.ankle * 0.6), pitch)


def _bent(ankle: _Ankle, high: float) -> Leg:
    """The bends of hip and knee that bring the ankle there."""
    thigh, shin = _LEG.thigh, _LEG.shin
    x, down = ankle.x, high - ankle.y
    reach = min(math.hypot(x, down), (thigh + shin) * 0.9999)
    at_hip = _corner(thigh, reach, shin)
    at_knee = _corner(thigh, shin, reach)
    swing = math.degrees(math.atan2(x, down) + at_hip)
    return Leg(swing=swing, out=0.0, bend=180 - math.degrees(at_knee), foot=ankle.pitch, splay=0.0)


def reaches(name: str) -> bool:
    """Whether legs are long enough for a gait in all its phases."""
    told = gait(name)
    for phase in range(PHASES * 4):
        turn = phase / (PHASES * 4)
        ankle = _standing(told, turn / told.stance) if turn < told.stance else _swinging(told, turn)
        if math.hypot(ankle.x, _hips(told, turn) - ankle.y) > (_LEG.thigh + _LEG.shin):
            return False
    return True


def _flight(told: Gait, turn: float) -> float:
    """How far the lowest foot is off the ground: more than nothing only while one runs."""
    if told.stance >= 0.5:
        return 0.0
    lowest = min(_sole(told, turn), _sole(told, (turn + 0.5) % 1.0))
    return max(0.0, lowest)


def _sole(told: Gait, turn: float) -> float:
    if turn < told.stance:
        return 0.0
    ankle = _swinging(told, turn)
    turned = math.radians(ankle.pitch)
    heel = ankle.y - _LEG.ankle * math.cos(turned) + HEEL * math.sin(turned)
    ball = ankle.y - _LEG.ankle * math.cos(turned) + BALL * math.sin(turned)
    return min(heel, ball)


def _corner(a: float, b: float, opposite: float) -> float:
    """The angle between two sides of a triangle."""
    return math.acos(min(1.0, max(-1.0, (a * a + b * b - opposite * opposite) / (2 * a * b))))


def _soft(share: float) -> float:
    return share * share * (3 - 2 * share)


def _curve(start: float, end: float, leaving: float, arriving: float, share: float) -> float:
    """A way with given speeds at both ends."""
    s2, s3 = share * share, share**3
    return (
        (2 * s3 - 3 * s2 + 1) * start
        + (s3 - 2 * s2 + share) * leaving
        + (-2 * s3 + 3 * s2) * end
        + (s3 - s2) * arriving
    )


def carrying(base: Pose, load: Pose) -> Pose:
    """Somebody who walks and holds something: the legs of the one, the arms of the other."""
    return replace(
        base,
        arms=load.arms,
        right_hand=load.right_hand,
        left_hand=load.left_hand,
        holds=load.holds,
        lean=base.lean + load.lean,
        twist=0.0,
        look=0.0,
    )
