"""Every thing that can be put into a scene is drawn by the rules that stages count on."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.media.images.libvips import engine
from studio.render.drawing import reading
from studio.render.drawing.expanding import Circumstances, expanded, parameters
from studio.render.drawing.plain import Plain
from studio.render.painting import Painter
from studio.render.shelf import OURS, Shelf

SHELF = Shelf()
NAMES = SHELF.names("props")
HANG = {"cable_car", "hanging_sign", "pendant_lamp", "t_shirt"}
# A ship lies in the water; a rocket stands on its flame.
FLOAT = {"ship", "rocket"}
VARIANTS: dict[str, list[dict[str, str | float]]] = {
    "bread": [{"kind": "roll"}, {"kind": "baguette"}],
    "book": [{"kind": "closed"}, {"kind": "stack"}],
    "tree": [{"kind": "pine"}, {"kind": "palm"}],
    "bottle": [{"filling": "milk"}, {"filling": "water"}],
    "crate": [{"filling": "oranges"}],
    "cake": [{"candles": 1}, {"candles": 5}],
    "lighthouse": [{"bands": 3}, {"bands": 7}],
    "house": [
        {"roof": "hip", "windows": 4, "floors": 1},
        {"roof": "flat", "windows": 4, "floors": 3},
        {"windows": 2},
    ],
    "car": [{"ride": 1}],
    "bicycle": [{"ride": 1}],
    "clock": [{"hour": 4, "minute": 35}],
    "lamp": [{"lit": 0}],
    "floor_lamp": [{"lit": 0}],
    "pendant_lamp": [{"lit": 0}],
}
CASES = [(name, given) for name in NAMES for given in [{}, *VARIANTS.get(name, [])]]
ANCHORS = {
    "cup": {"steam"}, "coffee_machine": {"steam", "sign"}, "pizza": {"steam"}, "laptop": {"screen"},
    "phone": {"screen"}, "sign": {"sign"}, "hanging_sign": {"sign"}, "ship": {"sign", "smoke"},
    "cable_car": {"sign"}, "house": {"sign", "smoke", "stand"}, "lighthouse": {"lamp", "stand"},
    "lamp": {"lamp"}, "floor_lamp": {"lamp"}, "pendant_lamp": {"lamp"}, "street_lamp": {"lamp"},
    "chair": {"sit"}, "bench": {"sit"}, "t_shirt": {"sign"}, "shopping_bag": {"sign"}, "wine": {"sign"},
    "bottle": {"sign"},
    "crate": {"sign"}, "suitcase": {"sign"}, "car": {"sign"}, "toolbox": {"sign"},
    "rocket": {"sign", "smoke"},
}  # fmt: skip
MOVES = {
    "bicycle": "spin", "car": "spin", "clock": "spin", "gear": "spin", "plant": "sway", "tree": "sway",
    "dog": "swing", "cake": "flicker", "rocket": "flicker", "cable_car": "swing", "hanging_sign": "swing",
    "pendant_lamp": "swing", "t_shirt": "swing", "scissors": "swing", "ship": "bob", "heart": "breathe",
}  # fmt: skip
MOST_SHAPES = 200
_SHAPE = re.compile(r"<(?:path|rect|circle|ellipse|line|polyline|polygon|use)\b")


def path(name: str) -> Path:
    return OURS / "props" / f"{name}.svg"


@cache
def painter(pack: str, time: str) -> Painter:
    return Painter(SHELF.pack(pack), time)


def plain(
    name: str, given: dict[str, str | float], time: str = "dusk", pack: str = "dusk", *, shadows: bool = True
) -> Plain:
    return made(name, tuple(given.items()), time, pack, shadows)


@cache
def made(name: str, given: tuple[tuple[str, str | float], ...], time: str, pack: str, shadows: bool) -> Plain:
    moments = frozenset({time, "clear"})
    around = Circumstances(painter(pack, time).colour, moments, SHELF.drawing, shadows=shadows)
    return expanded(reading.load(path(name)), dict(given), around)


def seen(drawn: Plain, margin: float = 0.15, pixels: int = 240) -> tuple[np.ndarray[Any, Any], float]:
    """How opaque it is, with a margin around its box, and how many pixels a unit has."""
    x, y, width, height = drawn.box
    scale = pixels / max(width, height)
    box = (x - margin * width, y - margin * height, width * (1 + 2 * margin), height * (1 + 2 * margin))
    svg = drawn.svg(
        "".join(piece.markup for piece in drawn.pieces),
        box=" ".join(map(str, box)),
        size=(round(box[2] * scale), round(box[3] * scale)),
    )
    return engine().Image.svgload_buffer(svg.encode()).numpy()[..., 3], scale


def test_that_there_are_enough_of_them() -> None:
    assert len(NAMES) >= 35


@pytest.mark.parametrize("name", NAMES)
def test_that_each_says_what_it_is(name: str) -> None:
    drawing = reading.load(path(name))
    assert drawing.root.inside[0].name == "title"
    assert drawing.title[0].isupper()
    assert drawing.title != name


@pytest.mark.parametrize("name", NAMES)
def test_that_its_colours_are_those_of_the_style(name: str) -> None:
    painted = re.findall(r'(?:fill|stroke|stop-color)="([^"]*)"', path(name).read_text())
    assert [one for one in painted if not one.startswith(("@", "url(#", "none", "{"))] == []


@pytest.mark.parametrize(("name", "given"), CASES)
def test_that_every_style_and_time_has_its_colours(name: str, given: dict[str, str | float]) -> None:
    packs = SHELF.names("packs")
    for number, time in enumerate(("dawn", "day", "dusk", "night")):
        assert plain(name, given, time, packs[number % len(packs)]).pieces


@pytest.mark.parametrize(("name", "given"), CASES)
def test_that_it_is_light_enough_to_stand_in_a_crowd(name: str, given: dict[str, str | float]) -> None:
    drawn = plain(name, given)
    assert len(_SHAPE.findall("".join(piece.markup for piece in drawn.pieces))) <= MOST_SHAPES


@pytest.mark.parametrize(("name", "given"), CASES)
def test_that_it_stays_in_its_box(name: str, given: dict[str, str | float]) -> None:
    drawn = plain(name, given)
    alpha, scale = seen(drawn)
    _, _, width, height = drawn.box
    inside = np.zeros(alpha.shape, bool)
    left, top = round(0.15 * width * scale) - 1, round(0.15 * height * scale) - 1
    inside[top : top + round(height * scale) + 2, left : left + round(width * scale) + 2] = True
    assert alpha[~inside].max(initial=0) < 20
    assert (alpha[inside] > 128).mean() > 0.03


@pytest.mark.parametrize(("name", "given"), CASES)
def test_that_it_stands_on_the_ground_or_hangs_from_above(name: str, given: dict[str, str | float]) -> None:
    drawn = plain(name, given, shadows=False)
    alpha, scale = seen(drawn)
    rows = np.flatnonzero((alpha > 150).any(axis=1))
    top, bottom = (drawn.box[1] - 0.15 * drawn.box[3] + row / scale for row in (rows[0], rows[-1] + 1))
    if name in HANG:
        assert -0.15 * drawn.box[3] <= top <= 0.05 * drawn.box[3] < bottom
    else:
        # The near edge of what is seen from above lies a little lower.
        slack = 0.22 if name in FLOAT else 0.065
        assert abs(bottom) <= slack * drawn.box[3]


@pytest.mark.parametrize("name", sorted(set(NAMES) - HANG))
def test_that_its_shadow_can_be_left_out(name: str) -> None:
    with_it, without = (
        "".join(piece.markup for piece in plain(name, {}, shadows=there).pieces) for there in (True, False)
    )
    if name == "rocket":
        assert with_it == without
    else:
        assert len(without) < len(with_it)


@pytest.mark.parametrize(("name", "promised"), ANCHORS.items())
def test_that_it_has_the_places_it_promises(name: str, promised: set[str]) -> None:
    drawn = plain(name, {})
    assert promised <= set(drawn.anchors)
    x, y, width, height = drawn.box
    for anchor in drawn.anchors.values():
        assert x <= anchor.x <= x + width - anchor.width
        assert y <= anchor.y <= y + height - anchor.height


@pytest.mark.parametrize(("name", "kind"), MOVES.items())
def test_that_what_moves_is_a_piece_of_its_own(name: str, kind: str) -> None:
    assert kind in {piece.move.kind for piece in plain(name, {}).pieces if piece.move}


@pytest.mark.parametrize(("name", "given"), [case for case in CASES if case[1]])
def test_that_every_parameter_changes_the_picture(name: str, given: dict[str, str | float]) -> None:
    assert set(given) <= set(parameters(reading.load(path(name))))
    before, after = plain(name, {}), plain(name, given)
    assert (before.pieces, before.anchors) != (after.pieces, after.anchors)


def test_that_wheels_stand_still_unless_it_rides() -> None:
    for name in ("bicycle", "car"):
        for ride in (0.0, 1.0):
            moves = [piece.move for piece in plain(name, {"ride": ride}).pieces if piece.move]
            assert len(moves) == 2
            assert all((move.amount > 1) is bool(ride) for move in moves)


def test_that_a_piano_has_its_black_keys_in_twos_and_threes() -> None:
    text = path("piano").read_text()
    octave = next(line for line in text.splitlines() if 's:repeat="7"' in line and "@dark.deep" in line)
    keys = sorted(float(x) for x in re.findall(r"M(-[\d.]+) -72.4 h", octave))
    gaps = np.diff([*keys, keys[0] + 16.8])
    assert [bool(gap > 3) for gap in gaps] == [True, False, True, False, False]
