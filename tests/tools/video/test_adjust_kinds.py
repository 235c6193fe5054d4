"""Films of all kinds stay what they are when they are adjusted."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests import clips, seen

from studio.core.errors import BadInput, NotFound
from studio.core.outside import into
from studio.media import probe
from studio.tools.video.adjust import Adjusted, adjust

NEAR = 3.0
"""How far frames may lie apart on average after being encoded with care, in steps of 8 bits."""


def adjusted(clip: Path, tmp_path: Path, **asked: Any) -> Adjusted:
    with into(tmp_path / "made"):
        return adjust(clip, **asked)


@pytest.mark.parametrize("asked", [{"brightness": 1.1}, {"gamma": 1.2}, {"rotate": 90}, {"fade_in": 0.2}])
@pytest.mark.parametrize("transfer", ["smpte2084", "arib-std-b67"])
def test_high_dynamic_range_and_ten_bits_are_kept(
    asked: dict[str, float], transfer: str, tmp_path: Path
) -> None:
    film = probe.media(adjusted(clips.hdr(transfer, 0.4), tmp_path, **asked).clip).main_video
    assert (film.codec, film.pixel_format, film.transfer) == ("hevc", "yuv420p10le", transfer)
    assert (film.primaries, film.matrix, film.range, film.hdr) == ("bt2020", "bt2020nc", "limited", True)


def test_what_is_said_of_the_screen_is_kept(tmp_path: Path) -> None:
    before = seen.said_of_screen(clips.mastered())
    assert set(before) == {"MASTERING_DISPLAY_METADATA", "CONTENT_LIGHT_LEVEL"}
    for asked in ({"brightness": 0.9}, {"gamma": 1.1, "rotate": 3.0}):
        made = adjusted(clips.mastered(), tmp_path / next(iter(asked)), **asked)
        assert seen.said_of_screen(made.clip) == before


@pytest.mark.parametrize(
    ("pixels", "codec"),
    [
        ("yuv422p10le", ("-c:v", "libx264")),
        ("yuv444p", ("-c:v", "libx264")),
        ("yuvj420p", ("-c:v", "libx264")),
        ("yuv422p12le", ("-c:v", "libx265", "-x265-params", "log-level=error")),
        ("yuv422p10le", ("-c:v", "prores_ks")),
        ("yuv420p10le", ("-c:v", "libsvtav1", "-preset", "12", "-svtav1-params", "avif=0")),
        ("gbrp", ("-c:v", "ffv1")),
        ("yuvj422p", ("-c:v", "mjpeg")),
    ],
)
def test_pixels_stay_what_they_are(pixels: str, codec: tuple[str, ...], tmp_path: Path) -> None:
    suffix = ".mov" if codec[1] in ("prores_ks", "mjpeg") else ".mkv"
    clip = clips.silent(0.2, "160x90", suffix=suffix, more=(*codec, "-pix_fmt", pixels))
    made = adjusted(clip, tmp_path, contrast=0.8, sharpen=0.5)
    before, after = (probe.media(path).main_video for path in (clip, made.clip))
    assert after.codec == before.codec
    assert after.pixel_format.replace("bgr0", "gbrp") == before.pixel_format.replace("bgr0", "gbrp")
    assert made.changes == ()
    expected = (seen.frame(clip, 2) - 127.5) * 0.8 + 127.5
    assert abs(seen.frame(made.clip, 2) - expected).mean() < 6


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
def test_every_frame_keeps_its_time(suffix: str, tmp_path: Path) -> None:
    clip = clips.uneven(suffix)
    made = adjusted(clip, tmp_path, contrast=1.1, crop="0,0,160,90", fade_out=0.2)
    assert seen.times(made.clip) == pytest.approx(seen.times(clip), abs=0.001)
    assert probe.media(made.clip).main_video.variable


def test_a_film_stored_lying_is_upright(tmp_path: Path) -> None:
    clip = clips.rotated(90)
    made = adjusted(clip, tmp_path, brightness=1.0001, crop="10,20,100,200")
    film = probe.media(made.clip).main_video
    assert (film.width, film.height, film.coded_width, film.rotation) == (100, 200, 100, 0)
    assert seen.difference(seen.frame(made.clip, 5), seen.frame(clip, 5)[20:220, 10:110]) < NEAR


def test_odd_sides_stay_where_they_can(tmp_path: Path) -> None:
    made = adjusted(clips.odd(), tmp_path, contrast=0.9)
    assert (made.width, made.height, made.changes) == (321, 181, ())


def test_odd_sides_become_even_where_they_must_and_it_is_said(tmp_path: Path) -> None:
    vp9 = ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-vf", "scale=161:91")
    clip = clips.silent(0.2, suffix=".webm", more=(*vp9, "-pix_fmt", "yuv420p"))
    for asked in ({"contrast": 0.9}, {"gamma": 1.3}, {"rotate": 180}, {"denoise": 1.0}):
        made = adjusted(clip, tmp_path / next(iter(asked)), **asked)
        assert (made.width, made.height) == (162, 92)
        assert made.changes == ("padded from 161 × 91: VP9 wants even sides",)
    made = adjusted(clips.silent(), tmp_path, crop="7,5,101,51")
    assert (made.width, made.height) == (102, 52)
    assert made.changes == ("padded from 101 × 51: H.264 wants even sides",)


def test_all_sounds_are_copied_with_their_languages(tmp_path: Path) -> None:
    made = adjusted(clips.two_languages(), tmp_path, hue=20)
    assert seen.packets(made.clip) == seen.packets(clips.two_languages())
    assert [sound.language for sound in probe.media(made.clip).audio] == ["eng", "deu"]
    assert seen.packets(adjusted(clips.surround(), tmp_path, hue=20).clip) == seen.packets(clips.surround())


def test_sound_and_picture_stay_together(tmp_path: Path) -> None:
    late = ("-itsoffset", "0.52", "-i", clips.silent(), "-i", clips.recording(), "-map", "0", "-map", "1")
    clip = clips.made("late-picture.mkv", *late, "-c:v", "copy", "-c:a", "flac")
    made = adjusted(clip, tmp_path, contrast=1.1, fade_in=0.4)
    before, after = probe.media(clip), probe.media(made.clip)
    assert after.main_video.start - after.main_audio.start == pytest.approx(0.52, abs=0.002)
    askew = ("-itsoffset", "0.0227", "-i", clips.silent(), "-i", clips.recording(), "-map", "0", "-map", "1")
    off_grid = clips.made("off-grid.mkv", *askew, "-c:v", "copy", "-c:a", "flac")
    moved = probe.media(adjusted(off_grid, tmp_path / "askew", contrast=1.1).clip)
    assert moved.main_video.start - moved.main_audio.start == pytest.approx(0.0227, abs=0.001)
    assert after.duration == pytest.approx(before.duration, abs=0.03)
    assert seen.frame(made.clip, 0).max() < 8
    assert seen.frame(made.clip, 12).max() > 150


def test_fields_stay_fields_unless_they_would_be_mixed(tmp_path: Path) -> None:
    kept = adjusted(clips.interlaced(), tmp_path, brightness=1.1, gamma=1.1)
    film = probe.media(kept.clip).main_video
    assert (film.interlaced, film.field_order, film.frames, kept.changes) == (True, "top", 50, ())
    whole = adjusted(clips.interlaced(), tmp_path / "whole", sharpen=0.5)
    film = probe.media(whole.clip).main_video
    assert (film.interlaced, film.frames) == (False, 50)
    assert whole.changes == ("deinterlaced: its fields would have been mixed up",)


@pytest.mark.parametrize("asked", [{"gamma": 1.0001}, {"contrast": 1.0001}, {"hue": 0.01}])
def test_fields_keep_their_own_colours(asked: dict[str, float], tmp_path: Path) -> None:
    made = adjusted(clips.two_coloured(), tmp_path, **asked)
    assert seen.reds(made.clip) == pytest.approx(seen.reds(clips.two_coloured()), abs=6)
    assert np.ptp(seen.reds(made.clip)) > 90


def test_fields_become_frames_when_asked(tmp_path: Path) -> None:
    single = adjusted(clips.interlaced(), tmp_path, deinterlace="frames")
    double = adjusted(clips.interlaced(), tmp_path / "double", deinterlace="fields")
    films = [probe.media(made.clip).main_video for made in (single, double)]
    assert [(film.rate, film.frames, film.interlaced) for film in films] == [
        ("25", 50, False),
        ("50", 100, False),
    ]
    assert films[1].duration == pytest.approx(2, abs=0.021)
    progressive = adjusted(clips.silent(more=("-field_order", "progressive")), tmp_path, deinterlace="frames")
    assert progressive.changes in ((), ("nothing deinterlaced: it is not interlaced",))


@pytest.mark.parametrize("suffix", [".mov", ".webm"])
@pytest.mark.parametrize(
    "asked", [{"gamma": 1.3}, {"denoise": 1.0, "sharpen": 0.5}, {"rotate": 180}, {"fade_out": 0.2}]
)
def test_transparency_is_kept(suffix: str, asked: dict[str, float], tmp_path: Path) -> None:
    made = adjusted(clips.see_through(suffix), tmp_path, **asked)
    shown = seen.frame(made.clip, 1, "rgba")[..., 3]
    left, right = (255, 0) if "rotate" in asked else (0, 255)
    assert probe.media(made.clip).main_video.alpha
    assert shown[45, 20] == pytest.approx(left, abs=3)
    assert shown[45, 140] == pytest.approx(right, abs=3)


def test_an_animation_stays_one(tmp_path: Path) -> None:
    clip = clips.made("moving.gif", *clips.picture(0.8, "160x90", "10"))
    made = adjusted(clip, tmp_path, saturation=0)
    film = probe.media(made.clip).main_video
    assert (made.clip.suffix, film.frames, film.rate) == (".gif", 8, "10")
    assert seen.frame(made.clip, 3).std(axis=2).mean() < 3


@pytest.mark.parametrize(
    ("name", "more", "suffix", "said"),
    [
        ("old.avi", ("-c:v", "mpeg4"), ".avi", "mpeg4 became Motion JPEG"),
        ("old.flv", ("-c:v", "flv1"), ".mp4", "flv became mp4"),
    ],
)
def test_what_we_do_not_write_becomes_what_we_do(
    name: str, more: tuple[str, ...], suffix: str, said: str, tmp_path: Path
) -> None:
    made = adjusted(clips.silent(0.4, suffix=Path(name).suffix, more=more), tmp_path, contrast=1.1)
    assert made.clip.suffix == suffix
    assert said in made.changes


def test_a_cover_comes_along(tmp_path: Path) -> None:
    clip = clips.film_with_cover()
    made = adjusted(clip, tmp_path, rotate=90)
    after = probe.media(made.clip)
    assert (after.cover, len(after.video), made.changes) == (True, 1, ())
    assert seen.packets(made.clip, "video")[1] == seen.packets(clip, "video")[1]


def test_a_cover_is_no_picture(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="has no picture"):
        adjusted(clips.with_cover(), tmp_path, brightness=2)


@pytest.mark.parametrize(
    ("clip", "reason"),
    [
        (clips.sound_only, "has no picture"),
        (clips.no_frames, "neither picture nor sound|without a single frame"),
        (clips.torn, "its index is missing"),
        (clips.cut_off, "it ends too early"),
    ],
)
def test_what_cannot_be_adjusted_is_told_in_a_sentence(
    clip: Callable[[], Path], reason: str, tmp_path: Path
) -> None:
    with pytest.raises(BadInput, match=reason):
        adjusted(clip(), tmp_path, brightness=1.1)
    assert not list((tmp_path / "made").glob("*"))


def test_there_must_be_a_file(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        adjusted(tmp_path / "none.mp4", tmp_path, brightness=1.1)


@pytest.mark.parametrize("name", ["-v.mp4", "it's [50%d]; a=b:c,.mp4", "line\nbreak.mp4"])
def test_a_film_may_have_any_name(name: str, tmp_path: Path) -> None:
    shutil.copyfile(clips.silent(0.4), tmp_path / name)
    made = adjusted(tmp_path / name, tmp_path, stabilise=True, fade_in=0.1)
    assert made.clip.name == name.replace(".mp4", "-adjust.mp4")


def test_a_film_of_one_frame(tmp_path: Path) -> None:
    clip = clips.silent(0.04)
    made = adjusted(clip, tmp_path, rotate=90, gamma=1.1)
    assert probe.media(made.clip).main_video.frames == 1
