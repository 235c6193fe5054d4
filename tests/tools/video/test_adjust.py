"""An adjusted film is changed as told, and in nothing else."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests import clips, seen

from studio.core.errors import BadCall, BadInput
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
