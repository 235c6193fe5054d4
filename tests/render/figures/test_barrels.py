"""What is on a round thing is seen on the side it is on."""

import pytest

from studio.render.figures.barrels import Barrel, Ring
from studio.render.figures.space import Point, View


def barrel(yaw: float) -> Barrel:
    rings = (Ring(0, Point(0, 0), Point(1, 0), 10, 6, 1), Ring(1, Point(0, -40), Point(1, 0), 8, 6, 1))
    return Barrel(rings, View(yaw))


def test_its_breadth_is_that_of_its_side() -> None:
    assert barrel(0).reach(0) == pytest.approx((-10, 10))
    assert barrel(90).reach(0) == pytest.approx((-5, 7))
    assert barrel(-90).reach(0) == pytest.approx((-7, 5))


def test_what_lies_behind_is_not_drawn() -> None:
    assert barrel(0).patch(-20, 20, 0, 1)
    assert not barrel(180).patch(-20, 20, 0, 1)
    assert not barrel(0).patch(150, 210, 0, 1)
    assert barrel(180).patch(150, 210, 0, 1)
    assert not barrel(180).drawn_line([(-20, 0.5), (20, 0.5)])


def test_a_belt_goes_all_around() -> None:
    for yaw in range(-180, 181, 15):
        left, right = barrel(yaw).reach(0.5)
        numbers = barrel(yaw).patch(-180, 180, 0.4, 0.6)
        xs = [
            float(part.split()[0])
            for part in numbers.replace("M", " ").replace("L", "C").split("C")[1:]
            if " " in part.strip()
        ]
        assert min(xs) < left + 0.6
        assert max(xs) > right - 0.6


def test_marks_move_to_the_right_as_it_turns_right() -> None:
    places = [barrel(yaw).at(0, 0.5).x for yaw in (-80, -40, 0, 40, 80)]
    assert places == sorted(places)
    assert barrel(0).at(0, 0.5).x == pytest.approx(0)


def test_the_visible_half_turns_with_it() -> None:
    for yaw in range(-180, 181, 30):
        left, right = barrel(yaw).visible(0)
        for angle in (left, right):
            assert abs(barrel(yaw).nearness(angle, 0)) < 1e-6
        assert barrel(yaw).nearness((left + right) / 2, 0) > 0.8
