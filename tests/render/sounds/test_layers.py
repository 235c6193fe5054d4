"""Layers go on for ever in equal blocks: nothing is cut at their edges, and all is as dense as told."""

from itertools import islice

import numpy as np
import pytest

from studio.render.sounds.chance import Drift, chance
from studio.render.sounds.layers import echoed, led, showered, strewn, together
from studio.render.sounds.samples import BLOCK, RATE


def taken(layer: object, blocks: int = 6) -> np.ndarray:
    found = list(islice(layer, blocks))  # type: ignore[call-overload]
    assert all(block.shape == (BLOCK, 2) for block in found)
    return np.concatenate(found)


def test_what_is_strewn_is_whole_wherever_blocks_end() -> None:
    long = np.ones((BLOCK + 5000, 2))
    heard = taken(strewn(chance(1), 6.0, lambda rng: long, even=1.0), 30)[:, 0]
    runs = np.diff(np.flatnonzero(np.diff(np.concatenate([[0], heard, [0]]))))[::2]
    assert len(runs) >= 2
    assert set(runs[:-1]) == {len(long)}


def test_the_past_is_heard_out() -> None:
    begun = taken(strewn(chance(1), 1.0, lambda rng: np.ones((2 * RATE, 2)), lead=4), 1)
    assert begun[0].any()
    assert not taken(strewn(chance(1), 1.0, lambda rng: np.ones((2 * RATE, 2))), 1)[0].any()


@pytest.mark.parametrize("even", [0.0, 0.9])
def test_how_often_and_how_even(even: float) -> None:
    click = np.ones((1, 2))
    heard = taken(strewn(chance(3), 0.1, lambda rng: click, even=even), 40)[:, 0]
    gaps = np.diff(np.flatnonzero(heard)) / RATE
    assert np.mean(gaps) == pytest.approx(0.1, rel=0.2)
    assert (np.std(gaps) < 0.02) == (even == 0.9)


def test_showers_are_as_dense_as_told() -> None:
    grain = np.zeros((300, 2))
    grain[0] = 1
    heard = taken(showered(chance(1), [grain], lambda times: 0 * times + 50, spread=0.0), 20)[:, 0]
    assert np.sum(np.round(heard)) / (len(heard) / RATE) == pytest.approx(50, rel=0.2)


def test_a_room_answers_as_convolution_does() -> None:
    rng = np.random.default_rng(1)
    blocks = [rng.normal(size=(BLOCK, 2)) for _ in range(4)]
    response = rng.normal(size=(BLOCK + 777, 2))
    heard = np.concatenate(list(echoed(iter(blocks), response)))
    sound = np.concatenate(blocks)[:, 0]
    for place in [0, 1, BLOCK - 1, BLOCK, len(heard) - 1, *rng.integers(len(heard), size=200)]:
        before = sound[max(0, place - len(response) + 1) : place + 1][::-1]
        assert heard[place, 0] == pytest.approx(before @ response[: len(before), 0], abs=1e-6)


def test_sums_and_courses() -> None:
    ones = (np.ones((BLOCK, 2)) for _ in range(9))
    twos = (np.full((BLOCK, 2), 2.0) for _ in range(9))
    assert np.allclose(next(together((1.0, ones), (0.5, twos))), 2)
    rising = taken(led((np.ones((BLOCK, 2)) for _ in range(3)), lambda times: times), 3)
    assert np.allclose(rising[:, 0], np.arange(3 * BLOCK) / RATE)


def test_a_drift_stays_in_its_bounds_and_never_jumps_or_returns() -> None:
    times = np.arange(0, 2000, 0.05)
    values = Drift(chance(5), 3.0, -2, 4)(times)
    assert -2 <= values.min() < -1
    assert 3 < values.max() <= 4
    assert np.abs(np.diff(values)).max() < 0.5
    centred = values - values.mean()
    alike = np.correlate(centred[:4000], centred[4000:], "valid") / np.sum(centred[:4000] ** 2)
    assert np.abs(alike).max() < 0.75
    assert np.array_equal(Drift(chance(5), 3.0, -2, 4)(times[900:]), values[900:])
