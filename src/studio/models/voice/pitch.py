"""How high somebody speaks, moment by moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import ndarray

STEP = 0.005
"""How far apart the moments are that are looked at, in seconds."""
LOWEST, HIGHEST = 60.0, 500.0

_WINDOW = 0.045
_QUIET = 0.05
_VOICED = 0.5
_HIGHER = 0.04
_AROUND = 0.6, 1.7
"""What of a voice's usual pitch is looked at the second time: octaves that were heard wrong lie beyond."""


def track(samples: ndarray, rate: int) -> ndarray:
    """The pitch at every moment, in Hz; 0 where nothing swings, as in an s or a pause.

    Args:
        samples: The recording.
        rate: Samples a second.
    """
    import numpy as np

    likeness = _likeness(samples, rate)
    heard = _highest(likeness, rate, LOWEST, HIGHEST)
    if not heard.any():
        return heard
    usual = float(np.median(heard[heard > 0]))
    low, high = (usual * share for share in _AROUND)
    return _highest(likeness, rate, max(LOWEST, low), min(HIGHEST, high))


def usual(samples: ndarray, rate: int) -> float:
    """How high somebody speaks for the most part, in Hz; 0 where nobody does.

    Args:
        samples: The recording.
        rate: Samples a second.
    """
    import numpy as np

    heard = track(samples, rate)
    return float(np.median(heard[heard > 0])) if heard.any() else 0.0


def _likeness(samples: ndarray, rate: int) -> ndarray:
    """How like itself the sound is after each number of samples, a row for each moment."""
    import numpy as np

    step, width = round(STEP * rate), round(_WINDOW * rate)
    padded = np.pad(samples.astype(np.float64), (width // 2, width))
    rows = np.lib.stride_tricks.sliding_window_view(padded, width)[::step]
    rows = rows[: max(1, len(samples) // step)]
    rows = rows - rows.mean(1, keepdims=True)
    window = np.hanning(width)
    size = 1 << (2 * width - 1).bit_length()
    longest = round(rate / LOWEST) + 2

    def against_itself(told: ndarray) -> ndarray:
        made: ndarray = np.fft.irfft(np.abs(np.fft.rfft(told, size)) ** 2, size)[..., :longest]
        return made

    of_rows, of_window = against_itself(rows * window), against_itself(window)
    loud = np.sqrt(of_rows[:, :1])
    found: ndarray = of_rows / np.maximum(of_rows[:, :1], 1e-12) * (of_window[0] / of_window)
    # Where hardly anything is heard, what swings is the room.
    found[loud[:, 0] < _QUIET * loud.max(initial=0)] = 0
    return found


def _highest(likeness: ndarray, rate: int, low: float, high: float) -> ndarray:
    """The likeliest pitch between two others; of two as likely the higher, which the lower only repeats."""
    import numpy as np

    lags = np.arange(max(2, int(rate / high)), min(likeness.shape[1] - 1, int(rate / low) + 1))
    score = likeness[:, lags] - _HIGHER * np.log2(lags / lags[0])
    score[(likeness[:, lags] < likeness[:, lags - 1]) | (likeness[:, lags] < likeness[:, lags + 1])] = -1
    best = lags[score.argmax(1)]
    at = np.arange(len(best))
    before, here, after = (likeness[at, best + shift] for shift in (-1, 0, 1))
    # The top of a parabola through three samples lies between them.
    bend = before - 2 * here + after
    shift = np.where(bend < 0, (before - after) / np.where(bend < 0, 2 * bend, 1), 0)
    found: ndarray = np.where((here > _VOICED) & (score.max(1) > -1), rate / (best + shift), 0.0)
    return found
