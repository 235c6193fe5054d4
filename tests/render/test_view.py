"""One camera: what is at rest stays, what is near moves more than what is far, and the frame is filled."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.render.view import View

REST = View(1920, 1080, span=1600, horizon=0.6, focus=0.4)


def test_the_subject_stands_where_the_place_puts_it() -> None:
    assert REST.spot(1, 0, 0) == pytest.approx((768, 648, 1.2))


@given(st.floats(0.3, 500), st.floats(-800, 800), st.floats(-400, 400))
def test_at_rest_every_depth_lies_as_it_was_drawn(depth: float, x: float, y: float) -> None:
    assert REST.spot(depth, x, y) == pytest.approx(REST.spot(1, x, y))


def test_near_things_move_more_than_far_ones() -> None:
    moved = replace(REST, x=100)
    shifts = [REST.spot(depth, 0, 0).x - moved.spot(depth, 0, 0).x for depth in (0.7, 1, 4, 1000)]
    assert shifts == sorted(shifts, reverse=True)
    assert shifts[1] == pytest.approx(120)
    assert shifts[3] < 1


def test_coming_closer_enlarges_near_things_most_about_the_middle() -> None:
    close = replace(REST, zoom=1.3)
    scales = [close.spot(depth, 0, 0).scale for depth in (0.7, 1, 4, 1000)]
    assert scales == sorted(scales, reverse=True)
    assert scales[1] == pytest.approx(1.2 * 1.3)
    middle = (0.5 - 0.4) * 1600
    assert close.spot(1, middle, 0).x == pytest.approx(960)


@given(st.floats(0.3, 50), st.floats(-100, 100), st.floats(-60, 60))
def test_what_may_be_seen_covers_the_frame_wherever_the_camera_goes(depth: float, x: float, y: float) -> None:
    left, top, right, bottom = REST.seen(depth, 120)
    gone = replace(REST, x=x, y=y)
    assert gone.spot(depth, left, top).x <= 0.001
    assert gone.spot(depth, left, top).y <= 0.001
    assert gone.spot(depth, right, bottom).x >= 1919.999
    assert gone.spot(depth, right, bottom).y >= 1079.999
