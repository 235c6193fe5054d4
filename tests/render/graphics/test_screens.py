"""Interfaces carry the client's words and colour, move a little, and need no words to be believed."""

import numpy as np
import pytest
from tests.render.graphics.looks import plain, where

from studio.core.errors import BadInput
from studio.render.graphics.look import look
from studio.render.graphics.screens import icons
from studio.render.graphics.screens.drawing import ScreenGraphic, screen
from studio.render.painting import Painter
from studio.render.shelf import Shelf

KINDS = ("shop", "booking", "chat", "dashboard", "player")
SIZES = {"phone": (150, 324), "laptop": (320, 200)}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", SIZES)
def test_every_screen_lives_and_is_the_same_every_time(kind: str, size: str) -> None:
    graphic = ScreenGraphic(screen({"kind": kind, "name": "Bodega"}), plain(), *SIZES[size])
    first = graphic.at(0.6)
    assert first.shape == (*SIZES[size][::-1], 4)
    assert first[..., 3].min() == 255
    assert np.array_equal(first, graphic.at(0.6))
    later = [graphic.at(seconds) for seconds in (1.4, 2.5, 3.5)]
    assert all((one != first).any(axis=-1).sum() > 20 for one in later)


@pytest.mark.parametrize("kind", KINDS)
def test_a_screen_is_in_the_colour_of_the_brand(kind: str) -> None:
    blue = "#1144dd"
    brand = look(Painter(Shelf().pack("dusk"), "night", brand={"accent": blue}))
    seen = ScreenGraphic(screen({"kind": kind, "name": "Bodega"}), brand, 200, 420).at(3.2)
    assert where(seen, brand.shown("accent"), near=40).sum() > 60
    assert where(seen, plain().shown("accent"), near=20).sum() == 0


@pytest.mark.parametrize("kind", KINDS)
def test_the_clients_words_are_seen(kind: str) -> None:
    said = {"kind": kind, "name": "Bodega", "headline": "Open late"}
    size = (200, 420)
    whole = ScreenGraphic(screen(said), plain(), *size).at(0.9)
    named = ScreenGraphic(screen({**said, "name": "Taverna"}), plain(), *size).at(0.9)
    assert (whole != named).any()
    if kind != "chat":
        other = ScreenGraphic(screen({**said, "headline": "Closed"}), plain(), *size).at(0.9)
        assert (whole != other).any()


def test_corners_are_round_where_asked() -> None:
    seen = ScreenGraphic(screen({"name": "B"}), plain(), 100, 210, round=0.1).at(0)
    assert seen[0, 0, 3] == seen[-1, -1, 3] == 0
    assert seen[105, 50, 3] == 255


def test_languages_differ() -> None:
    seen = [
        ScreenGraphic(screen({"kind": "booking", "language": one}), plain(), 150, 324).at(2)
        for one in ("en", "de", "es")
    ]
    assert (seen[0] != seen[1]).any()
    assert (seen[1] != seen[2]).any()


@pytest.mark.parametrize("name", sorted(icons.NAMES))
def test_every_sign_draws_within_its_square(name: str) -> None:
    from studio.render.graphics.sheet import rastered

    seen = rastered(icons.icon(name, (24, 24), 24, "#000000"), "", (48, 48), 1.0)[..., 3]
    assert seen.any()
    rows, columns = np.nonzero(seen > 20)
    assert min(rows.min(), columns.min()) >= 12
    assert max(rows.max(), columns.max()) <= 36


def test_a_screen_that_is_not_known_is_refused() -> None:
    with pytest.raises(BadInput, match="kind") as refused:
        screen({"kind": "game"})
    assert "headline" in refused.value.hint
