"""Faults planted in a finished film, each at a place that chance draws: what a check must name, and where."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from bench._apart import RATE, Film, Planted

from studio.media.captions import ass
from studio.models.video import faults
from studio.render.lettering import captioning

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.media.captions.cues import Cue

_STIRS = 1.0
_HEARD = 0.02
_ROW = 16
_CUT_OFF = 96


Plant = Callable[[Film, random.Random, Path], "Planted | None"]


def black(film: Film, chance: random.Random, target: Path) -> Planted:
    """Some frames are black, as a provider leaves them."""
    first, end = _run(film, chance, 1, 12)
    dark = [faults._PLANTED["black"](iter([one.copy()]), 1, chance) for one in film.frames[first:end]]
    frames = [*film.frames[:first], *(next(iter(one)) for one in dark), *film.frames[end:]]
    assert len(frames) == len(film.frames)
    made = film.write(target, film.captioned(frames))
    return Planted(made, {"black"}, ((first, 0),), first, end)


def frozen(film: Film, chance: random.Random, target: Path) -> Planted | None:
    """The picture stands still while something was to move."""
    for _ in range(40):
        first, end = _run(film, chance, 8, 24)
        if end - first < 8:
            continue
        # What stands still anyway is no fault to anybody.
        stirs = np.abs(film.frames[end - 1].astype(int) - film.frames[first]).mean()
        if stirs >= _STIRS:
            held = [film.frames[first]] * (end - first)
            frames = [*film.frames[:first], *held, *film.frames[end:]]
            made = film.write(target, film.captioned(frames))
            return Planted(made, {"frozen"}, ((first, 3),), first, end)
    return None


def drift(film: Film, chance: random.Random, target: Path) -> Planted:
    """The colours of a shot wander off, as in a chain that is too long."""
    first, end = chance.choice([span for span in film.spans if span[1] - span[0] >= 16])
    moved = list(faults._PLANTED["drift"](iter(film.frames[first:end]), end - first, chance))
    frames = [*film.frames[:first], *moved, *film.frames[end:]]
    made = film.write(target, film.captioned(frames))
    # It begins unseen: any frame of it may be the first on which it is too much.
    half = (end - first) // 2
    return Planted(made, {"drift"}, ((first + half, half),), first, end)


def length(film: Film, chance: random.Random, target: Path) -> Planted | None:
    """There is a frame too many or too few somewhere."""
    for _ in range(40):
        place = chance.randrange(2, len(film.frames) - 2)
        beside = [
            np.abs(film.frames[place + step].astype(int) - film.frames[place]).mean() for step in (-1, 1)
        ]
        # Where nothing moves, nobody can tell which of the frames it is.
        if min(beside) >= _STIRS / 4:
            break
    else:
        return None
    again = [film.frames[place]] if chance.random() < 0.5 else []
    frames = [*film.frames[:place], *again, *film.frames[place + (0 if again else 1) :]]
    made = film.write(target, film.captioned(frames))
    return Planted(made, {"frames"}, ((place, 3),), 0, len(frames))


def cut(film: Film, chance: random.Random, target: Path) -> Planted | None:
    """Another shot is seen for a while in the midst of one."""
    spans = film.spans
    mine = chance.choice([span for span in spans if span[1] - span[0] >= 16])
    others = [span for span in spans if span != mine and span[1] - span[0] >= 8]
    if not others:
        return None
    other = chance.choice(others)
    count = min(chance.randint(6, 14), other[1] - other[0], mine[1] - mine[0] - 8)
    first = chance.randint(mine[0] + 4, mine[1] - count - 4)
    begin = chance.randint(other[0], other[1] - count)
    frames = [*film.frames[:first], *film.frames[begin : begin + count], *film.frames[first + count :]]
    made = film.write(target, film.captioned(frames))
    return Planted(made, {"cuts"}, ((first, 1), (first + count, 1)), first, first + count)


def seam(film: Film, chance: random.Random, target: Path) -> Planted:
    """A chunk does not go with the one before it: its colours step, or it lies beside it."""
    first = chance.choice(film.seams)
    end = next(end for begin, end in film.spans if begin <= first < end)
    end = min([end, *(place for place in film.seams if place > first)])
    moved = list(faults._PLANTED["seam"](iter(film.frames[first:end]), end - first, chance))
    made = film.write(target, film.captioned([*film.frames[:first], *moved, *film.frames[end:]]))
    return Planted(made, {"seams"}, ((first, 0),), first, end + 1)


def silent(film: Film, chance: random.Random, target: Path) -> Planted | None:
    """The sound drops out, where something was to be heard."""
    lasts = chance.uniform(0.35, 1.0)
    seconds = len(film.sound) / RATE
    for _ in range(40):
        # At both ends the mix itself fades.
        start = chance.uniform(0.4, seconds - lasts - 0.9)
        part = slice(round(start * RATE), round((start + lasts) * RATE))
        if _never_still(film.sound[part]):
            sound = film.sound.copy()
            sound[part] = 0
            made = film.write(target, None, sound)
            first, end = int(start * film.fps), int((start + lasts) * film.fps)
            return Planted(made, {"silence"}, ((first, 3),), first, end + 1)
    return None


def _never_still(sound: ndarray) -> bool:
    """Whether something is to be heard in every tenth of a second of it."""
    tenth = RATE // 10
    return all(np.abs(sound[at : at + tenth]).max() > _HEARD for at in range(0, len(sound) - tenth, tenth))


def clipped(film: Film, chance: random.Random, target: Path) -> Planted | None:
    """A stretch of the sound is driven beyond full scale and cut off there, before it is encoded.

    Not every place can be driven that far: it is one only where two milliseconds of samples at least are cut
    off, and one wave for a third of a millisecond at a stretch. Less nobody hears, and encoders round it.
    """
    for _ in range(40):
        lasts = chance.uniform(0.3, 1.2)
        start = chance.uniform(0.3, len(film.sound) / RATE - lasts - 0.5)
        part = slice(round(start * RATE), round((start + lasts) * RATE))
        sound = film.sound.copy()
        highest = float(np.abs(sound[part]).max())
        if highest < _HEARD:
            continue
        sound[part] = np.clip(sound[part] * chance.uniform(2.0, 6.0) / highest, -1, 1)
        full, touched = _full(sound[part]), np.flatnonzero((np.abs(sound[part]) >= 1).any(axis=1))
        if len(full) and len(touched) >= _CUT_OFF:
            # Shorter tops before the first long one are cut off as well: an encoder leaves some of them.
            begun, first, end = (
                int((part.start + at) / RATE * film.fps) for at in (touched[0], full[0], full[-1])
            )
            made = film.write(target, None, sound)
            return Planted(made, {"clipping"}, ((begun, 3), (first, 3)), begun, end + 1)
    return None


def _full(sound: ndarray) -> ndarray:
    """Where a wave stands at full scale for a third of a millisecond: encoders round shorter tops."""
    found = []
    for side in np.abs(sound).T >= 1:
        row = np.convolve(side, np.ones(_ROW), "valid")
        found.append(np.flatnonzero(row >= _ROW))
    return np.sort(np.concatenate(found))


def late(film: Film, chance: random.Random, target: Path) -> Planted | None:
    """A caption comes late, or too early."""
    number = chance.randrange(len(film.cues))
    off = chance.choice((1, 1, -1)) * chance.randint(round(0.13 * film.fps) + 1, round(0.4 * film.fps))
    first, end = film.cues[number].frames(film.fps)
    off = off if first + off >= 0 else abs(off)
    if film.burned:
        made = film.write(target, film.captioned(film.frames, {number: off}))
    elif moved := _shifted(film.cues, number, 1000 * off / film.fps):
        made = film.write(target, cues=moved)
    else:
        return None
    at = ((first, 1), (first + off, 1))
    return Planted(made, {"captions"}, at, min(first, first + off), max(end, end + off))


def _shifted(cues: Sequence[Cue], number: int, far: float) -> list[Cue]:
    """The captions of a track, one of them elsewhere; nothing where another one stands there."""
    moved = replace(cues[number], start=round(cues[number].start + far), end=round(cues[number].end + far))
    if number and moved.start < cues[number - 1].end:
        return []
    if number + 1 < len(cues):
        moved = replace(moved, end=min(moved.end, cues[number + 1].start))
    return [*cues[:number], moved, *cues[number + 1 :]] if moved.end > moved.start else []


def unreadable(film: Film, chance: random.Random, target: Path) -> Planted:
    """The letters of captions have nearly the colour of their ground."""
    grey = chance.randint(40, 200)
    near = grey + chance.choice((-1, 1)) * chance.randint(8, 36)
    firm = chance.uniform(0.8, 1.0)
    spans = [cue.frames(film.fps) for cue in film.cues]
    at = tuple(((first + end) // 2, (end - first + 1) // 2 + 1) for first, end in spans)
    whole = (min(first for first, _ in spans), max(end for _, end in spans))
    if film.burned:
        worse = captioning.Look(film.look.face, (near,) * 3, (grey,) * 3, firm, film.look.corner)
        made = film.write(target, film.captioned(film.frames, overlays=film.lettered(worse)))
        # Letters that are hardly there may be told as not seen at all.
        return Planted(made, {"caption contrast", "captions"}, at, *whole)
    note = film.folder.captions("ass")
    before = note.read_bytes()
    size = (film.board.brief.width, film.board.brief.height)
    style = ass.Style(ink=(near,) * 3, ground=(grey,) * 3, firm=firm)
    note.write_text(ass.written(film.cues, size, style), "utf-8")
    made = film.write(target)
    return Planted(made, {"caption contrast"}, at, *whole, restore={note: before})


def _run(film: Film, chance: random.Random, least: int, most: int) -> tuple[int, int]:
    """Some frames in a row of one shot."""
    begin, end = chance.choice(film.spans)
    count = min(chance.randint(least, most), end - begin)
    first = chance.randint(begin, end - count)
    return first, first + count


PLANTS: Mapping[str, Plant] = {
    "black": black, "frozen": frozen, "colour drift": drift, "off-by-one length": length,
    "unplanned cut": cut, "silent": silent, "clipped": clipped, "late caption": late,
    "unreadable caption": unreadable, "seam": seam,
}  # fmt: skip
