"""Playing a piece: its notes become sound, part by part and block by block."""

from __future__ import annotations

from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from studio.render.music.notes import BEAT, STEP, Note, Part, Piece
from studio.render.music.score import RATE
from studio.render.music.synthesis.band import BAND, Instrument
from studio.render.music.synthesis.levels import powers
from studio.render.music.synthesis.shaping import raised, samples
from studio.render.music.synthesis.touch import Touch

if TYPE_CHECKING:
    from numpy import ndarray

BLOCK = 1 << 17
"""Samples that are played at a time."""

_KEPT = 160_000_000
_FORCES = (0.3, 0.55, 0.8, 1.0)
_LENGTHS = (0.4, 0.8, 1.5, 2.5, 4.0, 6.0)
_GRAIN = 0.02
_LOUD = 0.1
"""How loud a note is made that is struck as hard as can be, before anything is balanced."""

_JUDGED = 0.3
"""Seconds by which a note is judged as loud as another."""

_SOFTER = 1.5
_ECHO = 3 * BEAT // 4


class Sounding(NamedTuple):
    """A note that is heard.

    Attributes:
        part: The part.
        begins: The sample at which it begins.
        wave: It, one channel or two.
        left: How loud it is on the left.
        right: How loud it is on the right.
    """

    part: Part
    begins: int
    wave: ndarray
    left: float
    right: float

    @property
    def ends(self) -> int:
        """The sample behind its last."""
        return self.begins + int(self.wave.shape[-1])


class Player:
    """Plays the notes of a piece in order. What was played once is remembered, as far as there is room."""

    def __init__(self) -> None:
        self._waves: OrderedDict[tuple[object, ...], ndarray] = OrderedDict()
        self._size = 0

    def sounds(self, piece: Piece, notes: Iterable[Note]) -> Iterable[Sounding]:
        """The sound of notes.

        Args:
            piece: The piece they belong to.
            notes: The notes.
        """
        for note in notes:
            instrument = BAND[note.instrument]
            begins = piece.sample(note.start)
            wave = self._wave(note, instrument, (piece.sample(note.end) - begins) / RATE)
            loud = _LOUD * note.velocity**_SOFTER * 10 ** (instrument.loud / 20)
            pan = max(-0.9, min(0.9, instrument.pan + instrument.spread * (note.pitch - 62) / 12))
            yield Sounding(note.part, begins, wave, *_panned(loud, pan))
            if instrument.echo:
                late = piece.sample(note.start + _ECHO) - begins
                for number in (1, 2):
                    quiet = loud * instrument.echo**number
                    side = 0.6 if number % 2 else -0.6
                    yield Sounding(note.part, begins + number * late, wave, *_panned(quiet, side))

    def _wave(self, note: Note, instrument: Instrument, seconds: float) -> ndarray:
        layer = bisect_left(_FORCES[:-1], note.velocity)
        take = (note.start // STEP + note.pitch) % instrument.takes
        if instrument.held:
            length = max(0.06, _GRAIN * round(seconds / _GRAIN))
            return self._kept(note, instrument, layer, take, length)
        needed = seconds + instrument.release if instrument.release else instrument.longest
        length = min(instrument.longest, next((one for one in _LENGTHS if one >= needed), _LENGTHS[-1]))
        wave = self._kept(note, instrument, layer, take, length)
        return _let_go(wave, seconds, instrument.release) if instrument.release else wave

    def _kept(self, note: Note, instrument: Instrument, layer: int, take: int, seconds: float) -> ndarray:
        key = (note.instrument, note.pitch, layer, take, round(seconds / _GRAIN))
        if key in self._waves:
            self._waves.move_to_end(key)
            return self._waves[key]
        wave = _made(note, instrument, layer, take, seconds)
        self._waves[key] = wave
        self._size += wave.nbytes
        while self._size > _KEPT:
            self._size -= self._waves.popitem(last=False)[1].nbytes
        return wave


def _made(note: Note, instrument: Instrument, layer: int, take: int, seconds: float) -> ndarray:
    """A note made as loud as all others of its force."""
    import numpy as np

    chance = np.random.default_rng([*note.instrument.encode(), note.pitch, layer, take])
    hertz = 440 * 2 ** ((note.pitch - 69) / 12)
    wave = instrument.sound(Touch(hertz, seconds, _FORCES[layer], chance))
    flat = np.ascontiguousarray(wave.T)
    heard = float(powers(_loudest(flat), samples(_JUDGED))[0]) * (1 if flat.ndim == 2 else 2)
    even: ndarray = (flat / np.sqrt(max(heard, 1e-12))).astype(np.float32)
    return even


def _loudest(wave: ndarray) -> ndarray:
    """The loudest stretch of a note, by which it is judged; silence follows where it is shorter."""
    import numpy as np

    size = samples(_JUDGED)
    if wave.shape[-1] <= size:
        padding = [(0, 0)] * (wave.ndim - 1) + [(0, size - wave.shape[-1])]
        return np.pad(wave, padding)
    step = size // 6
    squares = np.square(wave if wave.ndim == 1 else wave[0])[: len(wave.T) // step * step]
    sums = np.convolve(squares.reshape(-1, step).sum(axis=1), np.ones(6), "valid")
    begin = int(np.argmax(sums)) * step
    return wave[..., begin : begin + size]


def _let_go(wave: ndarray, seconds: float, release: float) -> ndarray:
    """A note that dies away, damped when it is let go."""
    held, fall = samples(seconds), samples(release)
    if held + fall >= wave.shape[-1]:
        # It ends where it was made to end, in silence all the same.
        held = max(0, wave.shape[-1] - fall)
        fall = wave.shape[-1] - held
    cut = wave[..., : held + fall].copy()
    cut[..., held:] *= raised(fall)[::-1]
    return cut


def _panned(loud: float, pan: float) -> tuple[float, float]:
    """How loud something is on both sides; as strong in all from left to right."""
    import math

    angle = (pan + 1) * math.pi / 4
    return loud * math.cos(angle), loud * math.sin(angle)


class Stage:
    """Where a piece is played, a block at a time; notes that have not died away go on in the next."""

    def __init__(self, player: Player, piece: Piece, notes: Sequence[Note]) -> None:
        """Set it up.

        Args:
            player: Who plays.
            piece: The piece.
            notes: What of it is played, in order.
        """
        self._player = player
        self._piece = piece
        self._notes = notes
        self._next = 0
        self._sounding: list[Sounding] = []

    def block(self, begin: int, length: int) -> dict[Part, ndarray]:
        """All parts that are heard in some samples, both channels of each.

        Args:
            begin: The first sample; each block begins where the one before it ended.
            length: How many samples.
        """
        import numpy as np

        first = self._next
        while (
            self._next < len(self._notes)
            and self._piece.sample(self._notes[self._next].start) < begin + length
        ):
            self._next += 1
        self._sounding += self._player.sounds(self._piece, self._notes[first : self._next])
        parts: dict[Part, ndarray] = {}
        for one in self._sounding:
            if one.begins < begin + length:
                if one.part not in parts:
                    parts[one.part] = np.zeros((2, length), np.float32)
                _add(parts[one.part], one, begin)
        self._sounding = [one for one in self._sounding if one.ends > begin + length]
        return parts


def _add(track: ndarray, one: Sounding, begin: int) -> None:
    """Add what of a note lies in a block."""
    start, end = max(begin, one.begins), min(begin + track.shape[1], one.ends)
    if start >= end:
        return
    piece = one.wave[..., start - one.begins : end - one.begins]
    left, right = (piece, piece) if piece.ndim == 1 else (piece[0], piece[1])
    track[0, start - begin : end - begin] += one.left * left
    track[1, start - begin : end - begin] += one.right * right
