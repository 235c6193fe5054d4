"""Frames are the same as if everything had been drawn that nearer things cover."""

from typing import Any

import numpy as np
import pytest

from studio.render.canvas import Canvas
from studio.render.shelf import Shelf
from studio.render.shots.grammar import Shot
from studio.render.shots.planes import Moment
from studio.render.shots.scene import Scene, scene

FRAMES = 40


def made(**more: Any) -> Scene:
    shot = {"width": 480, "height": 270, "frames": FRAMES, "seed": 5, **more}
    return scene(Shot.model_validate(shot), Shelf())


def drawn_whole(found: Scene, number: int) -> np.ndarray:
    """A frame on which every plane is drawn, also where others will cover it."""
    moment = Moment(number, number / found.shot.fps, number / (FRAMES - 1))
    view = found.view(moment)
    canvas = Canvas(view.width, view.height)
    for plane in (*found.stage.planes, *found.over):
        plane.show(canvas, view, moment)
    found.grade.apply(canvas, number)
    return canvas.planes()


@pytest.mark.parametrize(
    ("place", "move", "style"),
    [
        ("office", "still", "ink"),
        ("street", "push-in", "dusk"),
        ("coast", "drift-right", "paper"),
        ("market", "crane-up", "paper"),
        ("shop", "pull-out", "ink"),
        ("street", "rack", "dusk"),
    ],
)
def test_nothing_is_left_out_that_is_seen(place: str, move: str, style: str) -> None:
    found = made(place=place, style=style, time="dusk", camera={"move": move, "energy": 0.7})
    for number in (0, 17, FRAMES - 1):
        whole = drawn_whole(found, number).astype(int)
        apart = np.abs(whole - found.planes(number).reshape(whole.shape))
        # Between pixels a place is read in sixteenths of a millionth: a rounding may fall to the other side.
        assert apart.max() <= 1
        assert (apart > 0).mean() < 0.001


def test_far_planes_take_less_when_near_ones_cover_them(monkeypatch: pytest.MonkeyPatch) -> None:
    found = made(place="office")
    moment = Moment(0, 0.0, 0.0)
    canvas = Canvas(480, 270)
    found.stage.planes[0].show(canvas, found.view(moment), moment)
    alone = int((canvas.y != 16).sum())
    covered: list[int] = []
    real = Canvas.put

    def put(self: Canvas, *given: Any) -> None:
        seen = self.hidden.seen(self.box)
        covered.append(seen.width * seen.height)
        real(self, *given)

    monkeypatch.setattr(Canvas, "put", put)
    found.frame(0)
    assert alone == 480 * 270
    assert covered[0] < 0.7 * alone
