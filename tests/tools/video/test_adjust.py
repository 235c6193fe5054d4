"""An adjusted film is changed as told, and in nothing else."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests import clips, seen

from studio.core.errors import BadCall, BadInput, NotFound
from studio.core.outside import into
from studio.media import probe
from studio.tools.video.adjust import Adjusted, adjust

Studio = Callable[..., Any]
NEAR = 3.0
"""How far frames may lie apart on average after being encoded with care, in steps of 8 bits."""


def adjusted(clip: Path, tmp_path: Path, **asked: Any) -> Adjusted:
    with into(tmp_path / "made"):
        return adjust(clip, **asked)


def frames_are_alike(first: Any, second: Any, near: float = NEAR) -> bool:
    return len(first) == len(second) and seen.difference(first, second) < near


# Light


def test_only_light_changes_and_the_rest_stays_bit_for_bit(tmp_path: Path) -> None:
    clip = clips.with_chapters()
    made = adjusted(clip, tmp_path, brightness=0.5)
    before, after = probe.media(clip), probe.media(made.clip)
    assert (made.clip.name, made.width, made.height, made.changes) == (
        "with-chapters-adjust.mp4",
        320,
        180,
        (),
    )
    assert after.main_video.frames == before.main_video.frames
    assert (after.main_video.codec, after.main_video.pixel_format) == ("h264", "yuv420p")
    assert seen.times(made.clip) == seen.times(clip)
    assert seen.packets(made.clip) == seen.packets(clip)
    assert [chapter.title for chapter in after.chapters] == [chapter.title for chapter in before.chapters]
    assert frames_are_alike(seen.frames(made.clip, 20), seen.frames(clip, 20) // 2)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"saturation": 0.0}, lambda before, after: after.std(axis=2).mean() < 2),
        ({"contrast": 0.5}, lambda before, after: after.std() == pytest.approx(before.std() / 2, rel=0.05)),
        ({"gamma": 2.0}, lambda before, after: after.mean() > before.mean() + 15),
        ({"gamma": 0.5}, lambda before, after: after.mean() < before.mean() - 15),
        ({"brightness": 0.0}, lambda before, after: after.max() < 4),
    ],
)
def test_each_does_what_it_says(
    asked: dict[str, float], expected: Callable[[Any, Any], bool], tmp_path: Path
) -> None:
    muted = clips.silent(0.4, more=("-vf", "lutyuv=u=(val-128)*0.4+128:v=(val-128)*0.4+128"))
    before = seen.frame(muted, 8)
    assert not expected(before, before)
    assert expected(before, seen.frame(adjusted(muted, tmp_path, **asked).clip, 8))


def test_what_changes_nothing_gives_the_file_as_it_was(tmp_path: Path) -> None:
    made = adjusted(clips.sounding(), tmp_path, brightness=1, rotate=360, sharpen=0)
    assert made.clip.read_bytes() == clips.sounding().read_bytes()


def test_nothing_said_is_refused() -> None:
    with pytest.raises(BadCall, match="say what to adjust"):
        adjust(clips.silent())


# What films can be


@pytest.mark.parametrize("asked", [{"brightness": 1.1}, {"gamma": 1.2}, {"rotate": 90}, {"fade_in": 0.5}])
@pytest.mark.parametrize("transfer", ["smpte2084", "arib-std-b67"])
def test_high_dynamic_range_and_ten_bits_are_kept(
    asked: dict[str, float], transfer: str, tmp_path: Path
) -> None:
    film = probe.media(adjusted(clips.hdr(transfer), tmp_path, **asked).clip).main_video
    assert (film.codec, film.pixel_format, film.transfer) == ("hevc", "yuv420p10le", transfer)
    assert (film.primaries, film.matrix, film.range, film.hdr) == ("bt2020", "bt2020nc", "limited", True)


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
    assert frames_are_alike(seen.frame(made.clip, 5), seen.frame(clip, 5)[20:220, 10:110])


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


# Shape


@pytest.mark.parametrize("box", ["0,0,160,90", "20,10,100,60", "33,21,100,60"])
def test_a_part_is_exact(box: str, tmp_path: Path) -> None:
    left, top, width, height = map(int, box.split(","))
    made = adjusted(clips.silent(), tmp_path, crop=box)
    expected = seen.frame(clips.silent(), 7)[top : top + height, left : left + width]
    shifted = seen.frame(clips.silent(), 7)[top : top + height, left + 1 : left + 1 + width]
    shown = seen.frame(made.clip, 7)
    assert shown.shape == (height, width, 3)
    assert seen.difference(shown, expected) < min(4, 0.6 * seen.difference(shown, shifted))


@pytest.mark.parametrize("box", ["0,0,321,10", "300,0,30,10", "0,0,0,5"])
def test_a_part_lies_within(box: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"leaves|is empty"):
        adjusted(clips.silent(), tmp_path, crop=box)


@pytest.mark.parametrize(("degrees", "turns"), [(90, -1), (180, 2), (270, 1), (-90, 1), (-180, 2)])
@pytest.mark.parametrize("pixels", ["yuv420p", "yuv422p"])
def test_quarter_turns_are_exact(degrees: int, turns: int, pixels: str, tmp_path: Path) -> None:
    clip = clips.silent(0.4, more=("-pix_fmt", pixels))
    made = adjusted(clip, tmp_path, rotate=degrees)
    assert frames_are_alike(seen.frame(made.clip, 5), np.rot90(seen.frame(clip, 5), turns))
    assert probe.media(made.clip).main_video.pixel_format == pixels


@pytest.mark.parametrize("flip", ["horizontal", "vertical", "both"])
def test_mirrored(flip: Any, tmp_path: Path) -> None:
    axes = {"horizontal": (1,), "vertical": (0,), "both": (0, 1)}[flip]
    made = adjusted(clips.silent(), tmp_path, flip=flip)
    assert frames_are_alike(seen.frame(made.clip, 5), np.flip(seen.frame(clips.silent(), 5), axes))


def white() -> Path:
    return clips.made("white.mp4", "-f", "lavfi", "-i", "color=white:s=320x180:r=25:d=0.2", *clips.H264)


@pytest.mark.parametrize("degrees", [-3, 1.5, 30, 45, 100, 200])
def test_empty_corners_are_cut_or_filled(degrees: float, tmp_path: Path) -> None:
    cut = adjusted(white(), tmp_path, rotate=degrees, corners="cut")
    assert seen.frame(cut.clip, 1).min() > 245
    assert cut.width / cut.height == pytest.approx(16 / 9, rel=0.03)
    filled = adjusted(white(), tmp_path / "filled", rotate=degrees, background="red")
    shown = seen.frame(filled.clip, 1)
    red = (shown[..., 0] > 200) & (shown[..., 1] < 60)
    whole = filled.width * filled.height
    assert red[0, 0]
    assert red.sum() == pytest.approx(whole - 320 * 180, abs=0.015 * whole)


@pytest.mark.parametrize(
    ("pad", "size"),
    [("1:1", (320, 320)), ("16:9", (320, 180)), ("2.39", (430, 180)), ("400x300", (400, 300))],
)
def test_put_on_a_canvas(pad: str, size: tuple[int, int], tmp_path: Path) -> None:
    made = adjusted(clips.silent(), tmp_path, pad=pad, background="#0000ff", saturation=0)
    assert (made.width, made.height) == size
    left, top = (size[0] - 320) // 2, (size[1] - 180) // 2
    shown = seen.frame(made.clip, 7)
    assert shown[top : top + 180, left : left + 320].std(axis=2).mean() < 3
    if size != (320, 180):
        assert shown[1, 1, 2] - shown[1, 1, 0] > 200


def test_a_canvas_holds_the_picture(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot hold the picture, which is 320 × 180"):
        adjusted(clips.silent(), tmp_path, pad="300x300")
    with pytest.raises(BadInput, match="is too large"):
        adjusted(clips.silent(), tmp_path, pad="30000x180")


def test_pixels_that_are_not_square(tmp_path: Path) -> None:
    clip = clips.silent(0.4, more=("-vf", "setsar=4/3"))
    cropped = adjusted(clip, tmp_path, crop="0,0,160,180")
    assert probe.media(cropped.clip).main_video.sample_aspect == "4:3"
    turned = adjusted(clip, tmp_path / "turned", rotate=90)
    assert probe.media(turned.clip).main_video.sample_aspect == "3:4"
    padded = adjusted(clip, tmp_path / "padded", pad="1:1")
    assert (padded.width, padded.height) == (320, 428)
    leaning = adjusted(clip, tmp_path / "leaning", rotate=10)
    assert leaning.changes == ("pixels made square",)
    assert leaning.width == pytest.approx(427 * np.cos(np.radians(10)) + 180 * np.sin(np.radians(10)), abs=2)


# Fades, noise, steadiness


def test_fades_begin_and_end_with_nothing(tmp_path: Path) -> None:
    clip = clips.sounding()
    made = adjusted(clip, tmp_path, fade_in=0.5, fade_out=0.5)
    film = probe.media(made.clip).main_video
    assert film.frames == 50
    assert seen.frame(made.clip, 0).max() < 4
    assert seen.frame(made.clip, 49).max() < 4
    assert frames_are_alike(seen.frame(made.clip, 25), seen.frame(clip, 25))
    assert seen.frame(made.clip, 6).mean() == pytest.approx(seen.frame(clip, 6).mean() * 6 / 12.5, rel=0.1)
    samples = seen.sound(made.clip)
    assert np.abs(samples[:200]).max() < 0.02
    assert np.abs(samples[48000:50000]).max() > 0.4
    assert np.abs(samples[95500:96000]).max() < 0.03


def test_every_track_fades_and_keeps_its_channels(tmp_path: Path) -> None:
    made = adjusted(clips.two_languages(), tmp_path, fade_out=1)
    assert [seen.pitch(seen.sound(made.clip, track)) for track in (0, 1)] == pytest.approx([440, 880], abs=2)
    assert all(np.abs(seen.sound(made.clip, track)[95000:]).max() < 0.05 for track in (0, 1))
    around = probe.media(adjusted(clips.surround(), tmp_path, fade_in=1).clip).main_audio
    assert (around.codec, around.channels, around.layout) == ("aac", 6, "5.1")


def test_fades_have_a_colour_and_must_fit(tmp_path: Path) -> None:
    made = adjusted(clips.silent(), tmp_path, fade_in=0.5, fade_colour="white")
    assert seen.frame(made.clip, 0).min() > 250
    with pytest.raises(BadInput, match=r"lasts 2\.000 s, too short"):
        adjusted(clips.silent(), tmp_path, fade_in=1.5, fade_out=1)


def test_noise_becomes_less(tmp_path: Path) -> None:
    grain = "color=0x808080:s=320x180:r=25:d=0.4,noise=alls=8:allf=t"
    noisy = clips.made("noisy.mp4", "-f", "lavfi", "-i", grain, *clips.H264, "-crf", "5")
    once, thrice = (adjusted(noisy, tmp_path / str(much), denoise=much) for much in (1, 3))
    grains = [seen.frame(path, 8).std() for path in (noisy, once.clip, thrice.clip)]
    assert grains[1] < 0.8 * grains[0]
    assert grains[2] < 0.8 * grains[1]


def shaken() -> Path:
    """A picture seen by a hand that trembles: it moves by up to 6 pixels every frame."""
    move = "crop=320:180:20+6*sin(n*2.1)+3*sin(n*5.3):20+5*cos(n*1.7)+3*sin(n*4.1)"
    still = "testsrc2=s=360x220:r=25:d=0.04,gblur=1,loop=49:1,setpts=N/25/TB,noise=alls=4"
    return clips.made("shaken.mp4", "-f", "lavfi", "-i", f"{still},{move}", *clips.H264, "-crf", "12")


def test_a_shaking_hand_becomes_steady(tmp_path: Path) -> None:
    made = adjusted(shaken(), tmp_path, stabilise=True)
    assert (made.width, made.height) == (320, 180)
    assert probe.media(made.clip).main_video.frames == 50

    def unrest(path: Path) -> float:
        shown = seen.frames(path)[10:40, 40:140, 60:260].astype(int)
        return float(np.abs(np.diff(shown, axis=0)).mean())

    assert unrest(made.clip) < 0.5 * unrest(shaken())


def test_more_than_eight_bits_are_not_stabilised(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="has 10 bits a channel, and stabilising keeps only 8"):
        adjusted(clips.hdr(), tmp_path, stabilise=True)


# The command line


def test_it_is_a_command(studio: Studio, tmp_path: Path) -> None:
    said = studio(
        "video", "adjust", clips.silent(), "--rotate", "90", "--pad", "9:16", "--out", "a.mp4", "--json"
    )
    result = json.loads(said.out)["result"]
    assert (result["clip"], result["width"], result["height"]) == ("a.mp4", 180, 320)


@pytest.mark.parametrize("option", ["--pad=0:1", "--pad=ten", "--gamma=0", "--hue=200", "--crop=1,2,3"])
def test_what_makes_no_sense_is_refused(option: str, studio: Studio) -> None:
    said = studio("video", "adjust", clips.silent(), option)
    assert said.code == 2
    assert not said.out


def test_quality_has_an_effect(tmp_path: Path) -> None:
    sizes = [
        adjusted(clips.silent(), tmp_path / str(quality), hue=1, quality=quality).clip.stat().st_size
        for quality in (30, 95)
    ]
    assert sizes[0] * 2 < sizes[1]
