"""Words stand where it is calm, and never over the people and things a shot is about."""

from typing import Any

import numpy as np
import pytest

from studio.render.rooms import kept_clear
from studio.render.shelf import Shelf
from studio.render.shots.grammar import Shot
from studio.render.shots.scene import Scene, scene

SHELF = Shelf()
WORDS = {"headline": "Bread, baked by the sea", "line": "Open from the first ferry"}
SHAPES = {"wide": (320, 180), "tall": (180, 320), "square": (240, 240), "portrait": (240, 300)}
LOOKED_AT = (0, 16, 24, 32, 47)
CHART = {"chart": {"kind": "bars", "values": {"May": 3, "June": 9}}}
BAKER = {"person": "baker", "action": "wave"}
CASTS: list[tuple[str, str, list[dict[str, Any]]]] = [
    ("shop", "close", [{"prop": "cup", "size": 3}]),
    ("shop", "medium", [BAKER]),
    ("kitchen", "close", [{"prop": "bread", "size": 2}]),
    ("workshop", "medium", [{"prop": "bicycle", "at": "stand"}]),
    ("street", "close", [{"person": "courier", "action": "walk"}]),
    ("street", "medium", [{"person": "runner", "action": "run"}]),
    ("coast", "wide", [{"prop": "ship", "at": (-500, -20), "size": 2.5}]),
    ("coast", "wide", [CHART]),
    ("abstract", "wide", [{"map": {}}]),
    ("sweep", "close", [{"product": "bottle"}]),
    ("stage", "medium", [{"person": "singer", "at": "left"}, {"prop": "guitar"}]),
]


def made(place: str, size: str, cast: list[dict[str, Any]], shape: str, words: Any = WORDS) -> Scene:
    width, height = SHAPES[shape]
    given = {"width": width, "height": height, "frames": 48, "seed": 3, "style": "dusk", "time": "day"}
    camera = {"move": "push-in", "size": size, "energy": 0.6}
    return scene(
        Shot.model_validate({"place": place, "camera": camera, "cast": cast, "words": words, **given}), SHELF
    )


def seen(found: Scene, *numbers: int) -> list[np.ndarray]:
    return [found.frame(number).rgb().astype(int) for number in numbers]


def told_apart(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Where two pictures differ, by more than a shadow."""
    apart: np.ndarray = np.abs(one - other).sum(axis=2) > 90
    return apart


@pytest.mark.parametrize(("place", "size", "cast"), CASTS)
@pytest.mark.parametrize("shape", SHAPES)
def test_words_never_hide_what_a_shot_is_about(
    place: str, size: str, cast: list[dict[str, Any]], shape: str
) -> None:
    found = made(place, size, cast, shape)
    assert found.words
    lines = [line.box for line in found.words.block.lines]
    assert all(kept_clear(box, found.shot.width, found.shot.height) for box in lines)
    plain = made(place, size, cast, shape, words=None)
    full = seen(plain, *LOOKED_AT)
    # The same frames, as seen by the same camera, without those planes that are people and things.
    plain.stage.planes = [
        plane for plane in plain.stage.planes if not any(plane is one for one in plain.stage.cast)
    ]
    apart = [told_apart(*pair) for pair in zip(full, seen(plain, *LOOKED_AT), strict=True)]
    assert any(one.any() for one in apart)
    for one in apart:
        for left, top, right, bottom in lines:
            assert one[round(top) : round(bottom), round(left) : round(right)].mean() < 0.01


def test_words_are_set_in_the_pairing_that_is_asked_for() -> None:
    given = {"place": "abstract", "width": 480, "height": 270, "frames": 24, "words": WORDS}
    plain, own, same = (
        seen(scene(Shot.model_validate({**given, "type": pairing}), SHELF), 20)[0]
        for pairing in ("", "handmade", "")
    )
    assert told_apart(plain, own).any()
    assert not told_apart(plain, same).any()
