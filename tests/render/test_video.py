"""Colours are those that a player shows: BT.709, limited range, through an encoder and back."""

import subprocess
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import pytest

from studio.media.films.reel import Reel
from studio.render.canvas import Canvas, Place
from studio.render.plates import Plate
from studio.render.video import of_rgb, to_rgb

PATCHES = [
    (255, 255, 255), (0, 0, 0), (255, 0, 0), (0, 255, 0), (0, 0, 255), (128, 128, 128),
    (250, 214, 165), (36, 30, 62), (200, 60, 48), (20, 140, 120), (255, 255, 0), (90, 0, 160),
]  # fmt: skip
SIDE = 32


def patched() -> Canvas:
    """A wall of patches, which keeps to even columns."""
    canvas = Canvas(4 * SIDE, 3 * SIDE)
    for number, colour in enumerate(PATCHES):
        patch = np.full((SIDE, SIDE, 4), (*colour, 255), np.uint8)
        canvas.put(Plate.of(patch), Place(number % 4 * SIDE, number // 4 * SIDE))
    return canvas


def middles(picture: np.ndarray) -> np.ndarray:
    return picture.reshape(3, SIDE, 4, SIDE, 3)[:, SIDE // 2, :, SIDE // 2].reshape(-1, 3).astype(int)


def test_an_encoded_frame_decodes_to_the_colours_that_were_drawn(tmp_path: Path) -> None:
    canvas = patched()
    film = tmp_path / "film.mp4"
    with Reel(film, (canvas.width, canvas.height), 25, effort="best") as reel:
        reel.add(canvas.planes())
    flags = ("-sws_flags", "accurate_rnd+full_chroma_int")
    order = [imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", "-i", str(film), *flags]
    order += ["-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    raw = subprocess.run(order, check=True, capture_output=True).stdout
    decoded = np.frombuffer(raw, np.uint8).reshape(canvas.height, canvas.width, 3)
    assert np.abs(middles(canvas.rgb()) - PATCHES).max() <= 2
    assert np.abs(middles(decoded) - PATCHES).max() <= 4


def test_white_black_and_grey_are_where_the_standard_has_them() -> None:
    grey = np.array([[[255.0] * 3, [0.0] * 3, [127.5] * 3]], np.float32)
    assert of_rgb(grey)[0].tolist() == [
        pytest.approx(row, abs=0.01) for row in ([235, 128, 128], [16, 128, 128], [125.5, 128, 128])
    ]
    primaries = np.array([[[255, 0, 0], [0, 255, 0], [0, 0, 255]]], np.float32)
    assert np.rint(of_rgb(primaries))[0].tolist() == [[63, 102, 240], [173, 42, 26], [32, 240, 118]]


def test_a_gradient_goes_there_and_back() -> None:
    ramp = np.zeros((64, 64, 3), np.float32)
    ramp[..., 0] = np.linspace(40, 220, 64)
    ramp[..., 2] = np.linspace(200, 90, 64)[:, None]
    picture = np.dstack([ramp, np.full((64, 64), 255)]).astype(np.uint8)
    plate = Plate.of(picture)
    canvas = Canvas(64, 64)
    canvas.put(plate, Place(0, 0))
    back = to_rgb(canvas.y, canvas.u, canvas.v)
    assert np.abs(back[4:-4, 4:-4].astype(int) - picture[4:-4, 4:-4, :3]).max() <= 4


def test_a_smooth_sky_shows_no_steps() -> None:
    rows = np.linspace(60, 84, 400)
    picture = np.full((400, 64, 4), 255, np.uint8)
    picture[..., :3] = np.rint(rows).astype(np.uint8)[:, None, None]
    means = Plate.of(picture, smooth=True).y[20:-20, 4:-4].astype(float).mean(axis=1)
    steps = Plate.of(picture).y[20:-20, 4:-4].astype(float).mean(axis=1)
    wanted = np.linspace(means[0], means[-1], len(means))
    assert np.abs(means - wanted).std() < 0.5 * np.abs(steps - wanted).std()


def test_seen_in_bands_a_picture_is_the_same_as_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(6)
    y, u, v = (rng.integers(16, 240, size, np.uint8) for size in ((202, 60), (101, 30), (101, 30)))
    banded = to_rgb(y, u, v)
    monkeypatch.setattr("studio.render.video.BAND", 4096)
    assert np.array_equal(banded, to_rgb(y, u, v))
