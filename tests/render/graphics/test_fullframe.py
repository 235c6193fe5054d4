"""Pictures and clips fill the frame: always inside, moving evenly, heads kept."""

import numpy as np
import pytest
from tests import clips

from studio.render.graphics.pictures.clips import Clip
from studio.render.graphics.pictures.fullframe import full_frame
from studio.render.graphics.pictures.interest import interest

SIZES = [(320, 180), (180, 320), (200, 200)]


def picture(width: int, height: int) -> np.ndarray:
    """A calm picture with one thing in it, right of the middle."""
    rgba = np.full((height, width, 4), 255, np.uint8)
    rgba[..., :3] = (90, 110, 130)
    y, x = np.mgrid[:height, :width]
    rgba[(x - 0.7 * width) ** 2 + (y - 0.4 * height) ** 2 < (0.08 * height) ** 2, :3] = (230, 60, 40)
    return rgba


def test_what_stands_out_is_looked_at() -> None:
    found = interest(picture(600, 400)[..., :3])
    assert found.x == pytest.approx(0.7, abs=0.06)
    assert found.y == pytest.approx(0.4, abs=0.06)
    assert found.left < 0.7 < found.right


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("move", ["push", "pull", "left", "right", "still"])
def test_the_camera_never_leaves_the_picture_and_keeps_what_is_looked_at(
    size: tuple[int, int], move: str
) -> None:
    made = full_frame(picture(900, 640), size, move=move)  # type: ignore[arg-type]
    high, wide = made.picture.shape[:2]
    for crop in (made.start, made.end):
        tall = crop.width * size[1] / size[0]
        assert crop.x - crop.width / 2 >= -0.01
        assert crop.x + crop.width / 2 <= wide + 0.01
        assert crop.y - tall / 2 >= -0.01
        assert crop.y + tall / 2 <= high + 0.01
        assert crop.width >= size[0] / 1.01, "no pixel is enlarged beyond its own size"
    for share in (0.0, 0.5, 1.0):
        frame = made.at(share)
        assert frame.shape == (size[1], size[0], 3)
        red = np.abs(frame.astype(int) - (230, 60, 40)).max(axis=-1) < 60
        assert red.sum() > 20


def test_a_small_picture_is_not_blown_up_by_the_camera() -> None:
    made = full_frame(picture(200, 120), (1280, 720))
    assert made.start.width / made.end.width < 1.05


def test_a_push_comes_closer_without_a_jump() -> None:
    made = full_frame(picture(900, 640), (320, 180))
    seen = [
        (np.abs(made.at(share / 24).astype(int) - (230, 60, 40)).max(axis=-1) < 90).sum()
        for share in range(25)
    ]
    assert seen[-1] > 1.2 * seen[0]
    steps = np.diff(seen)
    assert steps.max() < 0.06 * seen[0]


def test_an_upright_picture_in_a_wide_frame_is_seen_whole() -> None:
    rgba = picture(300, 900)
    rgba[:30, :, :3], rgba[-30:, :, :3] = (20, 220, 40), (20, 40, 220)
    frame = full_frame(rgba, (640, 360), move="still").at(0.0)
    middle = frame[:, 320].astype(int)
    for colour in ((20, 220, 40), (20, 40, 220)):
        assert (np.abs(middle - colour).max(axis=-1) < 60).any()


def test_a_clip_plays_at_its_own_speed_and_then_stands() -> None:
    path = clips.silent(2)
    clip = Clip(path, (160, 90), lasts=1.0)
    assert clip.time(0.5) == pytest.approx(0.5)
    assert clip.at(0.5).shape == (90, 160, 3)
    assert not np.array_equal(clip.at(0.0), clip.at(1.0))
    assert np.array_equal(clip.at(0.25), clip.at(0.25))
    clip.close()
    long = Clip(path, (160, 90), lasts=20.0)
    assert long.time(1.0) < 2.0
    assert np.array_equal(long.at(0.9), long.at(1.0))
    long.close()
