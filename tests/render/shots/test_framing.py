"""What a bare set shows stands in the middle unless words stand beside it, and cars stand on the street."""

from typing import Any

import pytest

from studio.render.shelf import Shelf
from studio.render.shots.casting import spot_of
from studio.render.shots.grammar import Shot
from studio.render.shots.scene import looked_at, rested
from studio.render.shots.staging import surveyed

SHELF = Shelf()


def middle(place: str, size: str, **more: Any) -> float:
    """Where what a shot is about stands across the frame, as a share of it."""
    given = {"place": place, "width": 1280, "height": 720, "frames": 24, "cast": [{"prop": "cake"}]}
    asked = Shot.model_validate({**given, "camera": {"size": size, "move": "still"}, **more})
    spot = looked_at(surveyed(asked, SHELF)).spot
    view = rested(asked, SHELF)
    return view.spot(spot.depth, *spot.foot).x / view.width


@pytest.mark.parametrize("place", ["sweep", "abstract"])
@pytest.mark.parametrize("size", ["wide", "medium", "close"])
def test_a_thing_on_a_bare_set_stands_in_the_middle_unless_words_stand_beside_it(
    place: str, size: str
) -> None:
    assert abs(middle(place, size) - 0.5) < 0.08
    if place == "sweep":
        assert abs(middle(place, size, words={"headline": "Cake"}) - 0.5) > 0.12


def test_elsewhere_it_stands_on_a_third() -> None:
    assert abs(middle("kitchen", "medium") - 0.5) > 0.12


def test_a_car_stands_on_the_street_and_not_in_a_window() -> None:
    asked = Shot.model_validate({"place": "street", "width": 640, "height": 360, "cast": [{"prop": "car"}]})
    stage = surveyed(asked, SHELF)
    spot = spot_of(stage, asked.cast[0])
    assert spot == stage.spots["kerb"]
    assert spot.foot[1] >= stage.spots["stand"].foot[1]
