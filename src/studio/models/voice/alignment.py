"""Which sound belongs to which word, and when it is made, where a voice does not say."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from studio.models.voice.pieces import Sound

if TYPE_CHECKING:
    from numpy import ndarray

_FRAME = 0.01
_QUIET = -42.0
_SHORTEST_GAP = 0.06
_REACH = 0.2


def owned(heard: Sequence[str], apart: Sequence[Sequence[str]]) -> list[int]:
    """For each sound of a sentence the part it belongs to.

    Args:
        heard: The sounds, as they are said in one.
        apart: The sounds of each part, said by itself; some come out otherwise in a sentence.
    """
    alone = [sound for part in apart for sound in part]
    labels = [number for number, part in enumerate(apart) for _ in part]
    found = [-1] * len(heard)
    matcher = SequenceMatcher(None, alone, heard, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        for at in range(start, end):
            if kind == "insert":
                found[at] = labels[min(first, len(labels) - 1)] if at == 0 else found[at - 1]
            else:
                share = (at - start) / (end - start)
                found[at] = labels[first + int(share * (last - first))]
    return found


def runs(samples: ndarray, rate: int) -> list[tuple[int, int]]:
    """Where something is heard: stretches between silences, in samples."""
    import numpy as np

    step = max(1, round(_FRAME * rate))
    count = len(samples) // step
    power = np.sqrt(np.mean(samples[: count * step].reshape(count, step).astype(np.float64) ** 2, axis=1))
    loud = power > max(1e-4, float(power.max(initial=0.0)) * 10 ** (_QUIET / 20))
    edges = np.flatnonzero(np.diff(np.concatenate([[False], loud, [False]]).astype(np.int8)))
    found: list[tuple[int, int]] = []
    for start, end in edges.reshape(-1, 2).tolist():
        if found and (start - found[-1][1] // step) * _FRAME < _SHORTEST_GAP:
            found[-1] = found[-1][0], end * step
        else:
            found.append((start * step, end * step))
    return found


def spans(runs: Sequence[tuple[int, int]], shares: Sequence[float]) -> list[tuple[int, int]]:
    """Where each phrase of a sentence lies: cut at the longest silence near to where one is expected.

    Args:
        runs: Where something is heard.
        shares: How long each phrase is likely to be, as a share of all.
    """
    if not runs:
        return [(0, 0) for _ in shares]
    begin, end = runs[0][0], runs[-1][1]
    total = sum(stop - start for start, stop in runs)
    gaps = [(before[1], after[0]) for before, after in pairwise(runs)]
    heard = list(accumulate(stop - start for start, stop in runs))
    cuts: list[tuple[int, int]] = []
    for expected in list(accumulate(shares))[:-1]:
        after = cuts[-1][1] if cuts else begin
        near = [
            (gap[1] - gap[0], gap)
            for gap, so_far in zip(gaps, heard, strict=False)
            if gap[0] >= after and abs(so_far / total - expected) < _REACH
        ]
        middle = max(after, begin + round(expected * (end - begin)))
        cuts.append(max(near)[1] if near else (middle, middle))
    starts = [begin, *(cut[1] for cut in cuts)]
    ends = [*(cut[0] for cut in cuts), end]
    return [(start, max(start, stop)) for start, stop in zip(starts, ends, strict=True)]


def scaled(sounds: Sequence[Sound], span: tuple[int, int]) -> list[Sound]:
    """Sounds of one phrase stretched to where it is heard."""
    if not sounds:
        return []
    first, last = sounds[0].start, sounds[-1].end
    start, end = span
    scale = (end - start) / max(1, last - first)
    return [
        Sound(
            one.symbol,
            start + round((one.start - first) * scale),
            start + round((one.end - first) * scale),
            one.part,
        )
        for one in sounds
    ]
