"""What sounds are made of: noise with its spectrum, things that ring and die, rooms, voices, songs."""

from collections.abc import Callable

import numpy as np
import pytest
from tests import sounds
from tests.render.sounds.listening import RATE, band, course, strongest

from studio.render.sounds import birds, bodies, noise, spaces, touches, voices
from studio.render.sounds.chance import chance
from studio.render.sounds.samples import added, panned


def test_noise_has_its_spectrum_and_power() -> None:
    made = noise.noise(chance(1), noise.hump(2000, 0.3), 200)[noise.HOP : -noise.HOP]
    assert sounds.decibels(made) == pytest.approx(0, abs=0.5)
    assert band(made, 1000, 4000) > band(made, 4000, 20_000) + 20
    levels = course(made, 0.1)
    assert np.ptp(levels) < 3, "frames add up to even power"


def test_low_noise_reaches_both_ears_alike_and_high_noise_each_its_own() -> None:
    def alike(centre: float) -> float:
        made = noise.noise(chance(2), noise.hump(centre, 0.2), 120)
        return float(np.corrcoef(made.T)[0, 1])

    assert alike(120) > 0.85
    assert abs(alike(6000)) < 0.2


def test_a_blow_rings_at_its_pitch_and_dies() -> None:
    made = bodies.struck(chance(1), bodies.CHIME, 880, hard=0.3)
    assert np.abs(made).max() == pytest.approx(1)
    assert abs(made[0]) < 1e-9
    assert strongest(np.stack([made, made], axis=1)) == pytest.approx(880, rel=0.01)
    assert sounds.decibels(made[-4800:]) < sounds.decibels(made[:4800]) - 40


def test_what_is_harder_sounds_brighter() -> None:
    soft, hard = (bodies.struck(chance(1), bodies.GLASS, 900, hard=hard) for hard in (0.1, 0.9))
    assert (
        band(hard, 3000, 12_000) - band(hard, 500, 1500)
        > band(soft, 3000, 12_000) - band(soft, 500, 1500) + 5
    )


@pytest.mark.parametrize("seconds", [0.5, 1.5, 2.8])
def test_a_room_takes_its_time(seconds: float) -> None:
    tail = spaces.room(chance(1), seconds, dry=0.0, wet=0)
    levels = course(tail[RATE // 10 :], 0.05)
    slope = np.polyfit(np.arange(8) * 0.05, levels[:8], 1)[0]
    assert -60 / slope == pytest.approx(seconds, rel=0.35)
    assert np.corrcoef(tail.T)[0, 1] < 0.3


def test_sides_and_sums() -> None:
    mono = np.random.default_rng(1).normal(size=4800)
    left, right = panned(mono, -1.0).T
    assert sounds.decibels(left) > sounds.decibels(right) + 60
    assert sounds.decibels(panned(mono, 0.0)) == pytest.approx(sounds.decibels(panned(mono, 0.8)), abs=0.2)
    assert np.allclose(added([(0.0, np.ones(10)), (5 / RATE, np.ones(10))])[5:10], 2)


def test_a_phrase_is_a_voice_at_its_pitch_in_syllables() -> None:
    one = voices.Speaker(pitch=120, tract=1, pace=4.5, lively=2, side=0, near=1)
    said = voices.phrase(chance(1), one, 9)
    stereo = np.stack([said, said], axis=1)
    assert 1.2 < len(said) / RATE < 4
    assert 95 < strongest(stereo, 80, 165) < 155
    assert band(said, 200, 3000) > band(said, 5000, 20_000) + 25
    levels = course(said, 0.02)
    peaks = (levels[1:-1] > levels[:-2]) & (levels[1:-1] > levels[2:]) & (levels[1:-1] > levels.max() - 15)
    assert 6 <= np.count_nonzero(peaks) <= 30


@pytest.mark.parametrize(
    ("song", "low", "high"),
    [
        (birds.blackbird, 1500, 7000), (birds.great_tit, 3000, 6000), (birds.robin, 2000, 8500),
        (birds.chaffinch, 2000, 6500), (birds.sparrow, 2500, 6000), (birds.pigeon, 380, 620),
        (birds.owl, 550, 850),
    ],
)  # fmt: skip
def test_birds_sing_where_they_do(
    song: Callable[[np.random.Generator], np.ndarray], low: float, high: float
) -> None:
    for seed in range(3):
        made = song(chance(seed))
        assert band(made, low, high) > band(made, 20, low * 0.8) + 15
        assert low < strongest(np.stack([made, made], axis=1)) < high
        assert 0.3 < len(made) / RATE < 6


def test_drops_climb_and_steps_thump() -> None:
    drop = touches.bubble(chance(1), 1000, 0.05)
    first, last = drop[: len(drop) // 3], drop[len(drop) // 3 : 2 * len(drop) // 3]
    crossings = [np.count_nonzero(np.diff(np.sign(part))) for part in (first, last)]
    assert crossings[1] > crossings[0]
    assert strongest(np.stack([touches.footstep(chance(1))] * 2, axis=1), 40, 20_000) < 1000
