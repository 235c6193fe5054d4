"""The user's own pictures come into a scene cut out or as prints, or fill the frame."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests import clips
from tests.render.graphics.looks import painter
from tests.render.graphics.things import busy, photographed, thing

from studio.core.errors import BadInput
from studio.render.graphics.pictures.bringing import brought, filling
from studio.render.graphics.pictures.clips import Clip
from studio.render.graphics.pictures.fullframe import FullFrame


def saved(rgba: np.ndarray, path: Path) -> Path:
    Image.fromarray(rgba).save(path)
    return path


def test_what_can_be_cut_out_is_and_what_cannot_becomes_a_print(tmp_path: Path) -> None:
    good = saved(photographed(thing(400), (240, 240, 240)), tmp_path / "good.png")
    bad = saved(busy(), tmp_path / "bad.png")
    cut, print_, asked = (
        brought(good, painter(), 300), brought(bad, painter(), 300), brought(good, painter(), 300, cut=False)
    )  # fmt: skip
    assert (cut.how, print_.how, asked.how) == ("cut", "print", "print")
    assert cut.score > 0.5 > print_.score
    assert print_.why
    for made in (cut, print_, asked):
        opaque = np.argwhere(made.rgba[..., 3] > 250)
        high = opaque[:, 0].max() - opaque[:, 0].min() + 1
        assert high == pytest.approx(300, abs=18)
        assert made.origin[1] == pytest.approx(opaque[:, 0].max(), abs=10)
        assert opaque[:, 1].min() < made.origin[0] < opaque[:, 1].max()


def test_a_print_is_darker_at_night(tmp_path: Path) -> None:
    path = saved(busy(), tmp_path / "busy.png")
    day, night = (brought(path, painter(time=time), 200).rgba for time in ("day", "night"))
    inside = (day[..., 3] == 255) & (night[..., 3] == 255)
    assert day[inside][:, :3].mean() > 1.1 * night[inside][:, :3].mean()


def test_pictures_and_clips_fill_the_frame(tmp_path: Path) -> None:
    still = filling(saved(busy(), tmp_path / "busy.png"), (160, 90), 2.0)
    moving = filling(clips.silent(2), (160, 90), 2.0)
    assert isinstance(still, FullFrame)
    assert isinstance(moving, Clip)
    assert still.at(0.5).shape == moving.at(0.5).shape == (90, 160, 3)
    moving.close()


def test_what_is_far_too_long_to_stand_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "line.png"
    Image.new("RGB", (2000, 10), "red").save(path)
    with pytest.raises(BadInput, match="200 times as long as it is wide"):
        brought(path, painter(), 200)
