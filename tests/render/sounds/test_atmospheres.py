"""Each place is as loud, as wide and as coloured as it should be, never repeats, and is always the same."""

from typing import Any

import numpy as np
import pytest
from tests import sounds
from tests.media.sound import reference
from tests.render.sounds.listening import RATE, band, course, place, repeats, strongest

from studio.render.sounds import ATMOSPHERES, atmosphere
from studio.render.sounds.samples import BLOCK

HEARD = [name for name in ATMOSPHERES if name != "none"]

COLOURS = {
    "sea": ((100, 2000), (2000, 12_000), 3, 25),
    "street": ((50, 1500), (3000, 12_000), 12, 60),
    "cafe": ((180, 1500), (5000, 16_000), 12, 60),
    "kitchen": ((4000, 10_000), (900, 2000), 8, 40),
    "workshop": ((60, 3000), (8000, 16_000), 8, 50),
    "office": ((70, 1500), (6000, 16_000), 12, 60),
    "market": ((180, 2500), (6000, 16_000), 12, 60),
    "hall": ((60, 1500), (6000, 16_000), 12, 60),
    "room": ((30, 500), (2000, 16_000), 12, 60),
    "wind": ((30, 800), (3000, 16_000), 15, 60),
    "rain": ((2500, 12_000), (30, 200), 12, 50),
    "birds": ((1500, 7000), (800, 1400), 3, 50),
    "night": ((3700, 6000), (1500, 3000), 3, 50),
    "crowd": ((180, 2500), (6000, 16_000), 12, 60),
}
"""By how many decibels one band is stronger than another: at least, and at most."""


@pytest.mark.parametrize("seconds", [0.00001, 0.013, 1.0, 1.23457, 2 * BLOCK / RATE])
def test_the_length_is_exact(seconds: float) -> None:
    made = list(atmosphere("wind", seconds, 1))
    assert sum(map(len, made)) == round(seconds * RATE)
    assert all(block.dtype == np.float32 and block.shape[1] == 2 for block in made)


def test_nothing_is_heard_where_nothing_is_to_be() -> None:
    assert not place("none", 1.5).any()
    assert len(place("none", 1.5)) == 1.5 * RATE


@pytest.mark.parametrize("name", HEARD)
def test_it_lies_under_music_and_speech(name: str) -> None:
    heard = place(name)
    assert reference.integrated(heard.astype(float)) == pytest.approx(-30, abs=3.5)
    assert sounds.peak(heard) < -6


@pytest.mark.parametrize("name", HEARD)
def test_it_begins_and_ends_in_silence_and_pulls_to_no_side(name: str) -> None:
    heard = place(name)
    assert np.abs(heard[[0, -1]]).max() < 1e-4
    assert np.abs(heard.mean(axis=0)).max() < 4e-4
    assert band(heard, 0, 16) < band(heard, 20, 20_000) - 25


@pytest.mark.parametrize("name", HEARD)
def test_it_is_wide_and_balanced(name: str) -> None:
    left, right = place(name).astype(float).T
    assert np.corrcoef(left, right)[0, 1] < 0.93
    assert sounds.decibels(left) == pytest.approx(sounds.decibels(right), abs=7)


@pytest.mark.parametrize("name", HEARD)
def test_its_colour_is_its_own(name: str) -> None:
    strong, weak, least, most = COLOURS[name]
    assert least < band(place(name), *strong) - band(place(name), *weak) < most


@pytest.mark.parametrize("name", HEARD)
def test_nothing_comes_again(name: str) -> None:
    assert repeats(place(name)) < 0.5
    again = np.concatenate([place(name)[RATE : 3 * RATE]] * 3)
    assert repeats(again) > 0.9, "a loop would be found"


@pytest.mark.parametrize("name", HEARD)
def test_blocks_join_without_a_click(name: str) -> None:
    bends = np.abs(np.diff(place(name).astype(float), 2, axis=0)).max(axis=1)
    seams = [bends[at - 3 : at + 3].max() for at in range(BLOCK, len(bends) - 3, BLOCK)]
    windows = bends[: len(bends) // 6 * 6].reshape(-1, 6).max(axis=1)
    assert np.median(seams) < 3 * np.median(windows)


@pytest.mark.parametrize("name", ["sea", "cafe", "night"])
def test_a_seed_is_one_recording_however_long_it_is_heard(name: str) -> None:
    short, long = place(name, 2.0), place(name)
    edge = RATE // 20
    assert np.array_equal(short[:-edge], long[: len(short) - edge])
    assert not np.allclose(short, place(name, 2.0, 2), atol=1e-3)


def levels(name: str, seconds: float, low: float, high: float) -> Any:
    """The course of one band."""
    heard = place(name).astype(float)
    spectrum = np.fft.rfft(heard, axis=0)
    at = np.fft.rfftfreq(len(heard), 1 / RATE)
    spectrum[(at < low) | (at > high)] = 0
    return course(np.fft.irfft(spectrum, len(heard), axis=0), seconds)


def test_waves_swell_and_break() -> None:
    surf = levels("sea", 0.5, 1500, 9000)
    assert np.ptp(surf) > 8
    assert np.abs(np.diff(surf)).max() < 9, "no wave breaks like a door"


def test_gusts_come_and_go() -> None:
    assert np.ptp(levels("wind", 0.5, 200, 2000)) > 8


def test_cars_pass_from_side_to_side() -> None:
    heard = place("street", 16.0).astype(float)
    sides = course(heard[:, :1], 0.5) - course(heard[:, 1:], 0.5)
    assert np.ptp(sides) > 6
    assert np.ptp(course(heard, 0.5)) > 5


def test_people_speak_in_syllables() -> None:
    """Voices go up and down some four times a second; air does not."""

    def lively(name: str) -> float:
        strength = 10 ** (levels(name, 0.02, 300, 3000) / 20)
        spectrum = np.abs(np.fft.rfft(strength / strength.mean() - 1)) ** 2
        at = np.fft.rfftfreq(len(strength), 0.02)
        return float(np.sum(spectrum[(at > 2) & (at < 8)]) / len(strength) ** 2)

    assert lively("cafe") > 4 * lively("rain")


def test_crickets_sing_where_crickets_do() -> None:
    assert 3700 < strongest(place("night"), 1200) < 5700
