"""Encoding a sound so that its true peaks stay in bounds: what encoders add to them is taken before."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from studio.media.sound import limiting, writing
from studio.media.sound.formats import Encoding
from studio.media.sound.listening import Heard, listen
from studio.media.sound.recordings import Recording

# How much lower than by what was too much, each further time: encoders are not even.
_SPARE = (0.2, 0.4)
# How much quieter it may become by that.
_QUIETER = 0.5
_NOTHING = -200.0


@dataclass(frozen=True, slots=True)
class Held:
    """A sound as it was encoded.

    Attributes:
        path: The file.
        heard: What is heard of it, decoded again.
        ceiling: To what its peaks were held before it was encoded, in dBTP; None where they were left alone.
    """

    path: Path
    heard: Heard
    ceiling: float | None = None

    @property
    def peak(self) -> float:
        """Its true peak; far below everything where it is silent."""
        return _NOTHING if self.heard.true_peak is None else self.heard.true_peak


def held(recording: Recording, limit: float, target: Path, encoding: Encoding) -> Held:
    """Encode a recording, and again with its peaks limited before that, if they came out too high.

    Args:
        recording: What is to be encoded.
        limit: The true peak that may not be exceeded, in dBTP.
        target: The file to write.
        encoding: How it is written.

    Returns:
        The one that keeps to the limit and is as loud as the recording; else the nearest to that.
    """
    tries = [_encoded(recording, target.with_stem(f"{target.stem}-1"), encoding)]
    if tries[0].peak > limit:
        before = listen(recording.path, stream=recording.stream.index)
        gain, ceiling = 0.0, before.true_peak or 0.0
        for number, spare in enumerate(_SPARE, 2):
            if (over := tries[-1].peak - limit) > 0:
                ceiling -= over + spare
            gain += max(0.0, _short(tries[-1], before))
            place = target.with_stem(f"{target.stem}-{number}")
            tries.append(_encoded(recording, place, encoding, gain, ceiling))
            if tries[-1].peak <= limit and _short(tries[-1], before) <= _QUIETER:
                break
        tries.sort(key=lambda one: (max(0.0, one.peak - limit), _short(one, before)))
    return tries[0]


def _encoded(
    recording: Recording, target: Path, encoding: Encoding, gain: float = 0.0, ceiling: float | None = None
) -> Held:
    chain = (
        []
        if ceiling is None
        else [*limiting.gain(gain), *limiting.true_peaks(ceiling, recording.stream.rate)]
    )
    made = writing.write(writing.single(recording, chain), target, encoding, label="Encoding sound").path
    return Held(made, listen(made), ceiling)


def _short(made: Held, before: Heard) -> float:
    """By how much it is quieter than it was."""
    if made.heard.loudness is None or before.loudness is None:
        return 0.0
    return before.loudness - made.heard.loudness
