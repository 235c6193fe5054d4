"""Whether a mouth that speaks follows the sound: open with the voice, shut in silence."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from studio.media.checking.findings import Check, Fault, judged, runs, skipped
from studio.media.checking.hearing import SLICE
from studio.media.sound.taping import RATE

if TYPE_CHECKING:
    from numpy import ndarray

FOLLOWS = 0.35
"""How closely the mouth must follow the voice, as a correlation."""

_OPEN, _RUN = 0.2, 3
_VOICE, _DEEPEST = -45.0, -60.0
_LAGS = 2
_SHUFFLES, _PIECE = 24, 0.4
_ENOUGH = 1.0


def envelope(peaks: Any, frames: int, fps: Fraction) -> ndarray:
    """How loud a voice is on each frame, in decibels.

    Args:
        peaks: Its highest sample in each hundredth of a second.
        frames: How many frames there are.
        fps: Frames a second.
    """
    import numpy as np

    per = RATE / SLICE / float(fps)
    found = np.full(frames, _DEEPEST, np.float32)
    for number in range(frames):
        part = peaks[int(number * per) : max(int(number * per) + 1, int((number + 1) * per))]
        if len(part) and part.max() > 0:
            found[number] = max(_DEEPEST, 20 * np.log10(float(part.max())))
    return found


def still(mouth: Sequence[float] | ndarray) -> Check:
    """Whether mouths are shut in a film in which nobody speaks who is seen.

    Args:
        mouth: How far a mouth is open on each frame; not a number where none is seen.
    """
    import numpy as np

    open_ = np.asarray(mouth, np.float32)
    faults = _moving(open_, np.ones(len(open_), bool), "though nobody who is seen speaks")
    widest = float(np.nan_to_num(open_).max(initial=0.0))
    return judged("lips", faults, "mouths are shut: nobody who is seen speaks", measured=widest, bound=_OPEN)


def lips(
    mouth: Sequence[float] | ndarray, voice: ndarray, fps: Fraction, *, speaks: ndarray | None = None
) -> Check:
    """Whether a mouth follows a voice.

    Args:
        mouth: How far it is open on each frame; not a number where none is seen.
        voice: How loud the voice is on each, in decibels.
        fps: Frames a second.
        speaks: The frames on which somebody is seen who speaks; all on which a mouth is known if left out.
    """
    import numpy as np

    open_, loud = np.asarray(mouth, np.float32), np.asarray(voice, np.float32)
    length = min(len(open_), len(loud))
    open_, loud = open_[:length], loud[:length]
    faults = _moving(open_, _silent(loud), "in silence")
    there = ~np.isnan(open_)
    if speaks is not None:
        there &= speaks[:length]
    if np.count_nonzero(there) < _ENOUGH * fps:
        if faults:
            return judged("lips", faults, "")
        return skipped("lips", "nobody who speaks is seen long enough")
    close = _close(open_, loud, there)
    others = [_close(open_, _shuffled(loud, there, fps, seed), there) for seed in range(_SHUFFLES)]
    by_chance = float(np.quantile(others, 0.9))
    if close < FOLLOWS or close <= by_chance:
        first = int(np.argmax(there))
        told = f"a mouth does not follow the voice ({close:.2f}; by chance it would be {by_chance:.2f})"
        faults.append(Fault(told, first, length, close))
    held = f"the mouth follows the voice ({close:.2f}; shuffled {by_chance:.2f})"
    return judged("lips", faults, held, measured=close, bound=FOLLOWS)


def _moving(mouth: ndarray, where: Any, how: str) -> list[Fault]:
    """Where a mouth is open for some frames that should not be."""
    import numpy as np

    wide = np.nan_to_num(mouth) > _OPEN
    return [
        Fault(f"a mouth moves {how} for {end - first} frames", first, end, float(np.nanmax(mouth[first:end])))
        for first, end in runs(list(wide & where), _RUN)
    ]


def _silent(loud: ndarray) -> Any:
    """The frames on which nothing is said, and nothing just before or after them."""
    import numpy as np

    quiet = loud < _VOICE
    wide = quiet.copy()
    for step in range(1, _LAGS + 1):
        wide[step:] &= quiet[:-step]
        wide[:-step] &= quiet[step:]
    return wide & np.ones(len(loud), bool)


def _close(mouth: ndarray, voice: ndarray, there: Any) -> float:
    """How closely they go together, the mouth being up to two frames early or late."""
    import numpy as np

    found = [0.0]
    for lag in range(-_LAGS, _LAGS + 1):
        moved = np.roll(voice, lag)
        one, other = mouth[there], _smooth(moved)[there]
        if one.std() > 1e-4 and other.std() > 1e-4:
            found.append(float(np.corrcoef(_smooth(one), other)[0, 1]))
    return max(found)


def _smooth(values: ndarray) -> ndarray:
    import numpy as np

    return np.convolve(np.pad(values, 1, mode="edge"), np.ones(3) / 3, "valid").astype(np.float32)


def _shuffled(voice: ndarray, there: Any, fps: Fraction, seed: int) -> ndarray:
    """The same voice in another order, piece by piece."""
    import numpy as np

    places = np.flatnonzero(there)
    size = max(2, round(_PIECE * fps))
    pieces = [places[at : at + size] for at in range(0, len(places), size)]
    random.Random(seed).shuffle(pieces)
    made = voice.copy()
    made[places] = voice[np.concatenate(pieces)]
    return made
