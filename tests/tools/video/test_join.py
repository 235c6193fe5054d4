"""Clips of any kind come out one after the other, as long as announced."""

import hashlib
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from tests import clips, screening

from studio.core.errors import BadCall, BadInput
from studio.core.outside import into
from studio.faces.cli import app
from studio.media import probe
from studio.tools.video.convert import convert
from studio.tools.video.join import join


def digests(path: Path) -> list[str]:
    with av.open(str(path)) as film:
        return [hashlib.md5(bytes(frame.planes[0])).hexdigest() for frame in film.decode(video=0)]


def grey(path: Path, number: int) -> float:
    with av.open(str(path)) as film:
        frame = next(f for n, f in enumerate(film.decode(video=0)) if n == number)
        plane = bytes(frame.planes[0])
        return sum(plane) / len(plane)


def test_clips_that_are_alike_are_copied(tmp_path: Path) -> None:
    one, other = clips.sounding(2), clips.sounding(2)
    with into(tmp_path):
        joined = join([one, other])
    assert joined.method == "copied"
    assert digests(joined.film) == digests(one) + digests(other)
    assert joined.frames == 100


def test_they_are_copied_whatever_is_said_of_where_they_lie(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("one.mp4", "the other's.mp4"):
        Path(name).write_bytes(clips.sounding(1).read_bytes())
    with into("out"):
        assert join([Path("one.mp4"), Path("the other's.mp4")]).method == "copied"


def pulse(seconds: float, *, rate: int = 48000, suffix: str = ".mp4", codec: str = "aac") -> Path:
    """A clip with a short tone at its first second, and sound that outlasts its picture."""
    tone = f"aevalsrc='0.8*sin(2*PI*1000*t)*between(t,1,1.02)':s={rate}:d={seconds + 0.09}"
    sound = ("-f", "lavfi", "-i", tone, *clips.H264, "-c:a", codec)
    return clips.made(f"pulse-{seconds}{suffix}", *clips.picture(seconds), *sound)


def pulses(film: Path) -> list[float]:
    """When tones begin."""
    loud = np.flatnonzero(np.abs(screening.sound(film)).ravel() > 0.3)
    return [float(at) / 48000 for at in loud[np.r_[True, np.diff(loud) > 4800]]]


@pytest.mark.parametrize(
    "clip",
    [
        lambda: pulse(2),
        lambda: pulse(1.96, rate=44100),
        lambda: pulse(2, suffix=".mkv", codec="libmp3lame"),
        lambda: pulse(2, suffix=".mov", codec="pcm_s16le"),
    ],
)
def test_sound_stays_with_the_picture_over_many_copied_joints(
    tmp_path: Path, clip: Callable[[], Path]
) -> None:
    one = clip()
    with into(tmp_path):
        joined = join([one] * 6)
    assert joined.method == "copied"
    lasts = probe.media(one).main_video.duration
    assert screening.times(joined.film)[::5] == pytest.approx(
        [0.2 * n for n in range(-(-joined.frames // 5))]
    )
    assert pulses(joined.film) == pytest.approx([1 + lasts * number for number in range(6)], abs=0.003)
    assert probe.media(joined.film).main_audio.codec == probe.media(one).main_audio.codec


def test_all_tracks_of_copied_clips_come_along(tmp_path: Path) -> None:
    with into(tmp_path):
        made = probe.media(join([clips.two_languages()] * 2).film)
    assert [(sound.language, sound.duration) for sound in made.audio] == [("eng", 4.0), ("deu", 4.0)]


def test_sound_that_begins_before_the_picture_is_not_moved(tmp_path: Path) -> None:
    early = clips.made("early.mkv", "-itsoffset", "0.5", "-i", clips.silent(2), "-i", pulse(2), "-c", "copy",
                       "-map", "0:v", "-map", "1:a")  # fmt: skip
    with into(tmp_path):
        joined = join([early, clips.silent(2)], transition="fade", duration=0.2)
    assert pulses(joined.film) == pytest.approx([0.5], abs=0.003)


@pytest.mark.parametrize("transition", ["cut", "fade"])
def test_high_dynamic_range_stays_where_all_have_it(tmp_path: Path, transition: str) -> None:
    with into(tmp_path):
        joined = join([clips.hdr()] * 2, transition=transition, duration=0.2)  # type: ignore[arg-type]
    film = probe.media(joined.film).main_video
    assert (film.transfer, film.primaries, film.matrix, film.depth) == ("smpte2084", "bt2020", "bt2020nc", 10)
    assert joined.changes == ()


@pytest.mark.parametrize("other", [clips.silent, lambda: clips.hdr("arib-std-b67")])
def test_high_dynamic_range_beside_another_is_brought_down(tmp_path: Path, other: Callable[[], Path]) -> None:
    with into(tmp_path):
        joined = join([clips.hdr(), other()], rate="25")
        alone = convert(clips.hdr(), codec="h264", effort=0, quality=95)
    film = probe.media(joined.film).main_video
    assert (film.transfer, film.primaries, film.matrix) == ("bt709", "bt709", "bt709")
    assert joined.changes == ("high dynamic range brought down: not all clips have the same",)
    assert screening.difference(screening.frame(joined.film, 10), screening.frame(alone.film, 10)) < 3


def test_clips_of_other_colours_look_as_they_did(tmp_path: Path) -> None:
    small = clips.silent(1, more=("-vf", "setparams=colorspace=smpte170m", "-qp", "4"))
    large = clips.silent(1, "640x360", more=("-vf", "setparams=colorspace=bt709", "-qp", "4"))
    with into(tmp_path):
        joined = join([large, small])
        alone = [convert(one, width=640, enlarge=True, quality=95, effort=0).film for one in (large, small)]
    assert probe.media(joined.film).main_video.matrix == "bt709"
    for film, at, number in ((alone[0], 10, 10), (alone[1], 10, 35)):
        assert screening.difference(screening.frame(joined.film, number), screening.frame(film, at)) < 3


def test_fields_become_frames_before_they_are_mixed(tmp_path: Path) -> None:
    with into(tmp_path):
        joined = join([clips.interlaced(), clips.silent()], width=160, height=90)
    assert not probe.media(joined.film).main_video.interlaced
    assert joined.changes == ("fields made into frames",)


def test_what_can_be_seen_through_is_laid_on_black(tmp_path: Path) -> None:
    with into(tmp_path):
        joined = join([clips.see_through(), clips.see_through(".webm")])
    for number in (3, joined.frames - 3):
        shown = screening.frame(joined.film, number)
        assert shown[:, : shown.shape[1] // 2 - 4].mean() < 3
        assert shown[:, shown.shape[1] // 2 + 4 :].mean() > 60
    assert "what can be seen through is laid on black: H.264 has no transparency" in joined.changes


def test_channels_are_those_of_the_widest_sound(tmp_path: Path) -> None:
    for given, layout in (
        ([clips.sounding(), clips.silent()], "mono"),
        ([clips.surround(), clips.sounding()], "5.1"),
    ):
        with into(tmp_path / layout):
            made = probe.media(join(given).film).main_audio
        assert (made.layout, made.duration) == (layout, 4.0)


def test_what_is_lost_is_said(tmp_path: Path) -> None:
    with into(tmp_path):
        joined = join([clips.two_languages(), clips.with_chapters(), clips.with_timecode()], rate="25")
    assert joined.changes == ("only the first sound track kept", "chapters and time code left out")


@pytest.mark.parametrize("transition", ["cut", "fade", "wipeleft"])
@pytest.mark.parametrize("lengths", ["shared", "kept"])
def test_lengths_add_up_as_told(tmp_path: Path, transition: str, lengths: str) -> None:
    films = [clips.sounding(1), clips.odd(), clips.rotated(seconds=1), clips.silent(1)]
    counts = [round(probe.media(film).main_video.duration * 25) for film in films]
    with into(tmp_path):
        joined = join(films, transition=transition, duration=0.4, lengths=lengths, rate="25")  # type: ignore[arg-type]
    eaten = 30 if transition != "cut" and lengths == "shared" else 0
    film = probe.media(joined.film)
    assert film.main_video.frames == joined.frames == sum(counts) - eaten
    assert film.main_audio.duration == pytest.approx(joined.seconds, abs=0.05)
    assert len(digests(joined.film)) == joined.frames


def test_held_transitions_keep_every_picture_of_a_clip(tmp_path: Path) -> None:
    dark, light = clips.black(2), clips.silent(2)
    with into(tmp_path):
        joined = join([dark, light], transition="fade", duration=0.8, lengths="kept", rate="25")
    levels = [grey(joined.film, number) for number in (0, 38, 50, 62, 99)]
    assert levels[0] == pytest.approx(levels[1], abs=1)
    assert levels[1] < levels[2] < levels[3]


def test_ten_bits_stay_and_broadcast_rates_are_exact(tmp_path: Path) -> None:
    with into(tmp_path):
        joined = join([clips.hdr(), clips.silent(2)], rate="30000/1001")
    film = probe.media(joined.film).main_video
    assert (film.depth, Fraction(film.rate)) == (10, Fraction(30000, 1001))
    assert film.frames == joined.frames


@pytest.mark.parametrize("rate", ["30000/1001", "24000/1001", "50", "25/2"])
def test_transitions_add_up_at_any_rate(tmp_path: Path, rate: str) -> None:
    with into(tmp_path):
        joined = join([clips.silent(1)] * 5, transition="fade", duration=0.3, rate=rate)
    film = probe.media(joined.film).main_video
    assert (film.frames, Fraction(film.rate)) == (joined.frames, Fraction(rate))
    assert len(digests(joined.film)) == joined.frames


def test_a_transition_longer_than_a_clip_is_refused(tmp_path: Path) -> None:
    with into(tmp_path), pytest.raises(BadInput, match="its transitions take 76"):
        join([clips.silent(2), clips.silent(1), clips.silent(2)], transition="fade", duration=1.5, rate="25")
    assert not list(tmp_path.iterdir())


def test_calls_that_make_no_sense(tmp_path: Path) -> None:
    with into(tmp_path):
        with pytest.raises(BadCall, match="only one clip"):
            join([clips.silent(1)])
        with pytest.raises(BadCall, match="a width and a height"):
            join([clips.silent(1), clips.silent(2)], width=100)


def test_sound_alone_is_no_clip(tmp_path: Path) -> None:
    with into(tmp_path), pytest.raises(BadInput, match="no picture"):
        join([clips.silent(1), clips.sound_only()])


def test_names_may_hold_anything(tmp_path: Path) -> None:
    strange = [tmp_path / 'it\'s 100% "new"\nclip.mp4', tmp_path / "caf\udce9 [1].mp4"]
    for name in strange:
        name.write_bytes(clips.sounding(1).read_bytes())
    with into(tmp_path / "out"):
        assert join(strange).frames == 50


def test_a_clip_named_twice_is_shown_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    clip, title = str(clips.sounding(1)), str(clips.black(1))
    assert app.run(["video", "join", title, clip, title, "--rate", "25", "--out", "film.mp4"]) == 0
    assert probe.media(tmp_path / "film.mp4").main_video.frames == 75
