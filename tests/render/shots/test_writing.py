"""Words stand where it is calm, and never over the people and things a shot is about."""

from typing import Any

import numpy as np
import pytest

from studio.render.readable import ENOUGH
from studio.render.rooms import Box, kept_clear
from studio.render.shelf import Shelf
from studio.render.shots.clearing import Unrest, clear, low
from studio.render.shots.crossing import crossed
from studio.render.shots.grammar import Shot
from studio.render.shots.planes import Moment
from studio.render.shots.scene import Scene, scene
from studio.render.view import View

SHELF = Shelf()
WORDS = {"headline": "Bread, baked by the sea", "line": "Open from the first ferry"}
SHAPES = {"wide": (320, 180), "tall": (180, 320), "square": (240, 240), "portrait": (240, 300)}
LOOKED_AT = (0, 16, 24, 32, 47)
LOOKED_SHARES = (0.1, 0.5, 0.9)
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


def made(
    place: str, size: str, cast: list[dict[str, Any]], shape: str, words: Any = WORDS, **more: Any
) -> Scene:
    width, height = SHAPES[shape]
    given = {"width": width, "height": height, "frames": 48, "seed": 3, "style": "dusk", "time": "day"}
    camera = {"move": "push-in", "size": size, "energy": 0.6}
    told = {"place": place, "camera": camera, "cast": cast, "words": words, **given, **more}
    return scene(Shot.model_validate(told), SHELF)


def seen_by(found: Scene, share: float) -> View:
    """What the camera sees when a share of a shot has passed."""
    number = round(share * (found.shot.frames - 1))
    return found.view(Moment(number, number / found.shot.fps, number / (found.shot.frames - 1)))


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


STAGED: list[tuple[str, str, list[dict[str, Any]]]] = [
    ("shop", "medium", []),
    ("shop", "medium", [{"person": "barista", "at": "stand_behind"}]),
    ("shop", "close", [{"person": "customer", "at": "stand"}]),
    ("shop", "wide", []),
    ("market", "medium", []),
    ("street", "medium", []),
    ("street", "close", [{"person": "customer", "at": "stand"}]),
    ("office", "wide", []),
    ("stage", "wide", []),
    ("museum", "medium", []),
]
SHORT = {"headline": "Steam and silence"}


@pytest.mark.parametrize(("place", "size", "cast"), STAGED)
@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_words_lie_across_nothing_or_on_a_card_of_their_own(
    place: str, size: str, cast: list[dict[str, Any]], shape: str
) -> None:
    found = made(place, size, cast, shape, SHORT, name="Leuchtturm")
    words, found.words = found.words, None
    assert words
    assert words.contrast >= ENOUGH
    if words.ground is None:
        unrest = Unrest(found.bare())
        assert unrest.calm([line.box for line in words.block.lines])
    else:
        left, top, right, bottom = words.ground.box
        assert 0 < left < right < found.shot.width
        assert 0 < top < bottom < found.shot.height
        assert clear(words.ground.box, crossed(found.shot, found.stage.cast, found.view, LOOKED_SHARES))


@pytest.mark.parametrize("size", ["medium", "close", "wide"])
@pytest.mark.parametrize("cast", [[], [{"person": "barista", "at": "stand_behind"}]])
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("move", ["push-in", "drift-left", "crane-up"])
def test_words_never_lie_over_the_machine_of_a_cafe(
    size: str, cast: list[dict[str, Any]], seed: int, move: str
) -> None:
    found = made("shop", size, cast, "wide", SHORT, seed=seed, camera={"move": move, "size": size})
    assert found.words
    spot = found.stage.spots["shown_machine"]
    for share in LOOKED_SHARES:
        view = seen_by(found, share)
        left, top, _ = view.spot(spot.depth, spot.x, spot.y)
        right, bottom, _ = view.spot(spot.depth, spot.x + spot.width, spot.y + spot.height)
        assert clear(found.words.box, [Box(left, top, right, bottom)])


@pytest.mark.parametrize(("place", "size"), [("shop", "medium"), ("market", "medium"), ("street", "medium")])
@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_words_leave_captions_their_place(place: str, size: str, shape: str) -> None:
    found = made(place, size, [], shape, SHORT)
    assert found.words
    assert not low(found.words.box, SHAPES[shape])


@pytest.mark.parametrize("time", ["day", "night"])
def test_a_plant_beside_somebody_is_no_place_for_words(time: str) -> None:
    cast = [{"person": "customer", "at": "stand"}]
    found = made("street", "close", cast, "wide", None, time=time, width=640, height=360)
    spot = found.stage.spots["stand"]
    left, top, _ = seen_by(found, 0.5).spot(spot.depth, 82, 60)
    right, bottom, _ = seen_by(found, 0.5).spot(spot.depth, 118, 110)
    assert not Unrest(found.bare()).calm([Box(left, top, right, bottom)])


def test_a_card_comes_with_its_words_and_goes_with_them() -> None:
    words = {**SHORT, "start": 0.5, "end": 1.5}
    found = made("shop", "medium", [], "wide", words)
    assert found.words
    assert found.words.ground
    left, _, right, bottom = map(round, found.words.ground.box)
    lowest = round(found.words.block.box.bottom) + 2
    below = np.array(found.words.colours.on_bar)

    def covered(seconds: float) -> float:
        number = round(seconds * found.shot.fps)
        under_the_words = found.frame(number).rgb()[lowest : bottom - 1, left + 3 : right - 3].astype(int)
        return float((np.abs(under_the_words - below).sum(axis=2) < 60).mean())

    before, coming, there, gone = (covered(seconds) for seconds in (0.4, 0.6, 1.1, 1.55))
    assert before < 0.3
    assert before < coming < there
    assert there > 0.8
    assert gone < 0.3


def test_words_are_set_in_the_pairing_that_is_asked_for() -> None:
    given = {"place": "abstract", "width": 480, "height": 270, "frames": 24, "words": WORDS}
    plain, own, same = (
        seen(scene(Shot.model_validate({**given, "type": pairing}), SHELF), 20)[0]
        for pairing in ("", "handmade", "")
    )
    assert told_apart(plain, own).any()
    assert not told_apart(plain, same).any()
