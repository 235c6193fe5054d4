"""A voice for somebody: as high and as large as they are, and like nobody else's who speaks beside them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from studio.models.voice.speech import PITCHES, THROATS, Speech

if TYPE_CHECKING:
    from studio.models.voice import VoiceProvider

Kind = Literal["woman", "man", "girl", "boy", "old-woman", "old-man"]
KINDS: tuple[Kind, ...] = get_args(Kind)

APART = 1.2
"""How many times as high as another a voice is, at least, to be told from it."""

_NATURAL: Mapping[Kind, tuple[float, float]] = {"woman": (160, 250), "man": (80, 155)}
"""How high those speak who may have a voice as it is."""
_SHAPES: Mapping[Kind, Sequence[tuple[float, float]]] = {
    "woman": ((210, 0.79), (172, 0.92), (225, 0.78), (150, 0.95), (250, 0.76)),
    "man": ((132, 0.9), (98, 1.09), (152, 0.88)),
    "girl": ((300, 0.69), (360, 0.66), (255, 0.74)),
    "boy": ((250, 0.74), (300, 0.69), (215, 0.79)),
    "old-woman": ((165, 0.9), (138, 0.94), (205, 0.81)),
    "old-man": ((140, 1.07), (166, 1.05), (112, 1.1)),
}
"""How high somebody speaks, in Hz, and how long their throat is beside a man's; and where that is taken."""
_MEN: tuple[Kind, ...] = "man", "old-man"
_SLOWER: Mapping[Kind, float] = {"old-woman": 0.88, "old-man": 0.88}

_HIGH, _HIGHEST = 150.0, 245.0
_SIZES = 1.0, 0.86, 0.72
"""How long the throat of a voice is, by how high it speaks: a man's, a woman's, a child's."""
_UNHEARD = 150.0
_TAKEN, _OTHER, _WORSE = 0.2, 1.0, 0.02
"""How much farther, in octaves, a voice lies that somebody has already; a man's for others, or another's for
a man; and each one that is not the best."""
_MOST = 8
_SAMPLE = "1, 2, 3, 4."
"""What voices are heard by: it is read in every language."""


@dataclass(frozen=True)
class Manner:
    """How somebody speaks.

    Attributes:
        voice: With which voice of a provider.
        height: How high, in Hz.
        pitch: How many times as high as that voice.
        throat: How many times as long as its throat theirs is.
        speed: How many times as fast as others.
    """

    voice: str
    height: float
    pitch: float = 1.0
    throat: float = 1.0
    speed: float = 1.0


def natural(provider: VoiceProvider, voice: str, language: str) -> Manner:
    """How a voice speaks by itself.

    Args:
        provider: Who speaks.
        voice: With which voice.
        language: In which language.
    """
    return Manner(voice, _heard(provider, voice, language))


def cast(kind: Kind, provider: VoiceProvider, language: str, others: Sequence[Manner]) -> Manner:
    """A voice for somebody: one that nobody else has and that suits them as it is, else one that is changed.

    It is told from all others; from most of them, where there are too many.

    Args:
        kind: Who they are.
        provider: Who speaks.
        language: In which language.
        others: How the others speak who are heard beside them, the narrator first.
    """
    voices = [natural(provider, name, language) for name in _voices(provider, language, others)]
    taken = {one.voice for one in others}
    if own := next((one for one in voices if one.voice not in taken and _suits(one, kind)), None):
        return own
    ways = list(_ways(kind, voices, taken))
    nearest = {way: min((_apart(way, one) for one in others), default=math.inf) for way in ways}
    return next((way for way in ways if nearest[way] >= math.log2(APART)), max(ways, key=nearest.__getitem__))


def _voices(provider: VoiceProvider, language: str, others: Sequence[Manner]) -> Sequence[str]:
    """The voices there are to choose from; where they have an accent, those of the narrator's."""
    first = others[0].voice if others else ""
    accent = first.partition("+")[0]
    found = provider.card.voices(accent) or provider.card.voices(language) or (first,)
    alike = [name for name in found if name.startswith(f"{accent}+")]
    return (alike or found)[:_MOST]


def _ways(kind: Kind, voices: Sequence[Manner], taken: set[str]) -> Iterator[Manner]:
    """How somebody might speak with a voice that is changed for them, the best first."""

    def far(one: Manner, height: float) -> float:
        other = (one.height < _HIGH) != (kind in _MEN)
        off = _TAKEN * (one.voice in taken) + _OTHER * other + _WORSE * voices.index(one)
        return off + _octaves(one.height, height)

    for height, size in _SHAPES[kind]:
        near = min(voices, key=lambda one: far(one, height))
        pitch = _within(height / near.height, PITCHES)
        throat = _within(size / _size(near.height), THROATS)
        yield Manner(near.voice, near.height * pitch, pitch, throat, _SLOWER.get(kind, 1.0))


def _suits(voice: Manner, kind: Kind) -> bool:
    """Whether somebody may have a voice as it is."""
    low, high = _NATURAL.get(kind, (0.0, 0.0))
    return low <= voice.height <= high


def _size(height: float) -> float:
    man, woman, child = _SIZES
    return man if height < _HIGH else woman if height < _HIGHEST else child


def _apart(one: Manner, other: Manner) -> float:
    return _octaves(one.height, other.height)


def _octaves(one: float, other: float) -> float:
    return abs(math.log2(one / other))


def _within(value: float, limits: tuple[float, float]) -> float:
    return round(min(max(value, limits[0]), limits[1]), 2)


_known: dict[tuple[str, str, str, str], float] = {}


def _heard(provider: VoiceProvider, voice: str, language: str) -> float:
    """How high a voice speaks; it is listened to once."""
    import numpy as np

    from studio.core import scratch
    from studio.models.voice import pitch, recordings

    card = provider.card
    key = card.name, card.version, voice, language
    if key not in _known:
        with scratch.anywhere() as folder:
            speech = Speech(_SAMPLE, language=language, voice=voice, polish=False)
            samples, rate = recordings.read(provider.speak(speech, folder / "heard.wav").sound, card.name)
        _known[key] = float(round(pitch.usual(np.asarray(samples), rate))) or _UNHEARD
    return _known[key]
