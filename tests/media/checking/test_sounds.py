"""Level, peaks, silences and clipping of a sound are named; speech is found in a mix without its parts."""

import wave
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from studio.media.checking import sounds
from studio.media.checking.hearing import Sounded, sounded
from studio.media.sound.silences import Span

RATE, FPS = 48_000, Fraction(24)


def noise(seconds: float, level: float, seed: int) -> np.ndarray:
    """Noise as loud as a share of full scale, a little coloured."""
    white = np.random.default_rng(seed).normal(0, 1, round(seconds * RATE))
    soft = np.convolve(white, np.ones(4) / 2, "same")
    made: np.ndarray = level * soft / np.abs(soft).max()
    return made


def tape(samples: np.ndarray, path: Path) -> Path:
    both = np.repeat(np.rint(np.clip(samples, -1, 1) * 32767).astype("<i2")[:, None], 2, axis=1)
    with closing(wave.open(str(path), "wb")) as made:
        made.setparams((2, 2, RATE, 0, "NONE", ""))
        made.writeframes(both.tobytes())
    return path


def heard(samples: np.ndarray, speech: np.ndarray | None = None) -> Sounded:
    alone = None if speech is None else tape(speech, Path("speech.wav"))
    return sounded(tape(samples, Path("film.wav")), 0, alone)


def test_loudness_and_peak_are_held_against_what_was_asked_for() -> None:
    found = heard(noise(3, 0.8, 1))
    assert found.heard.loudness is not None
    level = found.heard.loudness
    for wanted, state in ((level + 0.9, "held"), (level - 1.2, "fault"), (None, "not checked")):
        assert sounds.loudness(found, wanted).state == state
    assert sounds.peak(found, -1).state == "held"
    assert sounds.peak(found, -3).state == "fault"


def test_a_drop_out_is_named() -> None:
    samples = noise(3, 0.5, 2)
    samples[RATE : round(1.5 * RATE)] = 0
    [fault] = sounds.silence(heard(samples), None, FPS).faults
    assert (fault.frame, fault.end) == (24, 36)


def test_silence_is_a_fault_only_where_something_was_to_be_heard() -> None:
    samples = noise(3, 0.5, 2)
    samples[2 * RATE :] = 0
    found = heard(samples)
    stems = tape(samples, Path("stem.wav"))
    assert sounds.silence(found, sounds.audible([(stems, 0.0)], len(found.peaks)), FPS).state == "held"
    whole = tape(noise(3, 0.5, 3), Path("whole.wav"))
    [fault] = sounds.silence(found, sounds.audible([(whole, 0.0)], len(found.peaks)), FPS).faults
    assert fault.frame == 48


def test_a_silent_film_is_named() -> None:
    assert sounds.silence(heard(np.zeros(RATE)), None, FPS).state == "fault"


def cut_off(samples: np.ndarray, start: float, seconds: float, by: float = 8) -> np.ndarray:
    """The same with a stretch of it driven beyond full scale."""
    part = slice(round(start * RATE), round((start + seconds) * RATE))
    made = samples.copy()
    made[part] = np.clip(by * made[part], -1, 1)
    return made


def tone(pitch: float, height: float) -> np.ndarray:
    made: np.ndarray = height * np.sin(2 * np.pi * pitch * np.arange(2 * RATE) / RATE)
    return made


def test_waves_that_are_cut_off_are_named() -> None:
    [fault] = sounds.clipping(heard(cut_off(noise(3, 0.5, 4), 1, 0.2)), FPS).faults
    assert fault.frame is not None
    assert abs(fault.frame - 24) <= 1
    assert sounds.clipping(heard(noise(3, 0.9, 4)), FPS).state == "held"


def test_few_waves_are_named_with_the_many_that_are_cut_off_near_them() -> None:
    samples = cut_off(noise(5, 0.5, 4), 2, 0.05)
    for place in (0.4, 1.5):
        samples[round(place * RATE) : round(place * RATE) + 10] = 1.0
    [fault] = sounds.clipping(heard(samples), FPS).faults
    # What was cut off first tells where it begins; a single wave far from all others is none.
    assert fault.frame == 36
    assert sounds.clipping(heard(samples[: round(1.9 * RATE)]), FPS).state == "held"


@pytest.mark.parametrize("pitch", [40, 440, 1000, 3000])
def test_a_round_wave_may_touch_full_scale(pitch: float) -> None:
    assert sounds.clipping(heard(tone(pitch, 1.0)), FPS).state == "held"


@pytest.mark.parametrize("pitch", [40, 440, 1000])
@pytest.mark.parametrize("level", [1.0, 0.955])
def test_a_wave_that_was_cut_off_is_named_where_encoding_turned_it_down(pitch: float, level: float) -> None:
    assert sounds.clipping(heard(level * np.clip(tone(pitch, 1.6), -1, 1)), FPS).state == "fault"


@pytest.mark.parametrize("pitch", [3000, 4000, 5000])
def test_a_high_wave_that_was_cut_off_is_named_where_nothing_was_encoded(pitch: float) -> None:
    assert sounds.clipping(heard(np.clip(tone(pitch, 1.6), -1, 1)), FPS).state == "fault"


def test_what_was_cut_off_is_named_through_an_encoder() -> None:
    made = tape(cut_off(tone(180, 0.4) + noise(2, 0.3, 8), 0.8, 0.5, 4), Path("film.wav"))
    coded = Path("film.m4a")
    with av.open(str(made)) as source, av.open(str(coded), "w") as target:
        stream = target.add_stream("aac", rate=RATE, bit_rate=128_000)
        for frame in source.decode(audio=0):
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    [fault] = sounds.clipping(sounded(coded, 0), FPS).faults
    assert fault.frame is not None
    assert abs(fault.frame - 19) <= 1


@pytest.mark.parametrize(("music", "state"), [(0.1, "held"), (0.5, "fault")])
def test_speech_is_found_in_a_mix(music: float, state: str) -> None:
    speech, rest = noise(4, 0.6, 5), noise(4, music, 6)
    speech[2 * RATE : 3 * RATE] = 0
    found = sounds.speech(heard(0.7 * speech + rest, speech), [Span(0.1, 1.9), Span(3.1, 3.9)], FPS)
    assert found.state == state
    said = np.concatenate([speech[4800:91200], speech[148800:187200]])
    assert found.measured == pytest.approx(20 * np.log10(0.7 * said.std() / rest.std()), abs=0.6)


def test_without_the_speech_alone_nothing_is_said_of_it() -> None:
    assert sounds.speech(heard(noise(1, 0.5, 7)), [Span(0, 1)], FPS).state == "not checked"
