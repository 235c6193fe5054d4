"""Bones keep their length whatever a pose or a blend of poses does; feet stand on the ground."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.render.figures import shelves
from studio.render.figures.poses import blended, pose, settled
from studio.render.figures.skeleton import Bones, Joints, joints

BONES = Bones()
NAMES = list(shelves.poses())


def lengths(where: Joints) -> list[float]:
    limbs = [*where.arms, *where.legs]
    spine = [where.pelvis, where.waist, where.neck]
    return [
        *(math.dist(limb.root, limb.middle) for limb in limbs),
        *(math.dist(limb.middle, limb.end) for limb in limbs),
        *(math.dist(a, b) for a, b in itertools.pairwise(spine)),
    ]


WANTED = [
    *([BONES.upper_arm] * 2), *([BONES.thigh] * 2), *([BONES.forearm] * 2), *([BONES.shin] * 2),
    BONES.low_back, BONES.high_back,
]  # fmt: skip


@given(st.sampled_from(NAMES), st.sampled_from(NAMES), st.floats(-0.2, 1.2))
def test_limbs_keep_their_length_in_all_blends(first: str, second: str, share: float) -> None:
    where = joints(BONES, blended(pose(first), pose(second), share))
    assert lengths(where) == pytest.approx(WANTED, abs=1e-6)


@pytest.mark.parametrize("name", NAMES)
def test_the_lowest_foot_stands_on_the_ground(name: str) -> None:
    where = joints(BONES, pose(name))
    soles = [spot.y for foot in where.feet for spot in (foot.heel, foot.ball, foot.toe)]
    assert max(soles) == pytest.approx(0, abs=1e-6)


def test_a_blend_begins_and_ends_where_it_says() -> None:
    assert blended(pose("stand"), pose("wave"), 0) == pose("stand")
    assert blended(pose("stand"), pose("wave"), 1) == pose("wave")


def test_hands_go_along_arcs() -> None:
    def wrist(share: float) -> tuple[float, float, float]:
        return joints(BONES, blended(pose("stand"), pose("point_up"), share)).arms[0].end

    straight = math.dist(wrist(0), wrist(1))
    way = sum(math.dist(wrist(step / 20), wrist((step + 1) / 20)) for step in range(20))
    assert way > 1.15 * straight


def test_a_gesture_winds_up_first_goes_a_little_too_far_and_comes_to_rest() -> None:
    way = [settled(step / 100) for step in range(101)]
    assert min(way[:30]) < -0.05
    assert max(way) > 1.05
    assert way[0] == 0
    assert way[-1] == pytest.approx(1)
    assert max(abs(b - a) for a, b in itertools.pairwise(way)) < 0.06
