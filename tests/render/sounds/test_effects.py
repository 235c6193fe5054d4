"""Each effect is as loud as all others, begins and ends softly, and has the shape of what it is."""

from typing import Any

import numpy as np
import pytest
from tests import sounds
from tests.render.sounds.listening import RATE, band, centre, course, once, onsets, strongest

from studio.render.sounds import EFFECTS, effect

LENGTHS = {
    "steps": (2, 3.5), "bell": (4, 8), "door": (1.2, 2.5), "whoosh": (0.7, 1.6), "chime": (1.5, 4.5),
    "pop": (0.1, 0.6), "click": (0.1, 0.4), "page": (0.5, 1.3), "pour": (2.2, 4), "sizzle": (2, 4),
    "gulls": (1.5, 6), "bicycle": (1.2, 3), "horn": (2, 5), "applause": (3.5, 7),
}  # fmt: skip


@pytest.mark.parametrize("name", EFFECTS)
def test_it_can_be_laid_into_any_mix(name: str) -> None:
    for seed in (1, 2):
        heard = once(name, seed)
        assert heard.dtype == np.float32
        assert heard.shape[1] == 2
        assert LENGTHS[name][0] < len(heard) / RATE < LENGTHS[name][1]
        assert sounds.peak(heard) == pytest.approx(-12, abs=0.1)
        assert np.abs(heard[[0, -1]]).max() < 1e-4
        assert np.abs(heard.mean(axis=0)).max() < 2e-4


@pytest.mark.parametrize("name", EFFECTS)
def test_a_seed_is_one_sound(name: str) -> None:
    assert np.array_equal(effect(name, 1), once(name, 1))
    one, other = once(name, 1), once(name, 2)
    shorter = min(len(one), len(other))
    assert not np.allclose(one[:shorter], other[:shorter], atol=0.01)


@pytest.mark.parametrize("name", EFFECTS)
def test_its_end_has_died_away(name: str) -> None:
    tail = sounds.peak(once(name)[-RATE // 50 :])
    assert tail < sounds.peak(once(name)) - 40


def pieces(name: str, count: int) -> list[Any]:
    return np.array_split(once(name), count)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_five_steps_are_walked(seed: int) -> None:
    found = onsets(once("steps", seed), apart=0.3)
    assert len(found) == 5
    assert 0.4 < np.min(np.diff(found)) <= np.max(np.diff(found)) < 0.66


def test_a_bell_has_the_tones_of_a_bell() -> None:
    heard = once("bell").astype(float)[RATE // 20 : 2 * RATE, 0]
    prime = strongest(once("bell")[RATE // 2 : 3 * RATE], 300, 1100)
    ground = sounds.strength(heard, RATE, prime * 1.37)
    for ratio in (0.5, 1.0, 1.2, 2.0):
        near = max(
            sounds.strength(heard, RATE, prime * ratio * step) for step in np.linspace(0.994, 1.006, 13)
        )
        assert near > ground + 15
    levels = course(once("bell"), 0.5)
    assert np.all(np.diff(levels) < 0), "it only dies away"
    assert centre(pieces("bell", 5)[3]) < centre(pieces("bell", 5)[0]), "its high tones first"


def test_a_whoosh_rises_falls_and_crosses() -> None:
    low, high, after = (centre(piece) for piece in pieces("whoosh", 5)[:5:2])
    assert high > 1.5 * low
    assert high > 1.2 * after
    left, right = once("whoosh").T
    sides = [
        sounds.decibels(left[part]) - sounds.decibels(right[part])
        for part in np.array_split(range(len(left)), 5)
    ]
    assert abs(sides[1] - sides[3]) > 6


def test_a_cup_sounds_higher_as_it_fills() -> None:
    found = [strongest(piece, 300, 1600) for piece in np.array_split(once("pour")[RATE // 5 : 2 * RATE], 3)]
    assert found == sorted(found)
    assert found[-1] > 1.4 * found[0]


def test_a_pop_climbs() -> None:
    start = once("pop")
    first, last = start[: RATE // 100], start[RATE // 40 : RATE // 20]
    assert strongest(last, 100, 3000) > 1.3 * strongest(first, 100, 3000)


def test_chimes_climb_one_after_the_other() -> None:
    found = onsets(once("chime"), above=2.0, apart=0.06)
    assert len(found) >= 3
    assert strongest(once("chime")[: RATE // 12]) < strongest(once("chime")[RATE // 3 : RATE])


def test_a_bicycle_rings_twice() -> None:
    heard = once("bicycle")
    rings = onsets(heard, above=3.0, apart=0.3)
    assert len(rings) == 2
    assert 1500 < strongest(heard) < 2700


def test_fat_spits_high() -> None:
    assert band(once("sizzle"), 3000, 12_000) > band(once("sizzle"), 50, 1000) + 15
    levels = course(once("sizzle"), 0.4)
    assert levels[0] > levels[4] + 4, "it roars first"


def test_a_ship_calls_low_and_long() -> None:
    heard = once("horn")
    assert 90 < strongest(heard, 60) < 700
    assert band(heard, 80, 1200) > band(heard, 2500, 12_000) + 20
    levels = course(heard, 0.25)
    assert np.count_nonzero(levels > levels.max() - 6) * 0.25 > 1.2


def test_gulls_cry_with_overtones_that_fall() -> None:
    heard = once("gulls")
    assert band(heard, 700, 8000) > band(heard, 50, 500) + 20
    first = np.array_split(heard[: round(0.5 * RATE)], 3)
    assert strongest(first[2], 500, 1700) < strongest(first[0], 500, 1700) * 1.05


def test_applause_is_many_and_thins_out() -> None:
    levels = course(once("applause"), 0.5)
    assert levels.argmax() in range(1, 7)
    assert levels[-1] < levels.max() - 12
    left, right = once("applause").astype(float).T
    assert abs(np.corrcoef(left, right)[0, 1]) < 0.6


def test_pages_and_doors_move_before_they_fall() -> None:
    for name, share in (("page", 0.5), ("door", 0.45)):
        middle = round(share * len(once(name)))
        assert band(once(name)[middle:], 40, 400) > band(once(name)[:middle], 40, 400)


def test_a_click_is_two() -> None:
    assert len(onsets(once("click"), apart=0.05)) >= 1
    levels = course(once("click"), 0.01)
    assert levels[8:12].max() > levels[5]
