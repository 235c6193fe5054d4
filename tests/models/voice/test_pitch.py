"""How high somebody speaks is heard moment by moment, and nothing is heard where nothing swings."""

import numpy as np
import pytest
from tests.models.voice.vowels import RATE, hiss, vowel

from studio.models.voice import pitch


@pytest.mark.parametrize("height", [75.0, 98.0, 140.0, 210.0, 330.0, 450.0])
@pytest.mark.parametrize("throat", [0.7, 1.0, 1.2])
def test_a_vowel_is_heard_as_high_as_it_is(height: float, throat: float) -> None:
    assert pitch.usual(vowel(height, throat=throat), RATE) == pytest.approx(height, rel=0.01)


def test_a_voice_that_rises_is_followed() -> None:
    found = pitch.track(vowel(150, seconds=1, glide=1.6), RATE)[5:-5]
    assert (found > 0).all()
    expected = 150 * np.geomspace(1 / np.sqrt(1.6), np.sqrt(1.6), len(found) + 10)[5:-5]
    assert np.abs(found / expected - 1).max() < 0.03


def test_what_swings_at_no_pitch_has_none() -> None:
    quiet = np.zeros(RATE // 4, np.float32)
    sound = np.concatenate([hiss(0.3), quiet, vowel(120), quiet])
    found = pitch.track(sound, RATE)
    heard = np.flatnonzero(found) * pitch.STEP
    assert heard.min() == pytest.approx(0.55, abs=0.03)
    assert heard.max() == pytest.approx(1.15, abs=0.03)
    assert pitch.usual(quiet, RATE) == 0
    assert pitch.usual(hiss(), RATE) == 0
