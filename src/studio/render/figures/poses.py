"""Poses: the angles of all joints, blended along arcs."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

from studio.render.figures import shelves


class Arm(NamedTuple):
    """How an arm is held, in degrees."""

    swing: float = 0.0
    out: float = 6.0
    turn: float = 0.0
    bend: float = 12.0
    wrist: float = 0.0


class Leg(NamedTuple):
    """How a leg is held, in degrees; `foot` is how far the toes are raised from the level."""

    swing: float = 0.0
    out: float = 2.0
    bend: float = 2.0
    foot: float = 0.0
    splay: float = 14.0


@dataclass(frozen=True)
class Pose:
    """How somebody holds themselves.

    Attributes:
        yaw: How far they are turned to the viewer's right: 0 front, 35 three-quarter, 90 side, 180 back.
        lean: How far the trunk leans forward.
        side: How far it leans to its own left.
        twist: How far the chest is turned to its own left against the hips.
        nod: How far the head is bowed.
        tilt: How far the head is tilted to its own left.
        look: How far the face is turned to its own left against the chest.
        shrug: How far the shoulders are raised, in units.
        shift: How far the hips are moved to their left, in units.
        lift: How far the feet are off the ground, in units.
        breath: How full the chest is, 0 to 1.
        drag: How far hair and cloth hang behind, in degrees; positive to the viewer's left.
        right_hand: The shape of the right hand.
        left_hand: The shape of the left hand.
        holds: What is held.
        arms: The right and the left arm.
        legs: The right and the left leg.
    """

    yaw: float = 0.0
    lean: float = 0.0
    side: float = 0.0
    twist: float = 0.0
    nod: float = 0.0
    tilt: float = 0.0
    look: float = 0.0
    shrug: float = 0.0
    shift: float = 0.0
    lift: float = 0.0
    breath: float = 0.0
    drag: float = 0.0
    right_hand: str = "relaxed"
    left_hand: str = "relaxed"
    holds: str = ""
    arms: tuple[Arm, Arm] = (Arm(), Arm())
    legs: tuple[Leg, Leg] = (Leg(), Leg())

    def turned(self, yaw: float) -> Pose:
        """The same pose, seen from another side."""
        return replace(self, yaw=yaw)


_NUMBERS = ("yaw", "lean", "side", "twist", "nod", "tilt", "look", "shrug", "shift", "lift", "breath", "drag")
VIEWS = {"front": 0.0, "three-quarter": 35.0, "side": 90.0, "back": 180.0, "back three-quarter": 145.0}


@lru_cache(maxsize=256)
def pose(name: str, view: str = "three-quarter") -> Pose:
    """A pose by its name.

    Args:
        name: As poses.yaml calls it.
        view: From which side it is seen: front, three-quarter, side, back.
    """
    known = shelves.poses()
    written = shelves.named(known, name, "pose")
    chain = [written]
    while chain[-1].like:
        chain.append(known[chain[-1].like])
    made = Pose(yaw=shelves.named(VIEWS, view, "view"))
    for one in reversed(chain):
        made = _put_on(made, one.model_dump(exclude_none=True, exclude={"like"}, exclude_unset=True))
    return made


def _put_on(start: Pose, told: dict[str, Any]) -> Pose:
    arms, legs = list(start.arms), list(start.legs)
    plain: dict[str, Any] = {}
    for name, value in told.items():
        side = 0 if name.startswith("right") else 1
        if name.endswith("_arm") and isinstance(value, dict):
            arms[side] = arms[side]._replace(**value)
        elif name.endswith("_leg") and isinstance(value, dict):
            legs[side] = legs[side]._replace(**value)
        else:
            plain[name] = value
    return replace(start, arms=(arms[0], arms[1]), legs=(legs[0], legs[1]), **plain)


def blended(start: Pose, end: Pose, share: float) -> Pose:
    """A pose between two: joints turn, so hands and feet go along arcs and limbs keep their length.

    Args:
        start: The first.
        end: The second.
        share: How far toward the second, 0 to 1; a little beyond is an overshoot.
    """

    def mix(a: float, b: float) -> float:
        return a + (b - a) * share

    numbers: dict[str, Any] = {name: mix(getattr(start, name), getattr(end, name)) for name in _NUMBERS}
    arms = [Arm(*map(mix, one, other)) for one, other in zip(start.arms, end.arms, strict=True)]
    legs = [Leg(*map(mix, one, other)) for one, other in zip(start.legs, end.legs, strict=True)]
    hands = end if share >= 0.5 else start
    return replace(hands, **numbers, arms=(arms[0], arms[1]), legs=(legs[0], legs[1]))


def eased(share: float) -> float:
    """Slow in, slow out."""
    share = min(1.0, max(0.0, share))
    return share * share * (3 - 2 * share)


def settled(share: float, *, anticipate: float = 0.12, overshoot: float = 0.1) -> float:
    """The way of a gesture: back a little first, then there, a little too far, and to rest."""
    share = min(1.0, max(0.0, share))
    if share < 0.22:
        return -anticipate * math.sin(math.pi * share / 0.44) ** 2
    if share < 0.62:
        return -anticipate + (1 + anticipate + overshoot) * eased((share - 0.22) / 0.4)
    return 1 + overshoot * (1 - eased((share - 0.62) / 0.38))
