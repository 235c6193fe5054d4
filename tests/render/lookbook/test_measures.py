"""Measures say what is there: empty ground, detail, distance, an outline."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.render.lookbook import measures
from studio.render.rooms import Room
from studio.render.shelf import Shelf
from studio.render.shots.grammar import Shot
from studio.render.shots.scene import Scene, scene

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:s="studio" viewBox="{box}"><title>x</title>{inside}</svg>'
)
PLACE = """\
title: A wall with a hole
indoors: true
frames:
  wide: {span: 1600, horizon: 0.5, focus: 0.5, type: [0.1, 0.1, 0.3, 0.3]}
  tall: {span: 900, horizon: 0.5, focus: 0.5, type: [0.08, 0.13, 0.84, 0.3]}
  square: {span: 900, horizon: 0.5, focus: 0.5, type: [0.1, 0.1, 0.3, 0.3]}
  portrait: {span: 900, horizon: 0.5, focus: 0.5, type: [0.1, 0.1, 0.3, 0.3]}
layers:
  - draw: wall.svg
"""


def drawn(folder: Path, inside: str, **more: Any) -> Scene:
    """A place of one layer, as a shot shows it."""
    place = folder / "places" / "hole"
    place.mkdir(parents=True, exist_ok=True)
    (place / "place.yaml").write_text(PLACE)
    (place / "wall.svg").write_text(SVG.format(box="-2000 -1000 4000 2000", inside=inside))
    shelf = Shelf((folder, *Shelf().folders))
    given = {"place": "hole", "width": 320, "height": 180, "frames": 30, "camera": {"move": "still"}}
    return scene(Shot.model_validate({**given, **more}), shelf)


def test_a_hole_is_found(tmp_path: Path) -> None:
    whole = '<rect x="-2000" y="-1000" width="4000" height="2000" fill="@wall"/>'
    assert measures.empty(drawn(tmp_path, whole), 0) == 0
    # The right half: from the middle of the frame on.
    half = '<rect x="-2000" y="-1000" width="2000" height="2000" fill="@wall"/>'
    assert measures.empty(drawn(tmp_path, half), 0) == pytest.approx(0.5, abs=0.02)
    veil = '<rect x="-2000" y="-1000" width="4000" height="2000" fill="@wall" fill-opacity="0.6"/>'
    assert measures.empty(drawn(tmp_path, veil), 0) == 1


def test_detail_is_told_from_calm() -> None:
    slope = np.repeat(np.linspace(40, 90, 640, dtype=np.uint8)[None, :, None], 360, axis=0).repeat(3, axis=2)
    room = Room(0.1, 0.1, 0.4, 0.3)
    assert measures.busy(slope, room) < 1
    grainy = slope + np.random.default_rng(1).integers(0, 8, slope.shape, np.uint8)
    assert measures.busy(grainy, room) < 1.5
    striped = slope.copy()
    striped[:, 64:320:24] = 250
    assert measures.busy(striped, room) > 8
    assert measures.busy(striped, Room(0.6, 0.1, 0.3, 0.3)) < 1


def test_pictures_are_as_far_apart_as_their_colours() -> None:
    red, orange, blue = (
        np.full((90, 160, 3), colour, np.uint8) for colour in ((200, 40, 40), (210, 70, 40), (40, 60, 200))
    )
    assert measures.distance(red, red) == 0
    assert 5 < measures.distance(red, orange) < 25
    assert measures.distance(red, blue) > 100


def test_an_outline_is_read_where_it_differs_from_the_ground() -> None:
    alpha = np.zeros((120, 120), np.uint8)
    alpha[30:90, 30:90] = 255
    picture = np.full((120, 120, 3), 200, np.uint8)
    assert measures.standing_out(picture, alpha, (200, 200, 200)) == 0
    picture[30:90, 30:60] = 60
    assert measures.standing_out(picture, alpha, (200, 200, 200)) == pytest.approx(0.5, abs=0.05)
    assert measures.standing_out(picture, alpha * 0, (200, 200, 200)) == 0


def test_type_that_hurries_stands_for_less_of_its_time(tmp_path: Path) -> None:
    wall = '<rect x="-2000" y="-1000" width="4000" height="2000" fill="@wall"/>'
    shares = []
    for end in (1.2, 6.0):
        words = {"headline": "Bread and butter", "start": 0, "end": end}
        made = drawn(tmp_path, wall, words=words, frames=200)
        assert made.words
        shares.append(measures.standing(made.words))
    assert shares[0] + 0.1 < shares[1]
    assert shares[1] > 0.8
