"""No peak passes the limiter, not even between samples; everything in the sum is turned down alike."""

import numpy as np
import pytest

from studio.render.music import RATE
from studio.render.music.synthesis.master import CEILING, GRAIN, Master


def mastered(tracks: np.ndarray, blocks: list[int]) -> np.ndarray:
    """Tracks sent through in blocks of some sizes."""
    master, out, begin = Master(), [], 0
    for size in blocks:
        out.append(master.fed(tracks[:, :, begin : begin + size]))
        begin += size
    out.append(master.fed(tracks[:, :, begin:], last=True))
    return np.concatenate(out, axis=2)


def loud(seconds: float = 3) -> np.ndarray:
    """Chords with hard strokes in them, far too loud."""
    chance = np.random.default_rng(2)
    time = np.arange(round(seconds * RATE)) / RATE
    noise = np.fft.rfft(chance.standard_normal((2, len(time))))
    noise[:, round(14_000 * seconds) :] = 0
    strokes = np.exp(-30 * (time % 0.4)) * np.fft.irfft(noise, len(time))
    chord = sum(np.sin(2 * np.pi * hertz * time) for hertz in (110, 277, 11_900, 11_999))
    return (0.5 * chord + 0.9 * strokes)[None].astype(np.float32)


def true_peak(wave: np.ndarray) -> float:
    """The highest point of a wave, sixteen times as finely."""
    spectrum = np.fft.rfft(wave)
    finer = np.fft.irfft(np.pad(spectrum, ((0, 0), (0, 15 * wave.shape[1] // 2))), 16 * wave.shape[1])
    return float(np.abs(finer).max() * 16)


@pytest.mark.parametrize("blocks", [[], [48_000], [4800, 96, 20_016, 48]])
def test_nothing_passes_the_ceiling(blocks: list[int]) -> None:
    tracks = loud()
    out = mastered(tracks, blocks)
    assert out.shape == tracks.shape
    assert np.abs(tracks).max() > 2
    assert np.abs(out).max() <= CEILING * 1.0001
    assert 20 * np.log10(true_peak(out[0])) < -1


def test_blocks_leave_no_trace() -> None:
    tracks = loud()
    whole, pieces = mastered(tracks, []), mastered(tracks, [GRAIN * 100, GRAIN * 700, GRAIN])
    assert np.abs(whole - pieces).max() < 1e-4


def test_what_is_soft_stays_as_it_is() -> None:
    tracks = 0.02 * loud()
    assert np.abs(mastered(tracks, [4800]) - tracks).max() < 1e-6


def test_everything_is_turned_down_alike() -> None:
    chance = np.random.default_rng(5)
    share = chance.uniform(0, 1, (1, 2, 1)).astype(np.float32)
    total = loud()
    out = mastered(np.concatenate([total, share * total, (1 - share) * total]), [9600])
    assert np.abs(out[1] + out[2] - out[0]).max() < 1e-6


def test_a_piece_shorter_than_the_look_ahead_comes_out_whole() -> None:
    tracks = loud(0.003)
    assert mastered(tracks, []).shape == tracks.shape
