"""Single frames of films: the right one, upright, in its true shape and colours."""

from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests import clips, screening

from studio.core.errors import BadInput
from studio.core.run import Run, entered
from studio.media import probe
from studio.media.films.frames import Shown, evenly, frames


@pytest.fixture(autouse=True)
def _within_a_run(tmp_path: Path) -> object:
    with entered(Run(tmp_path / "scratch")) as run:
        yield run


def pixels(shown: Shown) -> screening.Picture:
    picture = shown.picture
    return np.frombuffer(picture.write_to_memory(), np.uint8).reshape(
        picture.height, picture.width, picture.bands
    )


@pytest.mark.parametrize("suffix", [".mp4", ".mkv", ".webm", ".ts", ".avi", ".gif"])
def test_the_frame_shown_at_a_time(suffix: str) -> None:
    vp9 = ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8")
    coding = {".webm": vp9, ".gif": ("-c:v", "gif", "-pix_fmt", "pal8")}
    path = clips.silent(suffix=suffix, more=coding.get(suffix, ()))
    with frames(path) as source:
        for time, number in ((0.0, 0), (1.0, 25), (0.99, 24), (0.41, 10), (1.96, 49), (1.99, 49)):
            shown = source.at(time)
            assert shown.time == pytest.approx(number * 0.04, abs=0.006)
            assert screening.difference(pixels(shown)[..., :3], screening.frame(path, number)) < 6


def test_uneven_times() -> None:
    with frames(clips.uneven()) as source:
        assert source.at(0.5).time == pytest.approx(0.48)
        assert source.at(1.3).time == pytest.approx(1.24)
        assert source.at(1.9).time == pytest.approx(1.84)


def test_a_film_that_begins_late_begins_at_zero() -> None:
    late = clips.made("begins-late.ts", "-i", clips.silent(), "-c", "copy", "-output_ts_offset", "30")
    assert probe.media(late).main_video.start > 20
    with frames(late) as source:
        assert source.at(0.0).time == 0
        assert screening.difference(pixels(source.at(1.0)), screening.frame(clips.silent(), 25)) < 6


def test_one_that_lies_on_its_side_is_turned() -> None:
    for degrees in (90, 180, 270):
        path = clips.rotated(degrees)
        with frames(path) as source:
            assert screening.difference(pixels(source.at(0.4)), screening.frame(path, 10)) < 4


def test_oblong_pixels_become_square() -> None:
    wide = clips.silent(more=("-vf", "setsar=4/3"))
    with frames(wide) as source:
        picture = source.at(0).picture
        assert (picture.width, picture.height) == (round(320 * 4 / 3), 180)


def test_transparency() -> None:
    for suffix in (".mov", ".webm"):
        with frames(clips.see_through(suffix)) as source:
            shown = pixels(source.at(0.2))
            assert shown.shape == (90, 160, 4)
            assert shown[:, :76, 3].max() <= 2
            assert shown[:, 84:, 3].min() >= 253


@pytest.mark.parametrize("transfer", ["smpte2084", "arib-std-b67"])
def test_high_dynamic_range_is_brought_down(transfer: str) -> None:
    with frames(clips.hdr(transfer)) as source:
        shown = source.at(0.48)
        assert shown.time == pytest.approx(0.48)
        flat = pixels(shown)
    raw = screening.frame(clips.hdr(transfer), 12)
    assert flat.shape == raw.shape
    assert flat.std() > 20
    assert screening.difference(flat, raw) > 5


def test_untagged_films_have_the_colours_players_show() -> None:
    red = ("-f", "lavfi", "-i", "color=red:s=1280x720:d=0.1,scale=out_color_matrix=bt709,format=yuv420p")
    untagged = clips.made("red.mp4", *red, "-c:v", "libx264", "-x264-params", "colormatrix=undef")
    with frames(untagged) as source:
        assert pixels(source.at(0))[9, 9].tolist() == pytest.approx([254, 0, 0], abs=4)


def test_near_costs_less_and_is_never_late() -> None:
    with frames(clips.silent()) as source:
        assert source.near(1.0, 0.1).time == pytest.approx(0.96)
        assert source.near(1.0, 0.6).time == pytest.approx(0.96)
        assert source.near(0.9, 0.1).time == pytest.approx(0.84)
        assert source.near(0.5, 0).time == pytest.approx(0.48)


def test_times_go_all_over_a_film() -> None:
    facts = probe.media(clips.silent())
    assert evenly(facts, 4) == [0.25, 0.75, 1.25, 1.75]
    assert len(evenly(facts, 1000)) == 50


def test_numbered_pictures(tmp_path: Path) -> None:
    for number in range(3):
        Image.new("RGB", (8, 6), (80 * number, 10, 20)).save(tmp_path / f"a.{number}.png")
    with frames(tmp_path / "a.#.png", rate="2") as source:
        shown = source.at(0.5)
        assert (shown.time, shown.name, pixels(shown)[0, 0].tolist()) == (0.5, "a.1.png", [80, 10, 20])
        assert source.near(99, 1).name == "a.2.png"
        assert source.facts.duration == 1.5


def test_a_hole_in_a_film_is_said() -> None:
    whole = clips.silent(seconds=4, suffix=".mkv").read_bytes()
    broken = clips.folder() / "hole.mkv"
    broken.write_bytes(whole[: len(whole) // 3] + bytes(len(whole) // 2) + whole[len(whole) * 5 // 6 :])
    seen = 0
    with frames(broken) as source:
        for time in evenly(source.facts, 8):
            with suppress(BadInput):
                seen += source.near(time, 0.1).picture.width == 320
    assert seen
