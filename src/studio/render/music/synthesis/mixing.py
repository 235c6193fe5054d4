"""The desk: parts are balanced, sent into the room, summed and mastered, block after block."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, get_args

from studio.render.music.notes import Note, Part, Piece
from studio.render.music.score import RATE
from studio.render.music.synthesis.levels import loudness, windows
from studio.render.music.synthesis.master import Master
from studio.render.music.synthesis.playing import BLOCK, Player, Stage
from studio.render.music.synthesis.room import ROOMS, Reverberation
from studio.render.music.synthesis.shaping import raised, samples

if TYPE_CHECKING:
    from numpy import ndarray

PARTS: tuple[Part, ...] = get_args(Part)

_BALANCE: dict[Part, float] = {
    "lead": 0.0,
    "double": -6.0,
    "chords": -5.0,
    "motion": -7.5,
    "pad": -8.0,
    "bass": -3.5,
    "drums": -2.0,
    "shine": -8.5,
}
"""How loud each part is beside the melody where it plays most, in decibels."""

_SENDS: dict[Part, float] = {
    "lead": 0.48,
    "double": 0.55,
    "chords": 0.38,
    "motion": 0.42,
    "pad": 0.45,
    "bass": 0.05,
    "drums": 0.2,
    "shine": 0.7,
}
"""How much of each part goes into the room."""

TARGET = -16.0
_GLUE = 0.4
"""Decibels that the compressor takes on average."""

_LISTENED = 6.0
_REHEARSED, _REHEARSALS = 2.8, 6
_DUCKED = 0.5
_FADE = 0.4
"""The part of the last chord's time in which it goes."""


def mixed(piece: Piece) -> Iterator[ndarray]:
    """The whole piece, block by block: a row for each instant, left and right."""
    for tracks in _mastered(piece, ()):
        yield tracks[0].T.copy()


def parted(piece: Piece) -> Iterator[dict[str, ndarray]]:
    """The piece and its parts, block by block; the parts add up to the piece."""
    there = tuple(part for part in PARTS if any(note.part == part for note in piece.notes))
    for tracks in _mastered(piece, there):
        yield {name: track.T.copy() for name, track in zip(("mix", *there), tracks, strict=True)}


def _mastered(piece: Piece, apart: tuple[Part, ...]) -> Iterator[ndarray]:
    """The sum, and behind it the parts that are wanted apart, with the same gain on all."""
    import numpy as np

    player = Player()
    faders = balanced(piece, player)
    master = Master()
    stage = Stage(player, piece, piece.notes)
    room: dict[str, Reverberation] = {name: Reverberation(piece.space, BLOCK) for name in apart or ("mix",)}
    duck = _Duck(piece)
    done = 0
    for begin in range(0, piece.samples, BLOCK):
        length = min(BLOCK, piece.samples - begin)
        dry = stage.block(begin, length)
        duck.apply(dry, begin)
        tracks = _tracks(dry, faders, room, apart, length)
        for out in (
            master.fed(tracks),
            *((master.fed(tracks[:, :, :0], last=True),) if begin + length == piece.samples else ()),
        ):
            if out.shape[2]:
                yield out * _faded(piece, done, out.shape[2])
                done += out.shape[2]
    assert done == piece.samples, np.abs(done)


def _tracks(
    dry: dict[Part, ndarray],
    faders: dict[Part, float],
    room: dict[str, Reverberation],
    apart: tuple[Part, ...],
    length: int,
) -> ndarray:
    """The sum with its room, and the parts that are wanted apart with theirs."""
    import numpy as np

    silence = np.zeros((2, length), np.float32)
    if not apart:
        total, sent = silence.copy(), silence.copy()
        for part, track in dry.items():
            total += faders[part] * track
            sent += faders[part] * _SENDS[part] * track
        whole: ndarray = (total + room["mix"].answered(sent))[None]
        return whole
    parts = []
    for part in apart:
        track = faders[part] * dry.get(part, silence)
        parts.append(track + room[part].answered(_SENDS[part] * track))
    return np.stack([np.sum(parts, axis=0), *parts])


def balanced(piece: Piece, player: Player) -> dict[Part, float]:
    """How far up each part's fader is, so that parts stand to one another and the whole is as loud as wanted.

    Args:
        piece: The piece.
        player: Who plays it; what is rehearsed here is remembered for the performance.
    """
    import numpy as np

    faders: dict[Part, float] = {}
    for part in PARTS:
        notes = [note for note in piece.notes if note.part == part]
        if notes:
            wanted = _BALANCE[part] + piece.levels.get(part, 0.0)
            faders[part] = 10 ** (wanted / 20) / np.sqrt(_strength(piece, part, notes, player))
    powers = np.concatenate(
        [_rehearsed(piece, begin, end, faders, player) for begin, end in _excerpts(piece)]
    )
    raised_by = 10 ** ((TARGET + _GLUE - loudness(powers)) / 20)
    return {part: float(fader * raised_by) for part, fader in faders.items()}


def _strength(piece: Piece, part: Part, notes: Sequence[Note], player: Player) -> float:
    """How loud a part is where it plays most."""
    import numpy as np

    size = samples(min(_LISTENED, piece.samples / RATE))
    starts = [piece.sample(note.start) for note in notes]
    sums = np.concatenate([[0.0], np.cumsum([note.velocity**2 for note in notes])])
    ends = np.searchsorted(starts, np.array(starts) + size)
    first = int(np.argmax(sums[ends] - sums[np.arange(len(notes))]))
    begin = starts[first]
    played = Stage(player, piece, notes[first : int(ends[first])]).block(begin, size)
    heard = windows(played[part])
    return float(heard[heard >= 0.1 * heard.max()].mean())


def _excerpts(piece: Piece) -> list[tuple[int, int]]:
    """Parts of a piece by which the whole is judged, from its beginning to its end."""
    size = samples(_REHEARSED)
    count = min(_REHEARSALS, -(-piece.samples // size))
    step = max(0, piece.samples - size) / max(1, count - 1)
    begins = [round(number * step) for number in range(count)]
    return [(begin, min(piece.samples, begin + size)) for begin in begins]


def _rehearsed(piece: Piece, begin: int, end: int, faders: dict[Part, float], player: Player) -> ndarray:
    """How loud windows of an excerpt are, the room included as far as its energy goes."""
    import numpy as np

    starts = [piece.sample(note.start) for note in piece.notes]
    notes = piece.notes[bisect_left(starts, begin - RATE) : bisect_left(starts, end)]
    if not notes:
        return np.zeros(1)
    parts = Stage(player, piece, notes).block(begin, end - begin)
    _Duck(piece).apply(parts, begin)
    total = np.zeros((2, end - begin), np.float32)
    wet = ROOMS[piece.space].wet
    for part, track in parts.items():
        total += faders[part] * np.sqrt(1 + (wet * _SENDS[part]) ** 2) * track
    return windows(total)


def _faded(piece: Piece, begin: int, length: int) -> ndarray:
    """The last chord goes before the piece ends."""
    import numpy as np

    ring = piece.samples - piece.sample(piece.hit)
    fall = max(min(piece.samples, samples(0.05)), round(_FADE * ring))
    curve = np.ones(length, np.float32)
    start = piece.samples - fall
    if begin + length > start:
        whole = raised(fall)[::-1] ** 1.5
        at = max(0, start - begin)
        curve[at:] = whole[max(0, begin - start) : begin + length - start]
    return curve


class _Duck:
    """Makes room for the bass drum, in the parts that are pumped."""

    def __init__(self, piece: Piece) -> None:
        import numpy as np

        self._parts = piece.pumped
        drums = [note for note in piece.notes if note.part == "drums" and note.instrument.endswith("kick")]
        self._kicks = [piece.sample(note.start) for note in drums]
        down, up = samples(0.004), samples(0.2)
        self._shape = np.concatenate([1 - _DUCKED * raised(down), 1 - _DUCKED * raised(up)[::-1]])

    def apply(self, parts: dict[Part, ndarray], begin: int) -> None:
        """Turn parts down behind every stroke.

        Args:
            parts: A block of each.
            begin: Its first sample.
        """
        import numpy as np

        pumped = self._parts & parts.keys()
        if not pumped or not self._kicks:
            return
        length = next(iter(parts.values())).shape[1]
        curve = np.ones(length, np.float32)
        first = bisect_left(self._kicks, begin - len(self._shape))
        for kick in self._kicks[first : bisect_left(self._kicks, begin + length)]:
            start, end = max(kick, begin), min(kick + len(self._shape), begin + length)
            if start < end:
                np.minimum(
                    curve[start - begin : end - begin],
                    self._shape[start - kick : end - kick],
                    out=curve[start - begin : end - begin],
                )
        for part in pumped:
            parts[part] *= curve
