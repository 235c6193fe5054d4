"""Signs say what they were given, within their board; neon shines, chalk is written."""

import numpy as np
import pytest
from tests import scripts
from tests.render.graphics.looks import plain

from studio.core.errors import BadInput
from studio.render.graphics.signs.drawing import SignGraphic, in_quad, sign
from studio.render.graphics.signs.setting import divided, set_in

KINDS = ("painted", "enamel", "neon", "chalk")
TEXTS = (
    "Bo",
    "Harbour Bakery",
    "The very long name of a shop at the end of a street",
    "喫茶店",
    "مخبز",
    "Ünïted",
)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("box", [(10, 10, 400, 60), (0, 0, 90, 240), (5, 0, 200, 200)])
def test_words_fill_their_board_and_stay_on_it(text: str, box: tuple[float, float, float, float]) -> None:
    scripts.needs(text)
    look = plain()
    left, top, wide, high = box
    for placed in (set_in(text, look.faces.headline, box), divided(text, "since 1987", look, box)):
        for words, x, y in placed:
            assert x - words.width / 2 >= left - 1
            assert x + words.width / 2 <= left + wide + 1
            assert y - words.rise >= top - 0.02 * high - 1
            assert y <= top + high + 1
    whole = set_in(text, look.faces.headline, box)
    filled = max(max(one.words.width for one in whole) / wide,
                 (whole[-1].y + whole[-1].words.fall - whole[0].y + whole[0].words.rise) / high)  # fmt: skip
    assert filled > 0.72, "as large as it fits"


@pytest.mark.parametrize("kind", KINDS)
def test_a_sign_is_the_same_every_time_and_as_large_as_asked(kind: str) -> None:
    graphic = SignGraphic(sign({"kind": kind, "text": "Bodega", "small": "bar"}), plain(), 200, 90, 1.5)
    assert graphic.at(1.0).shape == (135, 300, 4)
    assert np.array_equal(graphic.at(1.0), graphic.at(1.0))
    other = SignGraphic(sign({"kind": kind, "text": "Bodego", "small": "bar"}), plain(), 200, 90, 1.5)
    assert not np.array_equal(graphic.at(9.0), other.at(9.0))


def test_neon_comes_on_and_gives_light_of_its_colour() -> None:
    graphic = SignGraphic(sign({"kind": "neon", "text": "Bar"}), plain(), 200, 90)
    off, on = graphic.lit(0.0), graphic.lit(3.0)
    assert off.light.max() == 0
    assert on.light.max() > 180
    red, _, blue = on.light.reshape(-1, 3).sum(axis=0)
    assert red > blue, "the accent is red"
    assert on.rgba[..., :3].mean() > off.rgba[..., :3].mean() + 5
    assert SignGraphic(sign({"kind": "enamel", "text": "Bar"}), plain(), 200, 90).lit(3.0).light.max() == 0


def test_chalk_is_written_line_by_line() -> None:
    made = sign({"kind": "chalk", "text": "Today", "lines": {"Soup": "6", "Bread": 4, "Tart": "5"}})
    graphic = SignGraphic(made, plain(), 200, 260)
    empty = graphic.at(-1).astype(int)
    seen = [
        int((np.abs(graphic.at(seconds) - empty).max(axis=-1) > 60).sum())
        for seconds in (0, 0.3, 1, 2, 3, 9, 20)
    ]
    assert seen[0] == 0
    assert seen == sorted(seen)
    assert seen[-1] == seen[-2] > 2 * seen[1]
    bottom = graphic.at(9)[160:240].astype(int) - empty[160:240]
    assert (np.abs(bottom).max(axis=-1) > 60).any(), "the last line is there"


def test_corners_come_to_lie_in_those_of_a_quad() -> None:
    rgba = np.full((60, 100, 4), 255, np.uint8)
    rgba[:30, :50, :3], rgba[:30, 50:, :3] = (200, 0, 0), (0, 200, 0)
    rgba[30:, :50, :3], rgba[30:, 50:, :3] = (0, 0, 200), (200, 200, 0)
    quad = [(20, 10), (180, 40), (170, 120), (30, 140)]
    seen = in_quad(rgba, quad, (200, 150))
    middle = np.mean(quad, axis=0)
    for (x, y), colour in zip(quad, ((200, 0, 0), (0, 200, 0), (200, 200, 0), (0, 0, 200)), strict=True):
        inner = (np.array((x, y)) * 0.85 + middle * 0.15).round().astype(int)
        assert tuple(seen[inner[1], inner[0], :3]) == colour
        outer = (np.array((x, y)) * 1.06 - middle * 0.06).round().astype(int)
        assert seen[outer[1], outer[0], 3] == 0
    with pytest.raises(BadInput, match="no quad"):
        in_quad(rgba, [(0, 0), (10, 10), (10, 0), (0, 10)], (20, 20))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"text": " "}, "says something"),
        ({"kind": "wood", "text": "x"}, "kind"),
        ({"kind": "neon", "text": "x", "lines": ["y"]}, "only chalk"),
        ({"text": "x", "colour": "red"}, "colour is not known"),
    ],
)
def test_a_sign_that_cannot_be_made_is_refused(given: dict[str, object], told: str) -> None:
    with pytest.raises(BadInput, match=told):
        sign(given)
