"""What people do: a plain function of time, without jumps, out of step with the neighbours."""

import itertools
import math

import pytest

from studio.core.errors import NotFound
from studio.render.figures.actions import action, blink, names, strides
from studio.render.figures.figure import figure
from studio.render.figures.looks import look
from studio.render.figures.poses import pose
from studio.render.figures.skeleton import Bones, joints
from studio.render.figures.walking import stride

BONES = Bones()


@pytest.mark.parametrize("name", names())
def test_every_action_flows(name: str) -> None:
    def wrists(frame: int) -> list[tuple[float, float, float]]:
        where = joints(BONES, action(name, frame / 30, 5).pose)
        return [arm.end for arm in where.arms]

    for frame in range(120):
        for before, after in zip(wrists(frame), wrists(frame + 1), strict=True):
            assert math.dist(before, after) < 30, f"it jumps at {frame / 30:.2f} s"


@pytest.mark.parametrize("name", names())
def test_a_moment_is_the_same_whenever_it_is_asked_for(name: str) -> None:
    later = [action(name, second / 7, 3) for second in range(20)]
    assert [action(name, second / 7, 3) for second in reversed(range(20))] == later[::-1]


def test_any_pose_can_be_held() -> None:
    assert action("crossed", 1.0, 2, view="front").pose.arms == pose("crossed").arms
    with pytest.raises(NotFound, match="juggle"):
        action("juggle", 0.0)


def test_neighbours_breathe_and_blink_out_of_step() -> None:
    breaths = {action("stand", 2.0, seed).pose.breath for seed in range(12)}
    assert len(breaths) > 3
    shut = [[blink(frame / 30, seed) == 1.0 for frame in range(300)] for seed in range(8)]
    assert all(any(one) for one in shut)
    assert all(sum(one) < 40 for one in shut)
    assert all(one != other for one, other in itertools.combinations(shut, 2))


def test_one_who_waits_is_mostly_the_same_picture() -> None:
    who = look("customer", 4)
    pictures = {figure(who, *_parts("hold", frame / 30)) for frame in range(150)}
    assert 5 < len(pictures) < 100


def _parts(name: str, seconds: float) -> tuple:  # type: ignore[type-arg]
    acted = action(name, seconds, 4)
    return acted.pose, acted.face


def test_who_walks_says_how_far() -> None:
    who = look("courier", 1)
    two = action("carry", 2.0, 1, view="side")
    assert two.pose.holds == "box"
    assert two.steps * stride(who, strides("carry")) > 100
    assert action("knead", 2.0, 1).steps == 0
    assert not strides("knead")


def test_what_is_picked_up_is_in_the_hands_afterwards() -> None:
    assert action("pick_up", 0.2).pose.holds == ""
    assert action("pick_up", 3.0).pose.holds == "box"
    assert action("pick_up", 3.0).pose.arms == pose("carry").arms


def test_who_turns_ends_up_facing_the_other_way() -> None:
    assert action("turn", 0.0, view="three-quarter").pose.yaw == 35
    assert action("turn", 3.0, view="three-quarter").pose.yaw == -35
