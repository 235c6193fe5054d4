"""One frame that stands for a film, or the very frame of a time."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from tests import clips, pictures, screening

from studio.core.errors import BadInput
from studio.tools.video.thumbnail import thumbnail

Studio = Callable[..., Any]


def fading() -> Path:
    """Black for a second, a photograph for one, white for one."""
    photo = clips.folder() / "bright.png"
    pictures.photo(320, 180, 5).save(photo)
    sides = [("-f", "lavfi", "-i", f"color={colour}:s=320x180:r=25:d=1") for colour in ("black", "white")]
    graph = "[1]scale=320:180,setsar=1,format=yuv420p[p];[0][p][2]concat=n=3"
    return clips.made(
        "fading.mp4", *sides[0], "-loop", "1", "-r", "25", "-t", "1", "-i", photo, *sides[1],
        "-filter_complex", graph, *clips.H264,
    )  # fmt: skip


def picture(path: Path) -> screening.Picture:
    with Image.open(path) as opened:
        return np.asarray(opened.convert("RGB"))


def test_the_best_frame_shows_something() -> None:
    made = thumbnail(fading())
    assert 1 <= made.time < 2
    assert (made.picture.name, made.width, made.height) == ("fading-thumbnail.jpg", 320, 180)
    assert picture(made.picture).std() > 25


def test_a_black_film_has_a_black_thumbnail() -> None:
    assert picture(thumbnail(clips.black()).picture).max() < 20


def test_the_frame_of_a_time_is_that_very_frame() -> None:
    made = thumbnail(clips.silent(), at=1.23, format="png")
    assert made.time == pytest.approx(1.2)
    shown = picture(made.picture)
    assert screening.difference(shown, screening.frame(clips.silent(), 30)) < 4
    assert screening.difference(shown, screening.frame(clips.silent(), 31)) > 0.5


def test_no_frame_beyond_the_end() -> None:
    with pytest.raises(BadInput, match=r"is 2\.000 s long, and has no frame at 2 s"):
        thumbnail(clips.silent(), at=2)


def test_sizes() -> None:
    made = thumbnail(clips.silent(), width=100, height=100, fit="fill", format="webp")
    assert picture(made.picture).shape[:2] == (100, 100) == (made.height, made.width)
    with pytest.raises(BadInput, match="size is said twice"):
        thumbnail(clips.silent(), width=100, longest=100)


def test_a_film_on_its_side_gives_an_upright_picture() -> None:
    made = thumbnail(clips.rotated(90), at=0.4, longest=160)
    assert (made.width, made.height) == (90, 160)


@pytest.mark.parametrize("source", [clips.sound_only, clips.with_cover, clips.torn, clips.no_frames])
def test_what_has_no_frames_is_refused(source: Callable[[], Path]) -> None:
    with pytest.raises(BadInput):
        thumbnail(source())


def test_of_a_sequence(tmp_path: Path) -> None:
    for number, shade in enumerate(("black", "#204080", "white"), 1):
        drawn = Image.new("RGB", (64, 48), shade)
        drawn.paste((240, 240, 200) if number == 2 else shade, (20, 10, 40, 30))
        drawn.save(tmp_path / f"s.{number:03}.png")
    made = thumbnail(tmp_path / "s.###.png", format="png")
    assert made.time == pytest.approx(1 / 24)
    assert picture(made.picture)[2, 2].tolist() == [0x20, 0x40, 0x80]


def test_from_the_command_line(studio: Studio) -> None:
    said = studio("video", "thumbnail", clips.silent(), "--at", "0:01.2", "--out", "t.png", "--json")
    assert json.loads(said.out)["result"]["time"] == pytest.approx(1.2)
    assert picture(Path("t.png")).shape[:2] == (180, 320)
