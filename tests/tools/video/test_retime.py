"""A film at another pace shows each frame when it is its turn, with its sound, and ends on the frame."""

import json
import shutil
from collections.abc import Callable
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests import clips, seen

from studio.core.errors import BadCall, BadInput
from studio.core.outside import into
from studio.media import probe
from studio.media.films.editing import pacing, reversing
from studio.tools.video.retime import Retimed, retime

Studio = Callable[..., Any]
COUNTED = "color=s=64x64:r={rate}:d={seconds},format=yuv420p,geq=lum='20+4*N':cb=128:cr=128"


def counted(seconds: float = 2, rate: str = "25", suffix: str = ".mp4", more: tuple[str, ...] = ()) -> Path:
    """A film whose frames tell their number by their light."""
    name = f"counted-{seconds}-{rate.replace('/', '_')}-{len(more)}{suffix}"
    return clips.made(name, "-f", "lavfi", "-i", COUNTED.format(rate=rate, seconds=seconds), *clips.H264,
                      "-qp", "10", *more)  # fmt: skip


def numbers(path: Path) -> list[int]:
    """The numbers of all frames that are shown."""
    light = seen.frames(path)[:, 16:48, 16:48].mean(axis=(1, 2, 3))
    return [round((float(one) * 219 / 255 + 16 - 20) / 4) for one in light]


def retimed(clip: Path, tmp_path: Path, **asked: Any) -> Retimed:
    with into(tmp_path / "made"):
        return retime(clip, **asked)


def beeping(seconds: float = 6) -> Path:
    """A film with a beep every half second from 0.25 s on."""
    beep = f"aevalsrc='0.1*sin(440*2*PI*t)+0.8*sin(3000*2*PI*t)*lt(mod(t+0.25,0.5),0.04)':s=48000:d={seconds}"
    picture = ("-f", "lavfi", "-i", f"color=s=64x64:r=25:d={seconds}")
    sound = ("-f", "lavfi", "-i", beep, "-c:a", "pcm_s16le")
    return clips.made("beeping.mov", *picture, *sound, *clips.H264)


def beeps(samples: Any) -> list[float]:
    """When it beeps."""
    loud = np.convolve(np.abs(samples), np.ones(240) / 240, "same")
    over = np.flatnonzero(loud > 0.2)
    starts = over[np.insert(np.diff(over) > 4800, 0, True)]
    return [float(start) / 48000 for start in starts]


# Frames


@pytest.mark.parametrize("speed", [2, 4, 1.5, 0.5, 0.25, 0.8, 3.3])
@pytest.mark.parametrize(("rate", "suffix"), [("25", ".mp4"), ("24000/1001", ".mkv")])
def test_each_frame_is_shown_when_it_is_its_turn(
    speed: float, rate: str, suffix: str, tmp_path: Path
) -> None:
    clip = counted(rate=rate, suffix=suffix)
    frames = probe.media(clip).main_video.frames
    made = retimed(clip, tmp_path, speed=speed)
    expected = round(frames / speed)
    early = 0.385 * min(1, speed)
    assert (made.frames, made.rate, made.changes) == (expected, rate, ())
    assert numbers(made.clip) == [min(frames - 1, floor(k * speed + early)) for k in range(expected)]
    assert seen.times(made.clip)[1] == pytest.approx(float(1 / Fraction(rate)), abs=0.001)


@pytest.mark.parametrize("curve", ["0:1, 1:0.25, 2:4", "0.5:2, 1:0.5"])
def test_a_curve_is_followed(curve: str, tmp_path: Path) -> None:
    made = retimed(counted(), tmp_path, curve=curve)
    pace = pacing.curve(curve)
    assert made.frames == round(pace.shown(2) * 25)
    early = 0.385 / max(1, pace.fastest)
    expected = [min(49, floor(pace.moment((k + early) / 25) * 25 + 1e-6)) for k in range(made.frames)]
    assert np.abs(np.array(numbers(made.clip)) - expected).max() <= 1
    assert np.mean(np.array(numbers(made.clip)) == expected) > 0.97


def test_times_count_and_not_frames(tmp_path: Path) -> None:
    chosen = ("-vf", "select='lt(n,25)+not(mod(n-25,3))'", "-fps_mode", "vfr")
    clip = counted(more=chosen)
    shown = numbers(retimed(clip, tmp_path, speed=0.5).clip)
    assert shown[:50] == [k // 2 for k in range(50)]
    assert shown[50:] == [25 + (k // 6) * 3 for k in range(len(shown) - 50)]
    assert len(shown) == 100


@pytest.mark.parametrize(("length", "frames"), [(1.3, 32), (2.02, 50), (7, 175)])
def test_a_length_is_reached_to_the_frame(length: float, frames: int, tmp_path: Path) -> None:
    made = retimed(clips.sounding(), tmp_path, length=length)
    facts = probe.media(made.clip)
    assert made.frames == frames
    assert made.duration == pytest.approx(frames / 25)
    assert facts.main_audio.duration == pytest.approx(frames / 25, abs=0.001)


def test_another_rate(tmp_path: Path) -> None:
    made = retimed(counted(), tmp_path, rate="50")
    assert (made.rate, made.frames, made.duration) == ("50", 100, 2)
    assert numbers(made.clip) == [k // 2 for k in range(100)]


# Backwards


@pytest.mark.parametrize("memory", [256_000_000, 64 * 64 * 12])
def test_backwards_is_the_same_from_the_end(
    memory: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reversing, "_IN_MEMORY", memory)
    made = retimed(counted(), tmp_path, reverse=True)
    assert numbers(made.clip) == list(range(49, -1, -1))
    assert (made.frames, made.duration) == (50, 2)


def test_backwards_at_another_pace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reversing, "_IN_MEMORY", 64 * 64 * 24)
    forwards = retimed(counted(), tmp_path, curve="0:1, 1:0.25, 2:2")
    backwards = retimed(counted(), tmp_path / "back", curve="0:1, 1:0.25, 2:2", reverse=True)
    assert numbers(backwards.clip) == numbers(forwards.clip)[::-1]


def test_backwards_with_uneven_times(tmp_path: Path) -> None:
    forwards = retimed(clips.uneven(), tmp_path, rate="25")
    backwards = retimed(clips.uneven(), tmp_path / "back", reverse=True)
    assert backwards.frames == forwards.frames == 50
    last = seen.frames(forwards.clip)[::-1]
    assert seen.difference(seen.frames(backwards.clip), last) < 3


def test_sound_goes_backwards_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reversing, "_SECONDS_OF_SOUND", 1)
    made = retimed(beeping(), tmp_path, reverse=True)
    expected = [6 - 0.25 - 0.04 - k * 0.5 for k in reversed(range(12))]
    assert beeps(seen.sound(made.clip)) == pytest.approx(expected, abs=0.006)
    again = retimed(made.clip, tmp_path / "again", reverse=True)
    there, back = seen.sound(beeping()), seen.sound(again.clip)
    assert len(back) == len(there)
    assert np.abs(back - there).max() < 0.01


@pytest.mark.parametrize("asked", [{"speed": 2.0}, {"reverse": True}])
def test_films_stay_what_they_are(asked: dict[str, Any], tmp_path: Path) -> None:
    hdr = probe.media(retimed(clips.hdr(seconds=0.4), tmp_path / "hdr", **asked).clip).main_video
    assert (hdr.depth, hdr.transfer, hdr.matrix, hdr.primaries) == (10, "smpte2084", "bt2020nc", "bt2020")
    turned = retimed(clips.rotated(seconds=1), tmp_path / "turned", **asked)
    film = probe.media(turned.clip).main_video
    assert (film.width, film.height, film.rotation) == (180, 320, 0)
    odd = probe.media(retimed(clips.odd(), tmp_path / "odd", **asked).clip).main_video
    assert (odd.width, odd.height, odd.pixel_format) == (321, 181, "yuv444p")
    wide = retimed(clips.silent(0.4, more=("-vf", "setsar=4/3")), tmp_path / "wide", **asked)
    assert probe.media(wide.clip).main_video.sample_aspect == "4:3"
    moving = clips.made("moving.gif", *clips.picture(0.8, "160x90", "10"))
    gif = retimed(moving, tmp_path / "gif", **asked)
    assert (gif.clip.suffix, gif.rate) == (".gif", "10")
    for suffix in (".mov", ".webm"):
        veil = seen.frame(retimed(clips.see_through(suffix), tmp_path / suffix, **asked).clip, 1, "rgba")[
            ..., 3
        ]
        assert (veil[45, 20], veil[45, 140]) == (pytest.approx(0, abs=3), pytest.approx(255, abs=3))


def test_backwards_has_the_colours_it_had(tmp_path: Path) -> None:
    for clip in (clips.silent(0.4), clips.hdr(), clips.silent(0.4, more=("-pix_fmt", "yuvj420p"))):
        made = retimed(clip, tmp_path / clip.stem, reverse=True)
        assert seen.difference(seen.frame(made.clip, made.frames - 1), seen.frame(clip, 0)) < 3.5


# Sound


@pytest.mark.parametrize(("sound", "expected"), [("in-tune", (440, 440)), ("pitched", (880, 220))])
def test_sound_keeps_its_pitch_or_follows(sound: Any, expected: tuple[int, int], tmp_path: Path) -> None:
    for speed, pitch in zip((2, 0.5), expected, strict=True):
        made = retimed(clips.sounding(), tmp_path / str(speed), speed=speed, sound=sound)
        samples = seen.sound(made.clip)
        assert seen.pitch(samples[9600:-9600]) == pytest.approx(pitch, rel=0.01)
        assert len(samples) == pytest.approx(48000 * made.duration, abs=50)


def test_sound_may_be_left_out(tmp_path: Path) -> None:
    made = retimed(clips.sounding(), tmp_path, speed=2, sound="none")
    assert probe.media(made.clip).audio == ()


@pytest.mark.parametrize(
    ("asked", "sound"),
    [
        ({"speed": 0.5}, "in-tune"),
        ({"speed": 1.25}, "in-tune"),
        ({"speed": 0.5}, "pitched"),
        ({"speed": 1.25}, "pitched"),
        ({"curve": "0:1, 2:0.5, 4:2"}, "in-tune"),
        ({"curve": "0:1, 2:0.5, 4:2"}, "pitched"),
        ({"curve": "0:3, 3:0.3, 4:1"}, "in-tune"),
        ({"curve": "0:1, 1:4, 2:1, 3:0.25, 4:1"}, "in-tune"),
    ],
)
def test_sound_stays_with_the_picture(asked: dict[str, Any], sound: Any, tmp_path: Path) -> None:
    made = retimed(beeping(), tmp_path, **asked, sound=sound)
    pace = pacing.curve(asked["curve"]) if "curve" in asked else pacing.steady(asked["speed"])
    heard = beeps(seen.sound(made.clip))
    expected = [pace.shown(0.25 + k * 0.5) for k in range(12)]
    assert heard == pytest.approx(expected, abs=0.04)


def test_a_curve_keeps_sound_in_tune(tmp_path: Path) -> None:
    made = retimed(clips.sounding(4), tmp_path, curve="0:1, 2:0.5, 4:2")
    samples = seen.sound(made.clip)
    for begin in (0.5, 2, 4):
        stretch = samples[int(begin * 48000) : int((begin + 0.5) * 48000)]
        assert seen.pitch(stretch) == pytest.approx(440, rel=0.02)


def test_a_curve_bends_sound_like_a_tape(tmp_path: Path) -> None:
    for name, reverse in (("forwards", False), ("backwards", True)):
        made = retimed(
            clips.sounding(4), tmp_path / name, curve="0:1, 2:0.5, 4:2", sound="pitched", reverse=reverse
        )
        samples = seen.sound(made.clip)[:: -1 if reverse else 1]
        pace = pacing.curve("0:1, 2:0.5, 4:2")
        assert len(samples) == pytest.approx(48000 * made.duration, abs=50)
        for moment in (0.2, 1, 2, 3, 3.8):
            place = int(pace.shown(moment) * 48000)
            heard = seen.pitch(samples[place - 2400 : place + 2400])
            assert heard == pytest.approx(440 * pace.speed(moment), rel=0.06)


@pytest.mark.parametrize(
    "asked", [{"speed": 2.0}, {"reverse": True}, {"curve": "0:1, 2:1.5", "sound": "pitched"}]
)
def test_all_tracks_come_along(asked: dict[str, Any], tmp_path: Path) -> None:
    made = retimed(clips.two_languages(), tmp_path, **asked).clip
    assert [sound.language for sound in probe.media(made).audio] == ["eng", "deu"]
    low, high = (seen.pitch(seen.sound(made, track)[9600:-9600]) for track in (0, 1))
    assert high / low == pytest.approx(2, rel=0.05)
    around = probe.media(retimed(clips.surround(), tmp_path / "around", **asked).clip).main_audio
    assert (around.channels, around.layout, around.codec) == (6, "5.1", "aac")


def test_a_late_picture_keeps_its_sound(tmp_path: Path) -> None:
    parts = ("-itsoffset", "0.5", "-i", clips.silent(2), "-i", beeping(), "-map", "0:v", "-map", "1:a")
    clip = clips.made("late-beeps.mkv", *parts, "-c", "copy", "-t", "3")
    for name, asked in (("fast", {"speed": 2}), ("back", {"reverse": True})):
        made = retimed(clip, tmp_path / name, **asked)
        heard = beeps(seen.sound(made.clip))
        first = [0.25 + k * 0.5 for k in range(4)]
        expected = [t / 2 for t in first] if name == "fast" else [2 - t - 0.04 for t in first[::-1]]
        assert heard == pytest.approx(expected, abs=0.04)


# Frames made up


def moving() -> Path:
    """A bright disc that crosses a still picture."""
    disc = "hypot(X-40-8*N,Y-90)"
    drawn = f"geq=lum='if(lt({disc},25),235,60+40*sin(X/9)*sin(Y/7))':cb=128:cr=128"
    return clips.made("disc.mp4", "-f", "lavfi", "-i", f"color=s=320x180:r=10:d=2,format=yuv420p,{drawn}",
                      *clips.H264, "-crf", "14")  # fmt: skip


def disc_place(frame: Any) -> float:
    bright = frame.mean(axis=2) > 180
    return float(np.nonzero(bright)[1].mean())


def test_motion_is_followed_between_frames(tmp_path: Path) -> None:
    plain = retimed(moving(), tmp_path, speed=0.5)
    smooth = retimed(moving(), tmp_path / "smooth", speed=0.5, smooth="motion")
    assert smooth.frames == plain.frames == 40
    places = [disc_place(frame) for frame in seen.frames(smooth.clip)[4:24]]
    steps = np.diff(places)
    assert steps == pytest.approx(4, abs=2.5)
    held = np.diff([disc_place(frame) for frame in seen.frames(plain.clip)[4:24]])
    assert sorted(np.round(held / 8).tolist())[:9] == [0] * 9


def test_frames_are_blended(tmp_path: Path) -> None:
    made = retimed(clips.hdr(), tmp_path, speed=0.5, smooth="blend")
    first, between, second = (seen.frame(made.clip, number) for number in (10, 11, 12))
    assert seen.difference(between, (first + second) // 2) < 3
    assert probe.media(made.clip).main_video.depth == 10


def test_what_cannot_be_made_up_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="has 10 bits a channel"):
        retimed(clips.hdr(), tmp_path, speed=0.5, smooth="motion")
    with pytest.raises(BadInput, match="is transparent"):
        retimed(clips.see_through(), tmp_path, speed=0.5, smooth="blend")


# What is refused, what is told


def test_fields_are_made_whole_first(tmp_path: Path) -> None:
    for speed in (2, 0.5):
        made = retimed(clips.interlaced(), tmp_path / str(speed), speed=speed)
        film = probe.media(made.clip).main_video
        assert (film.interlaced, film.rate, film.frames) == (False, "25", round(50 / speed))
        assert made.changes == ("deinterlaced: its fields would have flickered",)


def test_old_containers_keep_picture_and_sound_together(tmp_path: Path) -> None:
    clip = clips.made("old.avi", "-i", beeping(), "-c:v", "mjpeg", "-c:a", "mp3", "-b:a", "192k")
    made = retimed(clip, tmp_path, reverse=True)
    assert (made.frames, made.changes) == (150, ("mp3 sound became pcm",))
    late = beeps(seen.sound(clip))[0] - 0.25
    expected = [6 - 0.25 - late - 0.04 - k * 0.5 for k in reversed(range(12))]
    assert beeps(seen.sound(made.clip)) == pytest.approx(expected, abs=0.01)


def test_chapters_are_left_out_and_that_is_said(tmp_path: Path) -> None:
    made = retimed(clips.with_chapters(), tmp_path, speed=2)
    assert probe.media(made.clip).chapters == ()
    assert made.changes == ("chapters left out: their times would be wrong",)


def test_what_does_not_come_through_backwards_is_said(tmp_path: Path) -> None:
    assert retimed(clips.mastered(), tmp_path, speed=2).changes == ()
    backwards = retimed(clips.mastered(), tmp_path / "back", reverse=True)
    assert backwards.changes == ("what was said of the screen it was mastered on was left out",)


def test_a_film_of_one_frame(tmp_path: Path) -> None:
    assert retimed(clips.silent(0.04), tmp_path, speed=0.2).frames == 5
    assert retimed(clips.silent(0.04), tmp_path / "back", reverse=True).frames == 1
    assert retimed(clips.sounding(), tmp_path / "fast", speed=100).frames == 1


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({}, "say how the film is to be played"),
        ({"speed": 2, "length": 3}, "say the pace in one way"),
        ({"curve": "0:1, 9:2"}, "the curve goes on to 9 s"),
        ({"curve": "fast"}, "is no point of a curve"),
    ],
)
def test_what_makes_no_sense_is_refused(asked: dict[str, Any], reason: str, tmp_path: Path) -> None:
    with pytest.raises(BadCall, match=reason):
        retimed(clips.silent(), tmp_path, **asked)


def test_bad_films_end_in_a_sentence(tmp_path: Path) -> None:
    for clip, reason in ((clips.sound_only(), "has no picture"), (clips.torn(), "its index is missing")):
        with pytest.raises(BadInput, match=reason):
            retimed(clip, tmp_path, reverse=True)
    with pytest.raises(BadInput, match="cannot be made to last"):
        retimed(clips.silent(), tmp_path, length=0.001)
    gif = clips.made("moving.gif", *clips.picture(0.8, "160x90", "10"))
    with pytest.raises(BadInput, match="a GIF shows 50 frames"):
        retimed(gif, tmp_path, rate="60")


@pytest.mark.parametrize("name", ["-v.mp4", "it's [50%d]; a=b:c,.mp4", "line\nbreak.mp4"])
def test_a_film_may_have_any_name(name: str, tmp_path: Path) -> None:
    shutil.copyfile(clips.sounding(0.4), tmp_path / name)
    made = retimed(tmp_path / name, tmp_path, curve="0:1, 0.2:2", reverse=True)
    assert made.clip.name == name.replace(".mp4", "-retime.mp4")


def test_it_is_a_command(studio: Studio) -> None:
    said = studio("video", "retime", clips.silent(), "--curve", "0:1, 1:2", "--out", "a.mp4", "--json")
    assert json.loads(said.out)["result"]["frames"] == 31
