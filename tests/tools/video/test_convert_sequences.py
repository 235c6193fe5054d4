"""Numbered pictures become films, and films numbered pictures, with not a frame or a colour lost."""

import json
import os
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from tests import clips, pictures, screening

from studio.core.errors import BadInput, NotFound
from studio.core.outside import into
from studio.media import probe
from studio.media.images import reading, writing
from studio.tools.video.convert import Converted, convert

Studio = Callable[..., Any]

COUNT = 6
_NUMBERS = count()


def converted(source: Path, **asked: Any) -> Converted:
    """Convert into a folder of its own."""
    with into(f"made-{next(_NUMBERS)}"):
        return convert(source, **asked)


def tint(number: int) -> tuple[int, int, int]:
    """The colour of a frame: no two are alike."""
    return 30 * number + 40, 220 - 25 * number, 90


@pytest.fixture
def shot(tmp_path: Path) -> Path:
    """Six frames of plain colours, 1001 to 1006, in a folder with an awkward name."""
    folder = tmp_path / "r%d [x]"
    folder.mkdir()
    for number in range(COUNT):
        Image.new("RGB", (96, 64), tint(number)).save(folder / f"shot.{1001 + number}.png")
    return folder


def check_tints(film: Path, count: int = COUNT, tolerance: int = 3) -> None:
    for number in range(count):
        shown = screening.frame(film, number).reshape(-1, 3).mean(0)
        assert np.abs(shown - tint(number)).max() < tolerance, (number, shown)


@pytest.mark.parametrize(
    "name", ["shot.%04d.png", "shot.####.png", "shot.####.png [1001-1006]", "shot.1003.png", "."]
)
def test_a_film_of_all_frames(shot: Path, name: str) -> None:
    made = converted(shot / name, format="mp4", quality=95, rate="12")
    assert (made.frames, made.rate, made.duration, made.codec) == (COUNT, "12", 0.5, "h264")
    assert probe.media(made.film).main_video.matrix == "bt709"
    check_tints(made.film)


def test_a_part_of_the_frames_at_the_usual_rate(shot: Path) -> None:
    made = converted(shot / "shot.####.png [1002-1006x2]", format="mov", codec="prores")
    assert (made.frames, made.rate) == (3, "24")
    assert np.abs(screening.frame(made.film, 2)[5, 5].astype(int) - tint(5)).max() < 4


@pytest.mark.parametrize("format", ["exr", "tiff", "jpg", "dpx", "tga", "bmp"])
def test_every_picture_format_there_and_back(shot: Path, format: Any) -> None:
    unrolled = converted(shot / "shot.####.png", format=format, quality=95 if format == "jpg" else None)
    assert sorted(file.name for file in unrolled.film.iterdir()) == [
        f"shot.{number}.{format}" for number in range(1001, 1007)
    ]
    assert (unrolled.frames, unrolled.codec) == (COUNT, format)
    back = converted(unrolled.film, format="mkv", codec="ffv1")
    assert back.frames == COUNT
    check_tints(back.film, tolerance=4 if format == "jpg" else 2)


def test_linear_light_is_shown_as_a_screen_shows_it(shot: Path, tmp_path: Path) -> None:
    folder = tmp_path / "exr"
    folder.mkdir()
    for file in shot.iterdir():
        writing.write(reading.read(file), folder / file.with_suffix(".exr").name)
    made = converted(folder / "shot.####.exr", format="mp4", quality=95)
    check_tints(made.film)
    assert made.changes == ("16 bits a channel became 8",)


def test_sixteen_bits_stay_deep(tmp_path: Path) -> None:
    ramp = np.linspace(20_000, 21_000, 256).astype(">u2")
    for number in (1, 2):
        pixels = np.repeat(np.tile(ramp, (16, 1))[..., None], 3, axis=2)
        picture = reading.read(_saved(tmp_path / "flat.png"))
        raster = picture.new_from_memory(pixels.astype("<u2").tobytes(), 256, 16, 3, "ushort")
        writing.write(raster.copy(interpretation="rgb16"), tmp_path / f"deep.{number}.png")
    made = converted(tmp_path / "deep.#.png", format="mkv", codec="ffv1")
    assert probe.media(made.film).main_video.depth == 16
    back = converted(made.film, format="png", depth="16").film
    first = reading.read(sorted(back.iterdir())[0])
    assert len(np.unique(np.frombuffer(first.write_to_memory(), "<u2"))) > 200


def _saved(path: Path) -> Path:
    Image.new("RGB", (4, 4)).save(path)
    return path


def test_transparency_of_pictures(tmp_path: Path) -> None:
    for number in (1, 2, 3):
        picture = Image.new("RGBA", (64, 64), (200, 30, 30, 255))
        picture.paste((0, 255, 0, 0), (0, 0, 32, 64))
        picture.save(tmp_path / f"a.{number}.png")
    kept = converted(tmp_path / "a.#.png")
    assert (kept.film.suffix, kept.codec) == (".mov", "prores")
    shown = screening.see_through(kept.film, 1)
    assert (shown[:, :30, 3].max(), shown[:, 34:, 3].min()) == (0, 255)
    laid = converted(tmp_path / "a.#.png", format="mp4", background="white", quality=95)
    assert screening.frame(laid.film, 1)[:, :28].min() > 250
    smaller = converted(tmp_path / "a.#.png", format="webp", longest=32, quality=100)
    edge = screening.see_through(smaller.film)[16]
    # The green that was hidden has not bled into the edge.
    assert all(red >= green for red, green, _, alpha in edge.astype(int) if alpha > 40)


def test_photographs_with_an_orientation_stand_upright(tmp_path: Path) -> None:
    photo = pictures.photo(96, 64, 1)
    for number in (1, 2):
        exif = Image.Exif()
        exif[0x0112] = 6
        photo.save(tmp_path / f"p.{number}.jpg", exif=exif, quality=95)
    made = converted(tmp_path / "p.#.jpg", format="mp4", quality=95)
    assert (made.width, made.height) == (64, 96)
    upright = np.asarray(photo.rotate(-90, expand=True))
    assert screening.difference(screening.frame(made.film), upright) < 15


def test_plain_jpegs_keep_their_colours(tmp_path: Path) -> None:
    for number in range(COUNT):
        Image.new("RGB", (96, 64), tint(number)).save(tmp_path / f"j.{number}.jpg", quality=95)
    made = converted(tmp_path / "j.#.jpg", format="mp4", quality=95)
    assert probe.media(made.film).main_video.range == "limited"
    check_tints(made.film, tolerance=4)


def test_a_gap_is_refused_or_filled(shot: Path) -> None:
    (shot / "shot.1003.png").unlink()
    with pytest.raises(BadInput, match=r"shot\.####\.png lacks a frame: 1003"):
        converted(shot / "shot.####.png", format="mp4")
    made = converted(shot / "shot.####.png", format="mp4", fill_gaps=True, quality=95)
    assert made.frames == COUNT
    assert np.abs(screening.frame(made.film, 2)[5, 5].astype(int) - tint(1)).max() < 4


@pytest.mark.parametrize("suffix", [".png", ".exr"])
def test_a_broken_frame_is_named(shot: Path, tmp_path: Path, suffix: str) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    for number in range(1001, 1007):
        photo = pictures.photo(96, 64, number)
        photo.save(tmp_path / "one.png")
        writing.write(reading.read(tmp_path / "one.png"), folder / f"s.{number}{suffix}")
    broken = folder / f"s.1004{suffix}"
    broken.write_bytes(broken.read_bytes()[:4000])
    for asked in ({"format": "mp4"}, {"format": "jpg"}):
        with pytest.raises(BadInput, match=rf"s\.1004\{suffix} is cut off or damaged"):
            converted(folder, **asked)


def test_frames_that_do_not_go_together(shot: Path) -> None:
    Image.new("RGB", (90, 64)).save(shot / "shot.1004.png")
    with pytest.raises(BadInput, match=r"shot\.1004\.png is 90 × 64, and shot\.1001\.png is 96 × 64"):
        converted(shot, format="mp4")
    Image.new("RGBA", (96, 64)).save(shot / "shot.1004.png")
    with pytest.raises(BadInput, match=r"shot\.1004\.png has transparency"):
        converted(shot, format="mp4")
    (shot / "shot.1004.png").write_text("no picture")
    with pytest.raises(BadInput, match=r"shot\.1004\.png is not a picture"):
        converted(shot, format="mp4")
    with pytest.raises(NotFound):
        converted(shot / "take.####.png", format="mp4")


def test_uneven_times_give_one_picture_a_frame() -> None:
    made = converted(clips.uneven(), format="jpg", longest=64)
    assert made.frames == 34 == len(list(made.film.iterdir()))
    assert converted(clips.uneven(), format="jpg", longest=64, rate="10").frames == 20


def test_pictures_bear_the_names_asked_for() -> None:
    made = converted(clips.silent(seconds=0.2), format="png", names="a_%06d_left")
    assert sorted(file.name for file in made.film.iterdir()) == [f"a_{n:06}_left.png" for n in range(1, 6)]
    third = np.asarray(Image.open(made.film / "a_000003_left.png"))
    assert screening.difference(third, screening.frame(clips.silent(seconds=0.2), 2)) < 4


def test_pictures_of_an_untagged_film_have_the_colours_players_show() -> None:
    """Without tags a large film is BT.709 for every player, and BT.601 for a careless converter."""
    red = ("-f", "lavfi", "-i", "color=red:s=1280x720:d=0.1,scale=out_color_matrix=bt709,format=yuv420p")
    untagged = clips.made("red.mp4", *red, "-c:v", "libx264", "-x264-params", "colormatrix=undef")
    assert probe.media(untagged).main_video.matrix == ""
    made = converted(untagged, format="png")
    assert np.asarray(Image.open(made.film / "red.0001.png"))[9, 9].tolist() == pytest.approx(
        [254, 0, 0], abs=2
    )
    small = converted(untagged, longest=320, quality=95)
    assert probe.media(small.film).main_video.matrix == "bt709"
    assert screening.frame(small.film)[9, 9].tolist() == pytest.approx([254, 0, 0], abs=3)


def test_from_the_command_line(shot: Path, studio: Studio) -> None:
    files = sorted(shot.iterdir())
    said = studio("video", "convert", *files, "--out", "film.mp4", "--json")
    told = json.loads(said.out)
    assert (told["input"], told["files"]) == (str(shot / "shot.####.png"), ["film.mp4"])
    said = studio("video", "convert", "film.mp4", "--out", "frames/take.####.jpg")
    assert (said.code, said.out.strip()) == (0, "frames")
    assert len(list(Path("frames").glob("take.000?.jpg"))) == COUNT
    again = studio("video", "convert", "film.mp4", "--out", "frames/take.####.jpg")
    assert (again.code, "take.0001.jpg exists" in again.err) == (1, True)
    beside = studio("video", "convert", "film.mp4", "--out", "frames/b.####.jpg")
    assert beside.code == 0
    assert len(list(Path("frames").iterdir())) == 2 * COUNT


def test_nothing_is_left_of_a_feed(shot: Path, tmp_path: Path) -> None:
    converted(shot, format="mp4")
    assert not [
        name for _, folders, files in os.walk(tmp_path) for name in (*folders, *files) if "roll" in name
    ]
