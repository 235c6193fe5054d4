"""Whether a film sounds as it was meant: its level, its peaks, its silences, and speech above all else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.media.checking.findings import Check, Fault, judged, runs, skipped
from studio.media.checking.hearing import SLICE, Slices
from studio.media.sound.balancing import LEAST
from studio.media.sound.silences import merged
from studio.media.sound.taping import RATE, played
from studio.media.sound.weighing import MOMENT

if TYPE_CHECKING:
    from studio.media.checking.hearing import Sounded
    from studio.media.sound.silences import Span

WITHIN = 1.0
"""How far the loudness may be from what was asked for, in LU."""

_ROUNDED, _FINEST = 0.05, 0.005
_SECOND = RATE / SLICE
_NOTHING, _QUIET = 1e-4, 1.5e-3
_SHORTEST = 0.25
_CLIPPED = 32
_APART, _NEAR = 0.3, 0.7
_PHRASE = 1.2
_AUDIBLE = 0.01


def loudness(sound: Sounded, wanted: float | None) -> Check:
    """Whether it is as loud as was asked for.

    Args:
        sound: What was heard.
        wanted: What was asked for, in LUFS; None where nobody knows.
    """
    found = sound.heard.loudness
    if wanted is None:
        return skipped("loudness", "nobody says how loud it was to be")
    if found is None:
        return judged("loudness", [Fault("there is nothing to be heard")], "", bound=wanted, unit="LUFS")
    off = found - wanted
    faults = (
        [Fault(f"{found:.1f} LUFS instead of {wanted:g}", measured=found)]
        if abs(off) > WITHIN + _ROUNDED
        else []
    )
    return judged("loudness", faults, f"{found:.1f} LUFS", measured=found, bound=wanted, unit="LUFS")


def peak(sound: Sounded, most: float) -> Check:
    """Whether no true peak is higher than it may be."""
    found = sound.heard.true_peak
    if found is None:
        return skipped("true peak", "there is nothing to be heard")
    faults = (
        [Fault(f"{found:.2f} dBTP, and {most:g} is the most", measured=found)]
        if found > most + _FINEST
        else []
    )
    return judged("true peak", faults, f"{found:.2f} dBTP", measured=found, bound=most, unit="dBTP")


def silence(sound: Sounded, expected: Any | None, fps: Fraction) -> Check:
    """Whether the sound never drops out.

    Args:
        sound: What was heard.
        expected: Whether something is to be heard, for each hundredth of a second; None where nobody knows:
            then it may be silent at both ends, and only what breaks off entirely is a fault.
        fps: Frames a second.
    """
    import numpy as np

    shortest = round(_SHORTEST * _SECOND)
    peaks = sound.peaks
    if expected is None:
        marked = peaks < _NOTHING
        found = [span for span in runs(list(marked), shortest) if span[0] > 0 and span[1] < len(peaks)]
        if not len(peaks) or bool(np.all(marked)):
            found = [(0, len(peaks))]
    else:
        length = min(len(peaks), len(expected))
        found = runs(list((peaks[:length] < _QUIET) & expected[:length]), shortest)
    faults = [
        Fault(f"silent for {lasts:.2f} s", _frame(first, fps), _frame(end, fps), lasts)
        for first, end in found
        if (lasts := (end - first) / _SECOND) or not len(peaks)
    ]
    most = max((one.measured or 0.0 for one in faults), default=0.0)
    return judged("silence", faults, "the sound never breaks off", measured=most, unit="s")


def clipping(sound: Sounded, fps: Fraction) -> Check:
    """Whether no wave is cut off at full scale."""

    def count(span: tuple[int, int]) -> int:
        return int(sound.clipped[span[0] : span[1]].sum())

    spans = _together(_marked(sound.clipped > 0), round(_APART * _SECOND))
    sure = [span for span in spans if count(span) >= _CLIPPED]
    # Tops that were hardly cut off are nearly round: near sure ones, less tells enough.
    near = round(_NEAR * _SECOND)
    told = [
        (first, end)
        for first, end in _marked(sound.blunted > 0)
        if any(first - near <= last and begun <= end + near for begun, last in sure)
    ]
    faults = [
        Fault(
            f"clipped for {(end - first) / _SECOND:.2f} s",
            _frame(first, fps),
            _frame(end, fps) + 1,
            float(count((first, end))),
        )
        for first, end in _together(told, near)
    ]
    found = float(sum(map(count, spans)))
    return judged("clipping", faults, "no wave is cut off", measured=found, unit="samples")


def _marked(slices: Any) -> list[tuple[int, int]]:
    return runs([bool(one) for one in slices])


def speech(sound: Sounded, words: Sequence[Span], fps: Fraction) -> Check:
    """Whether speech lies well above all else while somebody talks.

    Args:
        sound: What was heard, compared with the speech alone.
        words: When words are said.
        fps: Frames a second.
    """
    import numpy as np

    if sound.speech is None or not words:
        return skipped("speech", "the speech does not lie there alone, to be compared with")
    length = len(sound.both)
    phrases = merged(list(words), apart=_PHRASE)
    faults, least = [], 99.0
    for phrase in phrases:
        mask = np.zeros(length, bool)
        for word in words:
            if phrase.start <= word.start < phrase.end:
                mask[round(word.start / MOMENT) : round(word.end / MOMENT) + 1] = True
        over = _over(sound, mask)
        least = min(least, over)
        if over < LEAST:
            first, end = int(phrase.start * fps), int(phrase.end * fps)
            faults.append(Fault(f"speech lies only {over:.1f} dB above the rest", first, end, over))
    return judged(
        "speech", faults, f"{least:.1f} dB above the rest at least", measured=least, bound=LEAST, unit="dB"
    )


def _over(sound: Sounded, mask: Any) -> float:
    """How far what is speech lies above what is not, in some moments."""
    import numpy as np

    whole, alone, both = (part[: len(mask)][mask] for part in (sound.whole, sound.speech, sound.both))
    if not alone.sum():
        return -99.0
    # A limiter turns all down together: how loud the speech is in the mix may change from second to second.
    pieces = max(1, round(len(alone) * MOMENT))
    voice = rest = 0.0
    for one, other, shared in zip(
        *(np.array_split(part, pieces) for part in (whole, alone, both)), strict=True
    ):
        power = max(0.0, float(shared.sum())) ** 2 / max(float(other.sum()), 1e-20)
        voice += power
        rest += max(float(one.sum()) - power, 0.0)
    if voice <= 0:
        return -99.0
    return 99.0 if rest <= 0 else float(10 * np.log10(voice / rest))


def audible(stems: Iterable[tuple[Path, float]], count: int) -> Any:
    """Whether any of some stems is to be heard, for each hundredth of a second.

    Args:
        stems: Their files, and by how many decibels each was turned up.
        count: How many hundredths there are.
    """
    import numpy as np

    found = np.zeros(count, bool)
    for path, gain in stems:
        slices = Slices()
        for _ in slices.through(played(path)):
            pass
        peaks = slices.settled()[0][:count] * 10 ** (gain / 20)
        found[: len(peaks)] |= peaks > _AUDIBLE
    return found


def _together(spans: list[tuple[int, int]], apart: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for first, end in spans:
        if found and first - found[-1][1] <= apart:
            found[-1] = (found[-1][0], end)
        else:
            found.append((first, end))
    return found


def _frame(slices: int, fps: Fraction) -> int:
    return int(slices / _SECOND * fps)
