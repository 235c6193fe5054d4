"""The camera's focus moves from plane to plane, and comes to rest where shots are drawn sharp anyway."""

from typing import Any

import numpy as np
import pytest

from studio.render.canvas import Canvas, Place
from studio.render.plates import Plate
from studio.render.shelf import Shelf
from studio.render.shots.focus import soft
from studio.render.shots.grammar import Shot
from studio.render.shots.scene import Scene, scene

SMALL: dict[str, Any] = {"place": "coast", "width": 640, "height": 360, "frames": 60, "seed": 5}


def made(move: str, **more: Any) -> Scene:
    return scene(Shot.model_validate({**SMALL, "camera": {"move": move, "energy": 0}, **more}), Shelf())


def edges(picture: np.ndarray) -> float:
    """How sharp a part of a picture is."""
    grey = picture.astype(int).sum(axis=2)
    return float(np.abs(np.diff(grey, axis=1)).mean())


def test_what_is_in_focus_is_sharp_and_all_else_the_softer_the_farther() -> None:
    for depth in (0.6, 0.8, 1.0, 2.0, 1000.0):
        assert soft(depth, 1.0, 3.0) == 3.0, "at rest it is as it was drawn"
    assert soft(0.6, 0.6, 8.0) == 0
    away = [soft(depth, 0.6, 0.0) for depth in (0.6, 0.75, 1.0, 3.0)]
    assert away == sorted(away)
    assert away[-1] > 12


@pytest.mark.parametrize("style", ["dusk", "paper", "ink"])
def test_the_focus_comes_from_what_is_near_to_the_subject(style: str) -> None:
    found = made("rack", style=style)
    first, last = (found.frame(number).rgb() for number in (0, 59))
    house = (slice(150, 260), slice(250, 420))
    assert edges(first[house]) < 0.75 * edges(last[house])
    near = (slice(300, 360), slice(0, 110))
    assert edges(first[near]) > 0.9 * edges(last[near])


def test_frames_of_a_rack_are_the_same_in_any_order() -> None:
    one, other = made("rack"), made("rack")
    numbers = (0, 20, 33, 40, 59)
    forward = [one.frame(number).planes().copy() for number in numbers]
    backward = [other.frame(number).planes().copy() for number in numbers[::-1]]
    assert all(np.array_equal(*pair) for pair in zip(forward, backward[::-1], strict=True))


def test_no_edge_of_a_plate_comes_into_the_frame() -> None:
    picture = made("rack").frame(0).rgb().astype(int).sum(axis=2)
    for edge, inner in ((picture[:, 0], picture[:, 14]), (picture[:, -1], picture[:, -15])):
        assert np.abs(edge - inner)[:100].mean() < 20


def test_people_and_things_go_out_of_focus_too() -> None:
    cast = [{"person": "baker", "at": "stand"}]
    bare, full = made("rack", place="street"), made("rack", place="street", cast=cast)
    spreads = []
    for number in (0, 59):
        one, other = (found.frame(number).rgb().astype(int) for found in (bare, full))
        apart = np.abs(one - other).sum(axis=2)
        spreads.append(apart.max())
        assert apart.max() > 60
    assert spreads[0] < spreads[1]


def test_a_plate_out_of_focus_keeps_its_light_and_its_place() -> None:
    picture = np.zeros((80, 80, 4), np.uint8)
    picture[30:50, 30:50] = (255, 255, 255, 255)
    plate = Plate.of(picture, (40, 40))
    middles, lights = [], []
    for radius in (0.0, 3.0, 9.0):
        canvas = Canvas(160, 160)
        canvas.soft = radius
        canvas.put(plate, Place(80, 80))
        seen = canvas.rgb().astype(float).sum(axis=2)
        rows, columns = np.indices(seen.shape)
        middles.append(((rows * seen).sum() / seen.sum(), (columns * seen).sum() / seen.sum()))
        lights.append(seen.sum())
    assert np.ptp(np.array(middles), axis=0).max() < 0.6
    assert max(lights) / min(lights) < 1.06
    assert plate.blurred(0.2) is plate
    assert plate.blurred(3.0) is plate.blurred(3.1), "it is kept"


@pytest.mark.parametrize("thing", [{"map": {}}, {"screen": {"kind": "booking"}}])
def test_a_place_is_out_of_focus_behind_what_is_held_before_it(thing: dict[str, Any]) -> None:
    bare, found = made("still", place="street"), made("still", place="street", cast=[thing])
    aside = (slice(0, 340), slice(0, 60)) if "map" in thing else (slice(0, 340), slice(400, 640))
    sharp, behind = (edges(one.frame(59).rgb()[aside]) for one in (bare, found))
    assert behind < 0.85 * sharp


def test_a_place_stays_sharp_around_its_own_screen() -> None:
    bare = made("still", place="office", name="Rosa")
    found = made("still", place="office", name="Rosa", cast=[{"screen": {"kind": "dashboard"}}])
    aside = (slice(0, 360), slice(0, 180))
    assert edges(found.frame(59).rgb()[aside]) == edges(bare.frame(59).rgb()[aside])
