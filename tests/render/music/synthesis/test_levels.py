"""Loudness is measured as the standard says."""

import numpy as np
import pytest

from studio.render.music import RATE
from studio.render.music.synthesis.levels import loudness, windows


def tone(hertz: float, decibels: float, seconds: float = 4) -> np.ndarray:
    """A sine on both channels."""
    time = np.arange(round(seconds * RATE)) / RATE
    one = 10 ** (decibels / 20) * np.sin(2 * np.pi * hertz * time)
    return np.stack([one, one]).astype(np.float32)


@pytest.mark.parametrize("decibels", [-3.0, -23.0, -40.0])
def test_a_tone_of_a_kilohertz_reads_as_its_level(decibels: float) -> None:
    """The reference of EBU Tech 3341: a stereo sine of 1 kHz at -23 dBFS reads -23 LUFS."""
    assert loudness(windows(tone(1000, decibels))) == pytest.approx(decibels, abs=0.1)


def test_lows_count_less_and_highs_more() -> None:
    assert loudness(windows(tone(40, -20))) < -24
    assert loudness(windows(tone(5000, -20))) > -17.5


def test_quiet_passages_are_left_out() -> None:
    both = np.concatenate([tone(1000, -20), tone(1000, -50)], axis=1)
    assert loudness(windows(both)) == pytest.approx(-20, abs=0.1)
    assert loudness(windows(np.zeros((2, RATE)))) == -70


def test_less_than_a_window_is_measured_whole() -> None:
    assert loudness(windows(tone(1000, -23, 0.2))) == pytest.approx(-23, abs=0.3)
