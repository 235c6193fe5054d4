"""What somebody does over time: a pose and a face for every moment, plain functions of time and seed."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from studio.render.figures import shelves
from studio.render.figures.faces import Face
from studio.render.figures.poses import VIEWS, Arm, Pose, blended, eased, pose, settled
from studio.render.figures.walking import PHASES, carrying, gait, walking

# Slow things change this often, so that most pictures of a calm figure are the same picture.
_BREATHS = 8


@dataclass(frozen=True)
class Acted:
    """Somebody at one moment.

    Attributes:
        pose: The pose.
        face: The face.
        steps: How many strides were made by then; `walking.stride` says how far one goes.
    """

    pose: Pose
    face: Face
    steps: float = 0.0


Move = Callable[[float, int], Pose]


def action(
    name: str,
    seconds: float,
    seed: int = 0,
    *,
    view: str | float = "three-quarter",
    emotion: str = "",
    gaze: tuple[float, float] = (0.0, 0.0),
    mouth: str = "",
) -> Acted:
    """What somebody does at a moment.

    Args:
        name: One of `names()`: stand, walk, wave, knead, talk ... or any pose, held.
        seconds: The moment, from the beginning of the action.
        seed: What tells their breath and blinking from that of their neighbours.
        view: From which side they are seen, by name or in degrees.
        emotion: What they feel; that of the action if empty.
        gaze: Where they look: right and down on the picture, -1 to 1.
        mouth: The shape of a sound; at rest if empty, whatever hands and head do.
    """
    yaw = shelves.named(VIEWS, view, "view") if isinstance(view, str) else view
    gone = 0.0
    if name in _GOING:
        which, load = _GOING[name]
        whole = math.floor(seconds / gait(which).seconds * PHASES)
        done = walking(whole % PHASES, which, yaw)
        gone = whole / PHASES
        held = carrying(done, pose(load)) if load else done
    elif name in _MOVES:
        held = _MOVES[name](seconds, seed).turned(yaw)
    else:
        held = pose(name).turned(yaw)
    if not gone and name not in _GOING:
        held = replace(held, breath=_breath(seconds, seed))
    if name == "turn":
        held = replace(held, yaw=_turned(seconds, yaw), drag=_lag(seconds))
    face = Face(
        emotion=emotion or _FEELS.get(name, "neutral"),
        mouth=mouth,
        blink=blink(seconds, seed),
        gaze=gaze if gaze != (0.0, 0.0) else _glance(seconds, seed, name),
    )
    return Acted(held, face, gone)


def names() -> list[str]:
    """Everything that somebody can do."""
    return sorted({*_MOVES, *_GOING, "turn"})


def strides(name: str) -> str:
    """The gait by which an action goes on; empty if it stays where it is."""
    return _GOING[name][0] if name in _GOING else ""


def blink(seconds: float, seed: int) -> float:
    """How far the eyes are shut: now and then, for an eighth of a second, twice in a row at times."""
    every = 3.1 + 1.7 * _drawn(seed, 1)
    beat = seconds / every + _drawn(seed, 2)
    since = (beat % 1.0) * every
    twice = _drawn(seed, int(beat) + 17) > 0.78
    for begin in (0.0, 0.3) if twice else (0.0,):
        at = since - begin
        if 0 <= at < 0.14:
            return 1.0 if 0.035 <= at < 0.1 else 0.55
    return 0.0


def _breath(seconds: float, seed: int) -> float:
    period = 3.6 + 0.9 * _drawn(seed, 3)
    full = 0.5 - 0.5 * math.cos(math.tau * (seconds / period + _drawn(seed, 4)))
    return round(full * _BREATHS) / _BREATHS


def _glance(seconds: float, seed: int, name: str) -> tuple[float, float]:
    """Eyes are never quite still: they rest on one thing and jump to the next."""
    if name in _LOOKS:
        return _LOOKS[name]
    beat = int(seconds / 1.7 + 3 * _drawn(seed, 5))
    if _drawn(seed, beat * 3 + 7) < 0.6:
        return (0.0, 0.0)
    return (
        round((_drawn(seed, beat * 3 + 8) - 0.5) * 1.2, 1),
        round((_drawn(seed, beat * 3 + 9) - 0.5) * 0.4, 1),
    )


def _drawn(seed: int, number: int) -> float:
    """A number from 0 to 1 that the seed gives, always the same."""
    mixed = (seed * 0x9E3779B1 + number * 0x85EBCA77 + 0x27D4EB2F) & 0xFFFFFFFF
    mixed ^= mixed >> 15
    mixed = mixed * 0x2C1B3C6D & 0xFFFFFFFF
    mixed ^= mixed >> 12
    return (mixed * 0x297A2D39 & 0xFFFFFFFF) / 0xFFFFFFFF


def _between(first: str, second: str, period: float, *, hold: float = 0.0, sharp: bool = False) -> Move:
    """A work that goes to and fro between two poses, the arms a little ahead of the trunk."""

    def move(seconds: float, seed: int) -> Pose:
        share = _cycle((seconds / period + _drawn(seed, 11)) % 1.0, hold, sharp=sharp)
        late = _cycle((seconds / period + _drawn(seed, 11) - 0.05) % 1.0, hold, sharp=sharp)
        start, end = pose(first), pose(second)
        arms = blended(start, end, share)
        trunk = blended(start, end, late)
        return _in_steps(replace(trunk, arms=arms.arms))

    return move


def _cycle(turn: float, hold: float, *, sharp: bool) -> float:
    """To and fro in one turn: a slow lift and a quick stroke where it is sharp."""
    if sharp:
        return eased((turn - 0.58) / 0.24) if turn > 0.58 else 1 - eased(turn / 0.5)
    stretched = min(1.0, max(0.0, (abs(turn * 2 - 1) - hold) / (1 - hold)))
    return eased(stretched)


def _gesture(start: str, end: str, seconds_in: float) -> Move:
    """A pose that is taken once, with a wind-up before and a settling after."""

    def move(seconds: float, _: int) -> Pose:
        share = settled(seconds / seconds_in)
        head = settled((seconds - 0.07) / seconds_in, overshoot=0.05)
        made = blended(pose(start), pose(end), share)
        looks = blended(pose(start), pose(end), head)
        return replace(made, nod=looks.nod, tilt=looks.tilt, look=looks.look)

    return move


def _wave(seconds: float, seed: int) -> Pose:
    """The hand goes up, waves from the elbow, the hand a little later than the arm."""
    up = _gesture("ease", "wave", 0.8)(seconds, seed)
    beat = math.tau * max(0.0, seconds - 0.55) / 0.62
    calm = eased((seconds - 0.45) / 0.3)
    side = math.sin(beat) * calm
    arm = up.arms[0]._replace(
        bend=up.arms[0].bend + 17 * side,
        wrist=10 * math.sin(beat - 0.9) * calm,
        out=up.arms[0].out + 3 * side,
    )
    return replace(up, arms=(arm, up.arms[1]), tilt=up.tilt + 1.5 * math.sin(beat - 0.5) * calm)


def _cheer(seconds: float, seed: int) -> Pose:
    """Down, up into the air, and down again."""
    period = 1.1
    turn = (seconds / period + 0.15 * _drawn(seed, 12)) % 1.0
    if turn < 0.3:
        return blended(pose("cheer"), pose("crouch"), math.sin(math.pi * turn / 0.3) * 0.34)
    air = (turn - 0.3) / 0.7
    up = blended(pose("cheer"), pose("stand"), -0.06 * math.sin(math.pi * air))
    off = 4 * air * (1 - air)
    legs = [leg._replace(foot=-30 * off, bend=leg.bend + 14 * off, swing=7 * off) for leg in up.legs]
    return replace(up, lift=22 * off, legs=(legs[0], legs[1]))


def _talking(seconds: float, seed: int) -> Pose:
    """Hands that go along with what is said."""
    wanders = ("ease", "talk", "talk_both", "talk", "ease", "talk_both")
    beat = seconds / 1.15 + 5 * _drawn(seed, 13)
    index, share = int(beat), beat % 1.0
    start, end = (wanders[(index + step) % len(wanders)] for step in (0, 1))
    made = blended(pose(start), pose(end), settled(share, anticipate=0.05, overshoot=0.04))
    nod = 3 * math.sin(math.tau * seconds * 0.9 + 6 * _drawn(seed, 14))
    return _in_steps(replace(made, nod=made.nod + nod, tilt=made.tilt + 2 * math.sin(seconds * 1.7)))


def _typing(seconds: float, seed: int) -> Pose:
    base = pose("type")
    beat = int(seconds * 11)
    arms = tuple(
        arm._replace(
            bend=arm.bend + 2.6 * _drawn(seed, beat * 2 + side), wrist=-6 * _drawn(seed, beat * 2 + side + 90)
        )
        for side, arm in enumerate(base.arms)
    )
    return replace(base, arms=(arms[0], arms[1]))


def _idle(name: str) -> Move:
    """Somebody who only is there: weight and head shift a little."""

    def move(seconds: float, seed: int) -> Pose:
        sway = math.sin(math.tau * (seconds / 5.3 + _drawn(seed, 15)))
        head = math.sin(math.tau * (seconds / 6.1 + _drawn(seed, 16)))
        base = pose(name)
        return replace(
            base,
            side=base.side + round(sway * 4) / 8,
            tilt=base.tilt + round(head * 5) / 3,
            nod=base.nod + round(sway * 4) / 5,
        )

    return move


def _sipping(seconds: float, seed: int) -> Pose:
    turn = (seconds / 5.2 + _drawn(seed, 17)) % 1.0
    share = eased((turn - 0.2) / 0.13) * (1 - eased((turn - 0.52) / 0.15))
    return _in_steps(blended(pose("hold"), pose("sip"), share))


def _picking(seconds: float, _: int) -> Pose:
    """Down to a box, and up again with it."""
    if seconds < 0.9:
        return replace(blended(pose("stand"), pose("pick"), settled(seconds / 0.9, overshoot=0.02)), holds="")
    made = blended(
        pose("pick"), pose("carry"), settled((seconds - 1.05) / 1.0, anticipate=0.06, overshoot=0.05)
    )
    return replace(made, holds="box")


def _turned(seconds: float, yaw: float) -> float:
    """From where one looked, around to the other side: the eyes first, the body after."""
    return yaw - 2 * yaw * eased(seconds / 0.7) if yaw else 180 * eased(seconds / 0.9)


def _lag(seconds: float) -> float:
    return 16 * math.sin(math.pi * min(1.0, seconds / 0.7)) * math.exp(-max(0.0, seconds - 0.35) * 2)


def _turning(seconds: float, _: int) -> Pose:
    return replace(pose("stand"), nod=5 * math.sin(math.pi * min(1.0, seconds / 0.7)))


def _in_steps(made: Pose) -> Pose:
    """Angles in whole halves of a degree: what the eye cannot tell apart is the same picture."""

    def whole(value: float) -> float:
        return round(value * 2) / 2

    return replace(
        made,
        lean=whole(made.lean), side=whole(made.side), twist=whole(made.twist), nod=whole(made.nod),
        tilt=whole(made.tilt), look=whole(made.look),
        arms=(Arm(*map(whole, made.arms[0])), Arm(*map(whole, made.arms[1]))),
    )  # fmt: skip


_GOING: Mapping[str, tuple[str, str]] = {
    "walk": ("walk", ""), "stroll": ("stroll", ""), "hurry": ("hurry", ""), "shuffle": ("shuffle", ""),
    "run": ("run", ""), "carry": ("stroll", "carry"), "serve": ("stroll", "serve"),
    "shop": ("stroll", "shop"),
    "bring": ("stroll", "hold"),
}  # fmt: skip

_MOVES: Mapping[str, Move] = {
    "stand": _idle("ease"),
    "wait": _idle("crossed"),
    "pose": _idle("hips"),
    "sit": _idle("sit"),
    "rest": _idle("sit_crossed"),
    "hold": _idle("hold"),
    "read": _idle("read"),
    "phone": _idle("phone"),
    "think": _idle("think"),
    "look_up": _gesture("ease", "look_up", 1.1),
    "point": _gesture("ease", "point", 0.9),
    "point_up": _gesture("ease", "point_up", 0.9),
    "bow": _gesture("stand", "bow", 1.2),
    "wave": _wave,
    "cheer": _cheer,
    "talk": _talking,
    "explain": _talking,
    "sip": _sipping,
    "pick_up": _picking,
    "type": _typing,
    "turn": _turning,
    "knead": _between("knead", "knead_press", 1.25),
    "saw": _between("saw", "saw_push", 0.9),
    "hammer": _between("hammer", "hammer_down", 0.85, sharp=True),
}

_FEELS: Mapping[str, str] = {
    "wave": "happy", "cheer": "laughing", "think": "thinking", "look_up": "surprised", "saw": "determined",
    "hammer": "determined", "serve": "happy", "talk": "neutral", "run": "determined", "shuffle": "tired",
    "point": "happy", "bow": "happy",
}  # fmt: skip
_LOOKS: Mapping[str, tuple[float, float]] = {
    "knead": (0.2, 0.8), "saw": (0.3, 0.8), "hammer": (0.3, 0.7), "read": (0.1, 0.9), "phone": (0.2, 0.8),
    "type": (0.5, 0.4), "look_up": (0.2, -0.9), "point_up": (0.4, -0.8), "think": (0.5, -0.6),
    "wave": (0.0, 0.0),
}  # fmt: skip
