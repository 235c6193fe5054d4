"""A voice made that of somebody else: higher or lower, from a shorter or a longer throat.

How high somebody speaks and how large they are is heard apart: the one is how often the voice swings, the
other where the throat resounds. A recording is taken apart into its swings, which are laid closer or farther
(TD-PSOLA, Moulines and Charpentier 1990); played at another speed, it comes from another throat.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from studio.models.voice import pitch as pitches

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.models.voice.pieces import Piece

_EVEN = 100
"""Rates are whole hundreds, so that they are brought to others in few steps."""
_UNVOICED = 0.005
_STRAY = 0.2


def changed(piece: Piece, pitch: float, throat: float) -> Piece:
    """A phrase as somebody else would say it, in the same time.

    Args:
        piece: The phrase.
        pitch: How many times as high it is said.
        throat: How many times as long the throat is that it comes from.
    """
    if not len(piece.samples) or (pitch == 1 and throat == 1):
        return piece
    rate = max(_EVEN, round(piece.rate / throat / _EVEN) * _EVEN)
    longer = rate / piece.rate
    samples = _laid(piece.samples, piece.rate, pitch / longer, longer)
    sounds = tuple(
        replace(one, start=round(one.start * longer), end=round(one.end * longer)) for one in piece.sounds
    )
    return replace(piece, samples=samples, rate=rate, sounds=sounds)


def _laid(samples: ndarray, rate: int, pitch: float, longer: float) -> ndarray:
    """The swings of a recording laid anew: so many times as close, in so many times as long."""
    import numpy as np

    marks, periods, voiced = _marks(samples, rate)
    made = np.zeros(round(len(samples) * longer), np.float64)
    weight = np.zeros(len(made))
    now = float(marks[0]) * longer
    while now < len(made):
        nearest = int(np.abs(marks - now / longer).argmin())
        period = periods[nearest]
        begin, target = marks[nearest] - period, round(now) - period
        first = max(0, -begin, -target)
        last = min(2 * period, len(samples) - begin, len(made) - target)
        if last > first:
            window = np.hanning(2 * period + 1)[first:last]
            made[target + first : target + last] += samples[begin + first : begin + last] * window
            weight[target + first : target + last] += window
        now += period / (pitch if voiced[nearest] else 1.0)
    # Swings that lie closer are louder together; between those farther apart it is quiet, as in a throat.
    found: ndarray = (made / np.maximum(weight, 1)).astype(np.float32)
    return found


def _marks(samples: ndarray, rate: int) -> tuple[ndarray, list[int], list[bool]]:
    """The middle of every swing, how long it is, and whether the voice swings there."""
    import numpy as np

    heard = pitches.track(samples, rate)
    step = round(pitches.STEP * rate)
    peaks = samples if samples.max() >= -samples.min() else -samples
    marks: list[int] = []
    periods: list[int] = []
    voiced: list[bool] = []
    now = 0
    while now < len(samples):
        height = heard[min(len(heard) - 1, now // step)]
        period = round(rate / height) if height else round(_UNVOICED * rate)
        at = now
        if height:
            # The first of a run is looked for in all of its swing, the others where they have to come.
            reach = round(_STRAY * period) if voiced and voiced[-1] else period // 2
            first = max(marks[-1] + 1 if marks else 0, now - reach)
            near = peaks[first : now + reach + 1]
            at = first + int(near.argmax()) if len(near) else now
        marks.append(at)
        periods.append(period)
        voiced.append(bool(height))
        now = at + period
    return np.array(marks), periods, voiced
