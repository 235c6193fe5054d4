"""Effects: each does what it says in numbers, all of them together in one pass."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests import clips, sounds
from tests.conftest import Said

from studio.core.errors import BadInput, Refused
from studio.media import probe
from studio.media.sound.effects import parse_band
from studio.tools.audio.effect import effect

RATE = 48_000
Samples = Any


def changed(path: Path, **options: Any) -> Samples:
    """One channel of the result."""
    return sounds.heard(effect(path, **options).sound)[:, 0]


def noise(seconds: float = 4) -> Path:
    """White noise."""
    return sounds.wave("noise", "0.2*(2*random(0)-1)", seconds)


def response(before: Samples, after: Samples, frequency: float) -> float:
    """By how many decibels a third of an octave has changed."""
    frequencies = np.fft.rfftfreq(len(before), 1 / RATE)
    band = (frequencies > frequency / 1.12) & (frequencies < frequency * 1.12)
    was, is_ = (np.abs(np.fft.rfft(one)[band]) ** 2 for one in (before, after))
    return float(10 * np.log10(is_.sum() / was.sum()))


@pytest.mark.parametrize("semitones", [-12, -7, -3, 0.5, 3, 12])
@pytest.mark.parametrize("pitch", [110, 440, 1000])
def test_pitch_changes_and_length_does_not(semitones: float, pitch: int) -> None:
    source = sounds.wave(
        f"harmonic-{pitch}", "+".join(f"sin(2*PI*{pitch * n}*t)/{4 * n}" for n in range(1, 6)), 3
    )
    found = changed(source, pitch=semitones)
    wanted = pitch * 2 ** (semitones / 12)
    assert len(found) == 3 * RATE
    assert abs(sounds.cents(sounds.pitch(found[RATE // 2 : -RATE // 2], RATE, wanted), wanted)) < 3


@pytest.mark.parametrize("speed", [0.5, 0.8, 1.25, 2.0])
def test_speed_changes_and_pitch_does_not(speed: float) -> None:
    found = changed(clips.recording(seconds=3), speed=speed)
    assert len(found) == pytest.approx(3 * RATE / speed, abs=1)
    assert abs(sounds.cents(sounds.pitch(found[4800:-4800], RATE, 440), 440)) < 3
    assert sounds.decibels(found[4800:-4800]) == pytest.approx(
        sounds.decibels(sounds.heard(clips.recording())), abs=0.5
    )


def test_what_is_stretched_stays_in_time() -> None:
    words = sounds.wave("words", "0.5*sin(2*PI*300*t)*lt(mod(t,1),0.3)", 5)
    found = np.abs(changed(words, speed=1.25, pitch=2))
    loud = np.convolve(found, np.ones(480) / 480, "same") > 0.1
    starts = np.flatnonzero(np.diff(loud.astype(int)) == 1) / RATE
    assert starts[-4:] == pytest.approx([0.8, 1.6, 2.4, 3.2], abs=0.03)


@pytest.mark.parametrize("option", [{"voice": True}, {"sharp": True}])
def test_variants_of_stretching(option: dict[str, bool]) -> None:
    plain, varied = (changed(sounds.speech(), pitch=4, **more) for more in ({}, {**option, "format": "flac"}))
    assert len(plain) == len(varied)
    assert not np.allclose(plain, varied, atol=0.01)


def test_backwards_is_backwards() -> None:
    source = sounds.music(2, decibels=-3)
    assert np.array_equal(sounds.heard(effect(source, reverse=True).sound), sounds.heard(source)[::-1])


def test_what_would_not_fit_in_memory_is_not_reversed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studio.media.sound.effects._MOST_REVERSED", 1000)
    with pytest.raises(Refused, match="too long to be reversed"):
        effect(clips.recording(), reverse=True)


@pytest.mark.parametrize("level", [-35.0, -55.0])
def test_noise_goes_down_and_speech_stays(level: float) -> None:
    amount = 10 ** (level / 20) * np.sqrt(3)
    clean = sounds.heard(sounds.speech())[:, 0]
    hiss = clips.made(
        f"hissing{level}.wav",
        *("-i", sounds.speech(), "-f", "lavfi", "-i", f"aevalsrc='{amount}*(2*random(0)-1)':s=48000:d=8"),
        *("-filter_complex", "[0][1]amix=normalize=0", "-c:a", "pcm_f32le"),
    )
    found = changed(hiss, denoise=18)
    times = np.arange(len(clean)) / RATE % 0.9
    # Right after a word the filter has not let go yet; at the end of a pause it has.
    assert len(found) == len(clean)
    assert sounds.decibels(found[(times > 0.82) & (times < 0.88)]) < level - 7
    words = times < 0.5
    was, is_ = (sounds.decibels(one[words] - clean[words]) for one in (sounds.heard(hiss)[:, 0], found))
    assert is_ < was - 2, "there is less noise in the words, too"
    assert sounds.decibels(found[words]) == pytest.approx(sounds.decibels(clean[words]), abs=0.3)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"bass": 9}, {40: 9, 1000: 0, 8000: 0}),
        ({"bass": -9}, {40: -9, 1000: 0, 8000: 0}),
        ({"treble": 9}, {60: 0, 500: 0, 14_000: 8.5}),
        ({"equalizer": ["1000:-12"]}, {100: 0, 1000: -12, 9000: 0}),
        ({"equalizer": ["200Hz:+6dB:2", "5k:-6:2"]}, {60: 0.5, 200: 6, 1000: 0, 5000: -6}),
    ],
)
def test_tone_controls(options: dict[str, Any], expected: dict[int, float]) -> None:
    source = noise()
    before, after = sounds.heard(source)[:, 0], changed(source, **options)
    for frequency, gain in expected.items():
        assert response(before, after, frequency) == pytest.approx(gain, abs=1.0), frequency


def test_a_compressor_narrows_the_gap_between_loud_and_soft() -> None:
    source = sounds.wave("steps", "sin(2*PI*500*t)*if(lt(t,2),0.02,0.5)", 4)
    found = changed(source, compress=4, threshold=-30)
    soft, loud = sounds.decibels(found[RATE : int(1.9 * RATE)]), sounds.decibels(found[3 * RATE : -4800])
    assert soft == pytest.approx(-36.99, abs=0.3)
    assert loud - soft == pytest.approx((27.96 - 6) / 4 + 7, abs=3.5)


def test_an_echo_comes_back_on_time_and_dies_away() -> None:
    click = sounds.wave("click", "0.8*lt(t,0.001)", 1)
    found = changed(click, echo=0.25, echo_level=0.5)
    arrivals = [sounds.peak(found[int(t * RATE) : int(t * RATE) + 48]) for t in (0.25, 0.5, 0.75)]
    assert arrivals == pytest.approx([-7.96, -13.98, -20.0], abs=0.1)
    assert len(found) == pytest.approx(RATE * (1 + 0.25 * 6), abs=2)


@pytest.mark.parametrize("seconds", [0.4, 1.5])
def test_a_room_dies_away_in_its_time_and_is_no_louder(seconds: float) -> None:
    source = sounds.wave(
        "burst", "0.3*(2*random(0)-1)*lt(t,1)|0.3*(2*random(0)-1)*lt(t,1)", 1, layout="stereo"
    )
    before, after = sounds.heard(source), sounds.heard(effect(source, reverb=1, room=seconds).sound)
    assert len(after) == pytest.approx(RATE * (1 + seconds), abs=2)
    steady = after[int(min(0.9, seconds) * RATE) - 4800 : RATE]
    assert sounds.decibels(steady) == pytest.approx(sounds.decibels(before), abs=2.5)
    tail = [sounds.decibels(after[RATE + int(part * seconds * RATE) :][:2400]) for part in (0.1, 0.6)]
    assert tail[0] - tail[1] == pytest.approx(30, abs=8)
    assert abs(np.corrcoef(after.T)[0, 1]) < 0.3, "left and right come from different walls"


def test_a_little_room_leaves_the_sound_in_front() -> None:
    source = sounds.speech()
    before, after = sounds.heard(source)[:, 0], changed(source, reverb=0.3)
    assert np.corrcoef(before, after[: len(before)])[0, 1] > 0.9


@pytest.mark.parametrize("suffix", [".wav", ".mp3", ".m4a"])
def test_fades_reach_silence_at_both_ends(suffix: str) -> None:
    source = clips.recording(seconds=3, suffix=suffix)
    found = changed(source, fade_in=1, fade_out=0.5, format="wav")
    assert sounds.peak(found[:100]) < -50
    assert sounds.peak(found[-100:]) < -50
    assert sounds.decibels(found[RATE:][:RATE]) == pytest.approx(
        sounds.decibels(sounds.heard(source)), abs=0.3
    )
    middle = sounds.decibels(found[RATE // 2 - 500 : RATE // 2 + 500])
    assert middle == pytest.approx(sounds.decibels(found[RATE:][:RATE]) - 6, abs=0.5)


def test_what_would_clip_is_turned_down_and_said() -> None:
    made = effect(sounds.wave("low", "0.8*sin(2*PI*50*t)", 2), bass=12)
    assert made.lowered
    found = sounds.heard(made.sound)[:, 0]
    assert sounds.peak(found) == pytest.approx(-0.1, abs=0.1)
    assert sounds.strength(found[RATE // 2 : -RATE // 2], RATE, 150) < -60, "turned down, not cut off"


def test_all_at_once_and_in_any_format() -> None:
    made = effect(
        sounds.surround(3),
        reverse=True,
        denoise=12,
        speed=1.1,
        pitch=3,
        voice=True,
        equalizer=["400:-3"],
        bass=3,
        treble=-2,
        compress=2,
        echo=0.2,
        reverb=0.2,
        room=0.5,
        fade_in=0.2,
        fade_out=0.5,
        format="opus",
    )
    facts = probe.media(made.sound).main_audio
    assert (facts.codec, facts.channels) == ("opus", 6)
    assert facts.duration == pytest.approx(made.duration)
    assert made.duration > 3 / 1.1 + 0.5


@pytest.mark.parametrize("source", [sounds.silence, lambda: clips.recording(seconds=0.1), clips.with_cover])
def test_odd_recordings_come_through(source: Callable[[], Path]) -> None:
    made = effect(source(), denoise=12, pitch=2, reverb=0.3, fade_out=0.05)
    assert made.duration > 0


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({}, "say what is to be done"),
        ({"fade_in": 1.5, "fade_out": 1.5}, "too short for its fades"),
        ({"equalizer": ["30000:3"]}, "holds nothing at 30000 Hz"),
        ({"equalizer": ["loud"]}, "write a band"),
        ({"equalizer": ["1000:90"]}, "out of range"),
        ({"speed": 0.01}, "speed"),
    ],
)
def test_nonsense_is_refused(options: dict[str, Any], complaint: str) -> None:
    with pytest.raises(BadInput, match=complaint):
        effect(clips.recording(), **options)


def test_bands_are_read_as_people_write_them() -> None:
    assert parse_band(" 3k:-4 ") == "3000:-4:1"
    assert parse_band("200Hz:+3dB:1.5") == "200:3:1.5"
    assert parse_band(3) == 3


def test_on_the_command_line(studio: Callable[..., Said]) -> None:
    arguments = ["--pitch", "-3", "--equalizer", "3000:-4", "--equalizer", "200:+2", "--fade-out", "0.5"]
    said = studio("audio", "effect", clips.recording(), *arguments, "--json")
    answer = json.loads(said.out)
    assert said.code == 0
    assert answer["result"]["duration"] == 2.0
