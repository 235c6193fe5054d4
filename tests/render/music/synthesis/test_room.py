"""Rooms answer as a convolution does, die away in their time, and make nothing louder than it was."""

import numpy as np
import pytest

from studio.render.music import RATE
from studio.render.music.synthesis.room import LONGEST, ROOMS, Reverberation, response


@pytest.mark.parametrize("name", ROOMS)
def test_a_room_dies_away_in_its_time(name: str) -> None:
    answer = response(name).astype(np.float64)
    assert answer.shape[0] == 2
    assert answer.shape[1] <= LONGEST
    late = round(ROOMS[name].delay * RATE)
    assert np.abs(answer[:, : late // 2]).max() < 0.02 * np.abs(answer).max()
    left = np.cumsum(np.square(answer)[:, ::-1], axis=1)[:, ::-1].sum(axis=0)
    fallen = 10 * np.log10(left / left[0] + 1e-12)
    twenty = [int(np.argmax(fallen < level)) / RATE for level in (-5, -25)]
    assert 3 * (twenty[1] - twenty[0]) == pytest.approx(ROOMS[name].seconds, rel=0.35)
    assert np.abs(np.mean(answer[0] * answer[1])) < 0.2 * np.mean(np.square(answer))
    assert np.abs(answer[:, -1]).max() < 1e-4


@pytest.mark.parametrize("name", ROOMS)
def test_what_is_sent_comes_back_as_loud_in_its_middle(name: str) -> None:
    spectrum = np.abs(np.fft.rfft(response(name), 1 << 18)) ** 2
    hertz = np.fft.rfftfreq(1 << 18, 1 / RATE)
    middle = spectrum[:, (hertz > 300) & (hertz < 3000)].mean()
    assert middle == pytest.approx(1, rel=0.2)
    assert spectrum[:, hertz < 60].mean() < 0.05
    assert spectrum[:, hertz > 14_000].mean() < 0.1


def test_blocks_answer_as_the_whole_would() -> None:
    chance = np.random.default_rng(1)
    sent = chance.standard_normal((2, 60_000)).astype(np.float32)
    room = Reverberation("room", 25_000)
    blocks = [room.answered(sent[:, begin : begin + 25_000]) for begin in range(0, 60_000, 25_000)]
    answer = response("room").astype(np.float64)
    length = 60_000 + answer.shape[1]
    whole = np.fft.irfft(np.fft.rfft(sent, length) * np.fft.rfft(answer, length), length)[:, :60_000]
    assert np.abs(np.concatenate(blocks, axis=1) - room.wet * whole).max() < 1e-3 * np.abs(whole).max()
