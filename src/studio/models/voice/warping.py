"""One recording laid along another of the same words, so that what is known of one holds for both."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import ndarray

STEP = 0.01
"""How far apart the moments are that are compared, in seconds."""

_WINDOW = 0.025
_BANDS = 24
_HIGHEST = 7500.0
_FLOOR = 1e-4
_EVENNESS = 0.3
_STRAY = 0.05
"""What it costs to stay in one recording while the other goes on, so that nothing is stretched at will."""


def features(samples: ndarray, rate: int) -> ndarray:
    """How strong each band of hearing is, a row for each moment, freed of whose voice it is."""
    import numpy as np

    step, width = round(STEP * rate), round(_WINDOW * rate)
    size = 1 << (width - 1).bit_length()
    padded = np.concatenate([np.zeros(width // 2), samples, np.zeros(width)])
    count = max(1, len(samples) // step)
    rows = np.lib.stride_tricks.sliding_window_view(padded, width)[::step][:count]
    spectra = np.abs(np.fft.rfft(rows * np.hanning(width), size))
    mel = np.linspace(0, 2595 * np.log10(1 + min(_HIGHEST, rate / 2) / 700), _BANDS + 2)
    edges = np.round(700 * (10 ** (mel / 2595) - 1) * size / rate).astype(int)
    bands = np.stack(
        [spectra[:, low : max(high, low + 1)].mean(1) for low, high in zip(edges, edges[2:], strict=False)], 1
    )
    loud = np.log(bands / max(float(bands.max()), 1e-9) + _FLOOR)
    made: ndarray = (loud - loud.mean(0)) / (loud.std(0) + _EVENNESS)
    return made


def along(known: ndarray, other: ndarray) -> ndarray:
    """For each moment of a recording the moment of another that it is likest to, in order.

    Args:
        known: The features of the one.
        other: The features of the other.
    """
    import numpy as np

    rows, columns = len(known), len(other)
    apart = np.sqrt(np.mean((known[:, None] - other[None]) ** 2, axis=2))
    # Cells of one diagonal depend on those before it alone, so they are reckoned together.
    cost = np.full((rows + 1, columns + 1), np.inf)
    cost[0, 0] = 0
    for diagonal in range(2, rows + columns + 1):
        at = np.arange(max(1, diagonal - columns), min(rows, diagonal - 1) + 1)
        to = diagonal - at
        ways = np.minimum(cost[at - 1, to - 1], np.minimum(cost[at - 1, to], cost[at, to - 1]) + _STRAY)
        cost[at, to] = apart[at - 1, to - 1] + ways
    found = np.zeros(rows, int)
    at_row, at_column = rows, columns
    while at_row > 0 and at_column > 0:
        found[at_row - 1] = at_column - 1
        ways = (
            cost[at_row - 1, at_column - 1],
            cost[at_row - 1, at_column] + _STRAY,
            cost[at_row, at_column - 1] + _STRAY,
        )
        best = int(np.argmin(ways))
        at_row -= best in (0, 1)
        at_column -= best in (0, 2)
    return found
