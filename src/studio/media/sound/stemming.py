"""The stems of a film on their way into one mix: read, listened to, put together, and levelled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from studio.media.sound.balancing import Balance, Stems, balanced
from studio.media.sound.looping import lasting
from studio.media.sound.silences import Span
from studio.media.sound.taping import BLOCK, RATE, fitted, played, stretch, taped
from studio.media.sound.weighing import HOP, weighed

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.media.sound.levelling import Levelled

_END = round(0.05 * RATE)
# The limiter may exceed its limit by a tenth of a decibel before it is asked to work again, and the coding of
# a film by another one or two.
_SPARE = 0.3


@dataclass(frozen=True)
class Mixed:
    """A mix that was made.

    Attributes:
        path: The file.
        balance: How its stems were put together.
        levels: How it was brought to its level.
        phrases: How often somebody begins to speak.
        talking: For how many seconds words are said.
    """

    path: Path
    balance: Balance
    levels: Levelled
    phrases: int
    talking: float


def mixed(
    files: Mapping[str, Path],
    words: Sequence[Span],
    target: Path,
    samples: int,
    *,
    duck: float,
    release: float,
    loudness: float,
    peak: float,
) -> Mixed:
    """Mix the stems of a film into one recording of 24 bits at 48 kHz.

    Args:
        files: The recordings there are: of speech, music and air.
        words: When words are said; listened for where there are none.
        target: The file to write, in a folder where scratch files may lie.
        samples: How many samples the mix has.
        duck: How far music may go down for speech, in decibels.
        release: How many seconds the music takes to come back.
        loudness: The loudness of the mix, in LUFS.
        peak: The true peak that it may not exceed, in dBTP.
    """
    scratch = target.parent
    read = {stem: _read(stem, path, samples, scratch) for stem, path in files.items()}
    courses = {stem: weighed(stretch(tape, 0, samples)) for stem, tape in read.items()}
    spans = list(words) if "speech" in read else []
    if "speech" in read and not spans:
        spans = _listened(read["speech"])
    stems = Stems(courses.get("speech"), courses.get("music"), courses.get("air"), spans)
    balance = balanced(stems, samples // HOP + 2, duck=duck, release=release)
    draft = scratch / "draft.wav"
    taped(_summed(read, balance, samples), draft)
    levels = _levelled(draft, target, samples, loudness, peak)
    return Mixed(target, balance, levels, len(stems.phrases), sum(span.length for span in spans))


def _read(stem: str, path: Path, samples: int, scratch: Path) -> Path:
    """A stem as a tape of the mix's length: music goes on until the end, the rest is followed by silence."""
    tape = scratch / f"stem-{stem}.wav"
    taped(lasting(path, samples, scratch) if stem == "music" else fitted(played(path), samples), tape)
    return tape


def _listened(tape: Path) -> list[Span]:
    from studio.media.sound import ducking
    from studio.media.sound.recordings import recording

    return ducking.spoken(recording(tape))


def _summed(tapes: Mapping[str, Path], balance: Balance, samples: int) -> Iterator[ndarray]:
    """All stems together, the last moment fading to silence."""
    import numpy as np

    readers = {stem: stretch(tape, 0, samples) for stem, tape in tapes.items()}
    for begin in range(0, samples, BLOCK):
        count = min(BLOCK, samples - begin)
        block = np.zeros((count, 2))
        for stem, reader in readers.items():
            block += next(reader) * balance.factors(stem, begin, count, HOP)
        left = samples - begin - np.arange(count)
        yield block * np.sin(np.pi / 2 * np.clip(left / _END, 0, 1))[:, None] ** 2


def _levelled(draft: Path, target: Path, samples: int, loudness: float, peak: float) -> Levelled:
    from dataclasses import replace

    from studio.media.sound import formats, levelling
    from studio.media.sound.levelling import Aim
    from studio.media.sound.recordings import recording
    from studio.media.sound.tags import Tags

    heard = recording(draft)
    encoding = formats.encoding("wav", heard.stream)
    aim = Aim("loudness", loudness, peak - _SPARE)
    made = levelling.levelled(heard, aim, target.with_stem("levelled"), encoding, Tags(), keeps_format=True)
    # The limiter's resampling may leave a sample too many or too few at the end.
    taped(fitted(played(made.path), samples), target)
    return replace(made, path=target)
