"""Moments add up to the loudness that the standard gives, however the samples come."""

import numpy as np
import pytest
from tests import sounds
from tests.media.sound import reference

from studio.media.sound.taping import played
from studio.media.sound.weighing import HOP, MOMENT, SILENCE, level, loudness, weighed


def stereo(mono: np.ndarray) -> np.ndarray:
    return np.stack([mono, 0.7 * mono], axis=1).astype(np.float32)


@pytest.mark.parametrize("make", [sounds.speech, sounds.music])
def test_the_loudness_is_that_of_the_standard(make: object) -> None:
    heard = np.concatenate(list(played(make())))  # type: ignore[operator]
    assert loudness(weighed([heard])) == pytest.approx(reference.integrated(heard.astype(float)), abs=0.2)


def test_blocks_make_no_difference() -> None:
    heard = stereo(np.random.default_rng(1).normal(0, 0.1, 70_001))
    whole, pieces = weighed([heard]), weighed(np.array_split(heard, 9))
    assert np.allclose(whole, pieces)
    assert len(whole) == pytest.approx(len(heard) / HOP, abs=2)


def test_a_moment_is_where_it_was() -> None:
    heard = stereo(np.zeros(48_000))
    heard[24_000:24_200] = 0.5
    assert np.argmax(weighed([heard])) * MOMENT == pytest.approx(0.5, abs=MOMENT)


def test_lows_count_less_and_silence_nothing() -> None:
    at = np.arange(96_000) / 48_000
    low, high = (level(weighed([stereo(0.1 * np.sin(2 * np.pi * pitch * at))])) for pitch in (40, 3000))
    assert high > low + 6
    assert loudness(weighed([stereo(np.zeros(96_000))])) == SILENCE
