"""Keys, modes and chords."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

Function = Literal["tonic", "subdominant", "dominant"]

MODES: dict[str, tuple[int, ...]] = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
}
NAMES = ("C", "D♭", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B")

_DEGREES = ("I", "II", "III", "IV", "V", "VI", "VII")
_NUMERAL = re.compile(r"([b#]?)(VII|VI|IV|V|III|II|I|vii|vi|iv|v|iii|ii|i)([a-z0-9]*)(?:/([357]))?")
# Above the root: steps of the scale and semitones. "m" chords are those whose numeral is small.
_QUALITIES: dict[str, tuple[tuple[int, int], ...]] = {
    "": ((0, 0), (2, 4), (4, 7)),
    "6": ((0, 0), (2, 4), (4, 7), (5, 9)),
    "7": ((0, 0), (2, 4), (4, 7), (6, 10)),
    "9": ((0, 0), (2, 4), (4, 7), (6, 10), (1, 2)),
    "maj7": ((0, 0), (2, 4), (4, 7), (6, 11)),
    "maj9": ((0, 0), (2, 4), (4, 7), (6, 11), (1, 2)),
    "add9": ((0, 0), (2, 4), (4, 7), (1, 2)),
    "sus2": ((0, 0), (1, 2), (4, 7)),
    "sus4": ((0, 0), (3, 5), (4, 7)),
    "7sus4": ((0, 0), (3, 5), (4, 7), (6, 10)),
    "dim": ((0, 0), (2, 3), (4, 6)),
    "m7b5": ((0, 0), (2, 3), (4, 6), (6, 10)),
    "dim7": ((0, 0), (2, 3), (4, 6), (6, 9)),
}
_MEMBERS = {"3": (2, 3), "5": (4,), "7": (6,)}
_FUNCTIONS: tuple[Function, ...] = (
    "tonic", "subdominant", "tonic", "subdominant", "dominant", "tonic", "dominant",
)  # fmt: skip


class Tone(NamedTuple):
    """A tone of a chord: its degree in the scale, 0 to 6, and its distance from the tonic, 0 to 11."""

    degree: int
    semitones: int


@dataclass(frozen=True, slots=True)
class Key:
    """A tonic and a mode."""

    tonic: int
    mode: str

    @property
    def name(self) -> str:
        """As it is said: A minor."""
        return f"{NAMES[self.tonic]} {self.mode}"

    @property
    def scale(self) -> tuple[int, ...]:
        """Semitones of its seven degrees above the tonic."""
        return MODES[self.mode]


@dataclass(frozen=True, slots=True)
class Chord:
    """A chord in a key.

    Attributes:
        numeral: How it is written; degrees are those of the major scale, so minor has bVI and bVII.
        tones: Its tones, the root first.
        lowest: The tone in the bass.
        function: What it does in the key.
    """

    numeral: str
    tones: tuple[Tone, ...]
    lowest: Tone
    function: Function

    def classes(self, key: Key) -> tuple[int, ...]:
        """Its tones as pitch classes, the root first."""
        return tuple((key.tonic + tone.semitones) % 12 for tone in self.tones)

    @property
    def required(self) -> tuple[Tone, ...]:
        """What makes it what it is: all but its root and its perfect fifth."""
        root = self.tones[0].semitones
        return tuple(tone for tone in self.tones[1:] if (tone.semitones - root) % 12 != 7)

    @property
    def leading(self) -> bool:
        """Whether it holds the tone that leads to the tonic."""
        return self.function == "dominant" and any(tone.semitones == 11 for tone in self.tones)


@lru_cache(maxsize=512)
def chord(numeral: str) -> Chord:
    """Read a numeral: IVmaj7, ii7, V7sus4, bVII, vi7, V/3, III7."""
    match = _NUMERAL.fullmatch(numeral)
    if not match:
        raise ValueError(f"{numeral} is no chord")
    accidental, degree, quality, member = match.groups()
    number = _DEGREES.index(degree.upper())
    root = (MODES["major"][number] + {"": 0, "b": -1, "#": 1}[accidental]) % 12
    minor = degree.islower()
    tones = tuple(
        Tone((number + steps) % 7, (root + (3 if minor and (steps, above) == (2, 4) else above)) % 12)
        for steps, above in _QUALITIES[quality]
    )
    lowest = tones[0]
    if member:
        lowest = next(tone for tone in tones if (tone.degree - number) % 7 in _MEMBERS[member])
    return Chord(numeral, tones, lowest, _FUNCTIONS[number])


@lru_cache(maxsize=2048)
def scale_over(key: Key, over: Chord) -> tuple[int, ...]:
    """The seven degrees of the key while a chord sounds: its own tones replace those they alter."""
    degrees = list(key.scale)
    for tone in over.tones:
        degrees[tone.degree] = tone.semitones
    return tuple(degrees)


def pitch_of(key: Key, over: Chord, step: int) -> int:
    """The pitch of a step of the scale, counted from the tonic nearest above C-1."""
    octave, degree = divmod(step, 7)
    semitones = scale_over(key, over)[degree]
    # An altered degree may wrap around the octave: the tone below the tonic stays below it.
    plain = key.scale[degree]
    semitones += 12 * round((plain - semitones) / 12)
    return 12 * octave + key.tonic + semitones


def step_near(key: Key, over: Chord, pitch: int) -> int:
    """The step of the scale nearest to a pitch."""
    about = 7 * ((pitch - key.tonic) // 12)
    return min(range(about - 1, about + 9), key=lambda step: abs(pitch_of(key, over, step) - pitch))
