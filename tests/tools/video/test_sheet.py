"""A film on one sheet."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from tests import clips, screening

from studio.core.errors import BadInput
from studio.media import probe
from studio.tools.video.sheet import _clock, _told, sheet

Studio = Callable[..., Any]


def picture(path: Path) -> screening.Picture:
    with Image.open(path) as opened:
        return np.asarray(opened.convert("RGB"))


def test_a_sheet_of_sixteen() -> None:
    made = sheet(clips.sounding(), cell=160)
    assert (made.shown, made.columns, made.apart) == (16, 4, 0.125)
    assert made.picture.name == f"{clips.sounding().stem}-sheet.jpg"
    height, width = picture(made.picture).shape[:2]
    assert 4 * 160 < width < 4 * 160 + 120
    assert height > 4 * 90


def test_the_frames_are_those_of_their_times() -> None:
    """Each place holds the frame of its time: the film's own middle frame is found where it belongs."""
    made = sheet(clips.silent(), count=1, cell=320, captions="none", bare=True, gap=0, format="png")
    shown = picture(made.picture)
    margin = (shown.shape[1] - 320) // 2
    inside = shown[margin + 10 : margin + 170, margin + 10 : margin + 310]
    expected = screening.frame(clips.silent(), 24)[10:170, 10:310]
    assert screening.difference(inside, expected) < 5


def test_rows_and_columns() -> None:
    assert (sheet(clips.silent(), columns=5, rows=2, cell=64).shown) == 10
    made = sheet(clips.silent(), count=7, columns=3, cell=64, format="png")
    assert (made.shown, made.columns) == (7, 3)
    assert sheet(clips.silent(), rows=1, cell=64, format="webp").columns == 4
    with pytest.raises(BadInput, match="say it twice"):
        sheet(clips.silent(), count=5, columns=2, rows=2)


def test_a_film_of_few_frames_has_each_once() -> None:
    assert sheet(clips.silent(seconds=0.2), cell=64).shown == 5


def test_turned_and_bright_films() -> None:
    tall = picture(sheet(clips.rotated(90), count=1, cell=90, bare=True, captions="none").picture)
    assert tall.shape[0] > tall.shape[1]
    assert sheet(clips.hdr(), count=2, cell=64).shown == 2


def test_what_is_written_above() -> None:
    told = _told(probe.media(clips.surround()))
    assert told.startswith("0:02.00  ·  320 × 180  ·  25 fps  ·  h264  ·  aac 5.1  ·  ")
    assert "2 sounds" in _told(probe.media(clips.two_languages()))
    assert "(varies)" in _told(probe.media(clips.uneven()))
    assert "hevc HDR" in _told(probe.media(clips.hdr()))
    assert "sound" not in _told(probe.media(clips.silent()))


@pytest.mark.parametrize(
    ("time", "lasts", "shown"),
    [(0.04, 2, "0:00.04"), (59.999, 70, "1:00.00"), (75.9, 700, "1:15"), (3725.4, 7200, "1:02:05")],
)
def test_times_as_players_show_them(time: float, lasts: float, shown: str) -> None:
    from dataclasses import replace

    assert _clock(time, replace(probe.media(clips.silent()), duration=lasts)) == shown


def test_light_and_dark() -> None:
    light = picture(sheet(clips.silent(), count=2, cell=160, background="white").picture)
    assert light[2, 2].min() > 250
    dark = picture(sheet(clips.rotated(180), count=2, cell=160).picture)
    assert dark[2, 2].max() < 30


def test_a_sequence_bears_its_names(tmp_path: Path) -> None:
    for number in range(1, 6):
        Image.new("RGB", (64, 36), (40 * number, 80, 90)).save(tmp_path / f"s.{number:04}.png")
    assert sheet(tmp_path / "s.####.png", cell=64).shown == 5


def test_a_hole_leaves_its_place_marked() -> None:
    whole = clips.silent(seconds=4, suffix=".mkv").read_bytes()
    broken = clips.folder() / "hole.mkv"
    broken.write_bytes(whole[: len(whole) // 3] + bytes(len(whole) // 2) + whole[len(whole) * 5 // 6 :])
    assert sheet(broken, count=8, cell=96).shown == 8


def test_too_large_a_sheet_is_refused() -> None:
    with pytest.raises(BadInput, match="the sheet would be"):
        sheet(clips.silent(), count=4, columns=4, cell=20_000)


@pytest.mark.parametrize("source", [clips.sound_only, clips.with_cover, clips.torn, clips.no_frames])
def test_what_has_no_frames_is_refused(source: Callable[[], Path]) -> None:
    with pytest.raises(BadInput):
        sheet(source())


def test_from_the_command_line(studio: Studio) -> None:
    said = studio("video", "sheet", clips.silent(), "--cell", "64", "--title", "Harbour", "--json")
    assert json.loads(said.out)["result"]["shown"] == 16
