"""A board for the client's name hangs where the name stands on it, and nowhere empty."""

from typing import Any

import numpy as np
import pytest

from studio.render.shelf import Shelf
from studio.render.shots import edging
from studio.render.shots.grammar import Shot
from studio.render.shots.scene import scene

SHELF = Shelf()


@pytest.mark.parametrize(
    "place",
    ["clinic", "coast", "garden", "livingroom", "market", "museum", "office", "shop", "stage", "workshop"],
)
def test_no_board_hangs_empty(place: str) -> None:
    given = {"place": place, "width": 960, "height": 540, "frames": 12, "camera": {"move": "still"}}
    signed, bare = (scene(Shot.model_validate({**given, "name": name}), SHELF) for name in ("Leuchtturm", ""))
    sign = signed.stage.spots["sign"]
    left, top, right, bottom = map(round, edging.edges(signed.stage.view, sign, 0.0))
    pictures = [one.frame(6).rgb()[top:bottom, left:right].astype(int) for one in (signed, bare)]
    changed = np.abs(pictures[0] - pictures[1]).sum(axis=2) > 30
    # The letters of the name take a third of the board at most.
    assert changed.mean() > 0.7


@pytest.mark.parametrize(
    ("said", "signed"),
    [
        ({}, False),
        ({"name": "Rosa"}, True),
        ({"sign": {"text": "Café"}}, True),
        ({"sign": {"lines": ["Soup", "Bread"]}}, True),
        ({"sign": {"kind": "neon"}}, False),
        ({"name": "Rosa", "sign": {"kind": "neon"}}, True),
    ],
)
def test_whether_a_sign_says_anything(said: dict[str, Any], signed: bool) -> None:
    assert Shot.model_validate({"place": "shop", "width": 64, "height": 64, **said}).is_signed is signed
