"""Clips of any kind come out one after the other, as long as announced."""

import hashlib
from fractions import Fraction
from pathlib import Path

import av
import pytest
from tests import clips

from studio.core.errors import BadCall, BadInput
from studio.core.outside import into
from studio.faces.cli import app
from studio.media import probe
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


@pytest.mark.parametrize("transition", ["cut", "fade", "wipeleft"])
@pytest.mark.parametrize("lengths", ["shared", "kept"])
def test_lengths_add_up_as_told(tmp_path: Path, transition: str, lengths: str) -> None:
    films = [clips.sounding(2), clips.odd(), clips.rotated(), clips.silent(2)]
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
