"""The bones of a figure: how long they are, and where a pose brings them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from studio.render.figures.poses import Arm, Leg, Pose
from studio.render.figures.space import DOWN, FORWARD, Spot, Turn, around, forward, sideways

HEEL, BALL, TOE = -5.5, 9.5, 18.0


@dataclass(frozen=True)
class Bones:
    """How long the bones are and how far joints stand apart, in units.

    Attributes:
        thigh: From hip to knee.
        shin: From knee to ankle.
        ankle: From ankle to the sole.
        hips: From the middle to a hip.
        low_back: From the hips to the waist.
        high_back: From the waist to the foot of the neck.
        shoulders: From the middle to a shoulder.
        drop: How far shoulders lie below the foot of the neck.
        upper_arm: From shoulder to elbow.
        forearm: From elbow to wrist.
        neck: From its foot to the chin's height.
        head: From chin to crown.
        foot: How much longer feet are than those of most.
    """

    thigh: float = 43.5
    shin: float = 41.5
    ankle: float = 7.5
    hips: float = 8.2
    low_back: float = 18.0
    high_back: float = 36.5
    shoulders: float = 17.0
    drop: float = 9.5
    upper_arm: float = 29.5
    forearm: float = 25.5
    neck: float = 4.0
    head: float = 26.0
    foot: float = 1.0

    @property
    def leg(self) -> float:
        """From hip to sole."""
        return self.thigh + self.shin + self.ankle


class Limb(NamedTuple):
    """Three joints of an arm or a leg."""

    root: Spot
    middle: Spot
    end: Spot


class Foot(NamedTuple):
    """Where a foot is."""

    heel: Spot
    ball: Spot
    toe: Spot
    pitch: float
    yaw: float


@dataclass(frozen=True)
class Joints:
    """Where everything is, in the room of the figure: the origin lies between its feet.

    Attributes:
        pelvis: The middle between the hips, a little higher.
        waist: Where the trunk bends.
        neck: The foot of the neck.
        chin: The lower end of the head's axis.
        back: How the trunk is turned: at the hips, at the chest.
        arms: The right and the left arm.
        legs: The right and the left leg.
        feet: The right and the left foot.
        hands: The directions of the hands.
        thumbs: The directions of the thumbs.
    """

    pelvis: Spot
    waist: Spot
    neck: Spot
    chin: Spot
    back: tuple[Turn, Turn]
    arms: tuple[Limb, Limb]
    legs: tuple[Limb, Limb]
    feet: tuple[Foot, Foot]
    hands: tuple[Spot, Spot]
    thumbs: tuple[Spot, Spot]


def joints(bones: Bones, pose: Pose) -> Joints:
    """Where a pose brings the joints; the lowest foot stands on the ground unless the pose lifts it."""
    hips = Spot(pose.shift, 0, 0)
    legs = tuple(_leg(bones, hips, leg, side) for leg, side in zip(pose.legs, (-1, 1), strict=True))
    lowest = max(max(one.y for one in foot[:3]) for _, foot in legs)
    rise = Spot(0, -lowest - pose.lift, 0)
    low = sideways(-pose.side * 0.4).then(forward(-pose.lean * 0.45))
    high = sideways(-pose.side).then(forward(-pose.lean)).then(around(pose.twist))
    pelvis = hips.plus(rise).plus(Spot(0, -1.5, 0))
    waist = pelvis.plus(low.of(Spot(0, -bones.low_back, 0)))
    neck = waist.plus(high.of(Spot(0, -bones.high_back - pose.breath * 0.5, 0)))
    bowed = forward(-pose.nod * 0.5)
    chin = neck.plus(high.then(bowed).of(Spot(0, -bones.neck, 2.2)))
    arms = tuple(_arm(bones, neck, high, pose, side) for side in (0, 1))
    return Joints(
        pelvis,
        waist,
        neck,
        chin,
        (low, high),
        (arms[0][0], arms[1][0]),
        (_raised(legs[0][0], rise), _raised(legs[1][0], rise)),
        (_set_down(legs[0][1], rise), _set_down(legs[1][1], rise)),
        (arms[0][1], arms[1][1]),
        (arms[0][2], arms[1][2]),
    )


def _raised(limb: Limb, rise: Spot) -> Limb:
    return Limb(*(one.plus(rise) for one in limb))


def _set_down(foot: Foot, rise: Spot) -> Foot:
    return Foot(foot.heel.plus(rise), foot.ball.plus(rise), foot.toe.plus(rise), foot.pitch, foot.yaw)


def _leg(bones: Bones, hips: Spot, leg: Leg, side: int) -> tuple[Limb, Foot]:
    root = hips.plus(Spot(side * bones.hips, 0, 0))
    thigh = around(leg.splay * side * 0.5).then(forward(leg.swing)).then(sideways(leg.out * side))
    knee = root.plus(thigh.of(DOWN), bones.thigh)
    shin = thigh.then(forward(-leg.bend))
    ankle = knee.plus(shin.of(DOWN), bones.shin)
    turned = around(leg.splay * side).then(forward(leg.foot))
    sole = ankle.plus(turned.of(DOWN), bones.ankle)
    toes = turned.then(forward(toes_bend(leg.foot)))
    ahead = turned.of(FORWARD)
    long = bones.foot
    foot = Foot(
        sole.plus(ahead, HEEL * long),
        sole.plus(ahead, BALL * long),
        sole.plus(ahead, BALL * long).plus(toes.of(FORWARD), (TOE - BALL) * long),
        leg.foot,
        leg.splay * side,
    )
    return Limb(root, knee, ankle), foot


def toes_bend(pitch: float) -> float:
    """How far toes bend up against the foot, so that they lie on the ground while the heel is raised."""
    return max(0.0, min(52.0, -pitch))


def _arm(bones: Bones, neck: Spot, high: Turn, pose: Pose, number: int) -> tuple[Limb, Spot, Spot]:
    side = -1 if number == 0 else 1
    arm: Arm = pose.arms[number]
    # Shoulders rise with the arms.
    raised = max(0.0, max(arm.out, abs(arm.swing)) - 60) / 120
    up = bones.drop - pose.shrug - pose.breath * 0.7 - raised * 5
    root = neck.plus(high.of(Spot(side * (bones.shoulders - raised * 3), up, 0)))
    upper = high.then(forward(arm.swing)).then(sideways(arm.out * side)).then(around(-arm.turn * side))
    elbow = root.plus(upper.of(DOWN), bones.upper_arm)
    lower = upper.then(forward(arm.bend))
    wrist = elbow.plus(lower.of(DOWN), bones.forearm)
    hand = lower.then(forward(arm.wrist))
    return Limb(root, elbow, wrist), hand.of(DOWN), hand.of(Spot(-0.6 * side, 0, 0.8))
