"""A voice that sits in a mix: an even level, no rumble, no clipping, no clicks, as long as it was."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests import sounds

from studio.core.run import Run, entered
from studio.media.sound import loudness
from studio.models.voice import delivery, polish
from studio.models.voice.polish import polished

RATE = 48_000


def speech(seconds: float = 4, decibels: float = 0) -> Any:
    return sounds.heard(sounds.speech(seconds, decibels))[:, 0].astype(np.float32)


def tone(frequency: float, seconds: float = 1, strength: float = 0.2) -> Any:
    return (strength * np.sin(2 * np.pi * frequency * np.arange(round(seconds * RATE)) / RATE)).astype(
        np.float32
    )


@pytest.mark.parametrize("decibels", [0, -20, -45])
def test_every_voice_comes_to_one_level(decibels: float) -> None:
    made = polished(speech(decibels=decibels), "espeak m7")
    delivery.write(Path("made.wav"), made)
    with entered(Run(Path("run"))):
        measured = loudness.measure(Path("made.wav"))
    assert measured.integrated == pytest.approx(polish.LEVEL, abs=0.15)
    assert measured.sample_peak is not None
    assert measured.sample_peak <= polish.CEILING + 0.01


def test_loudness_is_measured_as_the_standard_says() -> None:
    assert polish.loudness(tone(997, 3, 1)) == pytest.approx(-3.01, abs=0.05)
    with entered(Run(Path("run"))):
        measured = loudness.measure(sounds.wave("hundred", "0.1*sin(2*PI*100*t)", 3))
    assert polish.loudness(tone(100, 3, 0.1)) == pytest.approx(measured.integrated, abs=0.05)
    assert polish.loudness(np.zeros(RATE, np.float32)) is None


def test_it_stays_as_long_and_as_early_as_it_was() -> None:
    given = np.concatenate([np.zeros(RATE, np.float32), tone(1000, 0.5)])
    made = polished(given, "espeak f2")
    assert len(made) == len(given)
    begins = int(np.argmax(np.abs(made) > 0.3 * np.abs(made).max()))
    assert begins == pytest.approx(RATE, abs=96)


def test_rumble_goes_and_the_voice_stays() -> None:
    made = polish.convolved(tone(30) + tone(300), polish._equaliser(((1000, 0),)), polish._TAPS // 2)
    middle = made[RATE // 4 : -RATE // 4]
    assert sounds.strength(middle, RATE, 30) < -14 - 20
    assert sounds.strength(middle, RATE, 300) == pytest.approx(-14, abs=0.2)


def test_curves_do_what_they_say() -> None:
    taps = polish._equaliser(polish.curve("espeak f2"))
    for frequency, gain in ((400, 1), (1000, -2), (4000, -8), (10_000, 4)):
        made = polish.convolved(tone(frequency), taps, polish._TAPS // 2)[RATE // 4 : -RATE // 4]
        assert sounds.strength(made, RATE, frequency) == pytest.approx(-13.98 + gain, abs=0.3)
    assert polish.curve("espeak en-us") == polish.curve("espeak")
    assert polish.curve("piper somebody") == ((1000, 0),)


def test_loud_and_soft_come_nearer() -> None:
    given = np.concatenate([tone(300, 1, 0.4), tone(300, 1, 0.1)])
    made = polish._compressed(given)
    loud, soft = (sounds.decibels(made[at : at + RATE // 4]) for at in (RATE // 2, RATE + RATE // 2))
    assert 6 < loud - soft < 10, "12 dB before"


def test_peaks_are_held_without_being_cut() -> None:
    given = tone(300, 1, 0.3)
    given[RATE // 2 : RATE // 2 + 40] = 0.99
    made = polish._limited(given)
    assert np.abs(made).max() <= 10 ** (polish.CEILING / 20) + 1e-6
    assert np.allclose(made[: RATE // 4], given[: RATE // 4])


def test_the_room_is_small_and_dies_away() -> None:
    given = np.zeros(RATE, np.float32)
    given[: RATE // 10] = tone(500, 0.1)
    made = polish.convolved(given, polish._room(), 0)
    after = [sounds.decibels(made[RATE // 10 + at : RATE // 10 + at + 1200]) for at in (480, 9600)]
    dry = sounds.decibels(given[: RATE // 10])
    assert -40 < after[0] - dry < -12
    assert after[1] < after[0] - 25


def test_silence_stays_silence() -> None:
    assert not polished(np.zeros(RATE, np.float32), "espeak m7").any()
