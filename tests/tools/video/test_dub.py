"""Other sound for a film: replaced or mixed, shifted, looped, stretched, making room, never clipping."""

import json
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from tests import clips, screening

from studio.core.errors import BadInput, NotFound
from studio.core.outside import into
from studio.media import probe
from studio.tools.video.dub import Dubbed, dub

Studio = Callable[..., Any]

RATE = 48000
_NUMBERS = count()


def dubbed(film: Path, sound: Path, **asked: Any) -> Dubbed:
    """Dub into a folder of its own."""
    with into(f"made-{next(_NUMBERS)}"):
        return dub(film, with_=sound, **asked)


def low(seconds: float = 2, **more: Any) -> Path:
    """A tone of 220 Hz; films sound at 440."""
    return clips.recording(seconds, 220, **more)


def heard(made: Dubbed, begin: float = 0, end: float = 99) -> Any:
    return screening.sound(made.film)[0][round(begin * RATE) : round(end * RATE)]


def test_replaced_and_the_picture_is_the_same_bit_for_bit() -> None:
    made = dubbed(clips.sounding(), low())
    assert screening.packets(made.film) == screening.packets(clips.sounding())
    assert made.film.name == f"{clips.sounding().stem}-dub.mp4"
    found = probe.media(made.film)
    assert [stream.codec for stream in found.audio] == ["aac"]
    assert found.duration == pytest.approx(2, abs=0.03)
    assert screening.pitch(heard(made, 0.2, 1.8)) == pytest.approx(220, abs=1)


def test_sound_that_is_at_home_is_copied() -> None:
    voice = low(suffix=".m4a", more=("-c:a", "aac"))
    made = dubbed(clips.silent(), voice)
    assert made.sound == "copied"
    assert screening.packets(made.film, "audio") == screening.packets(voice, "audio")
    long = dubbed(clips.silent(), low(5, suffix=".m4a", more=("-c:a", "aac")))
    assert long.sound == "copied"
    assert probe.media(long.film).duration == pytest.approx(2, abs=0.05)
    assert dubbed(clips.silent(), low(suffix=".flac")).sound == "encoded"
    assert dubbed(clips.silent(suffix=".mkv"), low(suffix=".flac")).sound == "copied"


@pytest.mark.parametrize(("suffix", "codec"), [(".mov", "pcm_s16le"), (".mkv", "flac"), (".ts", "aac")])
def test_the_sound_is_written_as_the_films_own_was(suffix: str, codec: str) -> None:
    film = clips.sounding(suffix=suffix, more=("-c:a", codec))
    assert probe.media(dubbed(film, low(), volume=-1).film).main_audio.codec == codec


def test_an_offset() -> None:
    later = dubbed(clips.sounding(), low(1), offset=0.5)
    assert screening.level(heard(later, 0, 0.45)) < -70
    assert screening.level(heard(later, 0.6, 1.4)) > -12
    assert screening.level(heard(later, 1.6, 1.95)) < -70
    begun = clips.made(
        "begun.wav", *clips.tone(1, 220), *clips.tone(1, 880), "-filter_complex", "[0][1]concat=n=2:v=0:a=1"
    )
    sooner = dubbed(clips.sounding(), begun, offset=-1)
    assert screening.pitch(heard(sooner, 0.1, 0.9)) == pytest.approx(880, abs=2)
    assert screening.level(heard(sooner, 1.2, 1.9)) < -70


def test_a_loop_and_a_stretch() -> None:
    again = dubbed(clips.sounding(), low(0.5), fit="loop")
    assert screening.level(heard(again, 1.2, 1.95)) > -12
    assert probe.media(again.film).main_audio.duration == pytest.approx(2, abs=0.03)
    slower = dubbed(clips.sounding(), low(1.6), fit="stretch")
    assert slower.tempo == 0.8
    assert screening.pitch(heard(slower, 0.2, 1.8)) == pytest.approx(220, abs=2)
    assert screening.level(heard(slower, 1.7, 1.95)) > -12
    with pytest.raises(BadInput, match=r"2\.50 times as fast to fit"):
        dubbed(clips.sounding(), low(5), fit="stretch")


def test_volume_and_fades() -> None:
    plain = screening.level(heard(dubbed(clips.sounding(), low(), volume=-0.01), 0.5, 1.5))
    quiet = screening.level(heard(dubbed(clips.sounding(), low(), volume=-12), 0.5, 1.5))
    assert plain - quiet == pytest.approx(12, abs=0.3)
    faded = dubbed(clips.sounding(), low(), fade=0.8)
    edges = [screening.level(heard(faded, begin, begin + 0.1)) for begin in (0, 0.95, 1.88)]
    assert edges[1] > edges[0] + 12
    assert edges[1] > edges[2] + 12


def test_a_mix_holds_both_and_never_clips() -> None:
    made = dubbed(clips.sounding(), low(), mode="mix", volume=6, under=6)
    samples = heard(made, 0.2, 1.8)
    assert abs(samples).max() < 1.0
    assert _share(samples, 220) == pytest.approx(_share(samples, 440), rel=0.2)
    halves = dubbed(clips.sounding(), low(1), mode="mix", under=-6, offset=1)
    assert screening.pitch(heard(halves, 0.1, 0.9)) == pytest.approx(440, abs=2)
    assert probe.media(made.film).main_audio.channels == 1


@pytest.mark.parametrize("voice", ["new", "film"])
def test_one_makes_room_while_the_other_speaks(voice: str) -> None:
    speech = clips.made("speech.wav", *clips.tone(2, 1000), "-af", "volume=0:enable='gt(t,1.2)'")
    music = clips.made("music.wav", *clips.tone(4, 220))
    film = clips.made(
        f"film-of-{voice}.mkv", *clips.picture(4), "-i", speech if voice == "film" else music,
        *clips.H264, "-c:a", "pcm_s16le",
    )  # fmt: skip
    made = dubbed(film, music if voice == "film" else speech, mode="mix", duck=18, voice=voice)
    during, after = (_share(heard(made, begin, begin + 0.5), 220) for begin in (0.5, 3.4))
    assert after / during == pytest.approx(10 ** (18 / 20), rel=0.25)


def _share(samples: Any, pitch: float) -> float:
    """How strong one pitch is."""
    import numpy as np

    seconds = np.arange(len(samples)) / RATE
    return float(abs(np.mean(samples * np.exp(-2j * np.pi * pitch * seconds))))


def test_the_other_tracks_of_a_film_stay_in_a_mix() -> None:
    made = dubbed(clips.two_languages(), low(), mode="mix", track=2, volume=-20)
    pitches = [screening.pitch(screening.sound(made.film, number)[0][9600:86400]) for number in (0, 1)]
    assert pitches == pytest.approx([880, 440], abs=2)
    assert screening.packets(made.film) == screening.packets(clips.two_languages())


def test_surround_stays_surround_in_a_mix() -> None:
    made = dubbed(clips.surround(), low(), mode="mix")
    assert probe.media(made.film).main_audio.layout == "5.1"
    front = screening.sound(made.film)[2][9600:86400]
    # A voice of one channel comes from the centre.
    assert _share(front, 220) > 0.05


def test_a_film_without_sound_gets_some() -> None:
    assert screening.pitch(heard(dubbed(clips.silent(), low(), mode="mix"), 0.2, 1.8)) == pytest.approx(
        220, abs=1
    )
    assert dubbed(clips.silent(suffix=".mkv"), clips.sounding()).sound == "copied"


def test_chapters_and_turning_stay() -> None:
    assert len(probe.media(dubbed(clips.with_chapters(), low()).film).chapters) == 3
    assert probe.media(dubbed(clips.rotated(90), low()).film).main_video.rotation == 90


@pytest.mark.parametrize(
    ("film", "asked", "words"),
    [
        (clips.sound_only, {}, "has no picture"),
        (clips.torn, {}, "cut off"),
        (clips.sounding, {"duck": 6}, "--duck says how sounds are mixed"),
        (clips.sounding, {"under": 6}, "--under says how sounds are mixed"),
        (clips.sounding, {"offset": 3}, "the film ends before 3 s"),
        (clips.sounding, {"offset": -3}, "is over before the film begins"),
        (clips.sounding, {"offset": float("nan")}, "finite"),
    ],
)
def test_what_makes_no_sense_is_said(film: Callable[[], Path], asked: dict[str, Any], words: str) -> None:
    with pytest.raises(BadInput, match=words):
        dubbed(film(), low(), **asked)


def test_sound_without_sound() -> None:
    with pytest.raises(BadInput, match="has no sound"):
        dubbed(clips.sounding(), clips.silent())
    with pytest.raises(NotFound):
        dubbed(clips.two_languages(), low(), mode="mix", track=3)


def test_from_the_command_line(studio: Studio) -> None:
    how = ("--mode", "mix", "--offset", "-0.5", "--volume", "-6")
    said = studio("video", "dub", clips.sounding(), "--with", low(1), *how, "--out", "d.mp4", "--json")
    assert json.loads(said.out)["result"] == {"film": "d.mp4", "sound": "encoded", "tempo": None}
