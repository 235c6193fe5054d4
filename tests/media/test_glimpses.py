"""A few frames tell whether a film is black, and one stands for it: upright and undistorted."""

from pathlib import Path

import pytest
from tests import clips

from studio.media import glimpses, probe
from studio.media.glimpses import Glimpsed, glimpse
from studio.media.images.libvips import engine


def looked(path: Path) -> Glimpsed:
    return glimpse(path, probe.media(path))


def size(picture: bytes) -> tuple[int, int]:
    image = engine().Image.new_from_buffer(picture, "")
    return image.width, image.height


def test_a_film_with_something_in_it_is_not_black() -> None:
    seen = looked(clips.silent())
    assert seen.black == 0
    assert size(seen.thumbnail) == (320, 180)


def test_black_is_black() -> None:
    assert looked(clips.black()).black == 1


def test_one_light_frame_between_keyframes_is_enough() -> None:
    source = ("-f", "lavfi", "-i", "color=black:s=320x180:r=25:d=2")
    flash = "drawbox=color=white:t=fill:enable='eq(n,30)'"
    coding = ("-c:v", "libx264", "-g", "250", "-sc_threshold", "0", "-pix_fmt", "yuv420p")
    path = clips.made("flash.mp4", *source, "-vf", flash, *coding)
    assert probe.media(path).main_video.keyframes == 1
    assert 0.9 < looked(path).black < 1


def test_a_long_film_is_looked_at_in_places() -> None:
    half = "drawbox=color=black:t=fill:enable='lt(t,15)'"
    seen = looked(clips.silent(seconds=30, size="64x36", more=("-vf", half)))
    assert seen.black == pytest.approx(0.5, abs=0.1)


def test_thumbnails_stand_upright_with_square_pixels() -> None:
    assert size(looked(clips.rotated(90)).thumbnail) == (180, 320)
    assert size(looked(clips.silent(more=("-vf", "setsar=2/1"))).thumbnail) == (320, 90)
    assert size(looked(clips.silent(size="64x36")).thumbnail) == (64, 36)


def test_thumbnails_of_transparent_films_are_transparent() -> None:
    image = engine().Image.new_from_buffer(looked(clips.see_through()).thumbnail, "")
    assert image.hasalpha()
    assert image(10, 45)[3] == 0
    assert image(150, 45)[3] == 255


@pytest.mark.parametrize("suffix", [".mkv", ".ts", ".avi"])
def test_containers_without_an_index_are_looked_at_too(suffix: str) -> None:
    seen = looked(clips.silent(seconds=30, size="64x36", suffix=suffix))
    assert (seen.black, bool(seen.thumbnail)) == (0, True)


def test_frames_that_cannot_be_decoded_are_no_disaster(tmp_path: Path) -> None:
    whole = clips.silent().read_bytes()
    start, end = whole.index(b"mdat") + 4, whole.index(b"moov") - 4
    path = tmp_path / "noise.mp4"
    path.write_bytes(whole[:start] + bytes(end - start) + whole[end:])
    assert looked(path) == Glimpsed(0.0, b"")


def test_a_sound_is_drawn_as_its_course() -> None:
    loud, faint = (
        engine().Image.new_from_buffer(glimpses.sound_thumbnail([level] * 20), "") for level in (-10, -45)
    )
    assert (loud.width, loud.height) == (320, 180)
    assert loud[3].avg() > 4 * faint[3].avg() > 0


def test_thumbnails_of_high_dynamic_range_are_as_bright_as_the_film() -> None:
    # White paper has 203 nits, which is 0.58 of PQ's values.
    paper = "color=0x949494:s=320x180:r=25:d=0.2,format=gbrp,scale=out_color_matrix=bt2020:out_range=limited"
    tags = "setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc:range=limited"
    clip = clips.made(
        "paper.mkv", "-f", "lavfi", "-i", f"{paper},format=yuv444p10le,{tags}", "-c:v", "ffv1"
    )  # fmt: skip
    shown = engine().Image.new_from_buffer(looked(clip).thumbnail, "")(160, 90)
    assert shown == pytest.approx([218] * 3, abs=6)
