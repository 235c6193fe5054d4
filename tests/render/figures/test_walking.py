"""Who walks slides on no foot, sinks into no ground, and comes as far as the feet say."""

import itertools
import math

import pytest

from studio.render.figures import shelves
from studio.render.figures.bodies import bones
from studio.render.figures.looks import Look, look
from studio.render.figures.skeleton import Bones, Foot, joints
from studio.render.figures.walking import PHASES, gait, reaches, steps, stride, walking

BONES = Bones()
GAITS = list(shelves.gaits())
FINE = 4


def feet(name: str, phase: float) -> tuple[Foot, Foot]:
    return joints(BONES, walking(phase, name)).feet


@pytest.mark.parametrize("name", GAITS)
def test_legs_are_long_enough(name: str) -> None:
    assert reaches(name)


@pytest.mark.parametrize("name", GAITS)
def test_no_foot_is_below_the_ground_and_one_is_on_it(name: str) -> None:
    for phase in range(PHASES):
        soles = [spot.y for foot in feet(name, phase) for spot in (foot.heel, foot.ball)]
        assert max(soles) <= 0.4
        if gait(name).stance >= 0.5:
            assert max(soles) >= -0.8


@pytest.mark.parametrize("name", GAITS)
def test_the_standing_foot_does_not_slide(name: str) -> None:
    told = gait(name)
    way = told.stride * BONES.leg / PHASES
    for side in (0, 1):
        for step in range(PHASES * FINE):
            phase = step / FINE
            share = ((phase / PHASES + side * 0.5) % 1.0) / told.stance
            later = share + 1 / FINE / PHASES / told.stance
            if not 0.17 < share < later < 0.98:
                continue
            before, after = feet(name, phase)[side], feet(name, phase + 1 / FINE)[side]
            moved = after.ball.z - before.ball.z + way / FINE
            assert abs(moved) < 0.02, f"at {share:.2f} of its stance"


@pytest.mark.parametrize("name", GAITS)
def test_heels_come_down_without_sliding(name: str) -> None:
    told = gait(name)
    way = told.stride * BONES.leg / PHASES
    for step in range(int(0.15 * told.stance * PHASES * FINE)):
        before, after = feet(name, step / FINE)[0], feet(name, (step + 1) / FINE)[0]
        assert abs(after.heel.z - before.heel.z + way / FINE) < 0.02


@pytest.mark.parametrize("name", GAITS)
def test_no_joint_jumps_between_phases(name: str) -> None:
    def all_of(phase: float) -> list[tuple[float, float, float]]:
        where = joints(BONES, walking(phase, name))
        return [spot for limb in (*where.arms, *where.legs) for spot in limb]

    fastest = gait(name).stride * BONES.leg / PHASES * 4.2
    for phase in range(PHASES):
        for before, after in zip(all_of(phase), all_of(phase + 1), strict=True):
            assert math.dist(before, after) < fastest


def test_arms_swing_against_the_legs_and_the_head_bobs_twice_a_stride() -> None:
    first = joints(BONES, walking(0))
    assert first.legs[0].end.z > first.legs[1].end.z
    assert first.arms[0].end.z < first.arms[1].end.z
    heights = [joints(BONES, walking(phase)).chin.y for phase in range(PHASES)]
    turns = sum(
        (b - a) * (c - b) < 0
        for a, b, c in zip(heights[-1:] + heights, heights, heights[1:] + heights[:1], strict=False)
    )
    assert turns == 4
    assert 1 < max(heights) - min(heights) < 8


def test_everybody_goes_as_far_as_their_own_legs() -> None:
    child, grown = Look(age="child"), Look()
    assert stride(child) / bones(child).leg == pytest.approx(stride(grown) / bones(grown).leg)
    where = [steps(grown, second / 25) for second in range(60)]
    for (phase, way), (later, further) in itertools.pairwise(where):
        assert further - way == pytest.approx(((later - phase) % PHASES) / PHASES * stride(grown))
    assert where[27][1] == pytest.approx(stride(grown), rel=0.05)


def test_a_child_slides_no_more_than_a_grown_up() -> None:
    child = look("girl", 3)
    have = bones(child)
    way = stride(child) / PHASES
    for phase in range(4, 10):
        before = joints(have, walking(phase)).feet[0].ball.z
        after = joints(have, walking(phase + 1)).feet[0].ball.z
        assert abs(after - before + way) < 0.25
